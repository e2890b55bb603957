import { beneficialOwnersInBrief } from "../../determinations/beneficialOwners.js";
import type { Profile } from "../../law/profile.js";
import { controllers } from "../../measures/controllers.js";
import { HOLDERS_ONLY } from "../../model/dataset.js";
import type { ShareResult } from "../../model/shareResult.js";
import { type Register, register } from "../../register/register.js";
import type { Database } from "./connection.js";
import { DatabaseError } from "./databaseError.js";
import { stateOf } from "./openRegister.js";
import type { Properties } from "./properties.js";
import { countEntities, selected, subjectPages } from "./subjectPages.js";

export const DETERMINATIONS = ["ubo", "control"] as const;
export type DeterminationKind = (typeof DETERMINATIONS)[number];

export interface DeterminationOptions {
  readonly what: DeterminationKind;
  readonly asOf?: string | undefined;
  /** The profiles of beneficial owners on a date; not asked for controllers. */
  readonly profiles: (on: string | null) => readonly Profile[];
  /** This worker's part: neighbouring entities, from … to − 1 of so many. */
  readonly range: (entities: number) => readonly [from: number, to: number];
  /** Version of the program, for provenance. */
  readonly version: string;
  /** Entities held at once, at most. */
  readonly limit: number;
  /** Companies of one page and one transaction. */
  readonly page?: number | undefined;
  /** Told after each page: entities gone through out of this worker's, and those of this run. */
  readonly onProgress?: ((done: number, total: number, fresh: number) => void) | undefined;
}

export interface Determined {
  readonly asOf: string | null;
  /** Companies and determinations of this run. */
  readonly companies: number;
  readonly determinations: number;
  /** Results of an earlier import that were taken away. */
  readonly gone: number;
  /** How many entities an interrupted run had gone through already; null for one that began anew. */
  readonly resumedAfter: number | null;
}

/** Results taken away in one transaction. */
const TAKEN_AWAY = 5_000;

/**
 * Determines every company of a worker's part and writes the results back with their provenance, page by page: a page
 * is fetched as one cone, computed here and written in one transaction with a note of how far the worker has come. A
 * worker that was killed goes on after its last page; one that was done begins anew. Throws a DatabaseError.
 */
export async function writeDeterminations(
  database: Database,
  options: DeterminationOptions,
): Promise<Determined> {
  const { latest, inputDigest } = await database.read((talk) => stateOf(talk, database));
  const { what, version, limit, page } = options;
  const [asOf, digest] = [options.asOf ?? latest ?? null, inputDigest ?? ""];
  const kinds = seriesOf(options, asOf);
  const series = kinds.map(({ name }) => name);
  const [from, to] = options.range(await countEntities(database));
  const work = [...series, digest, version, from, to].join("\n");
  const resumedAfter = await begin(database, work, digest);
  const start = from + (resumedAfter ?? 0);
  const selection = { from: start, to, ends: HOLDERS_ONLY, who: "held" as const };
  const question = { shape: "up" as const, parties: [], limit, digest, page };
  let [companies, determinations] = [0, 0];
  for await (const part of subjectPages(database, selected(database, selection), question)) {
    const r = register(part.dataset, { asOf });
    const subjects = part.subjects.map(({ uid }) => uid);
    const rows = kinds.flatMap((kind) => {
      const provenance = { series: kind.name, what, asOf: asOf ?? "", digest, version };
      const find = kind.findIn(r);
      return subjects.flatMap((subject) => rowsOf(find(subject), subject, provenance));
    });
    const done = part.subjects.at(-1)!.number + 1 - from;
    await database.write(async (talk) => {
      // An import since the page was read: its results would stand beside another register.
      const now = await stateOf(talk, database);
      if (now.inputDigest !== inputDigest) throw changed(database);
      await talk.ask("determinations/clear", { subjects, series });
      await talk.ask("determinations/write", { rows });
      await talk.ask("determinations/reach", { work, digest, done });
    });
    companies += subjects.length;
    determinations += rows.length;
    options.onProgress?.(done, to - from, done + from - start);
  }
  const gone = await takeAway(database, series, digest);
  await database.write((talk) => talk.ask("determinations/finish", { work }));
  return { asOf, companies, determinations, gone, resumedAfter };
}

const changed = ({ address }: Database): DatabaseError =>
  new DatabaseError("database.changed", { address: address.shown });

/** How far an interrupted run of the same work came; notes of work on earlier imports are taken away. */
const begin = (database: Database, work: string, digest: string): Promise<number | null> =>
  database.write(async (talk) => {
    const [row] = await talk.ask<{ done: number }>("determinations/begin", { work, digest });
    return row?.done ?? null;
  });

/** Takes away what stands there of an earlier import: it is about other records, or about nobody any more. */
async function takeAway(database: Database, series: readonly string[], digest: string): Promise<number> {
  const { int } = await import("neo4j-driver");
  for (let gone = 0; ; ) {
    const asked = { series, digest, size: int(TAKEN_AWAY) };
    const [row] = await database.write((talk) => talk.ask<{ gone: number }>("determinations/gone", asked));
    gone += row!.gone;
    if (row!.gone < TAKEN_AWAY) return gone;
  }
}

interface Row {
  readonly uid: string;
  readonly subject: string;
  readonly parties: readonly string[];
  readonly properties: Properties;
}

type Found = Properties & { readonly parties: readonly string[] };

/** Results of one kind on one date: a run replaces those of its own series alone. */
interface Series {
  readonly name: string;
  readonly findIn: (r: Register) => (subject: string) => Found[];
}

function seriesOf({ what, profiles }: DeterminationOptions, asOf: string | null): Series[] {
  if (what === "control") return [{ name: [what, asOf ?? ""].join(" "), findIn: controllersIn }];
  return profiles(asOf).map((law) => ({
    name: [what, law.id, asOf ?? ""].join(" "),
    findIn: (r) => ownersIn(r, law),
  }));
}

/** `provenance` says from which records a result comes, by whom, under what. */
const rowsOf = (found: readonly Found[], subject: string, provenance: Properties): Row[] =>
  found.map(({ parties, ...properties }) => {
    const uid = [provenance.series, subject, ...parties].join("\n");
    return { uid, subject, parties, properties: { ...properties, ...provenance, uid } };
  });

function ownersIn(r: Register, law: Profile): (subject: string) => Found[] {
  const ownersOf = beneficialOwnersInBrief(r);
  return (subject) =>
    ownersOf({ subject, profile: law }).owners.map(({ id, verdict, limbs }) => {
      const measured = limbs.find(({ share }) => share !== null)?.share ?? null;
      const names = limbs.map(({ limb, article }) => `${limb} ${article}`);
      return { parties: [id], verdict, profile: law.id, limbs: names, ...shareProperties(measured) };
    });
}

const controllersIn =
  (r: Register) =>
  (subject: string): Found[] =>
    controllers(r, { subject: r.index.get(subject)! }).controllers.map((row) => ({
      parties: row.members ?? [row.id],
      verdict: row.verdict,
      ultimate: row.ultimate,
      basis: row.basis,
      ...shareProperties(row.controlledStake),
    }));

/** A share as floats, and exactly where it is known so. */
function shareProperties(share: ShareResult | null): Record<string, number | string> {
  if (share === null) return {};
  const { min, max, exact } = share;
  return { least: min, most: max, ...(exact === null ? {} : { exact }) };
}
