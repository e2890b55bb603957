import { DATABASE_FLAGS, textOption, wholeNumberOption } from "../options.js";
import { UsageError } from "../usageError.js";
import { NO_ISSUES, type Verb } from "../verb.js";

const NO_LIMIT = 999_999_999;

export const exportVerb: Verb = {
  name: "export",
  summary: "verb.export",
  takes: [["<database>", "argument.database"]],
  flags: ["out", "format", "lang", ...DATABASE_FLAGS, "coneLimit"],
  flagWords: { out: "option.outFolder" },
  formats: ["text", "json"],
  writesOut: true,
  examples: [
    "export neo4j://localhost:7687 --out register",
    "export neo4j://localhost:7687/registers --out register --user ana --password-env ANAS_PASSWORD",
  ],
  async run(call) {
    const { options } = call;
    const [{ openDatabaseAt }, { openRegister }, { writeFolder }, { exportDocument }] = await Promise.all([
      import("../database.js"),
      import("../../io/neo4j/openRegister.js"),
      import("../../io/neo4j/writeFolder.js"),
      import("../../report/importReport.js"),
    ]);
    const [address] = call.arguments as [string];
    const folder = textOption(options, "out");
    if (folder === undefined) throw new UsageError((say) => [say("export.out")]);
    const limit = wholeNumberOption(options, "coneLimit", 1, NO_LIMIT) ?? NO_LIMIT;
    const database = await openDatabaseAt(address, options);
    try {
      const { dataset } = await openRegister(database, { parties: [], shape: "whole", limit });
      const result = await writeFolder(folder, dataset);
      return {
        issues: null,
        answers: [
          {
            subject: null,
            asOf: null,
            parameters: { database: address },
            issues: NO_ISSUES,
            result,
            document: (language) => exportDocument(language, folder, result),
          },
        ],
      };
    } finally {
      await database.close();
    }
  },
};
