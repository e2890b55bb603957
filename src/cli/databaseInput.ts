import type { ConeShape } from "../io/neo4j/cone.js";
import type { Database } from "../io/neo4j/connection.js";
import type { OpenedRegister, RegisterQuestion } from "../io/neo4j/openRegister.js";
import { IssueList } from "../model/issue.js";
import { register } from "../register/register.js";
import { latestDate } from "../register/resolve.js";
import { sayIn } from "../text/words.js";
import { openDatabaseAt } from "./database.js";
import type { Input } from "./input.js";
import { readLanguage } from "./language.js";
import { namedParties } from "./namedParties.js";
import { coneLimitOption, flagged, textOption } from "./options.js";
import type { Call } from "./verb.js";

/** What each verb needs of a register (DESIGN §10); one that is not here is given what is around its subjects. */
const SHAPES: Readonly<Record<string, ConeShape | "whole">> = {
  owners: "up",
  control: "up",
  power: "up",
  ubo: "up",
  explain: "up",
  holdings: "down",
  validate: "whole",
};

/** The data of a call from a database: what the question needs and not more, with every issue of the whole. */
export async function openDatabaseInput(call: Call, data: string, asOf: string | undefined): Promise<Input> {
  const limit = coneLimitOption(call.options);
  const question = { parties: namedParties(call), shape: shapeOf(call), limit };
  const database = await openDatabaseAt(data, call.options);
  try {
    const opened = await openedRegister(call, database, question);
    sayTruncated(call, opened, limit);
    return inputOn(opened, asOf);
  } finally {
    await database.close();
  }
}

/** Says so where there are more companies with possible issues than were looked at. */
export function sayTruncated({ options }: Call, { issuesTruncated }: OpenedRegister, limit: number): void {
  if (!issuesTruncated) return;
  const say = sayIn(readLanguage(textOption(options, "lang"), process.env));
  process.stderr.write(`${say("database.watchedLimit", { limit })}\n`);
}

export async function openedRegister(
  call: Call,
  database: Database,
  question: RegisterQuestion,
): Promise<OpenedRegister> {
  const mapping = textOption(call.options, "mapping");
  if (mapping !== undefined) {
    const { openMapped } = await import("../io/neo4j/mapped.js");
    return openMapped(database, question, mapping);
  }
  const { openRegister } = await import("../io/neo4j/openRegister.js");
  return openRegister(database, question);
}

export function inputOn(opened: OpenedRegister, asOf: string | undefined): Input {
  const on = asOf ?? opened.latest ?? latestDate(opened.dataset);
  return {
    register: register(opened.dataset, { asOf: on }),
    issues: IssueList.of(opened.issuesOn(on)),
    files: opened.files,
    digest: opened.digest,
    on: (other) => inputOn(opened, other),
  };
}

/** What a verb needs around each of its subjects. */
export function databaseShape({ verb }: Pick<Call, "verb">): ConeShape {
  const shape = SHAPES[verb] ?? "around";
  return shape === "whole" ? "around" : shape;
}

/** `explain FINDING` derives what `check` found. */
function shapeOf({ verb, arguments: words, options }: Call): ConeShape | "whole" {
  if (flagged(options, "all") || textOption(options, "subjects") !== undefined) return "whole";
  if (verb === "explain" && words.length === 1) return "around";
  return SHAPES[verb] ?? "around";
}
