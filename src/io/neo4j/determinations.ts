import { createHash } from "node:crypto";
import { beneficialOwners } from "../../determinations/beneficialOwners.js";
import { controllers } from "../../measures/controllers.js";
import type { ShareResult } from "../../model/shareResult.js";
import { type Register, register } from "../../register/register.js";
import type { Database } from "./connection.js";
import { DatabaseError } from "./databaseError.js";
import { openRegister, stateOf } from "./openRegister.js";
import type { Properties } from "./properties.js";

export const DETERMINATIONS = ["ubo", "control"] as const;
export type DeterminationKind = (typeof DETERMINATIONS)[number];

export interface DeterminationOptions {
  readonly what: DeterminationKind;
  readonly asOf?: string | undefined;
  /** This worker's part of the companies: those whose digest falls to it. */
  readonly shard: { readonly index: number; readonly count: number };
  /** Version of the program, for provenance. */
  readonly version: string;
  /** Entities of one page's cone at most. */
  readonly limit: number;
  /** Companies of one page and one transaction. */
  readonly page?: number | undefined;
  readonly onProgress?: ((companies: number, determinations: number) => void) | undefined;
}

export interface Determined {
  readonly companies: number;
  readonly determinations: number;
  /** The company after which an interrupted run went on; null for one that began anew. */
  readonly resumedAfter: string | null;
}

const PAGE = 200;

/**
 * Determines every company of a worker's shard and writes the results back with their provenance, page by page: a page
 * is fetched as one cone, computed here and written in one transaction with a note of how far the worker has come. A
 * worker that was killed goes on after its last page. Throws a DatabaseError.
 */
export async function writeDeterminations(
  database: Database,
  options: DeterminationOptions,
): Promise<Determined> {
  const { int } = await import("neo4j-driver");
  const { latest, inputDigest } = await database.read((talk) => stateOf(talk, database));
  const asOf = options.asOf ?? latest ?? null;
  const digest = inputDigest ?? "";
  const { what, shard, version } = options;
  const work = [what, asOf ?? "", digest, version, `${shard.index}/${shard.count}`].join(" ");
  const resumedAfter = await database.read(async (talk) => {
    const [row] = await talk.ask<{ after: string }>("determinations/reached", { work });
    return row?.after ?? null;
  });
  let after = resumedAfter ?? "";
  let [companies, determinations] = [0, 0];
  const size = options.page ?? PAGE;
  for (;;) {
    const ids = await database.read(async (talk) => {
      const asked = { after, size: int(size * shard.count) };
      return (await talk.ask<{ uid: string }>("determinations/subjects", asked)).map(({ uid }) => uid);
    });
    if (ids.length === 0) break;
    after = ids.at(-1)!;
    const mine = ids.filter((id) => isIn(shard, id));
    const rows = await determine(database, mine, { ...options, asOf, digest });
    await database.write(async (talk) => {
      await talk.ask("determinations/clear", { subjects: mine, what, asOf: asOf ?? "" });
      await talk.ask("determinations/write", { rows });
      await talk.ask("determinations/reach", { work, after, done: companies + mine.length });
    });
    companies += mine.length;
    determinations += rows.length;
    options.onProgress?.(companies, determinations);
  }
  return { companies, determinations, resumedAfter };
}

/** Whether a company falls to a shard: by the digest of its id, so that it does not matter who else works. */
const isIn = ({ index, count }: DeterminationOptions["shard"], id: string): boolean =>
  createHash("sha256").update(id).digest().readUInt32BE(0) % count === index - 1;

interface Row {
  readonly uid: string;
  readonly subject: string;
  readonly parties: readonly string[];
  readonly properties: Properties;
}

type Provenance = Pick<DeterminationOptions, "what" | "limit" | "version"> & {
  readonly asOf: string | null;
  readonly digest: string;
};

async function determine(
  database: Database,
  subjects: readonly string[],
  { what, limit, version, asOf, digest }: Provenance,
): Promise<Row[]> {
  if (subjects.length === 0) return [];
  const question = { parties: subjects, shape: "up" as const, limit, issues: false };
  const opened = await openRegister(database, question);
  // Another import since the work began: what is written must not mix two registers.
  if (opened.digest !== digest) {
    throw new DatabaseError("database.changed", { address: database.address.shown });
  }
  const r = register(opened.dataset, { asOf });
  const rows: Row[] = [];
  for (const subject of subjects) {
    for (const { parties, ...found } of FOUND[what](r, subject)) {
      const uid = [what, asOf ?? "", subject, ...parties].join("\n");
      const properties = { ...found, uid, what, asOf: asOf ?? "", digest, version };
      rows.push({ uid, subject, parties, properties });
    }
  }
  return rows;
}

type Found = Properties & { readonly parties: readonly string[] };

const FOUND: Readonly<Record<DeterminationKind, (r: Register, subject: string) => Found[]>> = {
  ubo: (r, subject) => {
    const { profile, owners } = beneficialOwners(r, { subject });
    return owners.map(({ id, verdict, limbs }) => {
      const measured = limbs.find(({ share }) => share !== null)?.share ?? null;
      const names = limbs.map(({ limb, article }) => `${limb} ${article}`);
      return { parties: [id], verdict, profile, limbs: names, ...shareProperties(measured) };
    });
  },
  control: (r, subject) =>
    controllers(r, { subject: r.index.get(subject)! }).controllers.map((row) => ({
      parties: row.members ?? [row.id],
      verdict: row.verdict,
      ultimate: row.ultimate,
      basis: row.basis,
      ...shareProperties(row.controlledStake),
    })),
};

/** A share as floats, and exactly where it is known so. */
function shareProperties(share: ShareResult | null): Record<string, number | string> {
  if (share === null) return {};
  const { min, max, exact } = share;
  return { least: min, most: max, ...(exact === null ? {} : { exact }) };
}
