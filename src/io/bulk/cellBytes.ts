import { isTidy } from "./tidy.js";

const DIGIT_0 = 0x30;
const PERCENT = 0x25;
const POINT = 0x2e;

/** More decimals are not kept in a double and its number of decimals. */
export const MOST_DECIMALS = 15;
const MOST_DIGITS = 15;
const POWERS = Array.from({ length: MOST_DECIMALS + 1 }, (_, places) => 10 ** places);
/** Ten to a power of 0 … 15, exactly. */
export const powerOfTen = (places: number): number => POWERS[places]!;

/** What {@link readDecimal} read, besides the decimals it returns: the digits as one whole number. */
export const decimal = { digits: 0 };

/**
 * A share written as a plain decimal or percentage ("0.51", "51%", "12.5%"), of at most 15 digits and not above one:
 * the number of its decimals as a fraction of one, its digits in {@link decimal}. −1 for everything else, which the
 * ordinary reader reads. `percent`: the column has percents without a sign.
 */
export function readDecimal(bytes: Uint8Array, begin: number, end: number, percent: boolean): number {
  let last = end;
  let places = 0;
  if (end > begin && bytes[end - 1] === PERCENT) {
    last -= 1;
    places = 2;
  } else if (percent) places = 2;
  if (last === begin || last - begin > MOST_DIGITS + 1) return -1;
  let digits = 0;
  let point = -1;
  for (let p = begin; p < last; p += 1) {
    const digit = bytes[p]! - DIGIT_0;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (bytes[p] === POINT && point < 0) point = p;
    else return -1;
  }
  if (point >= 0) {
    if (point === last - 1) return -1;
    places += last - 1 - point;
  } else if (last - begin > MOST_DIGITS) return -1;
  if (places > MOST_DECIMALS || digits > POWERS[places]!) return -1;
  decimal.digits = digits;
  return places;
}

/** A day written as 2024-06-30, as the number 20240630; −1 for everything else. */
export function readIsoDay(bytes: Uint8Array, begin: number, end: number): number {
  if (end - begin !== 10 || bytes[begin + 4] !== 0x2d || bytes[begin + 7] !== 0x2d) return -1;
  let day = 0;
  for (let p = begin; p < end; p += 1) {
    if (p === begin + 4 || p === begin + 7) continue;
    const digit = bytes[p]! - DIGIT_0;
    if (digit < 0 || digit > 9) return -1;
    day = day * 10 + digit;
  }
  const month = Math.floor(day / 100) % 100;
  return month >= 1 && month <= 12 && isDayOf(Math.floor(day / 10_000), month, day % 100) ? day : -1;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDayOf(year: number, month: number, day: number): boolean {
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
  return day >= 1 && day <= DAYS[month - 1]! + (leap ? 1 : 0);
}

/** A date in ISO text as the number of {@link readIsoDay}. */
export const dayNumber = (date: string): number =>
  Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));

export function dayText(day: number): string {
  const text = String(day).padStart(8, "0");
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** Whether a cell may be taken for an id by its bytes: not one that a spreadsheet may have rounded ("1.2E+17"). */
export function isPlainId(bytes: Uint8Array, begin: number, end: number): boolean {
  if (!isTidy(bytes, begin, end)) return false;
  const first = bytes[begin]! - DIGIT_0;
  if (first < 0 || first > 9) return true;
  for (let p = begin + 1; p < end; p += 1) if (bytes[p] === 0x2b) return false;
  return true;
}
