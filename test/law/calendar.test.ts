import { describe, expect, it } from "vitest";
import {
  addDays,
  addTradingDays,
  addWorkingDays,
  calendar,
  isPublished,
  isTradingDay,
  isWorkingDay,
  readCalendar,
} from "../../src/law/calendar.js";
import { UnknownLawError } from "../../src/law/law.js";
import { LawError } from "../../src/law/regulation.js";
import { dateOfDay, dayNumber, weekdayOf } from "../../src/model/days.js";

const CN = calendar();

describe("days as numbers", () => {
  it.each([
    ["1970-01-01", 0, 4],
    ["2000-02-29", 11_016, 2],
    ["2025-10-01", 20_362, 3],
    ["1969-12-31", -1, 3],
    ["0001-01-01", -719_162, 1],
  ])("%s is day %i, weekday %i", (date, number, weekday) => {
    expect(dayNumber(date)).toBe(number);
    expect(dateOfDay(number)).toBe(date);
    expect(weekdayOf(number)).toBe(weekday);
  });

  it("agrees with the platform's own calendar over a century", () => {
    for (let day = dayNumber("1999-12-25"); day < dayNumber("2101-01-05"); day += 1) {
      expect(dateOfDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      expect(dayNumber(dateOfDay(day))).toBe(day);
    }
  });

  it.each(["2025-02-29", "2025-1-1", "tomorrow", ""])("refuses %j", (text) => {
    expect(() => dayNumber(text)).toThrow(RangeError);
  });
});

describe("working days of China", () => {
  it("names its source, and the notice of every year that it covers", () => {
    expect(CN.source).toMatch(/chinese-days .*MIT/);
    expect([...CN.years].sort()).toEqual(Array.from({ length: 21 }, (_, k) => String(2006 + k)));
    expect(() => calendar("mars")).toThrow(UnknownLawError);
  });

  // Notices of the State Council for 2024 and 2025: Spring Festival, Qingming, National Day, with days worked in exchange.
  it.each([
    ["2024-02-09", true, true, "the Friday before the Spring Festival of 2024 was worked"],
    ["2024-02-18", true, false, "a Sunday worked in exchange: no trading"],
    ["2024-02-12", false, false, "Spring Festival"],
    ["2025-01-26", true, false, "a Sunday worked before the Spring Festival"],
    ["2025-02-04", false, false, "the last day off of the Spring Festival"],
    ["2025-02-08", true, false, "a Saturday worked after it"],
    ["2025-02-05", true, true, "the first day worked after it"],
    ["2025-10-08", false, false, "National Day and Mid-autumn together: eight days"],
    ["2025-10-11", true, false, "a Saturday worked after National Day"],
    ["2025-06-14", false, false, "an ordinary Saturday"],
    ["2025-06-16", true, true, "an ordinary Monday"],
  ])("%s: working %s, trading %s (%s)", (date, working, trading) => {
    expect([isWorkingDay(CN, date), isTradingDay(CN, date)]).toEqual([working, trading]);
  });

  it.each([
    // The day of the event does not count.
    ["2025-06-16", 0, "2025-06-16"],
    ["2025-06-16", 1, "2025-06-17"],
    ["2025-06-16", 5, "2025-06-23"],
    ["2025-06-14", 1, "2025-06-16"],
    // Spring Festival: 23, 24, Sunday 26, 27 January, then 5 February.
    ["2025-01-22", 5, "2025-02-05"],
    ["2025-01-27", 4, "2025-02-08"],
    // National Day: Sunday 28, 29, 30 September, then 9 and 10 October.
    ["2025-09-26", 5, "2025-10-10"],
    ["2025-09-30", 5, "2025-10-14"],
    // From one year into the next: 1 January is off, Sunday 4 January 2026 is worked.
    ["2025-12-30", 3, "2026-01-05"],
    ["2024-12-31", 5, "2025-01-08"],
  ])("from %s, %i working days end on %s", (from, count, end) => {
    expect(addWorkingDays(CN, from, count)).toEqual({ date: end, calendar: "published" });
  });

  it.each([
    ["2025-01-22", 5, "2025-02-06"],
    ["2025-09-26", 5, "2025-10-13"],
    ["2025-03-03", 50, "2025-05-16"],
  ])("from %s, %i trading days end on %s", (from, count, end) => {
    expect(addTradingDays(CN, from, count)).toEqual({ date: end, calendar: "published" });
  });

  it.each([
    ["2025-06-16", 3, "2025-06-19"],
    // 21 June 2025 is a Saturday: the period ends on the Monday.
    ["2025-06-18", 3, "2025-06-23"],
    // 3 October is off: the period ends on the first working day after the holiday.
    ["2025-09-30", 3, "2025-10-09"],
    // 28 September 2025 is a Sunday that is worked: the period ends on it.
    ["2025-09-25", 3, "2025-09-28"],
  ])("from %s, %i days end on %s", (from, count, end) => {
    expect(addDays(CN, from, count)).toEqual({ date: end, calendar: "published" });
  });

  it("says that a year without data is not published, and leaves out only the week's ends", () => {
    expect(addWorkingDays(CN, "2031-09-30", 5)).toEqual({ date: "2031-10-07", calendar: "unpublished" });
    expect(addDays(CN, "2031-09-30", 3)).toEqual({ date: "2031-10-03", calendar: "unpublished" });
    expect(addWorkingDays(CN, "2005-06-15", 1).calendar).toBe("unpublished");
    // A period that ends in the published year is known, one that goes beyond it is not.
    expect(addWorkingDays(CN, "2026-12-21", 5)).toEqual({ date: "2026-12-28", calendar: "published" });
    expect(addWorkingDays(CN, "2026-12-28", 5).calendar).toBe("unpublished");
  });

  it("does not take the last days of the last year for settled: the next notice may exchange them", () => {
    // As on 2018-12-29 and 2018-12-31, by the notice for 2019.
    expect([isWorkingDay(CN, "2018-12-29"), isWorkingDay(CN, "2018-12-31")]).toEqual([true, false]);
    expect(isPublished(CN, "2026-12-28")).toBe(true);
    expect(isPublished(CN, "2026-12-29")).toBe(false);
    expect(isPublished(CN, "2025-12-31")).toBe(true);
  });

  it.each([-1, 1.5, Number.NaN, 1e9])("refuses to count %d days", (count) => {
    expect(() => addWorkingDays(CN, "2025-06-16", count)).toThrow(RangeError);
  });
});

describe("readCalendar", () => {
  const file = (days: object) => ({
    id: "x",
    title: { en: "X", zh: "X" },
    source: "a notice",
    nextNoticeFrom: "12-29",
    years: { 2025: { notice: "a page", off: ["10-01"], on: ["10-11"], ...days } },
  });

  it("reads what differs from Monday to Friday", () => {
    expect(isWorkingDay(readCalendar("x.json", file({})), "2025-10-11")).toBe(true);
  });

  it.each([
    ["a day off that is a Saturday", file({ off: ["10-11"] }), /2025-10-11 is a Saturday or Sunday/],
    ["a day worked that is a Monday", file({ on: ["10-13"] }), /2025-10-13 is no Saturday or Sunday/],
    ["a year without notice", file({ notice: "" }), /years\.2025\.notice/],
    ["a calendar without source", { ...file({}), source: undefined }, /source/],
  ])("does not load %s", (_, content, message) => {
    expect(() => readCalendar("x.json", content)).toThrow(LawError);
    expect(() => readCalendar("x.json", content)).toThrow(message);
  });
});
