import type { DeterminationKind } from "../../io/neo4j/determinations.js";
import { sayIn } from "../../text/words.js";
import { readLanguage } from "../language.js";
import { coneLimitOption, DATABASE_FLAGS, dateOption, listOption, textOption } from "../options.js";
import { UsageError } from "../usageError.js";
import { NO_ISSUES, type Verb } from "../verb.js";
import { version } from "../version.js";

export const determine: Verb = {
  name: "determine",
  summary: "verb.determine",
  takes: [
    ["<what>", "argument.determination"],
    ["<database>", "argument.database"],
  ],
  flags: ["asOf", "profile", "shard", "format", "out", "lang", ...DATABASE_FLAGS, "coneLimit"],
  formats: ["text", "json"],
  examples: [
    "determine ubo neo4j://localhost:7687",
    "determine ubo neo4j://localhost:7687 --profile uk-psc --shard 1/4 --as-of 2025-06-30",
    "determine control neo4j://localhost:7687",
  ],
  async run(call) {
    const { options } = call;
    const [{ openDatabaseAt }, { DETERMINATIONS, writeDeterminations }, { readShard, shardRange, WHOLE }] =
      await Promise.all([
        import("../database.js"),
        import("../../io/neo4j/determinations.js"),
        import("../../batch/shard.js"),
      ]);
    const [{ wantedProfiles }, { DEFAULT_PROFILE }, report, { progress }] = await Promise.all([
      import("../profiles.js"),
      import("../../determinations/beneficialOwners.js"),
      import("../../report/importReport.js"),
      import("../progress.js"),
    ]);
    const [word, address] = call.arguments as [string, string];
    const what = DETERMINATIONS.find((each): each is DeterminationKind => each === word);
    if (what === undefined) {
      const choices = DETERMINATIONS.join(", ");
      throw new UsageError((say) => [say("refuse.choice", { option: "determine", value: word, choices })]);
    }
    const asked = listOption(options, "profile");
    if (what !== "ubo" && asked.length > 0) {
      throw new UsageError((say) => [say("refuse.determineProfile", { what })]);
    }
    const profiles = await wantedProfiles(asked.length > 0 ? asked : [DEFAULT_PROFILE]);
    const written = textOption(options, "shard");
    const shard = written === undefined ? WHOLE : readShard(written);
    if (shard === null) throw new UsageError((say) => [say("refuse.shard", { value: written! })]);
    const asOf = await dateOption(options, "asOf");
    const limit = coneLimitOption(options);
    const shown = await progress(sayIn(readLanguage(textOption(options, "lang"), process.env)));
    const database = await openDatabaseAt(address, options);
    try {
      const result = await writeDeterminations(database, {
        ...{ what, asOf, profiles, version: version(), limit },
        range: (entities) => shardRange(shard, entities),
        onProgress: shown.show,
      });
      shown.end();
      return {
        issues: null,
        answers: [
          {
            subject: null,
            asOf: result.asOf,
            parameters: { what, database: address, shard: written ?? null },
            issues: NO_ISSUES,
            result,
            document: (language) => report.determineDocument(language, address, result),
          },
        ],
      };
    } finally {
      shown.end();
      await database.close();
    }
  },
};
