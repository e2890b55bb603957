import type { Paint } from "../report/terminalText.js";
import type { Language } from "../text/words.js";
import type { Format } from "./options.js";
import type { Content } from "./output.js";
import type { Answer } from "./verb.js";

interface Printing {
  readonly verb: string;
  readonly format: Format;
  readonly language: Language;
  readonly version: string;
  readonly paint: Paint;
}

/** Answers in a format, made as they are taken. One subject gives one envelope in JSON, several an array of them. */
export async function printAnswers(answers: readonly Answer[], printing: Printing): Promise<Content> {
  const { format, language } = printing;
  const [first] = answers;
  if (!first) return [];
  const file = first.files?.[format];
  if (file && answers.length === 1) {
    const made = await file(language);
    return typeof made === "string" ? [made] : made;
  }
  if (format === "json") {
    const { envelope, jsonPieces } = await import("../report/json.js");
    const envelopes = answers.map((answer) =>
      envelope({ ...answer, ...printing, issues: answer.issues.all() }),
    );
    return jsonPieces(envelopes.length === 1 ? envelopes[0] : envelopes);
  }
  if (format === "csv") {
    const { csvPieces } = await import("../report/csv.js");
    return csvPieces(answers.flatMap((answer) => answer.rows?.() ?? []));
  }
  const documents = answers.map((answer) => answer.document(language));
  if (format === "md") {
    const { markdown } = await import("../report/markdown.js");
    return [documents.map(markdown).join("\n")];
  }
  const { terminalText } = await import("../report/terminalText.js");
  return [documents.map((document) => terminalText(document, printing.paint)).join("\n\n")];
}
