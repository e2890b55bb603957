import type { SubjectPart } from "../batch/partRows.js";
import type { OpenedRegister } from "../io/neo4j/openRegister.js";
import type { Selection } from "../io/neo4j/subjectPages.js";
import { register } from "../register/register.js";
import { openDatabaseAt } from "./database.js";
import { databaseShape, inputOn, openedRegister, sayTruncated } from "./databaseInput.js";
import { type Input, isDatabase } from "./input.js";
import { namedParties } from "./namedParties.js";
import { coneLimitOption, dateOption, textOption } from "./options.js";
import type { Call } from "./verb.js";

/** Which subjects of a database: a part of all of them, or the ones that are named. */
export type WantedSubjects = Selection | { readonly ids: readonly string[] };

/** A register in a database that is never held as a whole: what is asked of many subjects is asked part by part. */
export interface SubjectParts {
  /** The parties that the call names, and nobody else, with the issues, date and digest of the whole. */
  readonly input: Input;
  /** Entities of the whole. */
  readonly count: number;
  /** How many subjects are wanted. */
  total(wanted: WantedSubjects): Promise<number>;
  /** The wanted subjects in the order of the whole, those alone that pass; the database is open while they are taken. */
  parts(wanted: WantedSubjects, passes?: Passes): AsyncIterable<SubjectPart>;
}

/** Whether a subject is taken: by its place among those wanted, and by its number in the whole. */
type Passes = (place: number, number: number) => boolean;

/** Null for data that are read as a whole: files, and graphs read through a mapping. `words` are parties named elsewhere. */
export async function openSubjectParts(
  call: Call,
  words: readonly string[] = [],
): Promise<SubjectParts | null> {
  const { options } = call;
  const data = textOption(options, "data") ?? "";
  if (!isDatabase(data) || textOption(options, "mapping") !== undefined) return null;
  const asOf = await dateOption(options, "asOf");
  const limit = coneLimitOption(options);
  const parties = namedParties(call);
  const { countEntities, countSelected, selected, subjectPages } = await import(
    "../io/neo4j/subjectPages.js"
  );
  const database = await openDatabaseAt(data, options);
  let opened: OpenedRegister;
  let count: number;
  try {
    opened = await openedRegister(call, database, {
      parties: [...parties, ...words],
      shape: "alone",
      limit,
    });
    count = await countEntities(database);
  } finally {
    await database.close();
  }
  sayTruncated(call, opened, limit);
  const input = inputOn(opened, asOf);
  const numbered = (ids: readonly string[]) =>
    ids.map((uid) => ({ uid, number: opened.numbers.get(uid)! })).sort((a, b) => a.number - b.number);
  const question = { shape: databaseShape(call), parties, limit, digest: opened.digest };
  async function* parts(wanted: WantedSubjects, passes: Passes = () => true): AsyncGenerator<SubjectPart> {
    const own = await openDatabaseAt(data, options);
    try {
      const subjects = "ids" in wanted ? numbered(wanted.ids) : selected(own, wanted);
      for await (const page of subjectPages(own, passing(subjects, passes), question)) {
        const r = register(page.dataset, { asOf: input.register.asOf });
        yield {
          register: r,
          subjects: page.subjects.map(({ uid, number }) => ({ index: r.index.get(uid)!, number })),
        };
      }
    } finally {
      await own.close();
    }
  }
  const total = async (wanted: WantedSubjects): Promise<number> => {
    if ("ids" in wanted) return wanted.ids.length;
    const own = await openDatabaseAt(data, options);
    try {
      return await countSelected(own, wanted);
    } finally {
      await own.close();
    }
  };
  return { input, count, total, parts };
}

async function* passing<Subject extends { readonly number: number }>(
  subjects: AsyncIterable<Subject> | Iterable<Subject>,
  passes: Passes,
): AsyncGenerator<Subject> {
  let place = 0;
  for await (const subject of subjects) {
    if (passes(place, subject.number)) yield subject;
    place += 1;
  }
}
