import type { DeterminationKind } from "../../io/neo4j/determinations.js";
import { DATABASE_FLAGS, dateOption, textOption, wholeNumberOption } from "../options.js";
import { UsageError } from "../usageError.js";
import { NO_ISSUES, type Verb } from "../verb.js";
import { version } from "../version.js";

const DEFAULT_LIMIT = 500_000;
const HIGHEST_LIMIT = 100_000_000;

export const determine: Verb = {
  name: "determine",
  summary: "verb.determine",
  takes: [
    ["<what>", "argument.determination"],
    ["<database>", "argument.database"],
  ],
  flags: ["asOf", "shard", "format", "out", "lang", ...DATABASE_FLAGS, "coneLimit"],
  formats: ["text", "json"],
  examples: [
    "determine ubo neo4j://localhost:7687",
    "determine control neo4j://localhost:7687 --shard 1/4 --as-of 2025-06-30",
  ],
  async run(call) {
    const { options } = call;
    const [{ openDatabaseAt }, { DETERMINATIONS, writeDeterminations }, { readShard, WHOLE }, report] =
      await Promise.all([
        import("../database.js"),
        import("../../io/neo4j/determinations.js"),
        import("../../batch/shard.js"),
        import("../../report/importReport.js"),
      ]);
    const [word, address] = call.arguments as [string, string];
    const what = DETERMINATIONS.find((each): each is DeterminationKind => each === word);
    if (what === undefined) {
      const choices = DETERMINATIONS.join(", ");
      throw new UsageError((say) => [say("refuse.choice", { option: "determine", value: word, choices })]);
    }
    const written = textOption(options, "shard");
    const shard = written === undefined ? WHOLE : readShard(written);
    if (shard === null) throw new UsageError((say) => [say("refuse.shard", { value: written! })]);
    const asOf = await dateOption(options, "asOf");
    const limit = wholeNumberOption(options, "coneLimit", 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT;
    const database = await openDatabaseAt(address, options);
    try {
      const asked = { what, asOf, shard, version: version(), limit };
      const result = await writeDeterminations(database, asked);
      return {
        issues: null,
        answers: [
          {
            subject: null,
            asOf: asOf ?? null,
            parameters: { what, database: address, shard: written ?? null },
            issues: NO_ISSUES,
            result,
            document: (language) => report.determineDocument(language, address, result),
          },
        ],
      };
    } finally {
      await database.close();
    }
  },
};
