import { nearestParameter } from "../law/law.js";
import { controlClosure } from "../measures/controlClosure.js";
import { type ControlledStake, controlledStake } from "../measures/controlledStake.js";
import { type ControllerRow, controllers } from "../measures/controllers.js";
import { type Evidence, isNobody, orderedTies, tieEvidence } from "../measures/evidence.js";
import { lookThrough } from "../measures/lookThrough.js";
import type { EntityKind, TieKind } from "../model/dataset.js";
import { least, ONE, sum, ZERO } from "../model/fraction.js";
import { exactShare, readShare, type ShareEnds, type ShareRange, type Verdict } from "../model/share.js";
import { toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { stakeOf } from "../register/stakeTable.js";

/** Where a party is from: abroad, from a place that is treated likewise "by reference", or not recorded. */
export type Standing = "foreign" | "byReference" | "unknown";

/** What a party that is not known to be at home has in a company, by each of the ways there are. */
export interface ForeignParty {
  readonly id: string;
  readonly index: number;
  readonly jurisdiction: string | null;
  readonly standing: Standing;
  /** A state or one of its bodies. */
  readonly government: boolean;
  /** Look-through share of the equity. */
  readonly share: ShareEnds;
  readonly direct: boolean;
  /** Controlled stake of the equity; null for a party of which not even the jurisdiction is known. */
  readonly stake: ControlledStake | null;
  readonly control: Verdict;
  /** Its row among the controllers, alone or jointly with others. */
  readonly controller: ControllerRow | null;
  /** Seats and majorities on the board of the company, or of a company that controls it. */
  readonly board: readonly Evidence[];
  /** All its seats on the company's own board; null where none has a figure. */
  readonly seats: ShareRange | null;
  /** Contractual control and voting proxies over the company, or over a company that controls it. */
  readonly contracts: readonly Evidence[];
}

export interface ForeignInfluence {
  readonly subject: string;
  /** Jurisdiction of the company itself; null where it is not recorded. */
  readonly jurisdiction: string | null;
  /** In the order of ids. */
  readonly parties: readonly ForeignParty[];
  /** Joint look-through share of all that are foreign or treated likewise; nothing counts twice. */
  readonly total: ShareEnds;
  /** The same if everybody of unknown origin, and whoever holds what is not disclosed, is foreign as well. */
  readonly atMost: ShareEnds;
  /** Companies at home whose own holders are not recorded. */
  readonly open: readonly string[];
}

export interface ForeignInfluenceOptions {
  readonly subject: string;
  /** Regulation that says what is at home and what is foreign by reference. */
  readonly regulation?: "cn-foreign-investment" | "cn-cyber-review" | undefined;
}

const BOARD_KINDS: readonly TieKind[] = ["boardSeats", "boardMajority"];
const CONTRACT_KINDS: readonly TieKind[] = ["contractualControl", "votingProxy"];

/**
 * Foreign elements of a company, by every way: look-through share, controlled stake, board, contracts. A party without a
 * jurisdiction is not taken for one at home. Foreign control of nothing is information, never a breach: no statute here
 * names a share. Throws an UnknownSubjectError.
 */
export function foreignInfluence(r: Register, options: ForeignInfluenceOptions): ForeignInfluence {
  const subject = entityIndex(r, options.subject);
  const standing = standingIn(r, options.regulation ?? "cn-foreign-investment");
  const measure = lookThrough(r);
  const rows = controllers(r, { subject }).controllers;
  const ties = tiesAbout(r, subject, rows);
  const upstream = measure.upstream(subject).filter((party) => party !== subject);
  const concerned = new Set([
    ...upstream,
    ...rows.flatMap(({ id, members }) => members ?? [id]).map((id) => r.index.get(id)!),
    ...ties.map(holderOf),
  ]);
  concerned.delete(subject);
  const closure = controlClosure(r);
  const open = openEnds(r, upstream, standing);
  const tiesOf = byHolder(ties);
  const parties = [...concerned]
    .sort((a, b) => r.rank[a]! - r.rank[b]!)
    .flatMap((party): ForeignParty[] => {
      const where = standing(party);
      if (where === "home") return [];
      const controller = rowOf(rows, r.entities[party]!.id);
      const own = [...(tiesOf.get(party) ?? []), ...tiesOfChain(r, party, controller, tiesOf)];
      const board = own.filter(({ record }) => BOARD_KINDS.includes(record.kind));
      return [
        {
          id: r.entities[party]!.id,
          index: party,
          jurisdiction: r.entities[party]!.jurisdiction ?? null,
          standing: where,
          government: r.entities[party]!.kind === "state",
          share: measure.ends({ of: [party], in: subject }),
          direct: stakeOf(r.stakes.equity, party, subject) !== null,
          stake: where === "unknown" ? null : controlledStake(closure, { by: [party], in: subject }),
          control: controller ? controller.verdict : "excluded",
          controller,
          board: board.map((tie) => withShare(r, tie)),
          seats: seatsOf(board.filter(({ to }) => to === subject)),
          contracts: own
            .filter(({ record }) => CONTRACT_KINDS.includes(record.kind))
            .map((tie) => withShare(r, tie)),
        },
      ];
    });
  return {
    subject: r.entities[subject]!.id,
    jurisdiction: r.entities[subject]!.jurisdiction ?? null,
    parties,
    ...totals(r, subject, parties, open),
    open: open.map((party) => r.entities[party]!.id),
  };
}

/** Tells where a party is from by the law of the register's date. A depository names nobody, so nobody knows. */
function standingIn(r: Register, regulation: string): (party: number) => Standing | "home" {
  const places = (name: string): readonly string[] =>
    nearestParameter(regulation, name, r.asOf).value as readonly string[];
  const home = new Set(places("home"));
  const byReference = new Set(places("byReference"));
  return (party) => {
    const { jurisdiction } = r.entities[party]!;
    if (isNobody(r, party) || jurisdiction === undefined || jurisdiction === "") return "unknown";
    const country = jurisdiction.slice(0, 2).toUpperCase();
    if (byReference.has(country)) return "byReference";
    return home.has(country) ? "home" : "foreign";
  };
}

/** Who has the right that a tie of this kind records: of a proxy its taker. */
const holderOf = ({ record, from, to }: ResolvedTie): number => (record.kind === "votingProxy" ? to : from);

/** Ties about the board or the votes of the company, or of whatever controls it. */
function tiesAbout(r: Register, subject: number, rows: readonly ControllerRow[]): ResolvedTie[] {
  const companies = new Set([
    subject,
    ...rows.flatMap(({ chain }) => chain.map(({ to }) => r.index.get(to)!)),
  ]);
  return orderedTies(r).filter((tie) => {
    const { kind, rebutted } = tie.record;
    if (rebutted === true || holderOf(tie) < 0) return false;
    if (kind === "votingProxy") return companies.has(tie.subject);
    return (BOARD_KINDS.includes(kind) || kind === "contractualControl") && companies.has(tie.to);
  });
}

function byHolder(ties: readonly ResolvedTie[]): Map<number, ResolvedTie[]> {
  const found = new Map<number, ResolvedTie[]>();
  for (const tie of ties) {
    const known = found.get(holderOf(tie));
    if (known) known.push(tie);
    else found.set(holderOf(tie), [tie]);
  }
  return found;
}

/** Ties of companies under a party's control that its chain to the subject rests on: a contract held through a subsidiary. */
function tiesOfChain(
  r: Register,
  party: number,
  controller: ControllerRow | null,
  tiesOf: ReadonlyMap<number, readonly ResolvedTie[]>,
): ResolvedTie[] {
  const links = controller?.chain ?? [];
  return links
    .filter(({ votes }) => votes === null)
    .map(({ from, to }) => ({ from: r.index.get(from)!, to: r.index.get(to)! }))
    .filter(({ from }) => from !== party)
    .flatMap(({ from, to }) => (tiesOf.get(from) ?? []).filter((tie) => tie.to === to));
}

const rowOf = (rows: readonly ControllerRow[], id: string): ControllerRow | null =>
  rows.find((row) => row.id === id) ?? rows.find(({ members }) => members?.includes(id)) ?? null;

function withShare(r: Register, tie: ResolvedTie): Evidence {
  const { range } = readShare(tie.record.share);
  const stated = tie.record.share !== undefined && range !== null;
  return { ...tieEvidence(r, tie), ...(stated ? { share: toShareResult(range) } : {}) };
}

/** Seats with a figure, added up; a board has no more than all its seats. */
function seatsOf(ties: readonly ResolvedTie[]): ShareRange | null {
  const shares = ties.flatMap(({ record }) => {
    const { range } = readShare(record.share);
    return record.share !== undefined && range !== null ? [range] : [];
  });
  if (shares.length === 0) return null;
  return {
    ...exactShare(ZERO),
    min: least(ONE, sum(shares.map(({ min }) => min))),
    max: least(ONE, sum(shares.map(({ max }) => max))),
  };
}

/** Companies at home whose holders are not recorded: anybody may stand behind them. */
function openEnds(r: Register, upstream: readonly number[], standing: (party: number) => string): number[] {
  const { start } = r.stakes.equity;
  return upstream.filter((party) => {
    const isEnd = ENDS.includes(r.entities[party]!.kind);
    return !isEnd && standing(party) === "home" && start[party] === start[party + 1];
  });
}

const ENDS: readonly EntityKind[] = ["naturalPerson", "state", "collective"];

function totals(r: Register, subject: number, parties: readonly ForeignParty[], open: readonly number[]) {
  const foreign = parties.filter(({ standing }) => standing !== "unknown").map(({ index }) => index);
  const all = [...parties.map(({ index }) => index), ...open];
  return {
    total: foreign.length === 0 ? exactShare(ZERO) : lookThrough(r).ends({ of: foreign, in: subject }),
    atMost:
      all.length === 0
        ? lookThrough(r).owners(subject).undisclosed
        : lookThrough(r, { undisclosed: "anyone" }).ends({ of: all, in: subject }),
  };
}
