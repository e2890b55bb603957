import { dateOption } from "../options.js";
import { NO_ISSUES, type Verb } from "../verb.js";

export const law: Verb = {
  name: "law",
  summary: "verb.law",
  takes: [["[id]", "argument.law"]],
  flags: ["on", "format", "out", "lang"],
  formats: ["text", "json", "csv", "md"],
  examples: ["law", "law cn-pboc-bo --on 2024-12-31", "law company-law --on 2023-01-01 --format json"],
  async run(call) {
    const on = (await dateOption(call.options, "on")) ?? null;
    const [known, { definitionIds }, report] = await Promise.all([
      import("../../law/law.js"),
      import("../../law/definition.js"),
      import("../../report/lawReport.js"),
    ]);
    const id = call.arguments[0];
    const result = known.law({ id, on });
    const shown = id === undefined ? LAW_KINDS.flatMap((kind) => known.regulationIds(kind)) : [id];
    const definitions = id === undefined ? definitionIds() : [];
    const regulations = shown.map((each) => known.regulation(each));
    return {
      issues: null,
      answers: [
        {
          subject: null,
          asOf: on,
          parameters: { id: id ?? null, on },
          issues: NO_ISSUES,
          result,
          document: (language) => report.lawDocument(language, regulations, on, result, definitions),
          rows: () => report.lawRows(result),
        },
      ],
    };
  },
};

const LAW_KINDS = ["rulebook", "profile", "definition", "policy"] as const;
