import { UsageError } from "./usageError.js";

/** What the rulebooks refuse, in words that name the subject. */
export function refusing<Result>(
  { name, sector }: { readonly name: string; readonly sector?: string | undefined },
  ask: () => Result,
): Result {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof Error && error.name === "RulebookError")) throw error;
    const { rulebook, known } = error as import("../rules/check.js").RulebookError;
    throw new UsageError((say) => {
      const said = { subject: name, sector: sector ?? say("refuse.sectorUnknown") };
      return rulebook === null
        ? [say("refuse.noRulebook", { ...said, known: known.join(", ") })]
        : [say("refuse.sector", { ...said, rulebook })];
    });
  }
}
