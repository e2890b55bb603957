import { FLAGS, type FlagName, flagged, type RawOptions, textOption } from "./options.js";
import { UsageError } from "./usageError.js";

/** Flags of verbs whose rows can be brought up to date. */
export const RENEWAL_FLAGS: readonly FlagName[] = ["since", "rows", "origin"];

/** Refuses what does not go together before anything is read. Throws a UsageError. */
export function checkRenewal({ options }: { readonly options: RawOptions }): void {
  const [since, rows] = [textOption(options, "since"), textOption(options, "rows")];
  if ((since === undefined) !== (rows === undefined))
    throw new UsageError((say) => [say("refuse.sinceAlone")]);
  const used = RENEWAL_FLAGS.find((flag) => options[flag] !== undefined);
  if (used !== undefined && textOption(options, "shard") !== undefined) {
    throw new UsageError((say) => [say("refuse.sinceShard", { option: FLAGS[used].syntax.split(" ")[0]! })]);
  }
  const out = textOption(options, "out");
  if (
    flagged(options, "origin") &&
    (out === undefined || out.endsWith(".parquet") || textOption(options, "format") === "parquet")
  )
    throw new UsageError((say) => [say("refuse.originOut")]);
}
