/** Decimal numbers as text: what is written is multiplied by powers of ten without ever becoming a float. */

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
/** A longer cell is no number; the bound also keeps pattern matching short. */
const LONGEST_NUMBER = 200;

/** `text` × 10^places as plain digits ("1.5e3" → "1500", "0.51" by 2 → "51"); null when it is no decimal number. */
export function shiftPoint(text: string, places: number): string | null {
  const match = text.length > LONGEST_NUMBER ? null : DECIMAL.exec(text);
  if (!match || (!match[2] && !match[3])) return null;
  const digits = match[2]! + (match[3] ?? "");
  const point = match[2]!.length + Number(match[4] ?? 0) + places;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const whole = padded.slice(0, Math.max(point, 1)).replace(/^0+(?=\d)/, "");
  const part = padded.slice(Math.max(point, 1));
  return `${match[1] === "-" ? "-" : ""}${whole}${part === "" ? "" : `.${part}`}`;
}

/** Powers of ten of unit words, in headers (认缴出资额(万元)) and behind numbers (500万元); longer words first. */
const UNIT_POWERS: readonly (readonly [RegExp, number])[] = [
  [/亿/, 8],
  [/千万/, 7],
  [/百万|million|\bmn\b/, 6],
  [/万/, 4],
  [/千|thousand|'000/, 3],
  [/billion|\bbn\b/, 9],
];

/** The power of ten that a unit word stands for; 0 for any other text. */
export function unitPower(text: string): number {
  return UNIT_POWERS.find(([pattern]) => pattern.test(text))?.[1] ?? 0;
}

const NUMBER =
  /^(?:人民币|rmb|cny|¥)?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?(?:e[+-]?\d{1,3})?)\s*(亿|千万|百万|万|千)?\s*(?:元|圆|股|份|人民币|rmb|cny)*$/;

/**
 * The exact number of a cell as plain digits: "1,000,000", "３００万元", "1e6". A unit in the cell goes before the one of
 * its header (`power`, of ten). Another currency than the yuan is refused: amounts are added up. null when it is no number.
 */
export function readNumber(text: string, power: number): string | null {
  if (text.length > LONGEST_NUMBER) return null;
  const match = NUMBER.exec(text.normalize("NFKC").trim().toLowerCase());
  if (!match) return null;
  return shiftPoint(match[1]!.replaceAll(",", ""), match[2] === undefined ? power : unitPower(match[2]));
}
