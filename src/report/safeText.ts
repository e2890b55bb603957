import { clip } from "./displayWidth.js";

/** Columns that a name may take in text: more of it says nothing more. */
export const NAME_COLUMNS = 48;

const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
/** Marks that turn the direction of whatever follows, also beyond the name. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\u200f\u061c]/u;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ISOLATE = "\u2068";
const END_ISOLATE = "\u2069";

/** A control character as the sign that Unicode has for it (␛ for escape), so that it is seen and does nothing. */
function controlPicture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return "␡";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}

/** Text from the records made harmless to print: no control characters, no escapes, no stray marks of direction. */
export function harmless(text: string): string {
  return text.replace(CONTROL, controlPicture).replace(DIRECTION, "").replace(LONE_SURROGATE, "\ufffd");
}

/**
 * Text from the records as it is printed to people: harmless, clipped to a width, and isolated where it runs from right
 * to left, so that the words and figures after it keep their order.
 */
export function printable(text: string, columns = NAME_COLUMNS): string {
  // Nothing beyond this can be shown; it keeps the patterns away from a name of a million characters.
  const shown = clip(harmless(text.slice(0, 4 * columns)), columns);
  return RIGHT_TO_LEFT.test(shown) ? `${ISOLATE}${shown}${END_ISOLATE}` : shown;
}
