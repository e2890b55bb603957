import type { LawParameter } from "../law/regulation.js";
import type { ShareEnds } from "../model/share.js";
import type { Conclusion, FindingEvidence, FindingVerdict, MissingFact } from "./finding.js";
import type { Answer } from "./recordedFacts.js";

/** One of several things that a rule asks of a party, decided by itself. */
export interface Limb {
  /** Code of what is asked, in the field's words or the name of a fact. */
  readonly limb: string;
  readonly verdict: FindingVerdict;
  readonly measured?: ShareEnds | number | null | undefined;
  readonly parameter?: LawParameter | undefined;
  readonly evidence?: readonly FindingEvidence[] | undefined;
  readonly missing?: readonly MissingFact[] | undefined;
  readonly duty?: Conclusion["duty"];
  readonly conflict?: string | undefined;
  readonly exemption?: string | undefined;
  readonly unverified?: boolean | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** What is worse comes first: one breach is a breach, and nothing is clear as long as something is open. */
const ORDER: readonly FindingVerdict[] = ["breach", "undetermined", "advisory", "clear", "exempt"];

const worseFirst = (limbs: readonly Limb[]): readonly Limb[] =>
  limbs.every(({ verdict }) => verdict === limbs[0]!.verdict)
    ? limbs
    : ORDER.flatMap((verdict) => limbs.filter((limb) => limb.verdict === verdict));

/**
 * One conclusion from all limbs of a rule about some parties: the first of the worst decides and is what was measured,
 * evidence and what is missing are of all. Null without limbs. Messages get `limbs`: the codes that have the verdict.
 */
export function concluded(parties: readonly string[], limbs: readonly Limb[]): Conclusion | null {
  const ordered = worseFirst(limbs);
  const [deciding] = ordered;
  if (!deciding) return null;
  const { verdict, measured, parameter, duty, conflict, exemption, unverified } = deciding;
  const alike = ordered.filter((limb) => limb.verdict === verdict);
  return {
    parties,
    verdict,
    ...(measured === undefined ? {} : { measured }),
    ...(parameter === undefined ? {} : { parameter }),
    evidence: distinct(ordered.flatMap(({ evidence = [] }) => evidence)),
    missing: distinctMissing(ordered.flatMap(({ missing = [] }) => missing)),
    limb: verdict === "clear" || verdict === "exempt" ? undefined : deciding.limb,
    duty: duty ?? alike.find((limb) => limb.duty !== undefined)?.duty,
    conflict: conflict ?? alike.find((limb) => limb.conflict !== undefined)?.conflict,
    exemption,
    unverified,
    // What is only worth knowing has no weight, whatever a breach of the rule would have.
    ...(verdict === "advisory" ? { severity: "info" as const } : {}),
    parameters: {
      limbs: [...new Set(alike.map(({ limb }) => limb))].join(", "),
      ...deciding.parameters,
    },
  };
}

/** Each once, in the order in which they first stand. */
export function distinct<T>(items: readonly T[]): readonly T[] {
  // Mostly the very same pieces come again.
  const pieces = new Set(items);
  if (pieces.size < 2) return [...pieces];
  const seen = new Map<string, T>();
  for (const item of pieces) {
    const key = JSON.stringify(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

/** The same of what is missing, by what tells one from another. */
function distinctMissing(facts: readonly MissingFact[]): readonly MissingFact[] {
  if (facts.length < 2) return facts;
  const seen = new Map<string, MissingFact>();
  for (const fact of facts) {
    const key = `${fact.what}\n${fact.entity}`;
    if (!seen.has(key)) seen.set(key, fact);
  }
  return [...seen.values()];
}

/** A limb that forbids what a question asks about. */
export const forbids = (limb: string, { says, evidence, missing }: Answer): Limb => ({
  limb,
  verdict: says === "yes" ? "breach" : says === "no" ? "clear" : "undetermined",
  evidence,
  missing,
});

/** A limb that demands what a question asks about. */
export const demands = (limb: string, { says, evidence, missing }: Answer): Limb => ({
  limb,
  verdict: says === "yes" ? "clear" : says === "no" ? "breach" : "undetermined",
  evidence,
  missing,
});

/** A breach that something still unknown could take away is undetermined, and says what that is. */
export const doubtful = (limb: Limb, missing: readonly MissingFact[]): Limb =>
  limb.verdict === "breach"
    ? { ...limb, verdict: "undetermined", missing: [...(limb.missing ?? []), ...missing] }
    : limb;

/** Findings about one party from several sides become one, in the order of ids. */
export function byParties(
  rank: (id: string) => number,
  limbs: readonly { readonly parties: readonly string[]; readonly limb: Limb }[],
): Conclusion[] {
  const groups = new Map<string, { parties: readonly string[]; limbs: Limb[] }>();
  for (const { parties, limb } of limbs) {
    const key = JSON.stringify(parties);
    const group = groups.get(key) ?? { parties, limbs: [] };
    groups.set(key, group);
    group.limbs.push(limb);
  }
  const before = (a: readonly string[], b: readonly string[]): number => {
    const position = a.findIndex((id, i) => id !== b[i]);
    if (position < 0) return a.length - b.length;
    return b[position] === undefined ? 1 : rank(a[position]!) - rank(b[position]!);
  };
  return [...groups.values()]
    .sort((a, b) => before(a.parties, b.parties))
    .flatMap((group) => concluded(group.parties, group.limbs) ?? []);
}
