import { policy } from "../law/law.js";
import { isTerminal } from "../measures/coverage.js";
import { lookThrough } from "../measures/lookThrough.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { at, entityIndex, type Register } from "../register/register.js";
import { actualControllers } from "./actualControllers.js";
import { beneficialOwners } from "./beneficialOwners.js";

/** One link of the equity structure: who holds how much of whom. */
export interface StructureLink {
  readonly holder: string;
  readonly subject: string;
  readonly share: ShareResult;
}

/** A party with its share of the company: looked through, or controlled. */
export interface DisclosedParty {
  readonly id: string;
  readonly name: string;
  readonly share: ShareResult;
}

/** What a company has to say of itself on one date. */
export interface DisclosureOnDate {
  readonly asOf: string | null;
  /** Every recorded link at and above the company. */
  readonly structure: readonly StructureLink[];
  /** Share: the controlled stake. */
  readonly actualControllers: readonly (DisclosedParty & { readonly verdict: "certain" | "possible" })[];
  /** All at whom a look-through may end, or beyond whom nobody is recorded. Share: looked through. */
  readonly beneficiaries: readonly (DisclosedParty & { readonly terminal: boolean })[];
  /** Those of them who are beneficial owners in the sense of anti-money-laundering law. */
  readonly beneficialOwners: readonly string[];
}

/** What differs between two dates: an id, and its share before and after; null where it is not there. */
export interface DisclosedChange {
  readonly part: "structure" | "actualControllers" | "beneficiaries" | "beneficialOwners";
  readonly party: string;
  /** Of a link the company held. */
  readonly subject?: string;
  readonly before: ShareResult | null;
  readonly after: ShareResult | null;
}

export interface DisclosureSet {
  readonly subject: string;
  readonly now: DisclosureOnDate;
  /** The earlier date and what has changed since; null where none was asked for. */
  readonly before: DisclosureOnDate | null;
  readonly changes: readonly DisclosedChange[];
}

export interface DisclosureSetOptions {
  readonly subject: string;
  /** The earlier date, or the register of that date where it is there already; without it no changes are given. */
  readonly from?: string | Register | undefined;
  /** The date of the set; the register's by default. */
  readonly to?: string | undefined;
}

/**
 * The disclosure set of item (7) of the Guiding Opinions of the CAC and the CSRC of 2018: equity structure, actual
 * controllers, all beneficiaries, and their changes between two dates. Throws an UnknownSubjectError.
 */
export function disclosureSet(r: Register, options: DisclosureSetOptions): DisclosureSet {
  const later = options.to === undefined ? r : at(r, options.to);
  const now = onDate(later, options.subject);
  const earlier = typeof options.from === "string" ? at(r, options.from) : options.from;
  const before = earlier ? onDate(earlier, options.subject) : null;
  const subject = later.entities[entityIndex(later, options.subject)]!.id;
  return { subject, now, before, changes: before ? changesBetween(before, now) : [] };
}

function onDate(r: Register, key: string): DisclosureOnDate {
  const subject = entityIndex(r, key);
  const { id } = r.entities[subject]!;
  return {
    asOf: r.asOf,
    structure: structureOf(r, subject),
    actualControllers: actualControllers(r, { subject: id }).actualControllers.map((row) => ({
      id: row.id,
      name: row.name,
      share: row.controlledStake,
      verdict: row.verdict,
    })),
    beneficiaries: beneficiariesOf(r, subject),
    beneficialOwners: beneficialOwners(r, { subject: id }).owners.map((owner) => owner.id),
  };
}

const companiesOf = (r: Register, subject: number): number[] => [
  subject,
  ...lookThrough(r)
    .upstream(subject)
    .filter((party) => party !== subject),
];

function structureOf(r: Register, subject: number): StructureLink[] {
  const table = r.stakes.equity;
  return companiesOf(r, subject).flatMap((company) => {
    const links: StructureLink[] = [];
    for (let stake = table.start[company]!; stake < table.start[company + 1]!; stake += 1) {
      links.push({
        holder: r.entities[table.holder[stake]!]!.id,
        subject: r.entities[company]!.id,
        share: toShareResult(table.share(stake)),
      });
    }
    return links;
  });
}

function beneficiariesOf(r: Register, subject: number): DisclosureOnDate["beneficiaries"] {
  const measure = lookThrough(r);
  const terminals = policy();
  const { start, holder } = r.stakes.equity;
  const companies = companiesOf(r, subject);
  const ends = new Map<number, boolean>();
  for (const company of companies) {
    for (let stake = start[company]!; stake < start[company + 1]!; stake += 1) {
      const party = holder[stake]!;
      const terminal = isTerminal(r, terminals, party, { subject, company });
      if (terminal || start[party] === start[party + 1])
        ends.set(party, terminal || ends.get(party) === true);
    }
  }
  return measure.owners(subject).owners.flatMap(({ party, share }) => {
    const terminal = ends.get(party);
    if (terminal === undefined || party === subject) return [];
    const { id, name } = r.entities[party]!;
    return [{ id, name, share: toShareResult(share), terminal }];
  });
}

/** Parts in the order of the item; within a part by id. */
function changesBetween(before: DisclosureOnDate, after: DisclosureOnDate): DisclosedChange[] {
  const parts = (day: DisclosureOnDate) => ({
    structure: day.structure.map(({ holder, subject, share }) => ({ party: holder, subject, share })),
    actualControllers: day.actualControllers.map(({ id, share }) => ({ party: id, share })),
    beneficiaries: day.beneficiaries.map(({ id, share }) => ({ party: id, share })),
    beneficialOwners: day.beneficiaries
      .filter(({ id }) => day.beneficialOwners.includes(id))
      .map(({ id, share }) => ({ party: id, share })),
  });
  const [earlier, later] = [parts(before), parts(after)];
  return (Object.keys(earlier) as DisclosedChange["part"][]).flatMap((part) =>
    differences(part, earlier[part], later[part]),
  );
}

interface Row {
  readonly party: string;
  readonly subject?: string;
  readonly share: ShareResult;
}

function differences(
  part: DisclosedChange["part"],
  before: readonly Row[],
  after: readonly Row[],
): DisclosedChange[] {
  const keyOf = ({ party, subject }: Row): string => JSON.stringify([party, subject ?? null]);
  const earlier = new Map(before.map((row) => [keyOf(row), row]));
  const later = new Map(after.map((row) => [keyOf(row), row]));
  const keys = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return keys.flatMap((key): DisclosedChange[] => {
    const [old, now] = [earlier.get(key), later.get(key)];
    if (JSON.stringify(old?.share) === JSON.stringify(now?.share)) return [];
    const { party, subject } = (now ?? old)!;
    return [
      {
        part,
        party,
        ...(subject === undefined ? {} : { subject }),
        before: old?.share ?? null,
        after: now?.share ?? null,
      },
    ];
  });
}
