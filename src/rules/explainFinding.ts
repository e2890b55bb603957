import { type ControlLink, controlClosure } from "../measures/controlClosure.js";
import { linkRecords } from "../measures/explain.js";
import type { Dataset, Origin } from "../model/dataset.js";
import { type Register, register } from "../register/register.js";
import { RULE_FORMULAS } from "../text/ruleFormulas.js";
import { ruleWords } from "../text/ruleWords.js";
import type { Language } from "../text/words.js";
import { findingsOfRule, RULEBOOKS } from "./check.js";
import type { Finding, FindingEvidence, FindingVerdict } from "./finding.js";
import { ruleContext } from "./ruleContext.js";

type Words = Readonly<Record<Language, string>>;

/** What came of computing a finding again. */
export interface Replay {
  /** Computed from all records in reverse order: the same verdict and measure. */
  readonly same: boolean;
  /** Computed from the cited records alone; null where no record is cited. */
  readonly cited: {
    readonly records: number;
    /** Null where nothing follows from them. */
    readonly verdict: FindingVerdict | null;
    readonly same: boolean;
  } | null;
}

/** A finding with all that it rests on: enough to check it by hand. */
export interface FindingExplanation {
  readonly rulebook: string;
  readonly finding: Finding;
  readonly title: Words;
  /** What is computed; null for a rule without a formula in words. */
  readonly formula: Words | null;
  readonly judge: Words;
  /** The controls that the evidence names, link by link with the records of each. */
  readonly controls: readonly CitedControl[];
  readonly replay: Replay;
}

/** How one party that a finding cites controls another. */
export interface CitedControl {
  readonly from: string;
  readonly to: string;
  readonly links: readonly (ControlLink & { readonly records: readonly Origin[] })[];
}

/** Whether a word is formed like the id of a finding of a known rule. */
export const isFindingId = (word: string): boolean => {
  const rule = word.split("@")[0]!;
  return word.includes("@") && rulebookOf(rule) !== null;
};

const rulebookOf = (rule: string): string | null =>
  Object.keys(RULEBOOKS).find((id) => RULEBOOKS[id]!.some((each) => each.id === rule)) ?? null;

/**
 * The findings that an id names, each with the law it rests on, its evidence and a replay; several where one rule says
 * several things of the same parties. None where there is no such finding on the register's date.
 */
export function explainFinding(r: Register, findingId: string): readonly FindingExplanation[] {
  const at = findingId.indexOf("@");
  const rulebook = rulebookOf(findingId.slice(0, at));
  const subject = subjectOf(r, findingId.slice(at + 1));
  if (rulebook === null || subject === null) return [];
  const findings = findingsOf(r, subject, rulebook, findingId);
  return findings.map((finding, position) => {
    const controls = controlsOf(r, finding);
    return {
      rulebook,
      finding,
      title: ruleWords(finding.rule).title,
      formula: RULE_FORMULAS[finding.rule] ?? null,
      judge: ruleWords(finding.rule).judge,
      controls,
      replay: replayOf(r, rulebook, { finding, position, controls }),
    };
  });
}

/** The findings of the rule that an id names, the others of the rulebook left alone. */
function findingsOf(r: Register, subject: string, rulebook: string, findingId: string): Finding[] {
  const rule = RULEBOOKS[rulebook]!.find(({ id }) => id === findingId.slice(0, findingId.indexOf("@")))!;
  const c = ruleContext(r, r.index.get(subject)!, rulebook);
  return [...findingsOfRule(c, rule)].filter(({ id }) => id === findingId);
}

/** Chains that one explanation derives: findings about many parties cite as many controls. */
const CHAINS = 50;

/** Each control that a finding cites, once; one that rests on several parties together has no chain of its own. */
function controlsOf(r: Register, { evidence }: Finding): CitedControl[] {
  const cited = evidence
    .flatMap((piece): readonly FindingEvidence[] => (piece.kind === "reason" ? piece.because : [piece]))
    .flatMap((piece) =>
      piece.kind === "control" && piece.to !== null ? [{ from: piece.from, to: piece.to }] : [],
    );
  const pairs = [...new Map(cited.map((pair) => [JSON.stringify(pair), pair])).values()];
  const closure = controlClosure(r);
  return pairs.slice(0, CHAINS).flatMap(({ from, to }) => {
    const links = closure.chain({ from, to }).map((link) => ({ ...link, records: linkRecords(r, link) }));
    return links.length === 0 ? [] : [{ from, to, links }];
  });
}

/** Ids may have any signs: the longest one that the rest of the id begins with is the subject. */
function subjectOf(r: Register, rest: string): string | null {
  for (let end = rest.length; end > 0; end = rest.lastIndexOf(":", end - 1)) {
    const id = rest.slice(0, end);
    if (r.index.has(id)) return id;
  }
  return null;
}

interface Replayed {
  readonly finding: Finding;
  /** Which of the findings of its id. */
  readonly position: number;
  readonly controls: readonly CitedControl[];
}

function replayOf(r: Register, rulebook: string, { finding, position, controls }: Replayed): Replay {
  const again = (dataset: Dataset): Finding | null =>
    findingsOf(register(dataset, { asOf: r.asOf }), finding.subject, rulebook, finding.id)[position] ?? null;
  const { entities, holdings, ties = [], facts = [] } = r.dataset;
  const reversed = {
    entities,
    holdings: holdings.toReversed(),
    ties: ties.toReversed(),
    facts: facts.toReversed(),
  };
  const links = controls.flatMap((control) => control.links);
  const records = [...finding.evidence, ...links].flatMap((piece) => piece.records);
  const cited = new Set(records.map(placeOf));
  const isCited = ({ at }: { at?: Origin | undefined }): boolean =>
    at !== undefined && cited.has(placeOf(at));
  const alone =
    cited.size === 0
      ? null
      : again({
          // Of a register of which some rows are left out nobody can say that it is complete.
          entities: entities.map(({ registerComplete: _, ...entity }) => entity),
          holdings: holdings.filter(isCited),
          ties: ties.filter(isCited),
          facts: facts.filter(isCited),
        });
  return {
    same: agrees(finding, again(reversed)),
    cited:
      cited.size === 0
        ? null
        : { records: cited.size, verdict: alone?.verdict ?? null, same: agrees(finding, alone) },
  };
}

const placeOf = ({ file, row }: Origin): string => `${file}:${row}`;

const agrees = (one: Finding, other: Finding | null): boolean =>
  other !== null &&
  one.verdict === other.verdict &&
  JSON.stringify(one.measured) === JSON.stringify(other.measured);
