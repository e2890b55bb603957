/**
 * The day that ends a period of months begun on a day: the corresponding day, or the last day of a month that has none
 * (Civil Code 201, 202). ISO dates.
 */
export function monthsAfter(date: string, months: number): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const count = year * 12 + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return dateOf(inYear, inMonth, Math.min(day, daysIn(inYear, inMonth)));
}

export const yearsAfter = (date: string, years: number): string => monthsAfter(date, years * 12);

/** The day before a day. */
export function dayBefore(date: string): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  if (day > 1) return dateOf(year, month, day - 1);
  return month > 1 ? dateOf(year, month - 1, daysIn(year, month - 1)) : dateOf(year - 1, 12, 31);
}

/** The day after a day. */
export function dayAfter(date: string): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  if (day < daysIn(year, month)) return dateOf(year, month, day + 1);
  return month < 12 ? dateOf(year, month + 1, 1) : dateOf(year + 1, 1, 1);
}

/** Whole months from one day to a later one. */
export function wholeMonths(from: string, to: string): number {
  const [year, month] = from.split("-").map(Number) as [number, number, number];
  const [toYear, toMonth] = to.split("-").map(Number) as [number, number, number];
  const months = (toYear - year) * 12 + (toMonth - month);
  return monthsAfter(from, months) <= to ? months : months - 1;
}

const daysIn = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
};

const dateOf = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
