import { describe, expect, test } from "vitest";
import { loadBulk } from "../../src/io/bulk/loadBulk.js";
import { type OpenRegister, openRegister } from "../../src/io/bulk/openRegister.js";
import { type RegisterChanges, updateRegister } from "../../src/io/bulk/updateRegister.js";
import { policy } from "../../src/law/law.js";
import { controlClosure } from "../../src/measures/controlClosure.js";
import { type ControlRow, type KeptControl, keptControl } from "../../src/measures/keptControl.js";
import { type KeptOwnersOptions, keptOwners } from "../../src/measures/keptOwners.js";
import { ownersOf } from "../../src/measures/owners.js";
import { ownersOfAll } from "../../src/measures/ownersOfAll.js";
import type { Entity, Holding } from "../../src/model/dataset.js";
import { type ShareTest, sameShare } from "../../src/model/share.js";
import type { BulkRegister } from "../../src/register/bulkRegister.js";
import { wholeOf } from "../../src/register/registerOver.js";
import type { UpdatedRegister } from "../../src/register/updatedRegister.js";
import { type GeneratedDataset, Random, randomRegister } from "../oracle/random.js";
import { beside, randomChanges } from "../oracle/randomChanges.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import { seeds } from "../oracle/seeds.js";
import { folderWith } from "./folder.js";

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A share as a cell says it. */
function shareText(share: Holding["equity"]): string {
  if (share === undefined || share === null) return "";
  if (typeof share !== "object") return String(share);
  const { min, max, minExclusive, maxExclusive } = share;
  return `${minExclusive ? "(" : "["}${min ?? 0},${max ?? 1}${maxExclusive ? ")" : "]"}`;
}

/** The same register with every share as text, with days on which some holdings begin or end, and some without votes. */
function written(data: GeneratedDataset, random: Random | null): GeneratedDataset {
  const day = (): string => `2024-0${random!.integer(1, 9)}-15`;
  return {
    ...data,
    holdings: data.holdings.map((row) => ({
      ...row,
      equity: shareText(row.equity),
      ...(random?.chance(0.2) ? { from: day() } : {}),
      ...(random?.chance(0.15) ? { to: "2024-12-01" } : {}),
      ...(random?.chance(0.08) ? { votingSuspended: true } : {}),
    })),
  };
}

async function open(data: GeneratedDataset, asOf?: string): Promise<OpenRegister> {
  const entities = data.entities.map(({ id, name, kind, listing, registerComplete }) =>
    [id, name, kind, listing ?? "", registerComplete === undefined ? "" : String(registerComplete)]
      .map(quoted)
      .join(),
  );
  const holdings = data.holdings.map(({ holder, subject, equity, from, to, votingSuspended }) =>
    [holder, subject, String(equity), from ?? "", to ?? "", votingSuspended ? "true" : ""].map(quoted).join(),
  );
  const ties = data.ties.map(({ kind, from, to, subject }) =>
    [kind, from, to ?? "", subject ?? ""].map(quoted).join(),
  );
  const folder = await folderWith({
    "entities.csv": `${["id,name,kind,listing,registerComplete", ...entities].join("\n")}\n`,
    "holdings.csv": `${["holder,subject,equity,from,to,votingSuspended", ...holdings].join("\n")}\n`,
    ...(ties.length > 0 ? { "ties.csv": `${["kind,from,to,subject", ...ties].join("\n")}\n` } : {}),
  });
  return openRegister(await loadBulk(folder), asOf === undefined ? {} : { asOf });
}

/** From one dataset to the other, with the other as a register opened anew has it: what is new comes last. */
function changesBetween(
  before: GeneratedDataset,
  after: GeneratedDataset,
): { changes: RegisterChanges; after: GeneratedDataset } {
  const pair = ({ holder, subject }: Holding): string => `${holder} ${subject}`;
  const [was, is] = [new Set(before.holdings), new Set(after.holdings)];
  const gone = before.holdings.filter((row) => !is.has(row));
  const pairs = new Set(gone.map(pair));
  const stays = before.holdings.filter((row) => is.has(row) && !pairs.has(pair(row)));
  const added = after.holdings.filter((row) => !was.has(row) || pairs.has(pair(row)));
  const known = new Map(before.entities.map((entity) => [entity.id, entity]));
  const ids = new Set(after.entities.map(({ id }) => id));
  const fresh = after.entities.filter(({ id }) => !known.has(id));
  const other = after.entities.filter((entity) => known.has(entity.id) && known.get(entity.id) !== entity);
  const entities: Entity[] = [...after.entities.filter(({ id }) => known.has(id)), ...fresh];
  const keys = [
    ...new Map(gone.map((row) => [pair(row), { holder: row.holder, subject: row.subject }])).values(),
  ];
  return {
    changes: {
      removed: {
        holdings: keys,
        entities: before.entities.flatMap(({ id }) => (ids.has(id) ? [] : [id])),
      },
      added: { entities: [...fresh, ...other], holdings: added },
    },
    after: { ...after, entities, holdings: [...stays, ...added] },
  };
}

/** Everything that measures read of a register, by ids. */
function expectSameColumns(found: BulkRegister, expected: BulkRegister, where: string): void {
  for (let entity = 0; entity < expected.count; entity += 1) {
    const own = found.find(expected.id(entity)).index!;
    const at = `${where}: ${expected.id(entity)}`;
    expect(own, at).not.toBeNull();
    for (const trait of ["kind", "listing", "complete", "special"] as const)
      expect(found[trait][own], `${at} ${trait}`).toBe(expected[trait][entity]);
    for (const interest of ["equity", "voting", "income"] as const) {
      const [one, other] = [found.stakes[interest], expected.stakes[interest]];
      const [from, to] = [other.start[entity]!, other.start[entity + 1]!];
      expect(one.start[own + 1]! - one.start[own]!, `${at} holders`).toBe(to - from);
      for (let k = from; k < to; k += 1) {
        const stake = one.start[own]! + k - from;
        expect(found.id(one.holder[stake]!), at).toBe(expected.id(other.holder[k]!));
        expect(one.subject[stake]).toBe(own);
        expect([one.min[stake], one.max[stake]], at).toEqual([other.min[k], other.max[k]]);
        expect(sameShare(one.share(stake), other.share(k)), `${at} exactly`).toBe(true);
        expect(sameShare(one.written(stake), other.written(k)), `${at} as written`).toBe(true);
        const text = (r: BulkRegister, positions: readonly number[]): unknown[] =>
          positions.map((position) => r.holding(position).record.equity ?? "");
        expect(text(found, one.records(stake)), at).toEqual(text(expected, other.records(k)));
      }
      const [rest, otherRest] = [one.undisclosed(own), other.undisclosed(entity)];
      expect(rest === null, at).toBe(otherRest === null);
      if (rest && otherRest) expect(sameShare(rest, otherRest), `${at} undisclosed`).toBe(true);
      expect(one.heldStart[own + 1]! - one.heldStart[own]!).toBe(
        other.heldStart[entity + 1]! - other.heldStart[entity]!,
      );
      for (let k = one.heldStart[own]!; k < one.heldStart[own + 1]!; k += 1) {
        expect(one.holder[one.held[k]!]).toBe(own);
        if (k > one.heldStart[own]!) expect(one.held[k]!).toBeGreaterThan(one.held[k - 1]!);
      }
    }
  }
}

type Rows = Map<string, readonly string[]>;

const subjectRows = (r: BulkRegister, pairs: ReturnType<ReturnType<typeof keptOwners>["of"]>): string[] =>
  pairs.map(({ owner, min, max, verdict }) => [r.id(owner), min, max, verdict].join());

function fromScratch(r: BulkRegister, options: KeptOwnersOptions): Rows {
  const rows = new Map<string, string[]>();
  for (const pair of ownersOfAll(wholeOf(r), options)) {
    const id = r.id(pair.subject);
    rows.set(id, [...(rows.get(id) ?? []), ...subjectRows(r, [pair])]);
  }
  return rows;
}

const controlRow = (r: BulkRegister, row: Omit<ControlRow, "controller">): string =>
  [r.id(row.subject), row.min, row.max, row.basis, row.verdict].join();

function controlFromScratch(r: BulkRegister, test: ShareTest): Rows {
  const rows = new Map<string, string[]>();
  const closure = controlClosure(wholeOf(r).ordinary(), { test });
  for (const { count, first, second, min, max, basis, verdict } of closure.pairColumns()) {
    for (let k = 0; k < count; k += 1) {
      const id = r.id(first[k]!);
      const ends = { min: min[k]!, max: max[k]! };
      const own = controlRow(r, { subject: second[k]!, ...ends, basis: basis[k]!, verdict: verdict[k]! });
      rows.set(id, [...(rows.get(id) ?? []), own]);
    }
  }
  return rows;
}

const keptControlRows = (r: BulkRegister, kept: KeptControl, controller: number): string[] =>
  kept.of(controller).map((row) => controlRow(r, row));

const sorted = (from: Rows): unknown => [...from].sort(([a], [b]) => (a < b ? -1 : 1));

const CONTROL_TESTS: readonly ShareTest[] = [
  { moreThan: "1/2" },
  { atLeast: "1/2" },
  { atLeast: "25%" },
  { moreThan: "1/3" },
];

const LIMITS = [
  undefined,
  { copied: 0, references: 0, ring: 0, below: 0 },
  { copied: 2, references: 1, ring: 2, below: 1 },
  { copied: 32, references: 8, ring: 64, below: 0 },
  { copied: 1, references: 8, ring: 1, below: 0 },
];

describe("a register with changes is the register opened from the changed records", () => {
  test.each([
    ["exact shares", false, false],
    ["ranges", true, false],
    ["nominees and joint holders", false, true],
  ])("%s: columns, owners of everybody number by number, one after the other", async (_, ranges, ties) => {
    const counts = { followed: 0, subjects: 0 };
    for (const seed of seeds(ranges ? 300 : 400)) {
      const random = new Random(seed + 9_000_000);
      const dated = seed % 3 === 0 ? random : null;
      const part = (k: number): GeneratedDataset =>
        ranges ? randomIntervalRegister(seed * 3 + k) : randomRegister(seed * 3 + k, { ties });
      let data = written(beside([0, 1, 2].map(part)), dated);
      let day = "2024-05-01";
      let r: OpenRegister | UpdatedRegister = await open(data, day);
      const options: KeptOwnersOptions = {
        test: { atLeast: random.pick(["25%", "10%", "5%"]) },
        limits: LIMITS[seed % LIMITS.length],
        ...(random.chance(0.5) ? { terminals: policy() } : {}),
      };
      const kept = keptOwners(r, options);
      const rows: Rows = new Map();
      for (let subject = 0; subject < r.count; subject += 1) {
        const own = subjectRows(r, kept.of(subject));
        if (own.length > 0) rows.set(r.id(subject), own);
      }
      expect(rows, `seed ${seed}`).toEqual(fromScratch(r, options));
      const test = random.pick(CONTROL_TESTS);
      const control = keptControl(r, { test });
      const controlled: Rows = controlFromScratch(r, test);
      for (let step = 0; step < 3; step += 1) {
        const changed = randomChanges(random, data, random.integer(0, 3));
        // Ids of one step are not those of another.
        const renamed = JSON.parse(JSON.stringify(changed).replaceAll(/"N(\d)"/g, `"N$1-${step}"`));
        const same = <Item>(list: readonly Item[], from: readonly Item[]): Item[] => {
          const known = new Map(from.map((item) => [JSON.stringify(item), item]));
          return list.map((item) => known.get(JSON.stringify(item)) ?? item);
        };
        const next = changesBetween(data, {
          ...renamed,
          entities: same(renamed.entities, data.entities),
          holdings: same(renamed.holdings, data.holdings),
        });
        if (JSON.stringify(next.after.ties) !== JSON.stringify(data.ties)) break;
        if (dated) day = `2024-0${random.integer(1, 9)}-${random.pick(["14", "15", "16"])}`;
        const where = `seed ${seed}, step ${step}`;
        const updated: UpdatedRegister = updateRegister(r, { ...next.changes, asOf: day });
        const expected = await open(next.after, day);
        expectSameColumns(updated, expected, where);
        const subjects = kept.follow(updated);
        counts.followed += 1;
        counts.subjects += subjects.length / updated.count;
        for (const subject of subjects) {
          const own = subjectRows(updated, kept.of(subject));
          if (own.length > 0) rows.set(updated.id(subject), own);
          else rows.delete(updated.id(subject));
        }
        expect(sorted(rows), where).toEqual(sorted(fromScratch(expected, options)));
        expect(fromScratch(updated, options).size, where).toBe(rows.size);
        for (const controller of control.follow(updated)) {
          const own = keptControlRows(updated, control, controller);
          expect(own, `${where}: only those with other rows are named`).not.toEqual(
            controlled.get(updated.id(controller)) ?? [],
          );
          if (own.length > 0) controlled.set(updated.id(controller), own);
          else controlled.delete(updated.id(controller));
        }
        expect(sorted(controlled), `${where}, control`).toEqual(sorted(controlFromScratch(expected, test)));
        for (let party = 0; party < updated.count; party += 1)
          expect(keptControlRows(updated, control, party), where).toEqual(
            controlled.get(updated.id(party)) ?? [],
          );
        [data, r] = [next.after, updated];
      }
    }
    expect(counts.followed).toBeGreaterThan(20);
    expect(counts.subjects / counts.followed).toBeLessThan(0.6);
  });
});

describe("an updated register is answered like any other", () => {
  const DATA: GeneratedDataset = {
    entities: [
      { id: "P1", name: "甲", kind: "naturalPerson" },
      { id: "P2", name: "乙", kind: "naturalPerson" },
      { id: "A", name: "Alpha", kind: "company" },
      { id: "B", name: "Beta", kind: "company" },
    ],
    holdings: [
      { holder: "P1", subject: "A", equity: "60%" },
      { holder: "P2", subject: "A", equity: "60%" },
      { holder: "A", subject: "B", equity: "50%" },
    ],
    ties: [],
    facts: [],
  };
  const CHANGES: RegisterChanges = {
    removed: { holdings: [{ holder: "P2", subject: "A" }] },
    added: {
      entities: [{ id: "N", name: "Neu", kind: "company" }],
      holdings: [
        { holder: "N", subject: "A", equity: "1/3" },
        { holder: "乙", subject: "N", equity: "100%" },
      ],
    },
  };

  test("a part of it is an ordinary register, with its issues", async () => {
    const before = await open(DATA);
    const codes = (r: BulkRegister): string[] =>
      r
        .issues()
        .all()
        .map(({ code }) => code);
    expect(codes(before)).toContain("over-issued");
    const r = updateRegister(before, CHANGES);
    expect(codes(r)).not.toContain("over-issued");
    const part = r.extract(Array(r.count).keys());
    const { owners } = ownersOf(part, { subject: part.index.get("B")!, policy: policy(), paths: 0 });
    expect(owners.map(({ id, share }) => [id, share.exact])).toEqual([
      ["A", "1/2"],
      ["P1", "3/10"],
      ["N", "1/6"],
      ["P2", "1/6"],
    ]);
    expect(r.find("Neu")).toEqual({ index: 4 });
    // The register that it was made of is as it was.
    expect(before.find("Neu").index).toBeNull();
    expect(codes(before)).toContain("over-issued");
  });

  test("one that came, went and came again has a number of its own, and so has who comes after it", async () => {
    const came = updateRegister(await open(DATA), CHANGES);
    const held = {
      holdings: [
        { holder: "N", subject: "A" },
        { holder: "P2", subject: "N" },
      ],
    };
    const went = updateRegister(came, { removed: { ...held, entities: ["N"] } });
    expect(went.find("Neu").index).toBeNull();
    const again = updateRegister(went, { added: CHANGES.added! });
    const last = updateRegister(again, { added: { entities: [{ id: "M", name: "Mehr", kind: "company" }] } });
    expect([again.find("N").index, last.find("M").index, last.count]).toEqual([5, 6, 7]);
    expect([came.find("N").index, came.count, last.id(5), last.name(6)]).toEqual([4, 5, "N", "Mehr"]);
  });

  test("two registers made of one, and what follows them, do not know of each other", async () => {
    const first = updateRegister(await open(DATA), CHANGES);
    const one = updateRegister(first, {
      removed: { holdings: [{ holder: "N", subject: "A" }] },
      added: { entities: [{ id: "M", name: "Mehr", kind: "naturalPerson" }] },
    });
    const other = updateRegister(first, {
      added: {
        entities: [{ id: "O", name: "Ohne", kind: "company" }],
        holdings: [{ holder: "O", subject: "A", equity: "1%" }],
      },
    });
    expect(() => updateRegister(first, { removed: { entities: ["Q"] } })).toThrow('"Q"');
    const holders = (r: BulkRegister): string[] => {
      const { start, holder } = r.stakes.equity;
      return [...holder.subarray(start[2]!, start[3]!)].map((entity) => r.id(entity));
    };
    const third = updateRegister(one, { added: { holdings: [{ holder: "M", subject: "A", equity: "2%" }] } });
    expect([first, one, other, third].map(holders)).toEqual([
      ["N", "P1"],
      ["P1"],
      ["N", "O", "P1"],
      ["M", "P1"],
    ]);
    expect([one.find("O").index, other.find("M").index, third.find("M").index]).toEqual([null, null, 5]);
    const parts = [first, one, other, third].map((r) => r.extract([2]).holdings.length);
    expect(parts).toEqual([2, 1, 3, 2]);
  });

  test("what is not there, or is still named, is refused", async () => {
    const r = await open(DATA);
    expect(() => updateRegister(r, { removed: { holdings: [{ holder: "P1", subject: "B" }] } })).toThrow(
      RangeError,
    );
    expect(() => updateRegister(r, { removed: { entities: ["P1"] } })).toThrow("still name it");
    expect(() => updateRegister(r, { added: { holdings: [{ holder: "Q", subject: "B" }] } })).toThrow('"Q"');
    const gone = updateRegister(r, {
      removed: { holdings: [{ holder: "P2", subject: "A" }], entities: ["P2"] },
    });
    expect(gone.find("P2").index).toBeNull();
    const kept = keptOwners(r, { test: { atLeast: "25%" } });
    const other = updateRegister(r, {});
    expect(() => kept.follow(updateRegister(other, {}))).toThrow(RangeError);
    expect([...kept.follow(other)]).toEqual([]);
  });
});
