import type { LawEntry } from "../law/law.js";
import type { Regulation } from "../law/regulation.js";
import { COMPARATOR_LABELS, LAW_KIND_LABELS, UNIT_LABELS } from "../text/vocabulary.js";
import { type Language, sayIn, type Word } from "../text/words.js";
import type { Table } from "./csv.js";
import {
  type Block,
  type Document,
  heading,
  type Line,
  lines,
  list,
  span,
  table,
  title,
} from "./document.js";
import { harmless } from "./safeText.js";
import { writtenShare } from "./shareText.js";

export interface LawResult {
  readonly regulations: readonly LawEntry[];
}

const KINDS: Readonly<Record<Regulation["kind"], Word>> = LAW_KIND_LABELS;
const UNITS: Readonly<Record<Exclude<NonNullable<LawEntry["unit"]>, "share">, Word>> = UNIT_LABELS;
const COMPARATORS: Readonly<Record<NonNullable<LawEntry["comparator"]>, Word>> = COMPARATOR_LABELS;

/** `law` as people read it: one table a regulation; `definitions` are ids to be listed as well. */
export function lawDocument(
  language: Language,
  regulations: readonly Regulation[],
  on: string | null,
  result: LawResult,
  definitions: readonly string[],
): Document {
  const say = sayIn(language);
  const day = on === null ? say("law.newest") : say("law.on", { date: on });
  const unverified = result.regulations.some(({ verified }) => !verified);
  return [
    title(`${say("law.title")} · ${day}`),
    ...regulations.flatMap((regulation) => regulationBlocks(language, regulation, on, result)),
    ...(definitions.length > 0
      ? [lines(say("law.definitions", { ids: definitions.join(say("list.separator")) }))]
      : []),
    ...(unverified ? [lines(span("dim", say("law.unverifiedNote")))] : []),
  ];
}

function regulationBlocks(
  language: Language,
  { id, kind, title: titles, source }: Regulation,
  on: string | null,
  result: LawResult,
): Block[] {
  const say = sayIn(language);
  const entries = result.regulations.filter((entry) => entry.id === id);
  const head = heading(`${titles[language]} · ${id} · ${KINDS[kind][language]}`);
  if (entries.length === 0) return [head, lines(say("law.none", { date: on ?? "" }))];
  const columns = ["parameter", "value", "article", "from", "reading"] as const;
  return [
    head,
    table(
      columns.map((column) => ({ title: say(`law.${column}`) })),
      entries.map((entry): Line[] => [
        entry.parameter,
        lawValue(language, entry),
        entry.article,
        entry.from,
        entry.verified ? span("good", say("law.verified")) : span("warning", say("law.unverified")),
      ]),
    ),
    ...entries
      .filter(isStructure)
      .map((entry) => list(structureLines(entry), span("strong", entry.parameter))),
    lines(span("dim", say("law.source", { source }))),
  ];
}

/** A parameter whose value is a structure of its own: it stands below the table. */
const isStructure = ({ value }: Pick<LawEntry, "value">): boolean =>
  typeof value === "object" && value !== null;

/** The parts of such a value, one a line. */
const structureLines = ({ value }: LawEntry): Line[] =>
  Object.entries(value as Record<string, unknown>).map(([name, part]) => {
    const text = Array.isArray(part) ? part.join(", ") : JSON.stringify(part);
    return harmless(`${name}: ${text === "" ? "–" : text}`);
  });

/** "≥ 25 %", "≥ 50,000,000 CNY"; an arrow where the value stands below. */
export function lawValue(language: Language, entry: Pick<LawEntry, "comparator" | "value" | "unit">): string {
  const { comparator, value, unit } = entry;
  if (value === null || isStructure(entry)) return value === null ? "" : "↓";
  const sign = comparator === null ? "" : `${COMPARATORS[comparator][language]} `;
  if (unit === "share") return sign + writtenShare(String(value));
  const figure = String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  return unit ? `${sign}${figure} ${UNITS[unit][language]}` : sign + figure;
}

/** `law` as rows. */
export const lawRows = ({ regulations }: LawResult): Table => ({
  columns: ["id", "parameter", "from", "comparator", "value", "unit", "article", "source", "verified"],
  rows: regulations.map(({ id, parameter, from, comparator, value, unit, article, source, verified }) => [
    id,
    parameter,
    from,
    comparator,
    typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value),
    unit ?? null,
    article,
    source,
    verified,
  ]),
});
