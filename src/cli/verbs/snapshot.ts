import { DATA_FLAGS } from "../options.js";
import { NO_ISSUES, type Verb } from "../verb.js";

/** A snapshot keeps all records of whatever date, and opens fastest on the date it was made for. */
export const snapshot: Verb = {
  name: "snapshot",
  summary: "verb.snapshot",
  takes: [],
  flags: DATA_FLAGS.filter((flag) => flag !== "strict"),
  flagWords: { out: "option.outSnapshot" },
  formats: ["text", "json"],
  examples: [
    "snapshot --data register/ --out register.snapshot",
    "snapshot --data register.xlsx --out register.snapshot",
    "owners 蓝海证券 --data register.snapshot",
  ],
  async run(call) {
    const [{ makeSnapshot }, { snapshotDocument }] = await Promise.all([
      import("../makeSnapshot.js"),
      import("../../report/snapshotReport.js"),
    ]);
    const { result, asOf } = await makeSnapshot(call);
    return {
      issues: null,
      writes: true,
      answers: [
        {
          subject: null,
          asOf,
          parameters: {},
          issues: NO_ISSUES,
          result,
          document: (language) => snapshotDocument(language, result),
        },
      ],
    };
  },
};
