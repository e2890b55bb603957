import { isInUnits } from "../register/stakeTable.js";
import { type CommandIndex, PECULIAR } from "./commandIndex.js";
import type { Line } from "./commandSet.js";
import { controlFacts } from "./controlFacts.js";

/** How votes in a company are counted. */
export const COUNTED = {
  /** Decimals that their holders all cast: sums of whole {@link UNITS}, exactly. */
  plainly: 0,
  /** Ranges, or exact shares that are no such decimals. */
  ranged: 1,
  /** Some of its votes nobody can cast: treasury shares, or votes that are certainly struck. */
  deadened: 2,
  /** Votes decide nothing. */
  never: 3,
  /** In a ring of command: as the votes struck there turn out. */
  perhaps: 4,
  /** Only by CommandSet: votes that ties move or suspend, or that are possibly struck. */
  elsewhere: 5,
} as const;

/** What an entity brings into a set that it is in. */
export const BRINGS = { nothing: 0, stakes: 1, more: 2 } as const;

/** In `how`: the company brings something into a set that it is in. */
export const LEADS_ON = 8;

/** A whole company in the units of plain counting. Some 9,000 of them add up exactly in a double; reconciled shares come to one. */
export const UNITS = 1e12;
const ALL = BigInt(UNITS);

/**
 * Stakes as a set brings them in, in the order of `held` in the table: a pass over what one party holds reads memory
 * in a row, where the table itself would cost a cache miss for each of its columns.
 */
export interface PlainArcs {
  readonly company: Int32Array;
  /** One of {@link COUNTED}, and {@link LEADS_ON}. */
  readonly how: Uint8Array;
  /** The least share: in {@link UNITS} where the company is counted plainly, else as a part of one. */
  readonly least: Float64Array;
  /** By company, as far as known: one of {@link COUNTED}. */
  readonly counted: Uint8Array;
  /** By entity: one of {@link BRINGS}. */
  readonly brings: Uint8Array;
  /** Entities that may control something (1): all others have no set but themselves. */
  readonly starters: Uint8Array;
}

/** O(entities + stakes). */
export function plainArcs(index: CommandIndex, line: Line): PlainArcs {
  const { heldStart, held, subject, min, max } = index.table;
  const counted = countedIn(index);
  const brings = broughtBy(index);
  const company = new Int32Array(held.length);
  const how = new Uint8Array(held.length);
  const least = new Float64Array(held.length);
  const starters = new Uint8Array(brings.length);
  const enough = enoughUnits(line);
  const small = line.rounded * (1 - 2 ** -40);
  for (let entity = 0; entity < brings.length; entity += 1) {
    const able = index.able[entity] === 1;
    let starts = brings[entity] === BRINGS.more;
    for (let k = heldStart[entity]!; k < heldStart[entity + 1]!; k += 1) {
      const stake = held[k]!;
      const to = subject[stake]!;
      const own = counted[to]!;
      company[k] = to;
      how[k] = brings[to] === BRINGS.nothing ? own : own | LEADS_ON;
      const plain = own === COUNTED.plainly;
      least[k] = plain ? Math.round(min[stake]! * UNITS) : min[stake]!;
      // The first company that anyone controls, it controls by its own votes or by a fact.
      if (plain) starts ||= least[k]! >= enough;
      else starts ||= max[stake]! >= small || own >= COUNTED.deadened;
    }
    if (starts && able) starters[entity] = 1;
  }
  return { company, how, least, counted, brings, starters };
}

/** The fewest units that pass a line. */
export function enoughUnits({ value, inclusive }: Line): number {
  const line = value.n * ALL;
  const whole = line / value.d;
  return Number(inclusive && whole * value.d === line ? whole : whole + 1n);
}

function countedIn({ peculiar, table }: CommandIndex): Uint8Array {
  const counted = new Uint8Array(peculiar.length);
  for (let company = 0; company < counted.length; company += 1) {
    const bits = peculiar[company]!;
    if (bits === 0) continue;
    if (bits & PECULIAR.noVotes) counted[company] = COUNTED.never;
    else if (bits & PECULIAR.split) counted[company] = COUNTED.elsewhere;
    else counted[company] = bits & PECULIAR.ring ? COUNTED.perhaps : COUNTED.ranged;
  }
  const { holder, subject } = table;
  for (let stake = 0; stake < holder.length; stake += 1) {
    const company = subject[stake]!;
    const own = counted[company]!;
    if (own === COUNTED.plainly && !isInUnits(table, stake, UNITS)) counted[company] = COUNTED.ranged;
    else if (own === COUNTED.ranged && holder[stake] === company) counted[company] = COUNTED.deadened;
  }
  return counted;
}

function broughtBy({ r, able, table, splitBy }: CommandIndex): Uint8Array {
  const { heldStart } = table;
  const brings = able.map((one, entity) =>
    one && heldStart[entity] !== heldStart[entity + 1] ? BRINGS.stakes : BRINGS.nothing,
  );
  for (const entity of [...splitBy.keys(), ...controlFacts(r).by.keys()]) {
    if (able[entity]) brings[entity] = BRINGS.more;
  }
  return brings;
}
