import { ENTITY_KINDS, type Entity, type Holding, LISTINGS, SECTORS } from "../../model/dataset.js";
import { IssueList } from "../../model/issue.js";
import { holdsOn, isNoEnd } from "../../model/period.js";
import { type BulkRegister, saysMore } from "../../register/bulkRegister.js";
import {
  bulkTables,
  type HoldingTable,
  partStakes,
  READ_ROW,
  READ_SPECIAL,
  rowHolds,
} from "../../register/bulkStakes.js";
import { patchedTable } from "../../register/patchedTable.js";
import { type Found, type Register, register, registeredCapital } from "../../register/register.js";
import type { ResolvedFact } from "../../register/resolve.js";
import type { StakeTable } from "../../register/stakeTable.js";
import type { UpdatedRegister } from "../../register/updatedRegister.js";
import { dayNumber, decimal, powerOfTen, readDecimal } from "./cellBytes.js";
import type { OpenRegister } from "./openRegister.js";

/** A holding as far as it must be named to be taken away: all rows of the two, or the one that begins on a day. */
export interface HoldingKey {
  readonly holder: string;
  readonly subject: string;
  readonly from?: string | undefined;
}

/** What is different from now on. A holding that changes is removed and added. */
export interface RegisterChanges {
  /** Another day: holdings that begin or end in between are changes too. */
  readonly asOf?: string | undefined;
  readonly removed?: {
    readonly holdings?: readonly HoldingKey[] | undefined;
    /** By id. Nothing may name them any more, on whatever date. */
    readonly entities?: readonly string[] | undefined;
  };
  readonly added?: {
    /** New ones come last in the order of entities; one with a known id takes the place of that one's record. */
    readonly entities?: readonly Entity[] | undefined;
    readonly holdings?: readonly Holding[] | undefined;
  };
}

interface AddedRow {
  readonly record: Holding;
  readonly holder: number;
  readonly subject: number;
}

/** All that lies between an updated register and the one that was opened. */
interface State {
  readonly base: OpenRegister;
  /** Records of new and of changed entities, by number; numbers of the new ones by id. */
  readonly records: ReadonlyMap<number, Entity>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly gone: ReadonlySet<number>;
  readonly rows: readonly AddedRow[];
  readonly rowsIn: ReadonlyMap<number, readonly number[]>;
  readonly dropped: ReadonlySet<number>;
  /** Companies that were changed since it was opened. */
  readonly touched: ReadonlySet<number>;
}

const states = new WeakMap<BulkRegister, State>();

/**
 * A register with changes, out of an open one or one that was updated before: only companies that the changes name (or that
 * a holding joins or leaves between the two days) are made anew; columns of all others are copied. The earlier register
 * stays as it is. Answers are those of a register opened from the changed records. Throws a RangeError for parties or
 * holdings that are not there, and for entities to be removed that are still named.
 */
export function updateRegister(r: OpenRegister | UpdatedRegister, changes: RegisterChanges): UpdatedRegister {
  const earlier = states.get(r) ?? opened(r as OpenRegister);
  const { state, changed } = applied(r, earlier, changes);
  const asOf = changes.asOf ?? r.asOf;
  if (asOf !== r.asOf) for (const company of movedBetween(state, r.asOf, asOf)) changed.add(company);
  const companies = [...changed].sort((a, b) => a - b);
  const made = assembled(r, { ...state, touched: new Set([...state.touched, ...changed]) }, companies, asOf);
  states.set(made.register, made.state);
  return made.register;
}

const opened = (base: OpenRegister): State => ({
  base,
  records: new Map(),
  numbers: new Map(),
  gone: new Set(),
  rows: [],
  rowsIn: new Map(),
  dropped: new Set(),
  touched: new Set(),
});

/** The records after the changes, and whoever is different by them. */
function applied(
  r: BulkRegister,
  earlier: State,
  { removed, added }: RegisterChanges,
): { readonly state: State; readonly changed: Set<number> } {
  const changed = new Set<number>();
  const records = new Map(earlier.records);
  const numbers = new Map(earlier.numbers);
  const gone = new Set(earlier.gone);
  const rows = [...earlier.rows];
  const rowsIn = new Map(earlier.rowsIn);
  const dropped = new Set(earlier.dropped);
  const state: State = {
    base: earlier.base,
    records,
    numbers,
    gone,
    rows,
    rowsIn,
    dropped,
    touched: earlier.touched,
  };
  for (const entity of added?.entities ?? []) {
    const known = numberOf(state, entity.id);
    const number = known >= 0 ? known : state.base.count + numbers.size;
    if (number >= state.base.count) numbers.set(entity.id, number);
    records.set(number, entity);
    changed.add(number);
  }
  const party = (key: string): number => partyOf(r, state, key);
  for (const key of removed?.holdings ?? []) {
    const [holder, subject] = [party(key.holder), party(key.subject)];
    const found = rowsOf(state, subject).filter((position) => {
      const own = rowAt(state, position);
      return own.holder === holder && (key.from === undefined || recordAt(state, position).from === key.from);
    });
    if (found.length === 0)
      throw new RangeError(`there is no holding of "${key.holder}" in "${key.subject}"`);
    for (const position of found) dropped.add(position);
    changed.add(subject);
  }
  const first = state.base.data.holdings.count;
  for (const record of added?.holdings ?? []) {
    const row = { record, holder: party(record.holder), subject: party(record.subject) };
    const position = first + rows.push(row) - 1;
    rowsIn.set(row.subject, [...(rowsIn.get(row.subject) ?? []), position]);
    changed.add(row.subject);
  }
  for (const id of removed?.entities ?? []) {
    const number = numberOf(state, id);
    if (number < 0) throw new RangeError(`there is no entity "${id}" in the register`);
    refuseNamed(state, number, id);
    gone.add(number);
    changed.add(number);
  }
  return { state, changed };
}

/** Number of an entity by its id; −1 where it is not there (any more). */
function numberOf({ base, numbers, gone }: State, id: string): number {
  const known = numbers.get(id) ?? base.find(id).index ?? -1;
  const isId = known >= base.count || (known >= 0 && base.id(known) === id);
  return isId && !gone.has(known) ? known : -1;
}

function partyOf(r: BulkRegister, state: State, key: string): number {
  const byId = numberOf(state, key);
  if (byId >= 0) return byId;
  const named = r.find(key).index;
  if (named === null || state.gone.has(named))
    throw new RangeError(`there is no entity "${key}" in the register`);
  return named;
}

function refuseNamed(state: State, entity: number, id: string): void {
  const { base, rows, dropped } = state;
  const own = entity < base.count ? [...base.rowsOf(entity), ...base.rowsBy(entity)] : [];
  rows.forEach(({ holder, subject }, k) => {
    if (holder === entity || subject === entity) own.push(base.data.holdings.count + k);
  });
  const tied = base.data.rare.ties.some(({ from, to, subject, lead }) =>
    [from, to, subject, lead].includes(entity),
  );
  if (tied || own.some((position) => !dropped.has(position)))
    throw new RangeError(`"${id}" cannot be removed: ${tied ? "ties" : "holdings"} still name it`);
}

/** Positions of the holdings in a company on whatever date, in their order. */
function rowsOf({ base, rowsIn, dropped }: State, company: number): number[] {
  const own = company < base.count ? base.rowsOf(company) : [];
  return [...own, ...(rowsIn.get(company) ?? [])].filter((position) => !dropped.has(position));
}

function rowAt(
  { base, rows }: State,
  position: number,
): { readonly holder: number; readonly subject: number } {
  const { count, holder, subject } = base.data.holdings;
  return position < count
    ? { holder: holder[position]!, subject: subject[position]! }
    : rows[position - count]!;
}

const recordAt = ({ base, rows }: State, position: number): Holding =>
  position < base.data.holdings.count
    ? base.data.holding(position)
    : rows[position - base.data.holdings.count]!.record;

const entityAt = ({ base, records }: State, entity: number): Entity =>
  records.get(entity) ?? base.data.entity(entity);

/** Companies of which something begins or ends between two days. */
function movedBetween(state: State, before: string | null, after: string | null): Set<number> {
  const { base, rows, dropped } = state;
  const { holdings, entities, rare } = base.data;
  const found = new Set<number>();
  const [one, other] = [before, after].map((date) => (date === null ? null : dayNumber(date)));
  for (let position = 0; position < holdings.count; position += 1) {
    if (rowHolds(holdings, position, one!) !== rowHolds(holdings, position, other!) && !dropped.has(position))
      found.add(holdings.subject[position]!);
  }
  for (const { record, subject } of rows)
    if (holdsOn(record, before) !== holdsOn(record, after)) found.add(subject);
  const declared = (since: number, day: number | null): boolean =>
    since !== 0 && (day === null || since <= day);
  entities.completeFrom.forEach((since, company) => {
    if (since > 1 && declared(since, one!) !== declared(since, other!)) found.add(company);
  });
  for (const [entity, { registerComplete }] of state.records)
    if (typeof registerComplete === "string") found.add(entity);
  const [was, is] = [before, after].map((date) => registeredCapital(factsOn(rare.facts, date)));
  for (const entity of [...was!.keys(), ...is!.keys()]) found.add(entity);
  return found;
}

const factsOn = (facts: readonly ResolvedFact[], asOf: string | null): ResolvedFact[] =>
  facts.filter(({ record }) => asOf === null || record.on === undefined || record.on <= asOf);

function assembled(
  r: BulkRegister,
  state: State,
  companies: readonly number[],
  asOf: string | null,
): { readonly register: UpdatedRegister; readonly state: State } {
  const { base } = state;
  const count = base.count + state.numbers.size;
  const facts = asOf === r.asOf ? r.facts : factsOn(base.data.rare.facts, asOf);
  const ties =
    asOf === r.asOf
      ? r.ties
      : base.data.rare.ties.filter(({ record }) => holdsOn({ from: record.start, to: record.end }, asOf));
  const sameTies = ties.length === r.ties.length && ties.every((tie, k) => tie === r.ties[k]);
  const part = partOf(state, { companies, asOf, facts });
  const patch = { companies, count };
  const equity = patchedTable(r.stakes.equity, { ...patch, table: part.stakes.equity });
  const other = (interest: "voting" | "income"): StakeTable =>
    r.stakes[interest] === r.stakes.equity && part.stakes[interest] === part.stakes.equity
      ? equity
      : patchedTable(r.stakes[interest], { ...patch, table: part.stakes[interest] });
  const marks = (column: Uint8Array, from: Uint8Array): Uint8Array => {
    const made = new Uint8Array(count);
    made.set(column);
    companies.forEach((company, k) => {
      made[company] = from[k]!;
    });
    return made;
  };
  const made: UpdatedRegister = {
    ...identity(state, count),
    ...traitsOf(r, state, count),
    ...{ asOf, count, ties, facts },
    // Ids stand in one column only as long as nobody is new.
    ids: count === base.count ? base.ids : null,
    stakes: { equity, voting: other("voting"), income: other("income") },
    complete: marks(r.complete, part.complete),
    special: marks(r.special, part.special),
    holding: (position) => ({ record: recordAt(state, position), ...partiesOf(state, position) }),
    extract: (wanted, others) => extracted(state, asOf, wanted, others),
    issues: () => issuesOf(state, asOf),
    update: {
      before: r,
      changed: Int32Array.from(companies),
      formerHolders: holdersIn(r, companies),
      everything: !sameTies,
    },
  };
  return { register: made, state };
}

const partiesOf = (state: State, position: number): { holder: number; subject: number } => {
  const { holder, subject } = rowAt(state, position);
  return { holder, subject };
};

/** Stakes of the companies that changed, by their positions in the list, made by the same code as all stakes. */
function partOf(
  state: State,
  {
    companies,
    asOf,
    facts,
  }: {
    readonly companies: readonly number[];
    readonly asOf: string | null;
    readonly facts: readonly ResolvedFact[];
  },
) {
  const rows = companies.map((company) => rowsOf(state, company));
  const positions = rows.flat();
  const capital = registeredCapital(facts);
  const columns = partStakes({
    count: companies.length,
    holdings: holdingTable(state, rows),
    day: asOf === null ? null : dayNumber(asOf),
    completeFrom: Int32Array.from(companies, (company) => completeFrom(state, company)),
    compareIds: (a, b) => compareIds(state, a, b),
    id: (entity) => idOf(state, entity),
    entity: (local) => entityAt(state, companies[local]!),
    record: (row) => recordAt(state, positions[row]!),
    registeredCapital: new Map(
      companies.flatMap((company, local) => (capital.has(company) ? [[local, capital.get(company)!]] : [])),
    ),
  });
  const tables = bulkTables(columns);
  const placed = (table: StakeTable): StakeTable => ({
    ...table,
    records: (stake) => table.records(stake).map((local) => positions[local]!),
  });
  const equity = placed(tables.equity);
  const other = (interest: "voting" | "income"): StakeTable =>
    tables[interest] === tables.equity ? equity : placed(tables[interest]);
  const stakes = { equity, voting: other("voting"), income: other("income") };
  return { stakes, complete: columns.complete, special: columns.special };
}

/** Day from which the holders of an entity are declared complete; 1 for always, 0 for not. */
function completeFrom({ base, records }: State, entity: number): number {
  const record = records.get(entity);
  if (!record) return base.data.entities.completeFrom[entity]!;
  const { registerComplete: since } = record;
  return typeof since === "string" ? dayNumber(since) : since === true ? 1 : 0;
}

/** Holdings by company, which are numbered as they come. */
function holdingTable(state: State, companies: readonly (readonly number[])[]): HoldingTable {
  const { holdings } = state.base.data;
  const count = companies.reduce((sum, rows) => sum + rows.length, 0);
  const table = {
    count,
    holder: new Int32Array(count),
    subject: new Int32Array(count),
    value: new Float64Array(count),
    decimals: new Uint8Array(count),
    from: new Int32Array(count),
    to: new Int32Array(count),
    words: holdings.words,
  };
  let k = -1;
  const enter = (position: number, company: number): void => {
    k += 1;
    table.holder[k] = rowAt(state, position).holder;
    table.subject[k] = company;
    if (position < holdings.count) {
      table.value[k] = holdings.value[position]!;
      table.decimals[k] = holdings.decimals[position]!;
      table.from[k] = holdings.from?.[position] ?? 0;
      table.to[k] = holdings.to?.[position] ?? 0;
      return;
    }
    const { record } = state.rows[position - holdings.count]!;
    const places = decimalsOf(record);
    table.value[k] = places > 15 ? 0 : decimal.digits / powerOfTen(places);
    table.decimals[k] = places;
    table.from[k] = record.from === undefined ? 0 : dayNumber(record.from);
    table.to[k] = record.to === undefined || isNoEnd(record.to) ? 0 : dayNumber(record.to);
  };
  companies.forEach((rows, company) => {
    for (const position of rows) enter(position, company);
  });
  return table;
}

/** Decimals of the share where the record says nothing but a plain one, its digits in `decimal`; else a mark to read it. */
function decimalsOf(record: Holding): number {
  if (saysMore(record)) return READ_SPECIAL;
  const { equity, voting, income } = record;
  if (typeof equity !== "string" || voting !== undefined || income !== undefined) return READ_ROW;
  const bytes = Buffer.from(equity);
  const places = readDecimal(bytes, 0, bytes.length, false);
  return places < 0 ? READ_ROW : places;
}

const idOf = ({ base, records }: State, entity: number): string =>
  entity < base.count ? base.id(entity) : records.get(entity)!.id;

function compareIds(state: State, a: number, b: number): number {
  const { base } = state;
  if (a < base.count && b < base.count) return base.compareIds(a, b);
  const [one, other] = [idOf(state, a), idOf(state, b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function identity(state: State, count: number): Pick<BulkRegister, "id" | "name" | "compareIds" | "find"> {
  const { base, records, gone } = state;
  const find = (key: string): Found => {
    const byId = numberOf(state, key);
    if (byId >= 0) return { index: byId };
    const candidates = new Set<number>();
    const found = base.find(key);
    const named = found.index === null ? found.candidates.map((id) => base.find(id).index!) : [found.index];
    for (const entity of named)
      if (!gone.has(entity) && entityAt(state, entity).name === key) candidates.add(entity);
    for (const [entity, { name }] of records) if (name === key && !gone.has(entity)) candidates.add(entity);
    const list = [...candidates].sort((a, b) => a - b);
    if (list.length === 1) return { index: list[0]! };
    const reason = list.length > 1 ? ("ambiguous" as const) : ("unknown" as const);
    return { index: null, reason, candidates: list.map((entity) => idOf(state, entity)) };
  };
  return {
    id: (entity) => idOf(state, entity),
    name: (entity) => (entity < count && records.has(entity) ? records.get(entity)!.name : base.name(entity)),
    compareIds: (a, b) => compareIds(state, a, b),
    find,
  };
}

type Traits = Pick<BulkRegister, "kind" | "listing" | "sector" | "publicOffering">;

function traitsOf(
  { kind, listing, sector, publicOffering }: BulkRegister,
  { records }: State,
  count: number,
): Traits {
  if (records.size === 0) return { kind, listing, sector, publicOffering };
  const copy = (column: Uint8Array): Uint8Array => {
    const made = new Uint8Array(count);
    made.set(column);
    return made;
  };
  const made = {
    kind: copy(kind),
    listing: copy(listing),
    sector: copy(sector),
    publicOffering: copy(publicOffering),
  };
  const code = (words: readonly string[], word: string | undefined): number =>
    word === undefined ? 0 : words.indexOf(word) + 1;
  for (const [entity, record] of records) {
    made.kind[entity] = ENTITY_KINDS.indexOf(record.kind);
    made.listing[entity] = code(LISTINGS, record.listing);
    made.sector[entity] = code(SECTORS, record.sector);
    made.publicOffering[entity] = record.publicOffering === true ? 1 : 0;
  }
  return made;
}

function holdersIn(r: BulkRegister, companies: readonly number[]): Int32Array {
  const found = new Set<number>();
  for (const { start, holder } of new Set(Object.values(r.stakes))) {
    for (const company of companies) {
      if (company >= r.count) continue;
      for (let k = start[company]!; k < start[company + 1]!; k += 1) found.add(holder[k]!);
    }
  }
  return Int32Array.from([...found].sort((a, b) => a - b));
}

/** The records of some companies, those of the opened register with what was changed put in. */
function extracted(
  state: State,
  asOf: string | null,
  companies: Iterable<number>,
  others: Iterable<number> = [],
): Register {
  const { base, dropped, rows, records, gone } = state;
  const wanted = new Set(companies);
  const own = rows.flatMap((row, k) =>
    wanted.has(row.subject) && !dropped.has(base.data.holdings.count + k) ? [row] : [],
  );
  const parties = new Set([...wanted, ...others, ...own.map(({ holder }) => holder)]);
  const known = (entity: number): boolean => entity < base.count && !gone.has(entity);
  const changed = [...wanted].filter((company) => state.touched.has(company));
  const whole = new Set([...wanted].filter((company) => known(company) && !state.touched.has(company)));
  const positions = changed.flatMap((company) => rowsOf(state, company));
  for (const position of positions) parties.add(rowAt(state, position).holder);
  const { dataset, stakes } = base.extract(whole, [...parties].filter(known));
  const entities = dataset.entities.map((entity) => records.get(base.find(entity.id).index!) ?? entity);
  for (const entity of [...parties].sort((a, b) => a - b))
    if (entity >= base.count && !gone.has(entity)) entities.push(records.get(entity)!);
  const holdings = positions
    .sort((a, b) => a - b)
    .map((position): Holding => {
      const { holder, subject } = rowAt(state, position);
      return { ...recordAt(state, position), holder: idOf(state, holder), subject: idOf(state, subject) };
    });
  const made = register({ ...dataset, entities, holdings: [...dataset.holdings, ...holdings] }, { asOf });
  const apart = (interest: "voting" | "income"): StakeTable =>
    stakes[interest] !== stakes.equity && made.stakes[interest] === made.stakes.equity
      ? { ...made.stakes.equity }
      : made.stakes[interest];
  return {
    ...made,
    stakes: { equity: made.stakes.equity, voting: apart("voting"), income: apart("income") },
  };
}

/** Issues of the opened register but for those of what changed, and what the changed companies' records say together. */
function issuesOf(state: State, asOf: string | null): IssueList {
  const { base, dropped, touched } = state;
  const companies = [...touched].sort((a, b) => a - b);
  const text = (each: object): string => JSON.stringify(each);
  const was = new Map<string, number>();
  const known = companies.filter((company) => company < base.count);
  for (const each of base.extract(known).issues) was.set(text(each), (was.get(text(each)) ?? 0) + 1);
  const rows = new Set(
    [...dropped]
      .filter((position) => position < base.data.holdings.count)
      .map((position) => {
        const { file, row } = base.data.holdingOrigin(position);
        return `${file} ${row}`;
      }),
  );
  const kept = base
    .issues()
    .all()
    .filter((each) => {
      if (rows.has(`${each.file} ${each.row}`)) return false;
      const left = was.get(text(each)) ?? 0;
      if (left > 0) was.set(text(each), left - 1);
      return left === 0;
    });
  return IssueList.of([...kept, ...extracted(state, asOf, companies).issues]);
}
