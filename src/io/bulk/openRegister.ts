import type { Dataset, Entity, Holding } from "../../model/dataset.js";
import { holdsOn } from "../../model/period.js";
import { lazily } from "../../register/archive.js";
import { type Cone, coneAround } from "../../register/bulkCone.js";
import type { BulkRegister } from "../../register/bulkRegister.js";
import {
  bulkStakes,
  bulkTables,
  READ_SPECIAL,
  type StakeColumns,
  type StakeSource,
} from "../../register/bulkStakes.js";
import { changesAmong, type Dated, datedOthers, days } from "../../register/changes.js";
import { recordsOver } from "../../register/recordsOver.js";
import { type Register, register, registeredCapital } from "../../register/register.js";
import { grouped } from "../../register/stakeTable.js";
import type { BulkData } from "./bulkData.js";
import { bulkIssues } from "./bulkIssues.js";
import { dayNumber, dayText } from "./cellBytes.js";

/** A bulk register with what it was made of, which a snapshot and a register of another date need. */
export interface OpenRegister extends BulkRegister {
  readonly data: BulkData;
  readonly columns: StakeColumns;
  /** Holdings (by position) of whatever date, by company and by holder. */
  rowsOf(company: number): readonly number[];
  rowsBy(holder: number): readonly number[];
  record(entity: number): Entity;
  /** The whole as an ordinary register, whose records are read when they are looked at. */
  records(): Register;
  /** The companies whose holdings a question about some subjects needs. */
  cone(subjects: readonly number[], cone: Cone): Set<number>;
}

/** Indexes bulk data on a date; by default the latest day on which anything in them begins. */
export function openRegister(
  data: BulkData,
  options: { readonly asOf?: string | null | undefined } = {},
  stored?: StakeColumns,
): OpenRegister {
  const asOf = options.asOf === undefined ? data.rare.latest : options.asOf;
  const facts = data.rare.facts.filter(
    ({ record }) => asOf === null || record.on === undefined || record.on <= asOf,
  );
  const ties = data.rare.ties.filter(({ record }) => holdsOn({ from: record.start, to: record.end }, asOf));
  const source: StakeSource = {
    count: data.count,
    holdings: data.holdings,
    day: asOf === null ? null : dayNumber(asOf),
    completeFrom: data.entities.completeFrom,
    compareIds: (a, b) => data.entities.keys.compare(a, b),
    idBeginnings: (entities, count, into) => data.entities.keys.beginnings(entities, count, into),
    id: (entity) => data.id(entity),
    entity: (entity) => data.entity(entity),
    record: (position) => data.holding(position),
    registeredCapital: registeredCapital(facts),
  };
  const columns = stored ?? bulkStakes(source);
  const stakes = bulkTables(columns);
  const rows = rowIndex(data);
  const { kind, listing, sector, publicOffering, keys } = data.entities;
  const coneSource = {
    ties: data.rare.ties,
    holderOf: (position: number) => data.holdings.holder[position]!,
    subjectOf: (position: number) => data.holdings.subject[position]!,
    rowsOf: rows.of,
    rowsBy: rows.by,
  };
  const opened: OpenRegister = {
    data,
    columns,
    asOf,
    count: data.count,
    id: source.id,
    name: (entity) => data.name(entity),
    ids: data.entities.keys,
    compareIds: source.compareIds,
    kind: kind.subarray(0, keys.count),
    listing: listing.subarray(0, keys.count),
    sector: sector.subarray(0, keys.count),
    publicOffering: publicOffering.subarray(0, keys.count),
    complete: columns.complete,
    special: columns.special,
    stakes,
    ties,
    facts,
    holding: (position) => ({
      record: data.holding(position),
      holder: data.holdings.holder[position]!,
      subject: data.holdings.subject[position]!,
    }),
    record: (entity) => data.entity(entity),
    find: (key) => data.find(key),
    cone: (subjects, cone) => coneAround(coneSource, subjects, cone),
    rowsOf: rows.of,
    rowsBy: rows.by,
    issues: () => bulkIssues(opened, (company) => inputOf(opened, source, company)),
    extract: (companies, others) => extract(opened, companies, others),
    records: () => recordsOf(opened),
  };
  return opened;
}

function recordsOf(r: OpenRegister): Register {
  const { data } = r;
  const { holder, subject, count } = data.holdings;
  return recordsOver({
    columns: r,
    find: r.find,
    entity: r.record,
    holding: (position) => data.holding(position),
    origin: (position) => data.holdingOrigin(position),
    dated: data.holdings.from !== null || data.holdings.to !== null,
    saysMore: (position) => data.holdings.decimals[position] === READ_SPECIAL,
    holder: holder.subarray(0, count),
    subject: subject.subarray(0, count),
    declarations: data.rare.declarations.filter(({ record }) => holdsOn(record, r.asOf)),
    rowsBy: r.rowsBy,
    rowsOf: r.rowsOf,
    changes: lazily(() => changesAmong(r.count, () => datedColumns(data))),
    issues: () => r.issues().all(),
    on: (asOf) => openRegister(data, { asOf }).records(),
    dataset: () => r.extract(Array(r.count).keys()).dataset,
  });
}

/** What is dated among the columns, and the records beside them; holdings bind their parties also without a day. */
function* datedColumns({ holdings, entities, rare, count }: BulkData): Generator<Dated> {
  const { holder, subject, from, to } = holdings;
  const day = (column: Int32Array | null, position: number): string | undefined =>
    column && column[position]! > 0 ? dayText(column[position]!) : undefined;
  for (let position = 0; position < holdings.count; position += 1) {
    const dates = days(day(from, position), day(to, position));
    yield { parties: [holder[position]!, subject[position]!], dates };
  }
  yield* datedOthers(rare);
  const { completeFrom } = entities;
  // One stands for a register that is complete whatever the day.
  for (let entity = 0; entity < count; entity += 1) {
    if (completeFrom[entity]! > 1) yield { parties: [entity], dates: [dayText(completeFrom[entity]!)] };
  }
}

function inputOf(r: OpenRegister, source: StakeSource, j: number) {
  const positions = [];
  for (let k = r.columns.start[j]!; k < r.columns.start[j + 1]!; k += 1)
    positions.push(...r.stakes.equity.records(k));
  positions.sort((a, b) => a - b);
  return {
    entity: source.entity(j),
    rows: positions.map((position) => ({ holding: r.holding(position), position })),
    complete: r.columns.complete[j] === 1,
    registeredCapital: source.registeredCapital.get(j) ?? null,
    idOf: source.id,
  };
}

/** Holdings by company and by holder, on whatever date; made when first asked for. */
function rowIndex({ holdings, count }: BulkData) {
  const index = (column: Int32Array): (() => ReturnType<typeof grouped>) => {
    let made: ReturnType<typeof grouped> | null = null;
    return () => {
      made ??= grouped(column.subarray(0, holdings.count), count);
      return made;
    };
  };
  const byCompany = index(holdings.subject);
  const byHolder = index(holdings.holder);
  const read = (of: typeof byCompany, entity: number): readonly number[] => {
    const { start, members } = of();
    return [...members.subarray(start[entity]!, start[entity + 1]!)];
  };
  return {
    of: (company: number) => read(byCompany, company),
    by: (holder: number) => read(byHolder, holder),
  };
}

/** The records of some companies, with everyone that these records name. */
function extract(r: OpenRegister, companies: Iterable<number>, others: Iterable<number> = []): Register {
  const { data } = r;
  const wanted = new Set(companies);
  const parties = new Set([...wanted, ...others]);
  const positions = [...wanted].flatMap((company) => [...r.rowsOf(company)]).sort((a, b) => a - b);
  for (const position of positions) parties.add(data.holdings.holder[position]!);
  const { ties, facts, declarations } = data.rare;
  const own = ties.filter(({ from, to, subject, lead }) =>
    [from, to, subject, lead].some((party) => parties.has(party)),
  );
  for (const { from, to, subject, lead } of own)
    for (const party of [from, to, subject, lead]) if (party >= 0) parties.add(party);
  const declared = declarations.filter(({ subject }) => wanted.has(subject));
  for (const { owner } of declared) parties.add(owner);
  const known = facts.filter(({ entity }) => parties.has(entity));
  const holdings: Holding[] = positions.map((position) => resolvedKeys(r, position));
  const idOr = (party: number, key: string | undefined): string | undefined =>
    party >= 0 ? r.id(party) : key;
  const dataset: Dataset = {
    entities: [...parties].sort((a, b) => a - b).map((entity) => data.entity(entity)),
    holdings,
    ties: own.map(({ record, from, to, subject, lead }) => ({
      ...record,
      from: r.id(from),
      ...(record.to === undefined ? {} : { to: idOr(to, record.to) }),
      ...(record.subject === undefined ? {} : { subject: idOr(subject, record.subject) }),
      ...(record.lead === undefined ? {} : { lead: idOr(lead, record.lead) }),
    })),
    facts: known.map(({ record, entity }) => ({ ...record, entity: r.id(entity) })),
    declarations: declared.map(({ record, owner, subject }) => ({
      ...record,
      owner: r.id(owner),
      subject: r.id(subject),
    })),
  };
  return withInterestsOf(r, register(dataset, { asOf: r.asOf }));
}

/** Where an interest is recorded apart anywhere, it is so in every part: what is said of it depends on that. */
function withInterestsOf(r: OpenRegister, part: Register): Register {
  const { equity } = part.stakes;
  const table = (interest: "voting" | "income") =>
    r.stakes[interest] !== r.stakes.equity && part.stakes[interest] === equity
      ? { ...equity }
      : part.stakes[interest];
  return { ...part, stakes: { equity, voting: table("voting"), income: table("income") } };
}

/** A holding whose parties are ids: a name that is unique in the whole may mean nobody, or another, in a part. */
function resolvedKeys(r: OpenRegister, position: number): Holding {
  const { holder, subject } = r.data.holdings;
  return { ...r.data.holding(position), holder: r.id(holder[position]!), subject: r.id(subject[position]!) };
}
