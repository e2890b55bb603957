import { TIE_KINDS, type TieKind } from "../../model/dataset.js";
import { DatabaseError } from "./databaseError.js";
import type { Properties } from "./properties.js";
import type { Store, StoredFact, StoredHolding, Surroundings, TieRoles } from "./store.js";

/**
 * What a question needs of a register (DESIGN §10). up: everyone upstream of the seeds; down: everything downstream,
 * each company with all its rows; around: up, then down from everyone found, then up from all of those; alone: the seeds.
 */
export type ConeShape = "up" | "down" | "around" | "alone";

/** The records of a cone; every company with one row of holdings has all of its rows. */
export interface Cone {
  readonly entities: readonly Properties[];
  readonly holdings: readonly StoredHolding[];
  readonly ties: readonly Properties[];
  readonly facts: readonly StoredFact[];
  /** Steps that were taken one after the other. */
  readonly steps: number;
}

export interface ConeBounds {
  /** Entities at most. */
  readonly limit: number;
}

/** Ties that lead from a holder to whoever is behind it: their `to` stands above. */
const BEHIND: readonly TieKind[] = ["nominee", "votingProxy", "branchOf"];
/** Ties between equals: they lead both ways. */
const SIDEWAYS: readonly TieKind[] = ["concertAgreement", "spouse", "parent", "child", "sibling", "otherKin"];
const ABOVE = TIE_KINDS.filter((kind) => !BEHIND.includes(kind) && !SIDEWAYS.includes(kind));

const UPWARDS: TieRoles = {
  from: [...BEHIND, ...SIDEWAYS],
  to: [...ABOVE, ...SIDEWAYS],
  subject: true,
  lead: false,
};
const DOWNWARDS: TieRoles = {
  from: [...ABOVE, ...SIDEWAYS],
  to: [...BEHIND, ...SIDEWAYS],
  subject: false,
  lead: true,
};

/** What a cone begins with, asked before it is known which words are ids; null for a shape that begins otherwise. */
export const lookAhead = (
  store: Store,
  words: readonly string[],
  shape: ConeShape,
): Promise<Surroundings | null> =>
  shape === "up" || shape === "around" ? store.above(words, UPWARDS) : Promise.resolve(null);

/**
 * Fetches a cone frontier by frontier: no more questions than the cone is deep, each for all ids of a step at once.
 * `ahead` is what was found of the seeds already. Throws a DatabaseError when it would have more entities than `limit`.
 */
export async function fetchCone(
  store: Store,
  seeds: readonly string[],
  shape: ConeShape,
  { limit }: ConeBounds,
  ahead: Surroundings | null = null,
): Promise<Cone> {
  const fetch = new ConeFetch(store, limit);
  if (ahead) fetch.take(ahead);
  if (shape === "down") {
    await fetch.down(seeds);
    await fetch.tiesAbove();
  }
  if (shape === "up" || shape === "around") await fetch.up(seeds);
  if (shape === "around") {
    const below = await fetch.down(fetch.reached());
    await fetch.up([...fetch.reached(), ...below]);
  }
  return fetch.finish(seeds);
}

class ConeFetch {
  readonly #store: Store;
  readonly #limit: number;
  readonly #up = new Set<string>();
  readonly #down = new Set<string>();
  /** Rows of a company, once all of them are there. */
  readonly #rows = new Map<string, StoredHolding[]>();
  readonly #ties = new Map<string, Properties>();
  /** Entities that are there with everything about them, and those of their ties whose parties were not followed yet. */
  readonly #entities = new Map<string, Properties>();
  readonly #facts: StoredFact[] = [];
  #unfollowed: Properties[] = [];
  readonly #groups = new Set<string>();
  #steps = 0;

  constructor(store: Store, limit: number) {
    this.#store = store;
    this.#limit = limit;
  }

  reached(): string[] {
    return [...new Set([...this.#up, ...this.#down])];
  }

  async up(seeds: readonly string[]): Promise<void> {
    let frontier = fresh(seeds, this.#up);
    while (frontier.length > 0) {
      this.#steps += 1;
      const unknown = frontier.filter((id) => !this.#entities.has(id));
      if (unknown.length > 0) this.take(await this.#store.above(unknown, UPWARDS));
      for (const id of frontier) if (!this.#rows.has(id)) this.#rows.set(id, []);
      this.#check();
      const next = frontier.flatMap((id) => this.#rows.get(id)!.map(({ holder }) => holder));
      const ties = this.#unfollowed;
      this.#unfollowed = [];
      for (const tie of [...ties, ...(await this.#othersOf(ties))]) next.push(...partiesAbove(tie));
      frontier = fresh(next, this.#up);
    }
  }

  /** Takes what was found of some entities; all of them stand above a seed. */
  take({ entities, holdings, ties, facts }: Surroundings): void {
    const found = entities.filter(({ entity }) => !this.#entities.has(entity.uid as string));
    const ids = new Set(found.map(({ entity }) => entity.uid as string));
    const missing = new Set([...ids].filter((id) => !this.#rows.has(id)));
    for (const { entity } of found) this.#entities.set(entity.uid as string, entity);
    for (const id of missing) this.#rows.set(id, []);
    for (const row of holdings) if (missing.has(row.subject)) this.#rows.get(row.subject)!.push(row);
    for (const fact of facts) if (ids.has(fact.entity)) this.#facts.push(fact);
    for (const { tie } of ties) {
      this.#ties.set(tie.uid as string, tie);
      this.#unfollowed.push(tie);
    }
  }

  async down(seeds: readonly string[]): Promise<readonly string[]> {
    let frontier = fresh(seeds, this.#down);
    while (frontier.length > 0) {
      this.#steps += 1;
      const [held, ties] = await Promise.all([
        this.#store.heldBy(frontier),
        this.#takeTies(frontier, DOWNWARDS),
      ]);
      await this.#takeRows([...new Set([...held, ...frontier])]);
      const next = [...held];
      for (const tie of ties) next.push(...partiesBelow(tie));
      this.#check();
      frontier = fresh(next, this.#down);
    }
    return [...this.#down];
  }

  /** Ties of everyone who is there, so that what is passed on or shared with others is known. */
  async tiesAbove(): Promise<void> {
    const holders = [...this.#rows.values()].flatMap((rows) => rows.map(({ holder }) => holder));
    await this.#takeTies([...new Set([...this.reached(), ...holders])], UPWARDS);
  }

  async #takeRows(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#rows.has(id));
    if (missing.length === 0) return;
    for (const id of missing) this.#rows.set(id, []);
    for (const row of await this.#store.holdingsIn(missing)) this.#rows.get(row.subject)!.push(row);
  }

  async #takeTies(ids: readonly string[], roles: TieRoles): Promise<readonly Properties[]> {
    const found = (await this.#store.tiesOf(ids, roles)).map(({ tie }) => tie);
    for (const tie of found) this.#ties.set(tie.uid as string, tie);
    return [...found, ...(await this.#othersOf(found))];
  }

  /** The other ties of the agreements of many parties that these belong to, of each agreement once. */
  async #othersOf(ties: readonly Properties[]): Promise<readonly Properties[]> {
    const names = ties.flatMap(({ group }) => (typeof group === "string" ? [group] : []));
    const groups = fresh(names, this.#groups);
    if (groups.length === 0) return [];
    const others = (await this.#store.tiesOfGroups(groups)).map(({ tie }) => tie);
    for (const tie of others) this.#ties.set(tie.uid as string, tie);
    return others;
  }

  #check(): void {
    if (this.#rows.size > this.#limit) this.#refuse();
  }

  #refuse(): never {
    throw new DatabaseError("database.limit", { limit: String(this.#limit) });
  }

  /** Everyone who is named anywhere, with their facts. Companies whose rows were not asked for declare nothing. */
  async finish(seeds: readonly string[]): Promise<Cone> {
    const holdings = [...this.#rows.values()].flat();
    const ties = [...this.#ties.values()];
    const ids = new Set([...seeds, ...this.#rows.keys()]);
    for (const { holder } of holdings) ids.add(holder);
    for (const tie of ties) for (const id of partiesOf(tie)) ids.add(id);
    if (ids.size > this.#limit) this.#refuse();
    const others = [...ids].filter((id) => !this.#entities.has(id));
    const [found, facts] = await Promise.all([this.#store.entities(others), this.#store.factsOf(others)]);
    const entities = [...this.#entities.values(), ...found.map(({ entity }) => entity)];
    return {
      entities: entities.map((entity) => this.#withoutClaim(entity)),
      ...{ holdings, ties, facts: [...this.#facts, ...facts], steps: this.#steps },
    };
  }

  #withoutClaim(entity: Properties): Properties {
    if (this.#rows.has(entity.uid as string)) return entity;
    const { registerComplete: _claim, ...rest } = entity;
    return rest;
  }
}

/** Ids not seen before, which from now on are. */
function fresh(ids: readonly string[], seen: Set<string>): string[] {
  const found: string[] = [];
  for (const id of ids) {
    if (seen.has(id)) continue;
    seen.add(id);
    found.push(id);
  }
  return found;
}

const party = (tie: Properties, role: "from" | "to" | "subject" | "lead"): string[] => {
  const id = tie[`${role}Uid`];
  return typeof id === "string" ? [id] : [];
};

const partiesOf = (tie: Properties): string[] => [
  ...party(tie, "from"),
  ...party(tie, "to"),
  ...party(tie, "subject"),
  ...party(tie, "lead"),
];

const isBehind = (tie: Properties): boolean => BEHIND.includes(tie.kind as TieKind);
const isSideways = (tie: Properties): boolean => SIDEWAYS.includes(tie.kind as TieKind);

function partiesAbove(tie: Properties): string[] {
  if (isBehind(tie)) return [...party(tie, "to"), ...party(tie, "from")];
  const both = isSideways(tie) || tie.kind === "jointHolder";
  return [...party(tie, "from"), ...party(tie, "lead"), ...(both ? party(tie, "to") : [])];
}

function partiesBelow(tie: Properties): string[] {
  if (isBehind(tie)) return [...party(tie, "from"), ...party(tie, "subject")];
  const both = isSideways(tie) ? party(tie, "from") : [];
  return [...party(tie, "to"), ...party(tie, "subject"), ...both];
}
