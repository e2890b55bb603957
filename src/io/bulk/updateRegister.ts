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
import { RegisterJournal } from "./registerJournal.js";

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

/** What was told on the way to each register that was made here. */
const journals = new WeakMap<BulkRegister, RegisterJournal>();

/**
 * A register with changes, out of an open one or one that was updated before: only companies that the changes name (or that
 * a holding joins or leaves between the two days) are made anew; the stakes of all others are read where they are, and columns
 * made when somebody asks for them. The earlier register stays as it is. Answers are those of a register opened from the changed records. Throws a RangeError for parties or
 * holdings that are not there, and for entities to be removed that are still named.
 */
export function updateRegister(r: OpenRegister | UpdatedRegister, changes: RegisterChanges): UpdatedRegister {
  const earlier = journals.get(r) ?? RegisterJournal.of(r as OpenRegister);
  journals.set(r, earlier);
  const journal = earlier.next();
  const changed = applied(r, journal, changes);
  const asOf = changes.asOf ?? r.asOf;
  if (asOf !== r.asOf) for (const company of movedBetween(journal, r.asOf, asOf)) changed.add(company);
  const companies = [...changed].sort((a, b) => a - b);
  const made = assembled(r, journal, {
    earlier,
    companies,
    asOf,
    isOther: (changes.added?.entities?.length ?? 0) > 0,
  });
  journals.set(made, journal);
  return made;
}

/** Enters the changes into a journal; gives whoever is different by them. */
function applied(
  r: BulkRegister,
  journal: RegisterJournal,
  { removed, added }: RegisterChanges,
): Set<number> {
  const changed = new Set<number>();
  for (const entity of added?.entities ?? []) changed.add(journal.enter(entity));
  const party = (key: string): number => partyOf(r, journal, key);
  for (const key of removed?.holdings ?? []) {
    const [holder, subject] = [party(key.holder), party(key.subject)];
    const found = rowsOf(journal, subject).filter((position) => {
      const own = rowAt(journal, position);
      return (
        own.holder === holder && (key.from === undefined || recordAt(journal, position).from === key.from)
      );
    });
    if (found.length === 0)
      throw new RangeError(`there is no holding of "${key.holder}" in "${key.subject}"`);
    for (const position of found) journal.drop(position);
    changed.add(subject);
  }
  for (const record of added?.holdings ?? []) {
    const subject = party(record.subject);
    journal.add({ record, holder: party(record.holder), subject });
    changed.add(subject);
  }
  for (const id of removed?.entities ?? []) {
    const number = journal.numberOf(id);
    if (number < 0) throw new RangeError(`there is no entity "${id}" in the register`);
    refuseNamed(journal, number, id);
    journal.remove(number);
    changed.add(number);
  }
  return changed;
}

function partyOf(r: BulkRegister, journal: RegisterJournal, key: string): number {
  const byId = journal.numberOf(key);
  if (byId >= 0) return byId;
  const named = r.find(key).index;
  if (named === null || journal.isGone(named))
    throw new RangeError(`there is no entity "${key}" in the register`);
  return named;
}

function refuseNamed(journal: RegisterJournal, entity: number, id: string): void {
  const { base } = journal;
  const known = entity < base.count ? [...base.rowsOf(entity), ...base.rowsBy(entity)] : [];
  const own = [...known, ...journal.addedIn(entity), ...journal.addedBy(entity)];
  const tied = base.data.rare.ties.some(({ from, to, subject, lead }) =>
    [from, to, subject, lead].includes(entity),
  );
  if (tied || own.some((position) => !journal.isDropped(position)))
    throw new RangeError(`"${id}" cannot be removed: ${tied ? "ties" : "holdings"} still name it`);
}

/** Positions of the holdings in a company on whatever date, in their order. */
function rowsOf(journal: RegisterJournal, company: number): number[] {
  const { base } = journal;
  const own = company < base.count ? base.rowsOf(company) : [];
  return [...own, ...journal.addedIn(company)].filter((position) => !journal.isDropped(position));
}

function rowAt(
  journal: RegisterJournal,
  position: number,
): { readonly holder: number; readonly subject: number } {
  const { count, holder, subject } = journal.base.data.holdings;
  return position < count
    ? { holder: holder[position]!, subject: subject[position]! }
    : journal.added(position);
}

const recordAt = (journal: RegisterJournal, position: number): Holding =>
  position < journal.base.data.holdings.count
    ? journal.base.data.holding(position)
    : journal.added(position).record;

const entityAt = (journal: RegisterJournal, entity: number): Entity =>
  journal.record(entity) ?? journal.base.data.entity(entity);

/** Companies of which something begins or ends between two days. */
function movedBetween(journal: RegisterJournal, before: string | null, after: string | null): Set<number> {
  const { holdings, entities, rare } = journal.base.data;
  const found = new Set<number>();
  const [one, other] = [before, after].map((date) => (date === null ? null : dayNumber(date)));
  for (let position = 0; position < holdings.count; position += 1) {
    if (
      rowHolds(holdings, position, one!) !== rowHolds(holdings, position, other!) &&
      !journal.isDropped(position)
    )
      found.add(holdings.subject[position]!);
  }
  for (const { record, subject } of journal.allAdded())
    if (holdsOn(record, before) !== holdsOn(record, after)) found.add(subject);
  const declared = (since: number, day: number | null): boolean =>
    since !== 0 && (day === null || since <= day);
  entities.completeFrom.forEach((since, company) => {
    if (since > 1 && declared(since, one!) !== declared(since, other!)) found.add(company);
  });
  for (const [entity, { registerComplete }] of journal.records())
    if (typeof registerComplete === "string") found.add(entity);
  const [was, is] = [before, after].map((date) => registeredCapital(factsOn(rare.facts, date)));
  for (const entity of [...was!.keys(), ...is!.keys()]) found.add(entity);
  return found;
}

const factsOn = (facts: readonly ResolvedFact[], asOf: string | null): ResolvedFact[] =>
  facts.filter(({ record }) => asOf === null || record.on === undefined || record.on <= asOf);

function assembled(
  r: BulkRegister,
  journal: RegisterJournal,
  {
    earlier,
    companies,
    asOf,
    isOther,
  }: {
    readonly earlier: RegisterJournal;
    readonly companies: readonly number[];
    readonly asOf: string | null;
    /** Whether there are other entities, or other records of them. */
    readonly isOther: boolean;
  },
): UpdatedRegister {
  const { base, count } = journal;
  const facts = asOf === r.asOf ? r.facts : factsOn(base.data.rare.facts, asOf);
  const ties =
    asOf === r.asOf
      ? r.ties
      : base.data.rare.ties.filter(({ record }) => holdsOn({ from: record.start, to: record.end }, asOf));
  const part = partOf(journal, { companies, asOf, facts });
  const stakes = patchedStakes(r.stakes, part.stakes, { companies, count });
  companies.forEach((company, k) => {
    journal.touch(company, { complete: part.complete[k]!, special: part.special[k]! });
  });
  const complete = patchedMarks(journal, "complete");
  const special = patchedMarks(journal, "special");
  return {
    ...identity(journal),
    ...(isOther ? traitsOf(r, journal) : traitColumns(r)),
    ...{ asOf, count, ties, facts },
    // Ids stand in one column only as long as nobody is new.
    ids: count === base.count ? base.ids : null,
    stakes,
    get complete() {
      return complete();
    },
    get special() {
      return special();
    },
    holding: (position) => ({ record: recordAt(journal, position), ...partiesOf(journal, position) }),
    extract: (wanted, others) => extracted(journal, asOf, wanted, others),
    issues: () => issuesOf(journal, asOf),
    update: {
      follows: comesAfter(earlier),
      changed: Int32Array.from(companies),
      everything: !sameItems(ties, r.ties),
    },
  };
}

// What a register goes on with is made where the earlier one is not in sight: a function holds on to all that its neighbours name.

const comesAfter =
  (earlier: RegisterJournal) =>
  (register: BulkRegister): boolean =>
    journals.get(register) === earlier;

const sameItems = <Item>(one: readonly Item[], other: readonly Item[]): boolean =>
  one.length === other.length && one.every((item, k) => item === other[k]);

function patchedStakes(
  before: BulkRegister["stakes"],
  part: BulkRegister["stakes"],
  patch: { readonly companies: readonly number[]; readonly count: number },
): BulkRegister["stakes"] {
  const equity = patchedTable(before.equity, { ...patch, table: part.equity });
  const other = (interest: "voting" | "income"): StakeTable =>
    before[interest] === before.equity && part[interest] === part.equity
      ? equity
      : patchedTable(before[interest], { ...patch, table: part[interest] });
  return { equity, voting: other("voting"), income: other("income") };
}

/** A column of marks in which companies that were changed have others, made when it is asked for. */
function patchedMarks(journal: RegisterJournal, column: "complete" | "special"): () => Uint8Array {
  let made: Uint8Array | null = null;
  return () => {
    if (made) return made;
    made = new Uint8Array(journal.count);
    made.set(journal.base[column]);
    for (const company of journal.touched()) made[company] = journal.marks(company)![column];
    return made;
  };
}

const partiesOf = (journal: RegisterJournal, position: number): { holder: number; subject: number } => {
  const { holder, subject } = rowAt(journal, position);
  return { holder, subject };
};

/** Stakes of the companies that changed, by their positions in the list, made by the same code as all stakes. */
function partOf(
  journal: RegisterJournal,
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
  const rows = companies.map((company) => rowsOf(journal, company));
  const positions = rows.flat();
  const capital = registeredCapital(facts);
  const columns = partStakes({
    count: companies.length,
    holdings: holdingTable(journal, rows),
    day: asOf === null ? null : dayNumber(asOf),
    completeFrom: Int32Array.from(companies, (company) => completeFrom(journal, company)),
    compareIds: (a, b) => compareIds(journal, a, b),
    id: (entity) => idOf(journal, entity),
    entity: (local) => entityAt(journal, companies[local]!),
    record: (row) => recordAt(journal, positions[row]!),
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
function completeFrom(journal: RegisterJournal, entity: number): number {
  const record = journal.record(entity);
  if (!record) return journal.base.data.entities.completeFrom[entity]!;
  const { registerComplete: since } = record;
  return typeof since === "string" ? dayNumber(since) : since === true ? 1 : 0;
}

/** Holdings by company, which are numbered as they come. */
function holdingTable(journal: RegisterJournal, companies: readonly (readonly number[])[]): HoldingTable {
  const { holdings } = journal.base.data;
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
    table.holder[k] = rowAt(journal, position).holder;
    table.subject[k] = company;
    if (position < holdings.count) {
      table.value[k] = holdings.value[position]!;
      table.decimals[k] = holdings.decimals[position]!;
      table.from[k] = holdings.from?.[position] ?? 0;
      table.to[k] = holdings.to?.[position] ?? 0;
      return;
    }
    const { record } = journal.added(position);
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

const idOf = (journal: RegisterJournal, entity: number): string =>
  entity < journal.base.count ? journal.base.id(entity) : journal.record(entity)!.id;

function compareIds(journal: RegisterJournal, a: number, b: number): number {
  const { base } = journal;
  if (a < base.count && b < base.count) return base.compareIds(a, b);
  const [one, other] = [idOf(journal, a), idOf(journal, b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function identity(journal: RegisterJournal): Pick<BulkRegister, "id" | "name" | "compareIds" | "find"> {
  const { base } = journal;
  const find = (key: string): Found => {
    const byId = journal.numberOf(key);
    if (byId >= 0) return { index: byId };
    const candidates = new Set<number>();
    const found = base.find(key);
    const named = found.index === null ? found.candidates.map((id) => base.find(id).index!) : [found.index];
    for (const entity of named)
      if (!journal.isGone(entity) && entityAt(journal, entity).name === key) candidates.add(entity);
    for (const [entity, { name }] of journal.records())
      if (name === key && !journal.isGone(entity)) candidates.add(entity);
    const list = [...candidates].sort((a, b) => a - b);
    if (list.length === 1) return { index: list[0]! };
    const reason = list.length > 1 ? ("ambiguous" as const) : ("unknown" as const);
    return { index: null, reason, candidates: list.map((entity) => idOf(journal, entity)) };
  };
  return {
    id: (entity) => idOf(journal, entity),
    name: (entity) => journal.record(entity)?.name ?? base.name(entity),
    compareIds: (a, b) => compareIds(journal, a, b),
    find,
  };
}

type Traits = Pick<BulkRegister, "kind" | "listing" | "sector" | "publicOffering">;

const traitColumns = ({ kind, listing, sector, publicOffering }: BulkRegister): Traits => ({
  ...{ kind, listing, sector, publicOffering },
});

/** Traits of the entities, some of which are new or other ones. */
function traitsOf(r: BulkRegister, journal: RegisterJournal): Traits {
  const copy = (column: Uint8Array): Uint8Array => {
    const made = new Uint8Array(journal.count);
    made.set(column);
    return made;
  };
  const made = {
    kind: copy(r.kind),
    listing: copy(r.listing),
    sector: copy(r.sector),
    publicOffering: copy(r.publicOffering),
  };
  const code = (words: readonly string[], word: string | undefined): number =>
    word === undefined ? 0 : words.indexOf(word) + 1;
  for (const [entity, record] of journal.records()) {
    made.kind[entity] = ENTITY_KINDS.indexOf(record.kind);
    made.listing[entity] = code(LISTINGS, record.listing);
    made.sector[entity] = code(SECTORS, record.sector);
    made.publicOffering[entity] = record.publicOffering === true ? 1 : 0;
  }
  return made;
}

/** The records of some companies, those of the opened register with what was changed put in. */
function extracted(
  journal: RegisterJournal,
  asOf: string | null,
  companies: Iterable<number>,
  others: Iterable<number> = [],
): Register {
  const { base } = journal;
  const wanted = new Set(companies);
  const parties = new Set([...wanted, ...others]);
  const known = (entity: number): boolean => entity < base.count && !journal.isGone(entity);
  const changed = [...wanted].filter((company) => journal.isTouched(company));
  const whole = new Set([...wanted].filter((company) => known(company) && !journal.isTouched(company)));
  const positions = changed.flatMap((company) => rowsOf(journal, company));
  for (const position of positions) parties.add(rowAt(journal, position).holder);
  const { dataset, stakes } = base.extract(whole, [...parties].filter(known));
  const entities = dataset.entities.map((entity) => journal.record(base.find(entity.id).index!) ?? entity);
  for (const entity of [...parties].sort((a, b) => a - b))
    if (entity >= base.count && !journal.isGone(entity)) entities.push(journal.record(entity)!);
  const holdings = positions
    .sort((a, b) => a - b)
    .map((position): Holding => {
      const { holder, subject } = rowAt(journal, position);
      return {
        ...recordAt(journal, position),
        holder: idOf(journal, holder),
        subject: idOf(journal, subject),
      };
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
function issuesOf(journal: RegisterJournal, asOf: string | null): IssueList {
  const { base } = journal;
  const companies = [...journal.touched()].sort((a, b) => a - b);
  const text = (each: object): string => JSON.stringify(each);
  const was = new Map<string, number>();
  const known = companies.filter((company) => company < base.count);
  for (const each of base.extract(known).issues) was.set(text(each), (was.get(text(each)) ?? 0) + 1);
  const rows = new Set(
    [...journal.dropped()]
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
  return IssueList.of([...kept, ...extracted(journal, asOf, companies).issues]);
}
