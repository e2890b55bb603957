import type { Issue } from "../model/issue.js";
import type { Register } from "../register/register.js";
import { commandText } from "./commandLine.js";
import { dateOption, flagged, listOption, textOption } from "./options.js";
import { UsageError } from "./usageError.js";
import type { Call } from "./verb.js";

/** The data of a call, indexed on its date. */
export interface Input {
  readonly register: Register;
  /** What the rows say and what they say together, in order of file, row, code. */
  readonly issues: readonly Issue[];
  readonly files: readonly string[];
  /** SHA-256 (hex) of the bytes that were read. */
  readonly digest: string;
  /** The same data on another day, by default the latest on which anything begins. */
  readonly on: (asOf: string | undefined) => Input;
}

/** Loads and indexes the data that a call names. Throws a UsageError, or the InputError of the reader. */
export async function openInput(call: Call): Promise<Input> {
  const { options } = call;
  const data = textOption(options, "data");
  if (data === undefined) throw new UsageError((say) => [say("refuse.missingData")]);
  const asOf = await dateOption(options, "asOf");
  const input = DATABASE.test(data)
    ? await (await import("./databaseInput.js")).openDatabaseInput(call, data, asOf)
    : await openFiles(call, data, asOf);
  return flagged(options, "strict") ? strict(input) : input;
}

/** Told here, so that reading files loads nothing of databases. */
const DATABASE = /^(?:neo4j|bolt)(?:\+\w+)?:/i;

async function openFiles({ options }: Call, data: string, asOf: string | undefined): Promise<Input> {
  const [{ load }, { register }, { orderIssues }] = await Promise.all([
    import("../io/load.js"),
    import("../register/register.js"),
    import("../model/issue.js"),
  ]);
  const encoding = textOption(options, "encoding");
  const loaded = await load(data, { encoding, percent: listOption(options, "percent") });
  const on = (day: string | undefined): Input => {
    const made = register(loaded.dataset, day === undefined ? {} : { asOf: day });
    return {
      register: made,
      issues: orderIssues([...loaded.issues, ...made.issues]),
      files: loaded.files,
      digest: loaded.digest,
      on,
    };
  };
  return on(asOf);
}

const strict = (input: Input): Input => ({
  ...input,
  issues: input.issues.map(strictly),
  on: (asOf) => strict(input.on(asOf)),
});

/** Under --strict a party that no table defines is an error, not a kind to be found out. */
const strictly = (issue: Issue): Issue =>
  issue.code === "unknown-entity" ? { ...issue, severity: "error" } : issue;

/** The same, refused where nothing sound can be computed from it. */
export async function openSoundInput(call: Call): Promise<Input> {
  const input = await openInput(call);
  refuseUnsound(call, input.issues, flagged(call.options, "strict"));
  return input;
}

/** Throws a UsageError where shares may be percents, or where there is any error and --strict is given. */
export function refuseUnsound(call: Call, issues: readonly Issue[], strictly: boolean): void {
  const bare = issues.filter(({ code }) => code === "bare-percent");
  if (bare.length > 0) throw barePercents(call, bare);
  const errors = issues.filter(({ severity }) => severity === "error");
  if (!strictly || errors.length === 0) return;
  const again = commandText(["validate", "--data", textOption(call.options, "data")!]);
  throw new UsageError((say) => [
    say("refuse.strict", { count: errors.length }),
    ...errors.slice(0, SHOWN_ISSUES).map((issue) => `  ${issue.message}`),
    ...(errors.length > SHOWN_ISSUES
      ? [`  ${say("issues.more", { count: errors.length - SHOWN_ISSUES, command: again })}`]
      : []),
  ]);
}

/** Issues shown beside an answer; validate has all. */
export const SHOWN_ISSUES = 5;

function barePercents(call: Call, bare: readonly Issue[]): UsageError {
  const columns = [...new Set(bare.map(({ parameters }) => parameters.column!))];
  const again = commandText([...call.argv, ...columns.flatMap((column) => ["--percent", column])]);
  return new UsageError((say) => [
    say("refuse.barePercent"),
    ...bare.slice(0, SHOWN_ISSUES).map((issue) => `  ${issue.message}`),
    say("refuse.again"),
    `  ${again}`,
  ]);
}
