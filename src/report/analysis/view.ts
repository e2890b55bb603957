import type { Analysis } from "../../analyse/analysis.js";
import type { Language } from "../../text/words.js";
import { jointlyNamed } from "../compareReport.js";
import { partiesView, type View } from "../labels.js";
import { harmless } from "../safeText.js";

/** Words, names and titles for an analysis: everything comes from it, nothing from the records or from the law at hand. */
export interface AnalysisView extends View {
  /** The title of a text that was applied; Chinese ones stand in their own brackets. */
  titleOf(id: string): string;
}

export function analysisView({ parties, asOf, law }: Analysis, language: Language): AnalysisView {
  const index = new Map(parties.map(({ id }, position) => [id, position]));
  // A rulebook and a definition of related parties may have one id: the text that is checked against comes first.
  const titles = new Map(law.toReversed().map(({ id, title }) => [id, harmless(title[language])]));
  return {
    ...jointlyNamed(partiesView({ asOf, entities: parties, index }, language), (id) => index.has(id)),
    titleOf: (id) => {
      const title = titles.get(id) ?? id;
      return language === "zh" ? `《${title}》` : title;
    },
  };
}
