import type { Entity, EntityKind, Holding, Tie } from "../../src/model/dataset.js";
import { type GeneratedDataset, Random } from "./random.js";

/**
 * Registers for control: majorities, exact halves, cross-holdings, votes apart from equity, suspended and treasury
 * shares, proxies, nominees, leads, partnerships, products, control by fact. Kept out is what the design leaves open:
 * proxies that promise more than the giver has, two instruments that split one block in an unsaid order, votes that a
 * company would command in itself.
 */

const WHOLE = 200;

const written = (units: number): string => `${(units * 100) / WHOLE}%`;

function kindOf(random: Random): EntityKind {
  if (random.chance(0.72)) return "company";
  return random.pick<EntityKind>(["limitedPartnership", "limitedPartnership", "fund", "trust"]);
}

/** Shares in half percents: often one majority, sometimes exactly one half, never a gap that looks like rounding. */
function cut(random: Random, count: number): number[] {
  const gap = random.chance(0.6) ? 0 : random.integer(20, 60);
  const first = random.pick([WHOLE / 2, WHOLE / 2 + 1, random.integer(60, 130), random.integer(105, 135)]);
  if (count === 1) return [random.chance(0.3) ? WHOLE : Math.min(first, WHOLE - gap)];
  const rest = WHOLE - gap - first;
  const parts = random.parts(Math.max(rest, count - 1), count - 1);
  return random.shuffled([Math.max(1, WHOLE - gap - parts.reduce((sum, part) => sum + part, 0)), ...parts]);
}

function holdingsOf(random: Random, company: string, holders: readonly string[]): Holding[] {
  const equity = cut(random, holders.length);
  const voting = random.chance(0.35) ? random.shuffled(cut(random, holders.length)) : null;
  const ringfenced = random.chance(0.2) ? random.integer(0, holders.length - 1) : -1;
  return holders.map((holder, index) => {
    const row: Holding = { holder, subject: company, equity: written(equity[index]!) };
    if (voting) row.voting = written(voting[index]!);
    if (index !== ringfenced || holder === company) return row;
    return { ...row, votingSuspended: random.chance(0.6) ? true : written(1) };
  });
}

const votesOf = (row: Holding): number => Number.parseFloat(String(row.voting ?? row.equity)) * (WHOLE / 100);

/** At most one instrument a block, but for a proxy of a part of what a nominee or a party to an agreement holds. */
function instrument(random: Random, row: Holding, others: readonly string[], group: string): Tie[] {
  const [from, subject, to] = [row.holder, row.subject, random.pick(others)];
  const nominee: Tie = { kind: "nominee", from, to, subject };
  const votes = votesOf(row);
  const share = written(Math.max(1, Math.floor(votes / 2)));
  const partly: Tie = { kind: "votingProxy", from, to: random.pick(others), subject, share };
  switch (random.integer(0, 5)) {
    case 0:
      return [{ kind: "votingProxy", from, to, subject }];
    case 1:
      return [partly];
    case 2: {
      const above = written(random.integer(40, 80));
      const first: Tie = { kind: "votingProxy", from, to, subject, above, group };
      const second = random.pick(others);
      return second === to || random.chance(0.5) ? [first] : [first, { ...first, to: second }];
    }
    case 3:
      return [nominee, partly];
    case 4:
      return [{ kind: "votingProxy", from, to: random.pick(others), subject }, nominee];
    default:
      return [nominee];
  }
}

/** An agreement of some holders of one company, with a lead who may be one of them or stand outside. */
function agreement(
  random: Random,
  rows: readonly Holding[],
  company: string,
  persons: readonly string[],
): Tie[] {
  const parties = random.shuffled([...new Set(rows.map((row) => row.holder))]).slice(0, random.integer(2, 3));
  const lead = random.chance(0.7) ? parties[0]! : random.pick(persons);
  if (parties.length < 2 || parties.includes(company)) return [];
  if (parties.length === 2 && random.chance(0.4)) {
    return [{ kind: "concertAgreement", from: parties[0]!, to: parties[1]!, subject: company, lead }];
  }
  const group = `agreement-${company}`;
  return parties.map((from) => ({ kind: "concertAgreement", from, subject: company, group, lead }));
}

/** Partners and managers of what is not controlled by votes; now and then a board or a contract for a company. */
function factTies(random: Random, entity: Entity, others: readonly string[]): Tie[] {
  const to = entity.id;
  const [first, second] = random.shuffled(others);
  if (entity.kind === "limitedPartnership") {
    const kind = random.chance(0.6) ? "executivePartner" : "generalPartner";
    const single: Tie = { kind, from: first!, to };
    if (random.chance(0.1)) return [];
    if (second && random.chance(0.15)) return [single, { ...single, from: second }];
    return second && random.chance(0.2) ? [single, { kind: "generalPartner", from: second, to }] : [single];
  }
  if (entity.kind === "trust") return random.chance(0.8) ? [{ kind: "trustee", from: first!, to }] : [];
  if (entity.kind === "fund") return random.chance(0.8) ? [{ kind: "productManager", from: first!, to }] : [];
  if (!random.chance(0.08)) return [];
  return [{ kind: random.pick(["boardMajority", "contractualControl"]), from: first!, to }];
}

export interface ControlRegisterOptions {
  readonly companies?: number;
  /** Leaves out everything but holdings: votes are the holders' own. */
  readonly plain?: boolean;
}

export function randomControlRegister(seed: number, options: ControlRegisterOptions = {}): GeneratedDataset {
  const random = new Random(seed ^ 0x3c6ef372);
  const count = options.companies ?? random.integer(3, 8);
  const held: Entity[] = Array.from({ length: count }, (_, index) => ({
    id: `C${index}`,
    name: `公司${index}`,
    kind: options.plain ? "company" : kindOf(random),
  }));
  const persons: Entity[] = Array.from({ length: random.integer(2, 4) }, (_, index) => ({
    id: `P${index}`,
    name: `李${index}`,
    kind: random.chance(0.1) ? "dispersed" : "naturalPerson",
  }));
  const ids = held.map((entity) => entity.id);
  const able = persons.filter((entity) => entity.kind === "naturalPerson").map((entity) => entity.id);
  const holdings: Holding[] = [];
  const ties: Tie[] = [];
  for (const [index, entity] of held.entries()) {
    const others = [...ids.filter((id) => id !== entity.id), ...able];
    // Companies further on come twice, which makes chains likely without ruling out cross-holdings.
    const pool = [
      ...new Set(random.shuffled([...others, ...ids.slice(index + 1), ...persons.map(({ id }) => id)])),
    ];
    const holders = pool.slice(0, random.integer(1, 4));
    if (random.chance(0.1) && entity.kind === "company") holders.push(entity.id);
    const rows = holdingsOf(random, entity.id, holders);
    holdings.push(...rows);
    if (options.plain) continue;
    ties.push(...factTies(random, entity, others));
    if (random.chance(0.25))
      ties.push(...agreement(random, rows, entity.id, [...able, entity.id === "C0" ? "C1" : "C0"]));
    else if (random.chance(0.4)) {
      const row = random.pick(rows);
      const takers = others.filter((id) => id !== row.holder);
      if (row.holder !== entity.id && !row.votingSuspended) {
        ties.push(...instrument(random, row, takers, `proxies-${entity.id}`));
      }
    }
  }
  return { entities: [...held, ...persons], holdings: random.shuffled(holdings), ties, facts: [] };
}
