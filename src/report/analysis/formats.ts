import type { Analysis } from "../../analyse/analysis.js";
import type { Language } from "../../text/words.js";
import { csv } from "../csv.js";
import { reportPage } from "../html/reportPage.js";
import { json } from "../json.js";
import { markdown } from "../markdown.js";
import { overviewRow, overviewTable } from "./overview.js";
import { report, reportDocument } from "./sections.js";

/** Formats of a report that are text; a workbook is made of reportSheets by io/writeXlsx. */
export const REPORT_TEXTS = {
  html: reportPage,
  md: (analysis: Analysis, language: Language) => markdown(reportDocument(report(analysis, language))),
  csv: (analysis: Analysis) => csv(overviewTable([overviewRow(analysis)])),
  json: (analysis: Analysis) => json(analysis),
} as const;

export type ReportText = keyof typeof REPORT_TEXTS;
