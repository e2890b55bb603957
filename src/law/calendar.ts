import { z } from "zod";
import { dateOfDay, dayNumber, weekdayOf } from "../model/days.js";
import cn from "./calendars/cn.json" with { type: "json" };
import { UnknownLawError } from "./law.js";
import { LawError } from "./regulation.js";

const monthAndDay = z.string().regex(/^\d{2}-\d{2}$/, "a day such as 10-01");
const text = z.string().trim().min(1);

const calendarFile = z
  .object({
    id: text,
    title: z.object({ en: text, zh: text }).strict(),
    source: text,
    /** From this day on, a year's last days may be settled only by the notice of the year after. */
    nextNoticeFrom: monthAndDay,
    years: z.record(
      z.string().regex(/^\d{4}$/),
      z
        .object({
          notice: text,
          /** Days from Monday to Friday that are no working days. */
          off: z.array(monthAndDay),
          /** Saturdays and Sundays that are working days in exchange (调休). */
          on: z.array(monthAndDay),
        })
        .strict(),
    ),
  })
  .strict();

/** Working days as they were published, year by year: data, read from src/law/calendars. */
export interface WorkingCalendar {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly source: string;
  readonly nextNoticeFrom: string;
  /** Years with published data. */
  readonly years: ReadonlySet<string>;
  /** Dates from Monday to Friday off, and dates at a week's end that are worked. */
  readonly off: ReadonlySet<string>;
  readonly on: ReadonlySet<string>;
}

/** Whether every day counted has been published; where one has not, only the week's ends were left out. */
export type CalendarState = "published" | "unpublished";

/** The last day of a period, and how well the days of the period are known. */
export interface DueDate {
  readonly date: string;
  readonly calendar: CalendarState;
}

/** Reads one calendar. Throws a {@link LawError} for a file without source, or with days that need no exception. */
export function readCalendar(file: string, content: unknown): WorkingCalendar {
  const read = calendarFile.safeParse(content);
  if (!read.success) {
    const problem = read.error.issues[0]!;
    throw new LawError(`${file}: ${problem.path.join(".")}: ${problem.message}`);
  }
  const { years, ...rest } = read.data;
  const dates = (list: "off" | "on"): string[] =>
    Object.entries(years).flatMap(([year, days]) => days[list].map((day) => `${year}-${day}`));
  const calendar = {
    ...rest,
    years: new Set(Object.keys(years)),
    off: new Set(dates("off")),
    on: new Set(dates("on")),
  };
  for (const date of calendar.off) expectWeekEnd(file, date, false);
  for (const date of calendar.on) expectWeekEnd(file, date, true);
  return calendar;
}

function isWeekEnd(day: number): boolean {
  return weekdayOf(day) === 0 || weekdayOf(day) === 6;
}

function expectWeekEnd(file: string, date: string, expected: boolean): void {
  if (isWeekEnd(dayNumber(date)) === expected) return;
  throw new LawError(`${file}: ${date} is ${expected ? "no Saturday or Sunday" : "a Saturday or Sunday"}`);
}

const CALENDARS: ReadonlyMap<string, WorkingCalendar> = new Map(
  Object.entries({ "cn.json": cn }).map(([file, content]) => {
    const read = readCalendar(file, content);
    return [read.id, read];
  }),
);

/** A calendar by id. Throws an UnknownLawError. */
export function calendar(id = "cn"): WorkingCalendar {
  const found = CALENDARS.get(id);
  if (!found) throw new UnknownLawError("calendar", id, [...CALENDARS.keys()]);
  return found;
}

/** A working day: Monday to Friday but for holidays, and the days worked in exchange for them. */
export function isWorkingDay(known: WorkingCalendar, date: string): boolean {
  if (known.on.has(date)) return true;
  return !isWeekEnd(dayNumber(date)) && !known.off.has(date);
}

/** A day on which exchanges trade: they do not on the Saturdays and Sundays that are worked in exchange for holidays. */
export const isTradingDay = (known: WorkingCalendar, date: string): boolean =>
  !isWeekEnd(dayNumber(date)) && !known.off.has(date);

/** Whether the notice that settles a day has been published, as far as the calendar goes. */
export function isPublished({ years, nextNoticeFrom }: WorkingCalendar, date: string): boolean {
  const year = date.slice(0, 4);
  if (!years.has(year)) return false;
  return date.slice(5) < nextNoticeFrom || years.has(String(Number(year) + 1).padStart(4, "0"));
}

/** Longest period that is counted day by day. */
const MOST_DAYS = 10_000;

function checkCount(count: number): void {
  if (Number.isInteger(count) && count >= 0 && count <= MOST_DAYS) return;
  throw new RangeError(`${count} is no number of days from 0 to ${MOST_DAYS}`);
}

type DayTest = (known: WorkingCalendar, date: string) => boolean;

function countDays(known: WorkingCalendar, date: string, count: number, counts: DayTest): DueDate {
  checkCount(count);
  let day = dayNumber(date);
  let state: CalendarState = "published";
  for (let left = count; left > 0; ) {
    day += 1;
    const next = dateOfDay(day);
    if (!isPublished(known, next)) state = "unpublished";
    if (counts(known, next)) left -= 1;
  }
  return { date: dateOfDay(day), calendar: state };
}

/**
 * The last of so many working days after a date; the day of the event does not count (Civil Code, Article 201). Throws a
 * RangeError for text that is no day or a count that is none.
 */
export const addWorkingDays = (known: WorkingCalendar, date: string, count: number): DueDate =>
  countDays(known, date, count, isWorkingDay);

/** The same in trading days of the exchanges. Suspensions of one share are not known here. */
export const addTradingDays = (known: WorkingCalendar, date: string, count: number): DueDate =>
  countDays(known, date, count, isTradingDay);

/**
 * The last of so many days after a date. Where that is a day off, the period ends on the next working day (Civil Code,
 * Article 203); the day of the event does not count. Throws like {@link addWorkingDays}.
 */
export function addDays(known: WorkingCalendar, date: string, count: number): DueDate {
  checkCount(count);
  const last = dateOfDay(dayNumber(date) + count);
  const state: CalendarState = isPublished(known, last) ? "published" : "unpublished";
  if (count === 0 || isWorkingDay(known, last)) return { date: last, calendar: state };
  const next = addWorkingDays(known, last, 1);
  return { date: next.date, calendar: state === "unpublished" ? state : next.calendar };
}
