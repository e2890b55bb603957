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
}

/** Loads and indexes the data that a call names. Throws a UsageError, or the InputError of the reader. */
export async function openInput(call: Call): Promise<Input> {
  const { options } = call;
  const data = textOption(options, "data");
  if (data === undefined) throw new UsageError((say) => [say("refuse.missingData")]);
  if (/^(neo4j|bolt)(\+\w+)?:/i.test(data)) {
    throw new UsageError((say) => [say("refuse.database", { data })]);
  }
  const asOf = await dateOption(options, "asOf");
  const [{ load }, { register }, { orderIssues }] = await Promise.all([
    import("../io/load.js"),
    import("../register/register.js"),
    import("../model/issue.js"),
  ]);
  const encoding = textOption(options, "encoding");
  const loaded = await load(data, { encoding, percent: listOption(options, "percent") });
  const made = register(loaded.dataset, asOf === undefined ? {} : { asOf });
  const issues = orderIssues([...loaded.issues, ...made.issues]);
  return {
    register: made,
    issues: flagged(options, "strict") ? issues.map(strictly) : issues,
    files: loaded.files,
    digest: loaded.digest,
  };
}

/** Under --strict a party that no table defines is an error, not a kind to be found out. */
const strictly = (issue: Issue): Issue =>
  issue.code === "unknown-entity" ? { ...issue, severity: "error" } : issue;

/** The same, refused where nothing sound can be computed from it. */
export async function openSoundInput(call: Call): Promise<Input> {
  const input = await openInput(call);
  const bare = input.issues.filter(({ code }) => code === "bare-percent");
  if (bare.length > 0) throw barePercents(call, bare);
  const errors = input.issues.filter(({ severity }) => severity === "error");
  if (flagged(call.options, "strict") && errors.length > 0) {
    const again = commandText(["validate", "--data", textOption(call.options, "data")!]);
    throw new UsageError((say) => [
      say("refuse.strict", { count: errors.length }),
      ...errors.slice(0, SHOWN_ISSUES).map((issue) => `  ${issue.message}`),
      ...(errors.length > SHOWN_ISSUES
        ? [`  ${say("issues.more", { count: errors.length - SHOWN_ISSUES, command: again })}`]
        : []),
    ]);
  }
  return input;
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
