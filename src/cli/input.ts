import type { OpenedData, OpenOptions } from "../io/openData.js";
import type { Issue, IssueList } from "../model/issue.js";
import type { BulkRegister } from "../register/bulkRegister.js";
import type { Register } from "../register/register.js";
import type { RecordCounts } from "../report/validateReport.js";
import { commandText } from "./commandLine.js";
import { dateOption, flagged, listOption, textOption } from "./options.js";
import { UsageError } from "./usageError.js";
import type { Call } from "./verb.js";

/** The data of a call, indexed on its date. */
export interface Input {
  readonly register: Register;
  /** What the rows say and what they say together, in order of file, row, code. */
  readonly issues: IssueList;
  readonly files: readonly string[];
  /** SHA-256 (hex) of the bytes that were read. */
  readonly digest: string;
  /** How many records were read; absent where the register has all of them. */
  readonly records?: RecordCounts;
  /** The same data on another day, by default the latest on which anything begins. */
  readonly on: (asOf: string | undefined) => Input;
}

/** The data of a call as a whole: an ordinary register, or one of columns where the data are large. */
export interface WholeInput {
  readonly source: Register | BulkRegister;
  readonly issues: IssueList;
  readonly files: readonly string[];
  /** SHA-256 (hex) of the bytes that were read. */
  readonly digest: () => string;
}

/** Opens the data that a call names. */
export async function openOf(
  call: Call,
  how: Pick<OpenOptions, "bulkFrom"> = {},
): Promise<{ opened: OpenedData; asOf: string | undefined }> {
  const { options } = call;
  const data = textOption(options, "data");
  if (data === undefined) throw new UsageError((say) => [say("refuse.missingData")]);
  const asOf = await dateOption(options, "asOf");
  const { openData } = await import("../io/openData.js");
  const encoding = textOption(options, "encoding");
  return {
    opened: await openData(data, { ...how, encoding, percent: listOption(options, "percent") }),
    asOf,
  };
}

/** Loads and indexes the data that a call names. Throws a UsageError, or the InputError of the reader. */
export async function openInput(call: Call): Promise<Input> {
  const data = textOption(call.options, "data") ?? "";
  const input = isDatabase(data) ? await openDatabase(call, data) : await openFiles(call);
  return flagged(call.options, "strict") ? strict(input) : input;
}

/** Told here, so that reading files loads nothing of databases. */
export const isDatabase = (data: string): boolean => /^(?:neo4j|bolt)(?:\+\w+)?:/i.test(data);

async function openDatabase(call: Call, data: string): Promise<Input> {
  const { openDatabaseInput } = await import("./databaseInput.js");
  return openDatabaseInput(call, data, await dateOption(call.options, "asOf"));
}

async function openFiles(call: Call): Promise<Input> {
  const { opened, asOf } = await openOf(call);
  if (opened.kind === "columns") {
    const { bulkInput } = await import("./bulkInput.js");
    return bulkInput(call, opened.register, asOf);
  }
  const { loaded } = opened;
  const [{ register }, { IssueList }] = await Promise.all([
    import("../register/register.js"),
    import("../model/issue.js"),
  ]);
  const { files, digest } = loaded;
  const on = (day: string | undefined): Input => {
    const made = register(loaded.dataset, day === undefined ? {} : { asOf: day });
    return { register: made, issues: IssueList.of([...loaded.issues, ...made.issues]), files, digest, on };
  };
  return on(asOf);
}

const strict = (input: Input): Input => ({
  ...input,
  issues: input.issues.map(strictly),
  on: (asOf) => strict(input.on(asOf)),
});

/** The same for questions about a whole register; of a database they are asked in the database. */
export async function openWhole(call: Call): Promise<WholeInput> {
  const isStrict = flagged(call.options, "strict");
  const data = textOption(call.options, "data") ?? "";
  if (!isDatabase(data)) {
    const { opened, asOf } = await openOf(call);
    if (opened.kind === "columns") {
      const source = opened.register(asOf);
      const { data } = source;
      const issues = source.issues();
      return {
        source,
        issues: isStrict ? issues.map(strictly) : issues,
        files: data.rare.files,
        digest: () => data.digest(),
      };
    }
  }
  const { register, issues, files, digest } = await openInput(call);
  return { source: register, issues, files, digest: () => digest };
}

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
export function refuseUnsound(call: Call, issues: IssueList, strictly: boolean): void {
  const errors = issues.errors();
  const bare = errors.filter(({ code }) => code === "bare-percent");
  if (bare.length > 0) throw barePercents(call, bare);
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
