import type { Entity, Holding } from "../../model/dataset.js";
import type { OpenRegister } from "./openRegister.js";

/** A holding that an update added. */
export interface AddedRow {
  readonly record: Holding;
  readonly holder: number;
  readonly subject: number;
}

/** What is said of a company beside its stakes, as the register's columns have it. */
export interface CompanyMarks {
  readonly complete: number;
  readonly special: number;
}

/** What all versions have together: each entry with the version since when it holds. */
interface Entries {
  latest: number;
  readonly rows: AddedRow[];
  /** Rows by company, and by whoever holds them. */
  readonly rowsIn: Map<number, number[]>;
  readonly rowsBy: Map<number, number[]>;
  readonly droppedSince: Map<number, number>;
  /** Companies that were changed, and what they were marked with from then on. */
  readonly marks: Map<number, ({ readonly since: number } & CompanyMarks)[]>;
  readonly goneSince: Map<number, number>;
  readonly records: Map<number, { readonly since: number; readonly record: Entity }[]>;
  /** Numbers that entities with an id were given, the last one being the present one. */
  readonly numbers: Map<string, number[]>;
}

/**
 * What updates changed about the records of an opened register. A version sees what was said up to it; all versions that follow one
 * another share their entries, so that one more costs what it says. Going on from an earlier one copies them.
 */
export class RegisterJournal {
  readonly #entries: Entries;
  readonly #version: number;
  #rowCount: number;
  #count: number;

  private constructor(
    readonly base: OpenRegister,
    { entries, version, rowCount, count }: Position,
  ) {
    this.#entries = entries;
    this.#version = version;
    this.#rowCount = rowCount;
    this.#count = count;
  }

  static of(base: OpenRegister): RegisterJournal {
    const entries: Entries = {
      ...{ latest: 0, rows: [], rowsIn: new Map(), rowsBy: new Map() },
      ...{ droppedSince: new Map(), marks: new Map(), goneSince: new Map() },
      ...{ records: new Map(), numbers: new Map() },
    };
    return new RegisterJournal(base, { entries, version: 0, rowCount: 0, count: base.count });
  }

  /** A version after this one, to which changes are then told. */
  next(): RegisterJournal {
    const isLast = this.#entries.latest === this.#version;
    const entries = isLast ? this.#entries : this.#copied();
    const version = entries.latest + 1;
    entries.latest = version;
    return new RegisterJournal(this.base, {
      entries,
      version,
      rowCount: this.#rowCount,
      count: this.#count,
    });
  }

  /** What this version sees. */
  #copied(): Entries {
    const [version, rowCount] = [this.#version, this.#rowCount];
    const said = <Item extends { readonly since: number }>(map: ReadonlyMap<number, readonly Item[]>) =>
      new Map([...map].map(([key, list]) => [key, list.filter(({ since }) => since <= version)]));
    const seen = <Key>(map: ReadonlyMap<Key, number>): Map<Key, number> =>
      new Map([...map].filter(([, since]) => since <= version));
    const lists = <Key>(map: ReadonlyMap<Key, readonly number[]>, limit: number): Map<Key, number[]> =>
      new Map([...map].map(([key, list]) => [key, list.filter((own) => own < limit)]));
    const { rows, rowsIn, rowsBy, droppedSince, marks, goneSince, records, numbers } = this.#entries;
    return {
      latest: version,
      rows: rows.slice(0, rowCount),
      rowsIn: lists(rowsIn, rowCount),
      rowsBy: lists(rowsBy, rowCount),
      droppedSince: seen(droppedSince),
      marks: said(marks),
      goneSince: seen(goneSince),
      records: said(records),
      numbers: lists(numbers, this.#count),
    };
  }

  /** How many entities there are, those that are gone included: numbers stay. */
  get count(): number {
    return this.#count;
  }

  /** Number of an entity by its id; −1 where it is not there (any more). */
  numberOf(id: string): number {
    const { numbers } = this.#entries;
    const given = numbers.size > 0 ? numbers.get(id)?.findLast((own) => own < this.#count) : undefined;
    const known = given ?? this.base.find(id).index ?? -1;
    const isId = known >= this.base.count || (known >= 0 && this.base.id(known) === id);
    return isId && !this.isGone(known) ? known : -1;
  }

  isGone(entity: number): boolean {
    return this.#holds(this.#entries.goneSince, entity);
  }

  isDropped(position: number): boolean {
    return this.#holds(this.#entries.droppedSince, position);
  }

  /** Whether a company was changed since the register was opened. */
  isTouched(entity: number): boolean {
    return this.marks(entity) !== undefined;
  }

  #holds(since: ReadonlyMap<number, number>, key: number): boolean {
    return since.size > 0 && (since.get(key) ?? Number.POSITIVE_INFINITY) <= this.#version;
  }

  /** The record of an entity that is new or was changed. */
  record(entity: number): Entity | undefined {
    const { records } = this.#entries;
    if (records.size === 0) return undefined;
    return records.get(entity)?.findLast(({ since }) => since <= this.#version)?.record;
  }

  /** What a company that was changed is marked with. */
  marks(company: number): CompanyMarks | undefined {
    return this.#entries.marks.get(company)?.findLast(({ since }) => since <= this.#version);
  }

  /** All entities that are new or were changed, with their records. */
  *records(): Generator<readonly [entity: number, record: Entity]> {
    for (const entity of this.#entries.records.keys()) {
      const record = this.record(entity);
      if (record) yield [entity, record];
    }
  }

  *touched(): Generator<number> {
    for (const entity of this.#entries.marks.keys()) if (this.isTouched(entity)) yield entity;
  }

  *dropped(): Generator<number> {
    for (const position of this.#entries.droppedSince.keys()) if (this.isDropped(position)) yield position;
  }

  /** Added holdings in a company, by their positions behind those of the opened register; whether they are still there or not. */
  addedIn(company: number): number[] {
    return this.#positions(this.#entries.rowsIn.get(company));
  }

  /** The same by holder. */
  addedBy(holder: number): number[] {
    return this.#positions(this.#entries.rowsBy.get(holder));
  }

  #positions(rows: readonly number[] | undefined): number[] {
    if (!rows) return [];
    const first = this.base.data.holdings.count;
    return rows.filter((row) => row < this.#rowCount).map((row) => first + row);
  }

  /** An added holding by its position. */
  added(position: number): AddedRow {
    return this.#entries.rows[position - this.base.data.holdings.count]!;
  }

  /** All added holdings, whether they are still there or not. */
  allAdded(): readonly AddedRow[] {
    return this.#entries.rows.slice(0, this.#rowCount);
  }

  // What follows is said once, while a version is made.

  /** Says what an entity is; gives its number, the next one where it is new. */
  enter(record: Entity): number {
    const known = this.numberOf(record.id);
    const entity = known >= 0 ? known : this.#count;
    const { numbers, records } = this.#entries;
    if (known < 0) {
      append(numbers, record.id, entity);
      this.#count += 1;
    }
    append(records, entity, { since: this.#version, record });
    return entity;
  }

  remove(entity: number): void {
    this.#entries.goneSince.set(entity, this.#version);
  }

  drop(position: number): void {
    this.#entries.droppedSince.set(position, this.#version);
  }

  add(row: AddedRow): void {
    const { rows, rowsIn, rowsBy } = this.#entries;
    const position = rows.push(row) - 1;
    this.#rowCount = rows.length;
    append(rowsIn, row.subject, position);
    append(rowsBy, row.holder, position);
  }

  touch(company: number, marks: CompanyMarks): void {
    append(this.#entries.marks, company, { since: this.#version, ...marks });
  }
}

interface Position {
  readonly entries: Entries;
  readonly version: number;
  readonly rowCount: number;
  readonly count: number;
}

function append<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
