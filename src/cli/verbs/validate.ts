import { DATA_FLAGS } from "../options.js";
import type { Verb } from "../verb.js";

export const validate: Verb = {
  name: "validate",
  summary: "verb.validate",
  takes: [],
  flags: DATA_FLAGS,
  formats: ["text", "json", "csv", "md"],
  examples: [
    "validate --data samples/pyramid",
    "validate --data shareholders.csv --encoding gb18030 --percent equity",
    "validate --data samples/pyramid --format csv --out issues.csv",
  ],
  async run(call) {
    const [{ openInput }, report, { view }] = await Promise.all([
      import("../input.js"),
      import("../../report/validateReport.js"),
      import("../../report/labels.js"),
    ]);
    const [{ declaredIssues }, { IssueList }] = await Promise.all([
      import("../../measures/declared.js"),
      import("../../model/issue.js"),
    ]);
    const input = await openInput(call);
    const { register, issues: found, files } = input;
    const records = input.records ?? report.recordCounts(register.dataset);
    const list = IssueList.of([...found.all(), ...declaredIssues(register)]);
    const issues = list.all();
    return {
      issues: null,
      answers: [
        {
          subject: null,
          asOf: register.asOf,
          parameters: { files },
          issues: list,
          result: { issues: issues.map(report.issueResult) },
          document: (language) =>
            report.validateDocument(view(register, language), { files, records }, issues),
          rows: () => report.validateRows(issues),
          found: () => issues.some(({ severity }) => severity === "error"),
        },
      ],
    };
  },
};
