import { nearestParameter, testOf } from "../law/law.js";
import type { LawParameter } from "../law/regulation.js";
import { concertCircle } from "../measures/concertCircle.js";
import { type ConcertReasonResult, type GroupReasons, reasonsBetween } from "../measures/concertPairs.js";
import { type ConcertReason, DEFAULT_REASONS } from "../measures/concertReasons.js";
import { type ConcertSet, type ConcertSets, concertSets } from "../measures/concertSets.js";
import { type ControlClosure, controlClosure } from "../measures/controlClosure.js";
import type { Known } from "../measures/evidence.js";
import { DisjointSets } from "../measures/grounds.js";
import { type StakeOfControlSets, stakeOfControlSets } from "../measures/stakeOfControlSets.js";
import { compare } from "../model/fraction.js";
import { meets, type ShareEnds, type Verdict } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { stakeOf } from "../register/stakeTable.js";

/** Limited partnerships whose stakes are counted together. */
export interface PartnershipGroup {
  readonly members: readonly string[];
  /** Direct equity in the subject of the union of the members' control sets. */
  readonly total: ShareResult;
  /** Whether the members certainly belong together. */
  readonly joined: Known;
  /** Some two members have no reason between them. */
  readonly transitive: boolean;
  /** Whether the group reaches what one partnership may not: certain only for a certain group. */
  readonly verdict: Verdict;
  /** Reasons between members; where only others connect them, also those that these have. */
  readonly reasons: readonly ConcertReasonResult[];
  readonly truncated?: true;
}

/** One limited partnership by itself. */
export interface PartnershipAlone {
  readonly id: string;
  /** Its controlled stake in the subject. */
  readonly stake: ShareResult;
  /** Whether it reaches what one partnership may not. */
  readonly verdict: Verdict;
}

/** The limit that is tested, as the law states it. */
export interface PartnershipLimit {
  readonly rule: string;
  readonly article: string;
  readonly comparator: LawParameter["comparator"];
  readonly threshold: string;
  readonly verified: boolean;
}

export interface PartnershipGroupsResult {
  readonly groups: readonly PartnershipGroup[];
  readonly alone: readonly PartnershipAlone[];
  readonly limits: { readonly group: PartnershipLimit; readonly alone: PartnershipLimit };
}

export interface PartnershipGroupsOptions {
  readonly subject: string;
  readonly control?: ControlClosure | undefined;
}

const REGULATION = "csrc-securities";
const GROUP_RULE = "SC-13-1g";
const SINGLE_RULE = "SC-13-1";

/** Article 13 itself says that these two make stakes count together: no rebuttal is provided for. */
const OF_THE_ARTICLE: readonly ConcertReason[] = ["sameExecutivePartner", "sameFirstLimitedPartner"];
/** A presumption about investors in listed companies only. */
const OF_LISTED_COMPANIES: ReadonlySet<ConcertReason> = new Set(["presumption-83-5"]);

/**
 * Limited partnerships in a company as Article 13 of the CSRC Provisions takes them together, and each by itself, tested
 * against the limits in force on the register's date. Members are limited partnerships that hold directly or control a
 * direct holder; others may connect them, but are not counted. Null where no limited partnership has a stake.
 * Throws an UnknownSubjectError. Source and limits: docs/method/concert.md.
 */
export function partnershipGroups(
  r: Register,
  options: PartnershipGroupsOptions,
): PartnershipGroupsResult | null {
  const subject = entityIndex(r, options.subject);
  const control = options.control ?? controlClosure(r, { test: controlTest(r) });
  const { holders } = concertCircle(r, subject, control, true);
  const partnerships = holders.filter((holder) => isPartnership(r, holder));
  if (partnerships.length === 0) return null;
  const listed = r.entities[subject]!.listing === "exchange";
  const sets = concertSets(r, subject, {
    control,
    partnershipsToo: true,
    reasons: DEFAULT_REASONS.filter((reason) => listed || !OF_LISTED_COMPANIES.has(reason)),
    irrebuttable: OF_THE_ARTICLE,
  });
  const stakes = stakeOfControlSets(control, subject);
  const limits = { group: limitOf(r, GROUP_RULE), alone: limitOf(r, SINGLE_RULE) };
  const groups = sets.groups
    .flatMap((set) => versions(r, subject, set, stakes))
    .map(({ members, joined, set }) => {
      const total = stakes.stake(members);
      const verdict = reaches(total, limits.group.parameter);
      const capped = verdict !== "excluded" && joined === "possible" ? "possible" : verdict;
      return { total, result: { joined, verdict: capped, ...described(sets, set, members) } };
    });
  return {
    groups: orderByTotal(groups).map(({ total, result }) => ({ ...result, total: toShareResult(total) })),
    alone: partnerships.map((partnership) => {
      const stake = stakes.stake([partnership]);
      return {
        id: r.entities[partnership]!.id,
        stake: toShareResult(stake),
        verdict: reaches(stake, limits.alone.parameter),
      };
    }),
    limits: { group: limits.group.limit, alone: limits.alone.limit },
  };
}

interface Limit {
  readonly parameter: LawParameter;
  readonly limit: PartnershipLimit;
}

function limitOf(r: Register, rule: string): Limit {
  const parameter = nearestParameter(REGULATION, rule, r.asOf);
  const { article, comparator, value, verified } = parameter;
  return { parameter, limit: { rule, article, comparator, threshold: String(value), verified } };
}

/** The law says what must hold of the stake; reached is what must not be. */
function reaches(stake: ShareEnds, parameter: LawParameter): Verdict {
  const kept = meets(stake, testOf(parameter));
  return kept === "certain" ? "excluded" : kept === "excluded" ? "certain" : "possible";
}

const controlTest = (r: Register) =>
  testOf(nearestParameter("company-law", "actualController.controlTest", r.asOf));

const isPartnership = (r: Register, party: number): boolean =>
  r.entities[party]!.kind === "limitedPartnership";

interface GroupVersion {
  readonly members: readonly number[];
  readonly joined: Known;
  readonly set: ConcertSet;
}

/** The partnerships of a group: of each part that is certain, and of the whole where that is more. */
function versions(r: Register, subject: number, set: ConcertSet, stakes: StakeOfControlSets): GroupVersion[] {
  const found: GroupVersion[] = set.certain.map((part) => ({
    members: counted(r, subject, part, stakes),
    joined: "certain",
    set,
  }));
  const whole = counted(r, subject, set.members, stakes);
  const known = found.some(({ members }) => members.length === whole.length);
  return [...found, ...(known ? [] : [{ members: whole, joined: "possible" as const, set }])].filter(
    ({ members }) => members.length > 1,
  );
}

/**
 * The partnerships among some holders. One that holds nothing itself counts only for what it adds: a partnership that
 * merely controls another member has no stake besides that member's.
 */
function counted(
  r: Register,
  subject: number,
  holders: readonly number[],
  stakes: StakeOfControlSets,
): number[] {
  const partnerships = holders.filter((holder) => isPartnership(r, holder));
  const held = new Map(partnerships.map((one) => [one, stakes.holders(one, "most")]));
  const times = new Map<number, number>();
  for (const list of held.values())
    for (const holder of list) times.set(holder, (times.get(holder) ?? 0) + 1);
  return partnerships.filter((one) => {
    const own = held.get(one)!;
    const direct = stakeOf(r.stakes.equity, one, subject) !== null;
    if (direct || own.some((holder) => times.get(holder) === 1)) return true;
    for (const holder of own) times.set(holder, times.get(holder)! - 1);
    return false;
  });
}

/** Members with the reasons between them; where these do not connect them all, with all reasons of the group. */
function described({ circle }: ConcertSets, set: ConcertSet, members: readonly number[]) {
  const { r } = circle;
  const among = new Set(members);
  const parts = set.parts
    .map(({ ground, members: own }) => ({ ground, members: own.filter(({ holder }) => among.has(holder)) }))
    .filter(({ members: own }) => own.length > 1);
  const between = reasonsBetween(circle, { ...set, members, parts });
  const { reasons } = connects(r, members, between) ? between : reasonsBetween(circle, set);
  return {
    members: members.map((member) => r.entities[member]!.id),
    transitive: between.transitive,
    reasons,
    ...(between.truncated ? { truncated: true as const } : {}),
  };
}

function connects(r: Register, members: readonly number[], { reasons }: GroupReasons): boolean {
  const joined = new DisjointSets();
  for (const { a, b } of reasons) joined.join(r.index.get(a)!, r.index.get(b)!);
  return new Set(members.map((member) => joined.root(member))).size === 1;
}

const orderByTotal = <Row extends { readonly total: ShareEnds }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((x, y) => compare(y.total.min, x.total.min) || compare(y.total.max, x.total.max));
