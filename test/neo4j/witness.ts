import { expect, test } from "vitest";
import {
  concertGroups,
  controllers,
  type Dataset,
  lookThrough,
  owners,
  type Register,
  register,
} from "../../src/index.js";
import type { Database } from "../../src/io/neo4j/connection.js";
import { importRegister } from "../../src/io/neo4j/importRegister.js";
import { statements } from "../../src/io/neo4j/statements.js";
import { drawn } from "../notation.js";
import { type GeneratedDataset, Random, randomRegister } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";
import { opened } from "./answers.js";
import type { TestServer } from "./server.js";

/** A statement of cypher/analyse as it is, or with a mistake put into it on purpose. */
type Changed = (text: string) => string;
const unchanged: Changed = (text) => text;

/** Asks a file once for each set of parameters; the statements of a file one after the other, as the browser does. */
async function inBrowser<Row>(
  database: Database,
  name: string,
  asked: readonly object[],
  change: Changed = unchanged,
): Promise<Row[][]> {
  const texts = statements(`analyse/${name}`).map(change);
  return database.write(async (talk) => {
    const answers: Row[][] = [];
    for (const parameters of asked) {
      let rows: Row[] = [];
      for (const text of texts)
        rows = await talk.askText<Row>(text, parameters as Readonly<Record<string, unknown>>);
      answers.push(rows);
    }
    return answers;
  });
}

/** Numbers that must be whole for the server. */
async function whole(value: number): Promise<unknown> {
  return (await import("neo4j-driver")).int(value);
}

interface Walked {
  readonly uid: string;
  readonly visits: number;
  readonly share: number;
  readonly error: number;
}

/** What a witness found: how much was compared, and what does not agree. */
export interface Compared {
  readonly compared: number;
  readonly differing: readonly string[];
}

const FLOATS = 1e-9;

/** What the measure passes and STAKE does not. */
export const isPlain = ({ holdings, ties = [] }: Dataset): boolean =>
  ties.every(({ kind }) => kind !== "nominee" && kind !== "jointHolder") && holdings.length > 0;

const isHeldIn =
  ({ stakes, index }: Register) =>
  (id: string): boolean =>
    stakes.equity.start[index.get(id)!] !== stakes.equity.start[index.get(id)! + 1];

/**
 * The walk in the database beside the measure: everyone behind a subject whom nobody holds, by visits, and the joint share
 * of two parties at a time.
 */
export async function compareLookThrough(
  database: Database,
  r: Register,
  subjects: readonly string[],
  change: Changed = unchanged,
): Promise<Compared> {
  const isHeld = isHeldIn(r);
  const held = subjects.filter(isHeld);
  const behind = held.map((subject) => owners(r, { subject, paths: 0 }).owners);
  const groups = behind.map((rows, position) =>
    rows
      .map(({ id }) => id)
      .filter((id) => id !== held[position])
      .slice(0, 2),
  );
  const rounds = await whole(60);
  const alone = held.map((subject) => ({ run: "test", subject, of: [], rounds }));
  const together = held.map((subject, position) => ({ run: "test", subject, of: groups[position]!, rounds }));
  const walks = await inBrowser<Walked>(database, "look-through", [...alone, ...together], change);
  const differing: string[] = [];
  let compared = 0;
  const within = (where: string, least: number, error: number, share: number): void => {
    compared += 1;
    if (least > share + FLOATS || least + error < share - FLOATS)
      differing.push(`${where}: ${least} + ${error}, not ${share}`);
  };
  held.forEach((subject, position) => {
    const visits = new Map(walks[position]!.map(({ uid, visits: mass }) => [uid, mass]));
    const error = walks[position]![0]?.error ?? 0;
    for (const { id, share } of behind[position]!) {
      if (share.min !== share.max || isHeld(id)) continue;
      within(`${id} in ${subject}`, visits.get(id) ?? 0, error, share.value);
    }
    const of = groups[position]!;
    const [first] = walks[held.length + position]!;
    if (of.length === 0) return;
    const joint = lookThrough(r).share({ of, in: subject });
    if (joint.min === joint.max)
      within(`${of.join(" and ")} in ${subject}`, first!.share, first!.error, joint.value);
  });
  return { compared, differing };
}

/**
 * The closure in the database beside the controllers of the program, for every pair. Where a controlled company has votes
 * in what controls it, the program strikes them and the closure does not: such registers are left out, and those
 * with votes on the line.
 */
async function compareControl(
  database: Database,
  r: Register,
  parties: readonly string[],
  change: Changed = unchanged,
): Promise<Compared & { readonly isLeft: boolean }> {
  const rounds = await whole(12);
  const asked = parties.map((controller) => ({ run: "test", controller, more: 0.5, rounds }));
  const answers = await inBrowser<{ uid: string; close: boolean }>(
    database,
    "control-closure",
    asked,
    change,
  );
  const reach = new Map(parties.map((id, position) => [id, answers[position]!]));
  const controls = (a: string, b: string): boolean => reach.get(a)!.some(({ uid }) => uid === b);
  const holds = (a: string, b: string): boolean =>
    r.dataset.holdings.some(({ holder, subject }) => holder === a && subject === b);
  const isStruck = parties.some((a) =>
    parties.some((b) => a !== b && controls(a, b) && !controls(b, a) && holds(b, a)),
  );
  // On the line itself only the program knows, and what is struck may hang on it.
  const isClose = answers.some((rows) => rows.some(({ close }) => close));
  if (isStruck || isClose) return { compared: 0, differing: [], isLeft: true };
  const differing: string[] = [];
  let compared = 0;
  for (const subject of parties.filter(isHeldIn(r))) {
    const found = controllers(r, { subject: r.index.get(subject)! }).controllers;
    const certain = new Set(found.filter(({ verdict }) => verdict === "certain").map(({ id }) => id));
    for (const id of parties) {
      if (id === subject) continue;
      compared += certain.has(id) || controls(id, subject) ? 1 : 0;
      if (certain.has(id) !== controls(id, subject)) {
        differing.push(`${id} over ${subject}: the program says ${certain.has(id)}`);
      }
    }
  }
  return { compared, differing, isLeft: false };
}

/** Partnerships of one executive partner beside the program's groups, their members and what they hold together. */
export async function comparePartnerships(
  database: Database,
  r: Register,
  subjects: readonly string[],
  change: Changed = unchanged,
): Promise<Compared> {
  const held = subjects.filter(isHeldIn(r));
  const asked = held.map((subject) => ({ subject }));
  const answers = await inBrowser<{ members: string[]; least: number; most: number }>(
    database,
    "partnerships",
    asked,
    change,
  );
  const differing: string[] = [];
  let compared = 0;
  held.forEach((subject, position) => {
    const { groups } = concertGroups(r, { subject, reasons: ["sameExecutivePartner"] });
    const told = groups.map(({ members, direct }) => ({ members: [...members].sort(), direct }));
    const found = new Map(answers[position]!.map((row) => [row.members.join(), row]));
    compared += Math.max(told.length, found.size);
    for (const { members, direct } of told) {
      const row = found.get(members.join());
      const agrees =
        row && Math.abs(row.least - direct.min) < FLOATS && Math.abs(row.most - direct.max) < FLOATS;
      if (!agrees) differing.push(`${subject}: ${members.join(", ")}`);
    }
    if (found.size > told.length) differing.push(`${subject}: ${found.size} groups, not ${told.length}`);
  });
  return { compared, differing };
}

/** Majorities, exact halves and rings among companies and partnerships, each with an executive partner. */
function controlRegister(seed: number): GeneratedDataset {
  const random = new Random(seed + 7_000);
  const companies = Array.from({ length: random.integer(3, 6) }, (_, k) => `C${k}`);
  const partnerships = Array.from({ length: random.integer(1, 3) }, (_, k) => `L${k}`);
  const persons = ["P0", "P1", "P2"];
  const everyone = [...companies, ...partnerships, ...persons];
  const kindOf = { C: "company", L: "limitedPartnership", P: "naturalPerson" } as const;
  const entities = everyone.map((id) => ({ id, name: id, kind: kindOf[id[0] as "C" | "L" | "P"] }));
  const ringed = random.chance(0.35);
  const held = [...companies, ...partnerships];
  const holdings = held.flatMap((subject, place) => {
    const above = everyone.filter((id, k) => (ringed ? id !== subject : k > place));
    const holders = random.shuffled(above).slice(0, random.integer(1, 4));
    const first = random.pick([49, 51, 60, 67, 100 - 10 * holders.length]);
    const rest = holders.length > 1 ? random.parts(100 - first, holders.length - 1) : [];
    return holders.map((holder, k) => ({ holder, subject, equity: `${k === 0 ? first : rest[k - 1]}%` }));
  });
  const manager = random.pick([...companies, ...persons]);
  const ties = partnerships.map((to) => ({
    kind: "executivePartner" as const,
    from: random.chance(0.6) ? manager : random.pick([...companies, ...persons]),
    to,
  }));
  return { entities, holdings, ties, facts: [] };
}

/** Many registers as one, each under names of its own, so that they are imported once. */
function together(registers: readonly GeneratedDataset[]): { dataset: Dataset; ids: string[][] } {
  const named = registers.map(({ entities, holdings, ties }, number) => {
    const own = (id: string): string => `${number}/${id}`;
    const tied = (id: string | undefined) => (id === undefined ? {} : { to: own(id) });
    return {
      entities: entities.map((entity) => ({ ...entity, id: own(entity.id), name: own(entity.id) })),
      holdings: holdings.map((row) => ({ ...row, holder: own(row.holder), subject: own(row.subject) })),
      ties: ties.map((tie) => ({ ...tie, from: own(tie.from), ...tied(tie.to) })),
    };
  });
  return {
    dataset: {
      entities: named.flatMap(({ entities }) => entities),
      holdings: named.flatMap(({ holdings }) => holdings),
      ties: named.flatMap(({ ties }) => ties),
    },
    ids: named.map(({ entities }) => entities.map(({ id }) => id)),
  };
}

async function importedRandom(database: Database, registers: readonly GeneratedDataset[]) {
  const { dataset, ids } = together(registers);
  await importRegister(database, { dataset, issues: [], digest: "", files: [] });
  return { r: register(dataset), ids };
}

export function secondWitness(server: () => TestServer): void {
  test("look-through in the database lies within its error bound of the measure: random rings", async () => {
    const database = await opened(server());
    const { r, ids } = await importedRandom(
      database,
      seeds(200).map((seed) => randomRegister(seed)),
    );
    const found = await compareLookThrough(database, r, ids.flat());
    expect(found.differing).toEqual([]);
    expect(found.compared).toBeGreaterThan(100);
    const wrong = await compareLookThrough(database, r, ids.slice(0, 4).flat(), (text) =>
      text.replace("m.mass * a.equity", "m.mass * a.equity * 0.999"),
    );
    expect(wrong.differing).not.toEqual([]);
    await database.close();
  });

  test("a ring: 50 % and 50 % of each other give two thirds, to the stated precision", async () => {
    const database = await opened(server());
    const dataset = drawn("甲 -50%-> A\nB -50%-> A\nA -50%-> B\n乙 -50%-> B");
    await importRegister(database, { dataset, issues: [], digest: "", files: [] });
    for (const rounds of [4, 40]) {
      const asked = { run: "ring", subject: "A", of: ["甲"], rounds: await whole(rounds) };
      const [rows] = await inBrowser<Walked>(database, "look-through", [asked]);
      const { share, error } = rows![0]!;
      expect(share).toBeLessThanOrEqual(2 / 3);
      expect(share + error).toBeGreaterThanOrEqual(2 / 3 - 1e-12);
      expect(error).toBeLessThanOrEqual(2 ** -rounds);
    }
    await database.close();
  });

  test("control and partnerships in the database are the program's, in random registers with rings", async () => {
    const database = await opened(server());
    const { r, ids } = await importedRandom(
      database,
      seeds(400).map((seed) => controlRegister(seed)),
    );
    let [compared, left] = [0, 0];
    for (const parties of ids) {
      const found = await compareControl(database, r, parties);
      expect(found.differing).toEqual([]);
      compared += found.compared;
      left += found.isLeft ? 1 : 0;
    }
    expect(compared).toBeGreaterThan(60);
    expect(left).toBeLessThan(ids.length);
    const subjects = ids.flat();
    const partnerships = await comparePartnerships(database, r, subjects);
    expect(partnerships.differing).toEqual([]);
    expect(partnerships.compared).toBeGreaterThan(0);
    const wrong = await comparePartnerships(database, r, subjects, (text) =>
      text.replace("sum(a.equity)", "max(a.equity)"),
    );
    expect(wrong.differing).not.toEqual([]);
    const wrongly: string[] = [];
    for (const parties of ids.slice(0, 8)) {
      const change: Changed = (text) => text.replace("votes > $more", "votes > 0.15 + $more");
      wrongly.push(...(await compareControl(database, r, parties, change)).differing);
    }
    expect(wrongly).not.toEqual([]);
    await database.close();
  });
}
