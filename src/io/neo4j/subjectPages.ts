import type { Dataset, EntityKind } from "../../model/dataset.js";
import type { ConeShape } from "./cone.js";
import type { Database } from "./connection.js";
import { DatabaseError } from "./databaseError.js";
import { openRegister } from "./openRegister.js";

/** An entity by id and by its place in the order of the entities table, counted from 0. */
export interface Numbered {
  readonly uid: string;
  readonly number: number;
}

/** Which entities are gone through. */
export interface Selection {
  readonly from: number;
  readonly to: number;
  /** Kinds that are left out. */
  readonly ends: readonly EntityKind[];
  /** Whom else somebody must hold: nobody, or also whoever a tie leads to, or everyone is taken. */
  readonly who: "held" | "heldOrTied" | "anyone";
  /** Ids that are taken in any case. */
  readonly named?: readonly string[] | undefined;
}

/** Entities of one list: a list of ids is small beside what is fetched for them. */
const LISTED = 5_000;

const parametersOf = ({ ends, who, named }: Selection) => ({
  ends,
  named: named ?? [],
  anyone: who === "anyone",
  tied: who === "heldOrTied",
});

/** The entities of a selection in their order, read list by list. Throws a DatabaseError. */
export async function* selected(database: Database, selection: Selection): AsyncGenerator<Numbered> {
  const { int } = await import("neo4j-driver");
  const asked = { ...parametersOf(selection), to: selection.to, size: int(LISTED) };
  for (let from = selection.from; ; ) {
    const list = await database.read((talk) => talk.ask<Numbered>("read/subjects", { ...asked, from }));
    yield* list;
    if (list.length < LISTED) return;
    from = list.at(-1)!.number + 1;
  }
}

/** How many entities a selection has. Throws a DatabaseError. */
export const countSelected = (database: Database, selection: Selection): Promise<number> =>
  database.read(async (talk) => {
    const { from, to } = selection;
    const [row] = await talk.ask<{ count: number }>("read/count-subjects", {
      ...parametersOf(selection),
      from,
      to,
    });
    return row!.count;
  });

/** How many entities the register has. Throws a DatabaseError. */
export const countEntities = (database: Database): Promise<number> =>
  database.read(async (talk) => (await talk.ask<{ count: number }>("read/count"))[0]!.count);

export interface PageQuestion {
  readonly shape: ConeShape;
  /** Ids or names of parties that every page needs besides its own subjects. */
  readonly parties: readonly string[];
  /** Entities held at once, at most. A page that needs more is halved; a single subject that does is refused. */
  readonly limit: number;
  /** Digest of the import that all pages must be of. */
  readonly digest: string;
  /** Subjects of a page: as many as do well by default. */
  readonly page?: number | undefined;
}

/** Some subjects with the part of the register that answers about them. */
export interface SubjectPage {
  readonly subjects: readonly Numbered[];
  readonly dataset: Dataset;
}

const FIRST_PAGE = 200;
const LARGEST_PAGE = 1_600;
/** A page whose cone has fewer entities may be followed by one of twice as many subjects. */
const SMALL_CONE = 10_000;

/**
 * Subjects in pages, each with one cone for all of them, so that memory is bounded by the cone of a page and never by
 * the register. Throws a DatabaseError, also where another import has come between.
 */
export async function* subjectPages(
  database: Database,
  subjects: AsyncIterable<Numbered> | Iterable<Numbered>,
  question: PageQuestion,
): AsyncGenerator<SubjectPage> {
  let size = question.page ?? FIRST_PAGE;
  let waiting: Numbered[] = [];
  const fetched = async function* (page: readonly Numbered[]): AsyncGenerator<SubjectPage> {
    const parts = [page];
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      const dataset = await coneOf(database, part, question);
      if (dataset !== null) {
        yield { subjects: part, dataset };
        const grows = question.page === undefined && dataset.entities.length < SMALL_CONE;
        if (grows) size = Math.min(2 * size, LARGEST_PAGE);
        continue;
      }
      const half = Math.ceil(part.length / 2);
      size = half;
      parts.push(part.slice(half), part.slice(0, half));
    }
  };
  for await (const subject of subjects) {
    waiting.push(subject);
    if (waiting.length < size) continue;
    const page = waiting;
    waiting = [];
    yield* fetched(page);
  }
  if (waiting.length > 0) yield* fetched(waiting);
}

/** The part of the register around some subjects; null where several of them need more than the limit. */
async function coneOf(
  database: Database,
  subjects: readonly Numbered[],
  { shape, parties, limit, digest }: PageQuestion,
): Promise<Dataset | null> {
  const asked = [...subjects.map(({ uid }) => uid), ...parties];
  try {
    const opened = await openRegister(database, { parties: asked, shape, limit, issues: false });
    if (opened.digest === digest) return opened.dataset;
  } catch (error) {
    const tooLarge = error instanceof DatabaseError && error.fault === "database.limit";
    if (tooLarge && subjects.length > 1) return null;
    throw error;
  }
  // Another import since the work began: what is told must not mix two registers.
  throw new DatabaseError("database.changed", { address: database.address.shown });
}
