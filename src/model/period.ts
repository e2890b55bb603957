/** Dates are ISO text and compare as text; an end is exclusive, and some registers write a far day for "no end". */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const NO_END = new Set(["9999-12-31", "2099-12-31"]);

export const isNoEnd = (date: string | undefined): boolean => date === undefined || NO_END.has(date);

/**
 * Whether a period holds on a date. A date of null means that the dataset has no dates to choose from:
 * a period that has ended on some known day is then over, every other one holds.
 */
export function holdsOn(period: Period, date: string | null): boolean {
  if (date === null) return isNoEnd(period.to);
  if (period.from !== undefined && period.from > date) return false;
  return isNoEnd(period.to) || period.to! > date;
}

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

/** ISO date of "2024-06-30", "2024/6/30", "2024年6月30日", "20240630" or an ISO timestamp; null when it is no day. */
export function readDate(text: string): string | null {
  const plain = text
    .normalize("NFKC")
    .trim()
    .replace(/[T ]\d{2}:\d{2}.*$/, "");
  const match = DATE.exec(plain) ?? COMPACT.exec(plain);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]!) return null;
  return `${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
