import { compare, equals, type Fraction, parseFraction, ZERO } from "../../model/fraction.js";
import { readShare } from "../../model/share.js";
import { UNUSABLE_SHARE } from "../cells.js";
import { isObject, type JsonObject, type Place, textOf } from "../fields.js";
import { say, shown } from "../reading.js";

/** An end of a range as it is written in percent, and whether it is reached. */
interface End {
  readonly percent: string;
  readonly open: boolean;
}

const ENDS: ReadonlySet<string> = new Set([
  "exact",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
]);

const fractionOf = (percent: string): Fraction => parseFraction(percent) ?? ZERO;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** The decimal that a number prints as; undefined where the field is not given, null where it is no number. */
function percentOf(share: JsonObject, name: string): string | undefined | null {
  const value = share[name];
  if (value === undefined || value === null || value === "" || typeof value === "boolean") return undefined;
  const text = typeof value === "number" ? String(value) : textOf(value).trim();
  return text.length <= 60 && NUMBER.test(text) ? text : null;
}

/**
 * One end of a range. Where both the inclusive and the exclusive figure stand, the one that leaves less room counts;
 * older data write the exclusive one as a flag beside the inclusive figure.
 */
function endOf(share: JsonObject, side: "minimum" | "maximum", exclusive: string): End | null | "no-number" {
  const closed = percentOf(share, side);
  const open = percentOf(share, exclusive);
  if (closed === null || open === null) return "no-number";
  if (closed === undefined && open === undefined) return null;
  if (closed === undefined) return { percent: open!, open: true };
  if (open === undefined) return { percent: closed, open: share[exclusive] === true };
  const order = compare(fractionOf(open), fractionOf(closed));
  const tighter = side === "minimum" ? order >= 0 : order <= 0;
  return tighter ? { percent: open, open: true } : { percent: closed, open: false };
}

/** Whether a share says the same thing in more than one way: the standard allows one. */
const saysTwice = (share: JsonObject): boolean => {
  const given = (name: string): boolean => typeof percentOf(share, name) === "string";
  const bounded =
    given("minimum") || given("maximum") || given("exclusiveMinimum") || given("exclusiveMaximum");
  return (
    (given("exact") && bounded) ||
    (given("minimum") && given("exclusiveMinimum")) ||
    (given("maximum") && given("exclusiveMaximum"))
  );
};

/** The notation of the native form: "60%", "[25%,50%)", "(25%,100%]". */
function written(share: JsonObject): string | null | "no-number" {
  const exact = percentOf(share, "exact");
  if (exact === null) return "no-number";
  if (exact !== undefined) return `${exact}%`;
  const min = endOf(share, "minimum", "exclusiveMinimum");
  const max = endOf(share, "maximum", "exclusiveMaximum");
  if (min === "no-number" || max === "no-number") return "no-number";
  if (min === null && max === null) return null;
  const low = min ?? { percent: "0", open: false };
  const high = max ?? { percent: "100", open: false };
  if (low.percent === high.percent && !low.open && !high.open) return `${low.percent}%`;
  return `${low.open ? "(" : "["}${low.percent}%,${high.percent}%${high.open ? ")" : "]"}`;
}

/**
 * The share of an interest in the notation of the native form, its ends as they are written; undefined where there is
 * none. What cannot be used is an issue and "unknown", never another figure.
 */
export function readInterestShare(share: unknown, column: string, place: Place): string | undefined {
  if (share === undefined || share === null) return undefined;
  const at = { ...place.at, column };
  const value = shown(textOf(share));
  if (!isObject(share)) {
    say(place.into, "invalid-share", "error", at, { value });
    return UNUSABLE_SHARE;
  }
  for (const name of Object.keys(share)) {
    if (!ENDS.has(name)) place.losses.lose(`interest.share.${shown(name)}`, place.at.row);
  }
  const text = written(share);
  if (text === null) return undefined;
  const problem = text === "no-number" ? "invalid-share" : readShare(text).problem;
  if (problem !== undefined) {
    say(place.into, problem, "error", at, { value, others: "" });
    return UNUSABLE_SHARE;
  }
  if (saysTwice(share) && !agrees(share)) {
    say(place.into, "share-stated-twice", "warning", at, { value, taken: text });
  }
  return text;
}

/** Figures given beside an exact one that say the same: {exact: 100, minimum: 100, maximum: 100}. */
function agrees(share: JsonObject): boolean {
  const exact = percentOf(share, "exact");
  if (typeof exact !== "string") return false;
  const rest = ["minimum", "maximum"].map((name) => percentOf(share, name));
  const open = ["exclusiveMinimum", "exclusiveMaximum"].some(
    (name) => typeof percentOf(share, name) === "string",
  );
  return !open && rest.every((end) => equals(fractionOf(end ?? exact), fractionOf(exact)));
}
