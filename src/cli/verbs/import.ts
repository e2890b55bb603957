import { DATABASE_FLAGS, flagged, listOption, textOption } from "../options.js";
import { UsageError } from "../usageError.js";
import type { Verb } from "../verb.js";

export const importVerb: Verb = {
  name: "import",
  summary: "verb.import",
  takes: [["<database>", "argument.database"]],
  flags: ["data", "format", "out", "lang", "encoding", "percent", "strict", ...DATABASE_FLAGS],
  formats: ["text", "json"],
  examples: [
    "import neo4j://localhost:7687 --data samples/one-manager-three-partnerships",
    "import neo4j://localhost:7687/registers --data register.xlsx --user ana --password-env ANAS_PASSWORD",
  ],
  async run(call) {
    const { options } = call;
    const [
      { refuseUnsound },
      { openDatabaseAt },
      { load },
      { importRegister },
      report,
      progress,
      { IssueList },
    ] = await Promise.all([
      import("../input.js"),
      import("../database.js"),
      import("../../io/load.js"),
      import("../../io/neo4j/importRegister.js"),
      import("../../report/importReport.js"),
      import("../importProgress.js"),
      import("../../model/issue.js"),
    ]);
    const [address] = call.arguments as [string];
    const data = textOption(options, "data");
    if (data === undefined) throw new UsageError((say) => [say("refuse.missingData")]);
    const encoding = textOption(options, "encoding");
    const loaded = await load(data, { encoding, percent: listOption(options, "percent") });
    const issues = IssueList.of(loaded.issues);
    refuseUnsound(call, issues, flagged(options, "strict"));
    const database = await openDatabaseAt(address, options);
    const shown = await progress.importProgress(options);
    try {
      const result = await importRegister(database, loaded, { onProgress: shown.step });
      return {
        issues,
        answers: [
          {
            subject: null,
            asOf: null,
            parameters: { database: address, files: loaded.files },
            issues,
            result,
            document: (language) => report.importDocument(language, address, result),
          },
        ],
      };
    } finally {
      shown.end();
      await database.close();
    }
  },
};
