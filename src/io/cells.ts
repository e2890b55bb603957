import { writtenShare } from "../model/dataset.js";
import type { Severity } from "../model/issue.js";
import { readDate } from "../model/period.js";
import { readShare, type WrittenShare } from "../model/share.js";
import type { IssueCode } from "../text/issues.js";
import { readNumber } from "./decimal.js";
import { nearest, suggestionText } from "./headers.js";
import { shown } from "./reading.js";
import type { Column, ColumnType } from "./tables.js";
import { COUNTRY_WORDS, lookupOf, wordKey } from "./words.js";

/** What a header (or an option) says of the numbers below it. */
export interface Unit {
  readonly percent: boolean;
  readonly power: number;
}

/** An issue in the making: the reader adds file, row and column. */
export interface Problem {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The value that goes into the record (undefined: not given), and what is wrong with the cell. */
export interface Converted {
  readonly value?: unknown;
  readonly problem?: Problem;
}

/** What stands in a record for a share that cannot be used: it must not fall back to another interest. */
export const UNUSABLE_SHARE = "unknown";

/** Longer cells are no share, date, flag or word; the bound keeps pattern matching short on hostile input. */
const LONGEST_CELL = 200;

const textOf = (raw: unknown): string => (typeof raw === "string" ? raw : (JSON.stringify(raw) ?? ""));

const isScalar = (raw: unknown): raw is string | number | boolean =>
  typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean";

const invalid = (raw: unknown, expected: string, suggestion = expected): Problem => ({
  code: "invalid-value",
  severity: "error",
  parameters: { value: shown(textOf(raw)), expected, suggestion },
});

function readText(raw: unknown): Converted {
  return isScalar(raw) ? { value: String(raw) } : { problem: invalid(raw, "text") };
}

/** A spreadsheet that took an id for a number has rounded it away: two persons may now have the same one. */
const ROUNDED_ID = /^\d(?:\.\d+)?E\+\d{2,3}$/i;

function readId(raw: unknown): Converted {
  const read = readText(raw);
  if (typeof read.value === "string" && read.value.length < 30 && ROUNDED_ID.test(read.value)) {
    return {
      ...read,
      problem: invalid(
        raw,
        "id",
        "the spreadsheet has rounded the number; format the column as text and export again",
      ),
    };
  }
  return read;
}

function readFlag(raw: unknown, column: Column): Converted {
  if (typeof raw === "boolean") return { value: raw };
  const word =
    isScalar(raw) && textOf(raw).length <= LONGEST_CELL ? column.lookup.get(wordKey(textOf(raw))) : undefined;
  if (word !== undefined) return { value: word === "true" };
  if (textOf(raw) === "1" || textOf(raw) === "0") return { value: textOf(raw) === "1" };
  return { problem: invalid(raw, "true, false") };
}

function readDay(raw: unknown): Converted {
  const text = textOf(raw);
  const date = isScalar(raw) && text.length <= LONGEST_CELL ? readDate(text) : null;
  if (date !== null) return { value: date };
  return { problem: { code: "invalid-date", severity: "error", parameters: { value: shown(text) } } };
}

function readFlagOrDate(raw: unknown, column: Column): Converted {
  const flag = readFlag(raw, column);
  if (flag.problem === undefined) return flag;
  const day = readDay(raw);
  return day.problem === undefined ? day : { problem: invalid(raw, "true, false, 2024-06-30") };
}

function readCount(raw: unknown, _column: Column, unit: Unit): Converted {
  if (typeof raw === "number" && raw >= 0 && unit.power === 0) return { value: raw };
  const number = isScalar(raw) ? readNumber(textOf(raw), unit.power) : null;
  if (number !== null && !number.startsWith("-")) return { value: number };
  return {
    problem: { code: "invalid-number", severity: "error", parameters: { value: shown(textOf(raw)) } },
  };
}

const SIGN = /%|‰|percent$/i;
const NUMBER_IN_TEXT = /\d*\.?\d+(?:e[+-]?\d+)?/gi;

/**
 * Whether a share is a number without a sign: then it must be a fraction of one, or the column is in percents.
 * A ratio ("1/3") says itself what it is.
 */
export function isBare(share: unknown): boolean {
  if (typeof share === "number") return true;
  if (typeof share === "string") {
    const text = share.normalize("NFKC").trim();
    return /\d/.test(text) && !SIGN.test(text) && !text.includes("/");
  }
  return typeof share === "object" && share !== null && Object.values(share).some(isBareEnd);
}

const isBareEnd = (end: unknown): boolean =>
  typeof end === "number" || typeof end === "string" ? isBare(end) : false;

/** A bare share of a column in percents, with the sign that its header, cell format or the user gave. */
function withPercent(share: WrittenShare): WrittenShare {
  if (!isBare(share)) return share;
  if (typeof share === "number") return `${share}%`;
  if (typeof share === "string") {
    const { problem } = readShare(share);
    const unreadable =
      problem === "invalid-share" || problem === "decimal-comma" || problem === "share-approximate";
    return unreadable ? share : share.normalize("NFKC").replace(NUMBER_IN_TEXT, "$&%");
  }
  const end = (value: string | number | undefined) =>
    value === undefined || !isBare(value) ? value : `${String(value).trim()}%`;
  return { ...share, min: end(share.min), max: end(share.max) };
}

/** Of a dash one cannot know whether it means zero; "unknown" in words says what it means. */
const SAID_UNKNOWN = /^(unknown|未知|不详)$/i;

function readWrittenShare(raw: unknown, _column: Column, unit: Unit): Converted {
  const value = shown(textOf(raw));
  const refused = (code: IssueCode): Converted => ({
    value: UNUSABLE_SHARE,
    problem: { code, severity: "error", parameters: { value } },
  });
  const parsed = writtenShare.safeParse(raw);
  if (!parsed.success || textOf(raw).length > LONGEST_CELL) return refused("invalid-share");
  const share = unit.percent ? withPercent(parsed.data) : parsed.data;
  const read = readShare(share);
  // The whole column is judged when all its cells are known, so a bare percent stays as it is until then.
  if (read.problem === "bare-percent") {
    return { value: share, problem: { code: "bare-percent", severity: "error", parameters: { value } } };
  }
  if (read.problem !== undefined) return refused(read.problem);
  if (read.note === "share-dash" && !SAID_UNKNOWN.test(String(share).trim())) {
    return { value: share, problem: { code: "share-dash", severity: "info", parameters: { value } } };
  }
  return { value: share };
}

function readFlagOrShare(raw: unknown, column: Column, unit: Unit): Converted {
  if (typeof raw === "boolean") return { value: raw };
  // 1 and 0 are shares here: all of it or nothing, which is what the flags mean too.
  const word =
    typeof raw === "string" && raw.length <= LONGEST_CELL ? column.lookup.get(wordKey(raw)) : undefined;
  return word === undefined ? readWrittenShare(raw, column, unit) : { value: word === "true" };
}

function readWord(raw: unknown, column: Column): Converted {
  const text = textOf(raw);
  const key = wordKey(text.slice(0, LONGEST_CELL));
  const word = typeof raw === "string" ? column.lookup.get(key) : undefined;
  if (word !== undefined) return { value: word };
  const near = nearest(key, column.lookup.keys());
  const expected = [...new Set(column.lookup.values())].join(", ");
  const suggestion = near === null ? expected : suggestionText(shown(text), column.lookup.get(near)!);
  return { value: column.otherwise ?? undefined, problem: invalid(raw, expected, suggestion) };
}

function readWordOrText(raw: unknown, column: Column): Converted {
  const read = readText(raw);
  if (typeof read.value !== "string") return read;
  return { value: column.lookup.get(wordKey(read.value.slice(0, LONGEST_CELL))) ?? read.value };
}

const COUNTRIES = lookupOf(COUNTRY_WORDS);
const COUNTRY_CODE = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

function readCountry(raw: unknown): Converted {
  const text = textOf(raw).slice(0, LONGEST_CELL);
  const code = COUNTRIES.get(wordKey(text)) ?? text.normalize("NFKC").trim().toUpperCase();
  if (typeof raw === "string" && COUNTRY_CODE.test(code)) return { value: code };
  return { problem: invalid(raw, "ISO 3166: CN, HK, US") };
}

/** Several values, as a list in JSON or with `;` between in a cell; the ones that cannot be read are left out. */
function readSeveral(raw: unknown, readOne: (item: unknown) => Converted): Converted {
  const items = Array.isArray(raw) ? raw : textOf(raw).split(/[;；、|]/);
  const values: unknown[] = [];
  let problem: Problem | undefined;
  for (const item of items) {
    const plain = typeof item === "string" ? item.trim() : item;
    if (plain === "") continue;
    const read = readOne(plain);
    if (read.value !== undefined) values.push(read.value);
    problem ??= read.problem;
  }
  return problem === undefined ? { value: values } : { value: values, problem };
}

function readValue(raw: unknown, column: Column, unit: Unit): Converted {
  if (typeof raw === "boolean" || (typeof raw === "number" && unit.power === 0)) return { value: raw };
  if (!isScalar(raw)) return { problem: invalid(raw, "text") };
  const text = String(raw);
  if (text.length > LONGEST_CELL) return { value: text };
  const flag = column.lookup.get(wordKey(text));
  if (flag !== undefined) return { value: flag === "true" };
  if (unit.percent && isBare(text)) return { value: withPercent(text) };
  // Without a unit in the header the number waits for the unit column, see addFact.
  return { value: unit.power === 0 ? text : (readNumber(text, unit.power) ?? text) };
}

function readIdentifiers(raw: unknown): Converted {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { problem: invalid(raw, "{uscc, lei}") };
  const pairs = Object.entries(raw).filter(([, value]) => value !== null && value !== "");
  const good = pairs.filter(([name, value]) => /^[A-Za-z][\w-]*$/.test(name) && isScalar(value));
  const value = Object.fromEntries(good.map(([name, item]) => [name, String(item)]));
  return good.length === pairs.length ? { value } : { value, problem: invalid(raw, "{uscc, lei}") };
}

function readRecords(raw: unknown): Converted {
  const isObject = (item: unknown): boolean =>
    typeof item === "object" && item !== null && !Array.isArray(item);
  return Array.isArray(raw) && raw.every(isObject)
    ? { value: raw }
    : { problem: invalid(raw, "[{class, issued}]") };
}

const CONVERTERS: Readonly<Record<ColumnType, (raw: unknown, column: Column, unit: Unit) => Converted>> = {
  text: readText,
  id: readId,
  share: readWrittenShare,
  number: readCount,
  date: readDay,
  flag: readFlag,
  flagOrDate: readFlagOrDate,
  flagOrShare: readFlagOrShare,
  word: readWord,
  words: (raw, column) => readSeveral(raw, (item) => readWord(item, column)),
  freeWord: readWordOrText,
  country: readCountry,
  countries: (raw) => readSeveral(raw, readCountry),
  value: readValue,
  identifiers: readIdentifiers,
  records: readRecords,
};

/** Converts a cell (text, or any JSON value) that is not empty to what its column holds. Never throws. */
export const convert = (raw: unknown, column: Column, unit: Unit): Converted =>
  CONVERTERS[column.type](raw, column, unit);
