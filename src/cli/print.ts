import type { Paint } from "../report/terminalText.js";
import type { Language } from "../text/words.js";
import type { Format } from "./options.js";
import type { Answer } from "./verb.js";

interface Printing {
  readonly verb: string;
  readonly format: Format;
  readonly language: Language;
  readonly version: string;
  readonly paint: Paint;
}

/** Answers in a format. One subject gives one envelope in JSON, several an array of them. */
export async function printAnswers(
  answers: readonly Answer[],
  printing: Printing,
): Promise<string | Uint8Array> {
  const { format, language } = printing;
  const [first] = answers;
  if (!first) return "";
  const file = first.files?.[format];
  if (file && answers.length === 1) return await file(language);
  if (format === "json") {
    const { envelope, json } = await import("../report/json.js");
    const envelopes = answers.map((answer) =>
      envelope({ ...answer, ...printing, issues: answer.issues.all() }),
    );
    return json(envelopes.length === 1 ? envelopes[0] : envelopes);
  }
  if (format === "csv") {
    const { csv } = await import("../report/csv.js");
    const tables = answers.flatMap((answer) => answer.rows?.() ?? []);
    return csv({ columns: tables[0]!.columns, rows: tables.flatMap(({ rows }) => rows) });
  }
  const documents = answers.map((answer) => answer.document(language));
  if (format === "md") {
    const { markdown } = await import("../report/markdown.js");
    return documents.map(markdown).join("\n");
  }
  const { terminalText } = await import("../report/terminalText.js");
  return documents.map((document) => terminalText(document, printing.paint)).join("\n\n");
}
