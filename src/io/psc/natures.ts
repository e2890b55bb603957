/** How the register's bands are read at exactly 75 %, where its own texts differ; see docs/formats.md. */
export type Band75 = "lower" | "upper";

/** One nature of control, taken apart. */
export interface Nature {
  /** What it is about; `other` is one that has no place but as a relation. */
  readonly kind: "shares" | "votes" | "board" | "influence" | "other";
  /** In the notation of the native form; undefined where the nature has no band. */
  readonly share: string | undefined;
  /** Held by the trustees of a trust or the members of a firm, not by the person: see {@link readNature}. */
  readonly throughOthers: boolean;
}

const KINDS: readonly (readonly [RegExp, Nature["kind"]])[] = [
  // A partnership has no shares: the right to its surplus assets stands in their place in its conditions.
  [/^(?:ownership-of-shares|(?:part-)?right-to-share-surplus-assets)(?=-)/, "shares"],
  [/^voting-rights(?=-)/, "votes"],
  [/^right-to-appoint-and-remove-(?:directors|members|person)(?=-|$)/, "board"],
  [/^significant-influence-or-control(?=-|$)/, "influence"],
  [/^registered-owner-as-nominee(?=-)/, "other"],
];

const BANDS: Readonly<Record<string, Readonly<Record<Band75, string>>>> = {
  "25-to-50-percent": { lower: "(25%,50%]", upper: "(25%,50%]" },
  "50-to-75-percent": { lower: "(50%,75%]", upper: "(50%,75%)" },
  "75-to-100-percent": { lower: "(75%,100%]", upper: "[75%,100%]" },
  "more-than-25-percent": { lower: "(25%,100%]", upper: "(25%,100%]" },
};

const BAND = new RegExp(Object.keys(BANDS).join("|"));
const THROUGH_OTHERS = /(?:^|-)as-(?:trust|firm|control-over-trust|control-over-firm)(?=-|$)/;
const REGISTER = /-(?:limited-liability-partnership|registered-overseas-entity)$/;

/**
 * Takes a nature of control apart: what, how much, whose. null when it is none that is known.
 *
 * `-as-trust` and `-as-firm` do not say that the person holds: "the trustees of that trust (in their capacity as such)
 * hold", and the person has significant influence over the trust or is one of its trustees.
 */
export function readNature(code: string, band75: Band75): Nature | null {
  const kind = KINDS.find(([pattern]) => pattern.test(code));
  if (!kind) return null;
  const band = BAND.exec(code)?.[0];
  const rest = code.replace(kind[0], "").replace(REGISTER, "").replace(BAND, "").replace(THROUGH_OTHERS, "");
  if (kind[1] === "other") return { kind: "other", share: undefined, throughOthers: true };
  const banded = kind[1] === "shares" || kind[1] === "votes";
  if (rest.replaceAll("-", "") !== "" || banded !== (band !== undefined)) return null;
  return {
    kind: kind[1],
    share: band === undefined ? undefined : BANDS[band]![band75],
    throughOthers: THROUGH_OTHERS.test(code),
  };
}
