import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { OverviewRow } from "../report/analysis/overview.js";

/** What the reports of a folder depend on: another digest, day or option makes all of them anew. */
export interface JournalHead {
  readonly digest: string;
  readonly asOf: string | null;
  readonly version: string;
  /** Everything else that was asked, as text that is compared. */
  readonly asked: string;
}

/** A report that is there, or why there is none. `position` is that of the subject in the register. */
export type JournalEntry =
  | { readonly position: number; readonly file: string; readonly row: OverviewRow }
  | { readonly position: number; readonly subject: string; readonly failed: string };

/** Written before a subject is worked on: where it is the last one of a position, a run was ended at that subject. */
interface Begun {
  readonly position: number;
  readonly begun: true;
}

/** Written when a run is at its end, before it looks at what all of them did: another one each time. */
interface Ended {
  readonly ended: string;
}

const PREFIX = ".reports";
const SUFFIX = ".jsonl";

/** The record of what is done in a folder: one line a subject, appended when its report is there. */
export interface Journal {
  /** What was done before, by position; empty where it was done with other data or options. */
  readonly done: ReadonlyMap<number, JournalEntry>;
  /** The folder had reports of other data or options: they are made anew. */
  readonly outdated: boolean;
  /** Positions at which an earlier run was ended from outside: killed, or out of memory. */
  readonly broken: ReadonlySet<number>;
  begin(position: number): void;
  add(entry: JournalEntry): void;
  /** Notes that this run adds nothing more. */
  end(): void;
}

/** Opens the journal of a shard in a folder. A last line that was cut off by an interruption is dropped. */
export function openJournal(folder: string, shard: string, head: JournalHead): Journal {
  const path = join(folder, `${PREFIX}-${shard}${SUFFIX}`);
  const first = `${JSON.stringify(head)}\n`;
  const found = existsSync(path) ? readFileSync(path, "utf8") : "";
  const same = found.startsWith(first);
  if (same) truncateSync(path, Buffer.byteLength(found.slice(0, found.lastIndexOf("\n") + 1)));
  else writeFileSync(path, first);
  const last = same ? [...lastLines(found).values()] : [];
  const append = (line: JournalEntry | Begun | Ended): void =>
    appendFileSync(path, `${JSON.stringify(line)}\n`);
  return {
    done: new Map(last.filter(isEntry).map((entry) => [entry.position, entry])),
    outdated: !same && found !== "",
    broken: new Set(last.flatMap((line) => (isEntry(line) ? [] : [line.position]))),
    begin: (position) => append({ position, begun: true }),
    add: append,
    end: () => append({ ended: randomUUID() }),
  };
}

const LONGEST_END = 100;

/** Which runs in a folder have come to their end, as text that is compared. */
export function endings(folder: string): string {
  return journalsIn(folder)
    .map((name) => /\n(\{"ended":"[^"]*"\})\n$/.exec(tailOf(join(folder, name)))?.[1] ?? "")
    .join("\n");
}

function tailOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, LONGEST_END));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return tail.toString();
  } finally {
    closeSync(file);
  }
}

const journalsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${PREFIX}-`) && name.endsWith(SUFFIX))
    .sort();

/** What all shards have done in a folder with the same data and options, in the order of the register. */
export function allEntries(folder: string, head: JournalHead): JournalEntry[] {
  const first = `${JSON.stringify(head)}\n`;
  const all = new Map<number, JournalEntry>();
  for (const name of journalsIn(folder)) {
    const text = readFileSync(join(folder, name), "utf8");
    if (!text.startsWith(first)) continue;
    for (const line of lastLines(text).values()) if (isEntry(line)) all.set(line.position, line);
  }
  return [...all.values()].sort((a, b) => a.position - b.position);
}

const isEntry = (line: JournalEntry | Begun): line is JournalEntry => !("begun" in line);

/** The last line of each position: what failed once may have been done later. */
function lastLines(journal: string): Map<number, JournalEntry | Begun> {
  const whole = journal
    .slice(0, journal.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(1, -1);
  const lines = new Map<number, JournalEntry | Begun>();
  for (const text of whole) {
    const line = JSON.parse(text) as JournalEntry | Begun | Ended;
    if (!("ended" in line)) lines.set(line.position, line);
  }
  return lines;
}
