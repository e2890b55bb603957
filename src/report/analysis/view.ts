import type { Analysis } from "../../analyse/analysis.js";
import type { Language } from "../../text/words.js";
import { jointlyNamed } from "../compareReport.js";
import { partiesView, type View } from "../labels.js";

/** Words and names for an analysis: everything comes from it, nothing from the records. */
export function analysisView({ parties, asOf }: Analysis, language: Language): View {
  const index = new Map(parties.map(({ id }, position) => [id, position]));
  return jointlyNamed(partiesView({ asOf, entities: parties, index }, language), (id) => index.has(id));
}
