import type { Interest, Origin } from "../model/dataset.js";
import { compare, type Fraction, fractionText, percentText } from "../model/fraction.js";
import { type ShareEnds, type ShareTest, shareText, type Verdict } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { stakeOf } from "../register/stakeTable.js";
import { type ControlLink, controlClosure } from "./controlClosure.js";
import { lookThrough } from "./lookThrough.js";
import {
  type CompletionResult,
  completionResult,
  DEFAULT_PATHS,
  type PathsResult,
  pathsResult,
} from "./owners.js";
import { explainShare, type OwnershipPath } from "./paths.js";
import { type Bound, completion } from "./query.js";
import { type OpenRecord, settle } from "./settle.js";

/** One line of a derivation: a code with parameters (text/ has the words) and the records that it rests on. */
export interface ExplainLine {
  readonly code:
    | "path"
    | "link"
    | "loop"
    | "rest"
    | "total"
    | "range"
    | "nothing"
    | "control-link"
    | "no-control";
  readonly parameters: Readonly<Record<string, string>>;
  readonly records: readonly Origin[];
  readonly rule: string | null;
}

/** A completion of the records that reaches an end of the range, or comes within a millionth of one that is open. */
export interface AttainedResult {
  readonly share: ShareResult;
  readonly attained: boolean;
  readonly completion: readonly CompletionResult[];
}

export interface SettlementResult {
  readonly records: readonly {
    readonly holder: string | null;
    readonly subject: string;
    readonly range: string;
    readonly at: readonly Origin[];
  }[];
  readonly answers: readonly {
    readonly shares: readonly string[];
    readonly verdict: Verdict;
    readonly share: ShareResult;
  }[];
  readonly decides: "both" | "certain" | "excluded";
}

export interface ExplainResult extends PathsResult {
  readonly from: string;
  readonly to: string;
  readonly interest: Interest;
  readonly share: ShareResult;
  readonly lines: readonly ExplainLine[];
  readonly control: { readonly verdict: Verdict; readonly chain: readonly ControlLink[] };
  readonly least?: AttainedResult;
  readonly most?: AttainedResult;
  readonly settle?: {
    readonly test: string;
    readonly verdict: Verdict;
    readonly settlements: readonly SettlementResult[];
    /** Open records that the share depends on. */
    readonly open: number;
    /** Sets of up to so many records were tried. */
    readonly largest: number;
  };
}

export interface ExplainOptions {
  readonly from: number;
  readonly to: number;
  readonly interest?: Interest | undefined;
  readonly paths?: number | undefined;
  readonly least?: boolean | undefined;
  readonly most?: boolean | undefined;
  /** Asks what would settle whether the share passes this test. */
  readonly settle?: { readonly test: ShareTest; readonly text: string } | undefined;
  readonly controlTest?: ShareTest | undefined;
}

/** The derivation of one party's share and control in a company, line by line: the answer of `explain`. */
export function explain(r: Register, options: ExplainOptions): ExplainResult {
  const interest = options.interest ?? "equity";
  const measure = lookThrough(r, { interest });
  const question = { of: [options.from], in: options.to };
  const share = measure.ends(question);
  const lowest = measure.bound(question, "least");
  const wanted = options.paths ?? DEFAULT_PATHS;
  const control = controlOf(r, options);
  const id = (entity: number): string => r.entities[entity]!.id;
  return {
    from: id(options.from),
    to: id(options.to),
    interest,
    share: toShareResult(share),
    ...pathsResult(r, lowest, question.of, { wanted }),
    lines: [
      ...shareLines(r, interest, share, lowest, question.of, wanted),
      ...controlLines(r, control, options),
    ],
    control,
    ...(options.least ? { least: attained(r, share, lowest, "least") } : {}),
    ...(options.most ? { most: attained(r, share, measure.bound(question, "most"), "most") } : {}),
    ...(options.settle ? { settle: settlements(r, interest, options, options.settle) } : {}),
  };
}

function controlOf(r: Register, options: ExplainOptions): ExplainResult["control"] {
  const closure = controlClosure(r, options.controlTest ? { test: options.controlTest } : {});
  const pair = { from: options.from, to: options.to };
  const verdict = closure.controls(pair);
  return { verdict, chain: verdict === "excluded" ? [] : closure.chain(pair) };
}

const percent = (share: Fraction): string => {
  const text = percentText(share, 6);
  return text === null ? fractionText(share) : `${text}%`;
};

function shareLines(
  r: Register,
  interest: Interest,
  share: ShareEnds,
  found: Bound | null,
  set: readonly number[],
  wanted: number,
): ExplainLine[] {
  if (!found) return [line("nothing", {})];
  const { paths, loop, rest } = explainShare(found, set, wanted);
  const lines: ExplainLine[] = [];
  for (const path of paths) {
    lines.push(line("path", { product: percent(path.share), steps: String(path.entities.length - 1) }));
    lines.push(...linkLines(r, interest, path));
  }
  if (loop.max.n > 0n) lines.push(line("loop", { share: rangeText(loop) }));
  if (rest.max.n > 0n) lines.push(line("rest", { share: rangeText(rest) }));
  lines.push(line("total", { share: percent(found.value) }));
  if (compare(share.min, share.max) !== 0) lines.push(line("range", { share: rangeText(share) }));
  return lines;
}

/** One line per step of a path, from the subject upwards or downwards as the path runs: holder, company, share, records. */
function linkLines(r: Register, interest: Interest, path: OwnershipPath): ExplainLine[] {
  const table = r.stakes[interest];
  const lines: ExplainLine[] = [];
  for (let i = 0; i + 1 < path.entities.length; i += 1) {
    const [holder, subject] = [path.entities[i]!, path.entities[i + 1]!];
    const stake = stakeOf(table, holder, subject);
    const parameters = { holder: r.entities[holder]!.id, subject: r.entities[subject]!.id };
    if (stake === null) {
      lines.push(line("link", { ...parameters, share: "" }, tieRecords(r, holder, subject)));
      continue;
    }
    const records = table.records(stake).flatMap((position) => originOf(r.holdings[position]!.record.at));
    lines.push(line("link", { ...parameters, share: rangeText(table.written(stake)) }, records));
  }
  return lines;
}

/** Where no holding joins two entities of a path, a tie does: a nominee and its principal, joint holders. */
function tieRecords(r: Register, a: number, b: number): Origin[] {
  return r.ties
    .filter((tie) => (tie.from === b && tie.to === a) || (tie.from === a && tie.to === b))
    .flatMap((tie) => originOf(tie.record.at));
}

const originOf = (at: Origin | undefined): Origin[] => (at ? [at] : []);

function controlLines(
  r: Register,
  control: ExplainResult["control"],
  options: ExplainOptions,
): ExplainLine[] {
  const pair = { from: r.entities[options.from]!.id, to: r.entities[options.to]!.id };
  if (control.verdict === "excluded") return [line("no-control", pair)];
  return control.chain.map((link) => {
    const votes = link.votes ? shareTextOf(link.votes) : "";
    const parameters = { from: link.from, to: link.to, basis: link.basis, votes };
    return line("control-link", parameters, linkRecords(r, link));
  });
}

/** The records behind one link: the holding it rests on, or the ties and the holdings whose votes they move. */
export function linkRecords(r: Register, link: ControlLink): Origin[] {
  const [from, to] = [r.index.get(link.from)!, r.index.get(link.to)!];
  if (link.basis === "votes") return holdingRecords(r, from, to);
  const about = r.ties.filter(
    ({ record, subject }) =>
      record.kind === link.basis && (subject < 0 || subject === to || record.kind === "jointHolder"),
  );
  const moved = about.filter((tie) =>
    link.basis === "concertAgreement" ? tie.lead === from : tie.to === from && tie.from !== to,
  );
  const facts = about.filter((tie) => tie.from === from && tie.to === to);
  const holders = [...moved.map((tie) => tie.from), ...facts.map((tie) => tie.subject)];
  const ties = [...moved, ...facts].flatMap(({ record }) => originOf(record.at));
  return [...ties, ...holders.flatMap((holder) => (holder < 0 ? [] : holdingRecords(r, holder, to)))];
}

function holdingRecords(r: Register, holder: number, company: number): Origin[] {
  const stake = stakeOf(r.stakes.voting, holder, company);
  if (stake === null) return [];
  return r.stakes.voting.records(stake).flatMap((position) => originOf(r.holdings[position]!.record.at));
}

const shareTextOf = (share: ShareResult): string =>
  share.exact ?? (share.min === share.max ? String(share.min) : `${share.min}..${share.max}`);

const rangeText = (share: ShareEnds): string =>
  shareText({ ...share, rounding: { n: 0n, d: 1n } }) || "[0%,100%]";

const line = (
  code: ExplainLine["code"],
  parameters: Readonly<Record<string, string>>,
  records: readonly Origin[] = [],
): ExplainLine => ({ code, parameters, records, rule: null });

function attained(
  r: Register,
  share: ShareEnds,
  found: Bound | null,
  sense: "least" | "most",
): AttainedResult {
  const value = sense === "least" ? share.min : share.max;
  return {
    share: toShareResult({ min: value, max: value, minExclusive: false, maxExclusive: false }),
    attained: !(sense === "least" ? share.minExclusive : share.maxExclusive),
    completion: (found ? (completion(found) ?? []) : []).map((completed) => completionResult(r, completed)),
  };
}

function settlements(
  r: Register,
  interest: Interest,
  options: ExplainOptions,
  asked: { readonly test: ShareTest; readonly text: string },
): NonNullable<ExplainResult["settle"]> {
  const above = lookThrough(r, { interest }).cone(options.to);
  const found = settle(above, [options.from], asked.test);
  const recordOf = ({ row, arc, range }: OpenRecord): SettlementResult["records"][number] => {
    const subject = above.nodes[row]!;
    const own = arc === null ? null : above.rows[row]!.arcs[arc]!;
    const holder = own === null ? null : own.via >= 0 ? own.via : own.next;
    const records = own === null ? [] : r.stakes[interest].records(own.stake);
    return {
      holder: holder === null ? null : r.entities[holder]!.id,
      subject: r.entities[subject]!.id,
      range: rangeText(range),
      at: records.flatMap((position) => originOf(r.holdings[position]!.record.at)),
    };
  };
  return {
    test: asked.text,
    verdict: found.verdict,
    open: found.open,
    largest: found.largest,
    settlements: found.settlements.map(({ records, answers, decides }) => ({
      records: records.map(recordOf),
      answers: answers.map((answer) => ({
        shares: answer.shares.map(fractionText),
        verdict: answer.verdict,
        share: toShareResult(answer.share),
      })),
      decides,
    })),
  };
}
