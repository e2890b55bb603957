import type { Origin } from "../../model/dataset.js";
import type { Losses } from "../losses.js";
import { type Reading, say, shown } from "../reading.js";
import { addEntity, addFact } from "../records.js";
import type { Described } from "./entities.js";
import type { Party, Relationship } from "./interests.js";
import { NomineeSides } from "./nominees.js";
import { addInterests, type Pair } from "./pairs.js";
import { earlier, type Held, isEmpty, later, orderVersions, timelineOf, type Version } from "./versions.js";

/** All statements of a file by record, before history is put in order. */
export interface Records {
  /** By type and recordId: an entity and a person may have the same. */
  readonly described: Map<string, Version<Described>[]>;
  readonly relationships: Map<string, Version<Relationship>[]>;
  /** Which record a statement about an entity or a person is of: parties may be named by their statements. */
  readonly statements: { readonly statement: string; readonly record: string }[];
}

interface Assembly {
  readonly file: string;
  readonly into: Reading;
  readonly losses: Losses;
  /** The day on which an entity or person ceased to be, by recordId. */
  readonly ends: ReadonlyMap<string, string>;
  readonly nominations: ReadonlySet<string>;
}

/** Turns the statements of a file into native records; everything that makes no record is said. */
export function assemble(records: Records, file: string, into: Reading, losses: Losses): void {
  const ends = new Map<string, string>();
  const nominations = new Set<string>();
  for (const versions of records.described.values()) {
    const { id, ended, nomination } = addDescribed(versions, file, into);
    if (ended !== undefined) ends.set(id, ended);
    if (nomination) nominations.add(id);
  }
  const histories = orderedRelationships(records, file, into);
  const subjects = subjectsOf(histories);
  const capital = subjectsWithShares(histories);
  const sides = new NomineeSides();
  const assembly = { file, into, losses, ends, nominations };
  for (const { record, versions } of histories) {
    const told = subjects.get(keyOf(versions[0]!.content.subject))!;
    const first = versions[0]!.day;
    const reachesBack = !told.history || first === null || first <= told.first;
    const { held, remarks } = timelineOf(versions, reachesBack);
    for (const remark of remarks) {
      const at = { file, row: remark.row };
      if (remark.kind === "closes") say(into, "statement-closes", "info", at, { record, on: remark.on });
      else if (remark.kind === "repeats") {
        say(into, "statement-repeats", "info", at, { record, by: String(remark.by) });
      } else say(into, "statement-on-no-day", "info", at, { record, what: remark.type });
    }
    for (const pair of pairsOf(held, assembly)) addInterests(pair, { ...assembly, capital, sides });
  }
  sides.addTies(nominations, file, into);
}

/** The latest statement describes an entity or person; the ones before it are said to be replaced. */
function addDescribed(
  versions: readonly Version<Described>[],
  file: string,
  into: Reading,
): { id: string; ended: string | undefined; nomination: boolean } {
  const { kept, replaced } = orderVersions(versions);
  const last = kept.at(-1)!;
  const { fields, nomination } = last.content;
  const id = String(fields.id);
  const parameters = (by: number) => ({ record: shown(id), by: String(by) });
  for (const { row, by } of replaced) say(into, "statement-replaced", "info", { file, row }, parameters(by));
  for (const { row, content } of kept.slice(0, -1)) {
    const same = particulars(content) === particulars(last.content);
    const code = same ? "statement-repeats" : "statement-replaced";
    say(into, code, "info", { file, row }, parameters(last.row));
  }
  addEntity(fields, { file, row: last.row }, into);
  return { id, ended: endOf(kept), nomination };
}

/** Everything but where it comes from: who asserts it again asserts the same. */
const particulars = ({ fields: { source: _, ...fields }, ended }: Described): string =>
  JSON.stringify([fields, ended]);

/**
 * The day from which an entity or person is no more: its dissolution or death, but where there is a history not before
 * the statement that says so; or the statement that closes a record with a history. A record known by a closing
 * statement alone says nothing of a day: registers write so of everyone who once had an interest.
 */
function endOf(kept: readonly Version<Described>[]): string | undefined {
  const last = kept.at(-1)!;
  const closed = last.closed && kept.length > 1 ? (last.day ?? undefined) : undefined;
  const date = last.content.ended;
  const silent = kept.findLastIndex((version) => version.content.ended === undefined);
  if (date === undefined || silent < 0) return earlier(date, closed);
  return earlier(later(date, kept[silent + 1]?.day ?? undefined), closed);
}

interface History {
  readonly record: string;
  readonly versions: readonly Version<Relationship>[];
}

/** Relationships with their statements in order and every party known by its record. */
function orderedRelationships(records: Records, file: string, into: Reading): History[] {
  let byStatement: Map<string, string> | null = null;
  const resolve = (party: Party): Party => {
    if (!("statement" in party)) return party;
    byStatement ??= new Map(records.statements.map(({ statement, record }) => [statement, record]));
    // An unknown statement stays as it is: the register makes an unknown entity of it and says so.
    return { record: byStatement.get(party.statement) ?? party.statement };
  };
  const histories: History[] = [];
  for (const [record, statements] of records.relationships) {
    const { kept, replaced } = orderVersions(statements);
    for (const { row, by } of replaced) {
      say(into, "statement-replaced", "info", { file, row }, { record: shown(record), by: String(by) });
    }
    const versions = kept.map((version) => ({
      ...version,
      content: {
        ...version.content,
        subject: resolve(version.content.subject),
        party: resolve(version.content.party),
      },
    }));
    histories.push({ record: shown(record), versions });
  }
  return histories;
}

const keyOf = (party: Party): string => ("record" in party ? party.record : "");

interface Told {
  /** The day of the first statement about who holds the subject. */
  readonly first: string;
  /** Whether the file tells how what was said about it changed. */
  readonly history: boolean;
}

/** What a file tells of each subject: where it has a history, what was stated later was not yet known before. */
function subjectsOf(histories: readonly History[]): Map<string, Told> {
  const subjects = new Map<string, Told>();
  for (const { versions } of histories) {
    const history = versions.length > 1;
    for (const { day, content } of versions) {
      const key = keyOf(content.subject);
      const known = subjects.get(key);
      const first = earlier(known?.first, day ?? undefined) ?? "9999-12-31";
      subjects.set(key, { first, history: history || known?.history === true });
    }
  }
  return subjects;
}

function subjectsWithShares(histories: readonly History[]): ReadonlySet<string> {
  const subjects = new Set<string>();
  for (const { versions } of histories) {
    for (const { content } of versions) {
      if (content.interests.some(({ type }) => type === "shareholding")) subjects.add(keyOf(content.subject));
    }
  }
  return subjects;
}

/** Interests of one relationship by holder and subject; parties that are not named are said and left out. */
function pairsOf(held: readonly Held[], assembly: Assembly): Pair[] {
  const pairs = new Map<string, { holder: string; subject: string; held: Held[] }>();
  const unnamed = new Map<number, Held[]>();
  for (const entry of held) {
    if (!("record" in entry.subject) || !("record" in entry.party)) {
      const rows = unnamed.get(entry.row);
      if (rows) rows.push(entry);
      else unnamed.set(entry.row, [entry]);
      continue;
    }
    const kept = untilEnded(entry, entry.party.record, entry.subject.record, assembly);
    if (!kept) continue;
    const key = JSON.stringify([entry.party.record, entry.subject.record]);
    const known = pairs.get(key);
    if (known) known.held.push(kept);
    else pairs.set(key, { holder: entry.party.record, subject: entry.subject.record, held: [kept] });
  }
  for (const entries of unnamed.values()) addUnnamed(entries, assembly);
  return [...pairs.values()];
}

/** Nobody holds anything after death or dissolution, and nothing is held in what was dissolved. */
function untilEnded(
  entry: Held,
  holder: string,
  subject: string,
  { ends, file, into }: Assembly,
): Held | null {
  const end = earlier(ends.get(holder), ends.get(subject));
  if (end === undefined || (entry.to !== undefined && entry.to <= end)) return entry;
  const who = ends.get(holder) === end ? holder : subject;
  say(into, "party-ended", "info", { file, row: entry.row }, { party: shown(who), on: end });
  return isEmpty(entry.from, end) ? null : { ...entry, to: end };
}

/**
 * A relationship whose party is only a reason makes no holder: what nobody named holds stays undisclosed. The reason is
 * said, and while it holds it is a fact about the subject.
 */
function addUnnamed(entries: readonly Held[], { file, into, losses }: Assembly): void {
  const { subject, party, row } = entries[0]!;
  const at: Origin = { file, row };
  if (!("record" in subject)) {
    const reason = "reason" in subject ? subject.reason : "";
    losses.lose(`a relationship whose subject is not named (${reason})`, row);
    return;
  }
  if (!("reason" in party)) return;
  const shares = entries.map(({ interest }) => interest.share).filter((share) => share !== undefined);
  const reason = [party.reason, party.description, ...shares].filter((text) => text !== undefined).join("; ");
  say(into, "owner-unspecified", "warning", at, { subject: shown(subject.record), reason: shown(reason) });
  if (entries.some(({ to }) => to !== undefined)) return;
  addFact(
    {
      entity: subject.record,
      fact: "ownersUnspecified",
      value: party.reason,
      ...(entries[0]!.from === undefined ? {} : { on: entries[0]!.from }),
      ...(party.description === undefined ? {} : { source: party.description }),
    },
    at,
    into,
  );
}
