import type { Interest } from "../model/dataset.js";
import { compare, type Fraction, fractionText, least, ONE, toNumber, ZERO } from "../model/fraction.js";
import { meets, type ShareEnds, type ShareTest, type Verdict } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { NO_SHARE, stakeOf } from "../register/stakeTable.js";
import { cascade } from "./cascade.js";
import { controlClosure } from "./controlClosure.js";
import { controlledStake } from "./controlledStake.js";
import { coverage, isTerminal, type TerminalPolicy } from "./coverage.js";
import { type LookThrough, lookThrough, type OwnerShare, type Owners } from "./lookThrough.js";
import { explainShare, PATH_LIMIT, weakestLink } from "./paths.js";
import { affordable, type Bound, completion, hitEnds, inTheLimit, undisclosedSeeds } from "./query.js";
import type { Cone } from "./walk.js";

/** A path in results: entities from the owner down to the subject. */
export interface PathResult {
  readonly share: ShareResult;
  readonly entities: readonly string[];
}

/** A share that the records leave open, as one completion sets it; a holder of null is the undisclosed remainder. */
export interface CompletionResult {
  readonly holder: string | null;
  readonly subject: string;
  readonly share: string;
}

/** How a share comes about: paths + loop + rest = share, exactly. */
export interface PathsResult {
  readonly paths: readonly PathResult[];
  readonly loop: ShareResult;
  readonly rest: ShareResult;
  /** There was no end of paths: loop and rest are then ranges. */
  readonly truncated?: true;
  /**
   * Where ranges leave the share open: the completion, reaching the least share, that the paths belong to. Where that
   * end is not reached, the completion with open ends taken as closed, which others come as near to as one likes.
   */
  readonly completion?: readonly CompletionResult[];
  /** Paths were not looked for: those of others took all that one answer may take. `explain` has them. */
  readonly pathsLeftOut?: true;
  /** There is such a completion, of more records than are printed for each of so many parties: `explain` has it. */
  readonly completionLeftOut?: true;
}

/** The side-by-side measures: numbers, each by its own convention (docs/method/measures.md). */
export interface MeasuresResult {
  readonly series: number | null;
  readonly weakestLink: number | null;
  readonly controlledStake: number;
  readonly cascade: number;
}

export interface OwnerResult extends PathsResult {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly terminal: boolean;
  readonly direct: ShareResult;
  readonly share: ShareResult;
  readonly verdict?: Verdict;
  readonly measures?: MeasuresResult;
}

export interface OwnersResult {
  readonly owners: readonly OwnerResult[];
  readonly coverage: ShareResult;
  readonly opaque: ShareResult;
  readonly opaqueParts: Readonly<Record<"unknown" | "undisclosed" | "ownerless" | "unheld", ShareResult>>;
  readonly undisclosed: ShareResult;
  readonly ownerless: ShareResult;
  readonly rings: readonly (readonly string[])[];
  readonly group?: { readonly members: readonly string[]; readonly share: ShareResult };
  /** The most that someone not identified could have: remainders, unknown holders and holders without holders. */
  readonly unidentified?: { readonly share: ShareResult; readonly verdict: Verdict };
}

export interface OwnersOptions {
  readonly subject: number;
  readonly policy: TerminalPolicy;
  readonly interest?: Interest | undefined;
  /** Paths per owner; 5 by default. */
  readonly paths?: number | undefined;
  readonly group?: readonly number[] | undefined;
  readonly measures?: boolean | undefined;
  readonly undisclosed?: "nobody" | "anyone" | undefined;
  /** Only owners whose share passes for certain or possibly. */
  readonly test?: ShareTest | undefined;
  readonly terminalOnly?: boolean | undefined;
}

export const DEFAULT_PATHS = 5;

/** Search steps for one answer as a whole, where rings make all paths be looked at. */
const SEARCH_STEPS = 400_000;

/** Steps for each of so many parties. */
const searchSteps = (parties: number): number =>
  Math.min(PATH_LIMIT, Math.ceil(SEARCH_STEPS / Math.max(1, parties)));

/** What the paths of one answer may cost as a whole, in search steps; each company passed beside the subject costs some. */
const PATHS_COST = 400_000;
const ROW_COST = 10;

/** What is left of the cost of one answer's paths: whoever comes first has them. */
export class PathBudget {
  #left = PATHS_COST;

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(steps: number): void {
    this.#left -= steps;
  }
}

/** Everyone who stands behind a subject, largest first: the answer of `owners`. */
export function ownersOf(r: Register, options: OwnersOptions): OwnersResult {
  const interest = options.interest ?? "equity";
  const measure = lookThrough(r, { interest, undisclosed: options.undisclosed });
  const found = measure.owners(options.subject);
  const covered = coverage(r, { subject: options.subject, policy: options.policy, interest });
  const owners = found.owners
    .filter((owner) => verdictOf(measure, owner, options) !== "excluded")
    .filter((owner) => !options.terminalOnly || terminalIn(r, found.cone, options.policy, owner.party))
    .sort((a, b) => byShare(r, a, b));
  const budget = new PathBudget();
  return {
    owners: owners.map((owner) => ownerResult({ r, measure, found, budget }, owner, options)),
    coverage: toShareResult(covered.coverage),
    opaque: toShareResult(covered.opaque),
    opaqueParts: {
      unknown: toShareResult(covered.parts.unknown),
      undisclosed: toShareResult(covered.parts.undisclosed),
      ownerless: toShareResult(covered.parts.ownerless),
      unheld: toShareResult(covered.parts.unheld),
    },
    undisclosed: toShareResult(found.undisclosed),
    ownerless: toShareResult(found.ownerless),
    rings: found.rings.map((ring) => ring.map((i) => r.entities[i]!.id)),
    ...(options.group ? { group: groupResult(r, measure, options.group, options.subject) } : {}),
    ...(options.test ? { unidentified: unidentifiedIn(r, found.cone, options.policy, options.test) } : {}),
  };
}

/**
 * The most that one party not identified could have: remainders, holders of kind unknown and holders without recorded
 * holders could all be the same. Never certain: it may be several, or nobody who matters.
 */
function unidentifiedIn(
  r: Register,
  above: Cone,
  policy: TerminalPolicy,
  test: ShareTest,
): NonNullable<OwnersResult["unidentified"]> {
  const seeds = undisclosedSeeds(above);
  above.rows.forEach(({ arcs }, row) => {
    arcs.forEach(({ next }, arc) => {
      const leaf = above.rows[above.targets[row]![arc]!]!.arcs.length === 0;
      const place = { subject: above.subject, company: above.nodes[row]! };
      if (leaf && !isTerminal(r, policy, next, place)) seeds.push({ row, arc });
    });
  });
  const share = { ...hitEnds(above, seeds, () => false), min: ZERO, minExclusive: false };
  return { share: toShareResult(share), verdict: meets(share, test) };
}

/** Whether an owner passes the test asked for; a share known only as a double is compared exactly all the same. */
function verdictOf(
  measure: LookThrough,
  { party, share }: OwnerShare,
  { test, subject }: OwnersOptions,
): Verdict {
  if (!test) return "certain";
  return measure.verdict({ of: [party], in: subject }, test, share);
}

/** By share descending (least first decides, then greatest), then id. */
function byShare(r: Register, a: OwnerShare, b: OwnerShare): number {
  return (
    compare(b.share.min, a.share.min) ||
    compare(b.share.max, a.share.max) ||
    r.rank[a.party]! - r.rank[b.party]!
  );
}

function groupResult(
  r: Register,
  measure: LookThrough,
  group: readonly number[],
  subject: number,
): NonNullable<OwnersResult["group"]> {
  return {
    members: group.map((i) => r.entities[i]!.id),
    share: toShareResult(measure.ends({ of: group, in: subject })),
  };
}

function terminalIn(r: Register, cone: Cone, policy: TerminalPolicy, party: number): boolean {
  if (r.entities[party]!.kind !== "dispersed") {
    return isTerminal(r, policy, party, { subject: cone.subject, company: cone.subject });
  }
  return cone.walk
    .below(party)
    .some(
      (company) =>
        cone.local.has(company) && isTerminal(r, policy, party, { subject: cone.subject, company }),
    );
}

interface Asked {
  readonly r: Register;
  readonly measure: LookThrough;
  readonly found: Owners;
  readonly budget: PathBudget;
}

function ownerResult(asked: Asked, owner: OwnerShare, options: OwnersOptions): OwnerResult {
  const { r, measure, found } = asked;
  const entity = r.entities[owner.party]!;
  return {
    id: entity.id,
    name: entity.name,
    kind: entity.kind,
    terminal: terminalIn(r, found.cone, options.policy, owner.party),
    direct: toShareResult(directShare(r, measure.interest, owner.party, options.subject)),
    share: toShareResult(owner.share),
    ...(options.test ? { verdict: verdictOf(measure, owner, options) } : {}),
    ...explained(asked, owner, options),
    ...(options.measures ? { measures: measuresOf(r, found, owner, votesOf(r), options.subject) } : {}),
  };
}

function explained(
  { r, measure, found, budget }: Asked,
  { party, share }: OwnerShare,
  { paths: wanted = DEFAULT_PATHS, subject }: OwnersOptions,
): PathsResult {
  const inRing = found.cone.ringMembers > 0;
  if (wanted === 0 && !inRing) return unexplained(share);
  // What goes more than once round a ring is told with the paths; of a large ring only where some are wanted.
  if (budget.isSpent || (wanted === 0 && !affordable(found.cone))) return leftOut(share, inRing);
  const bound = measure.bound({ of: [party], in: subject }, "least");
  budget.spend(ROW_COST * ((bound?.query.rowOf.length ?? 1) - 1));
  return pathsResult(r, bound, [party], { wanted, budget, parties: found.owners.length });
}

const votesOf = (r: Register): LookThrough => lookThrough(r, { interest: "voting" });

/** Without rings there is no loop part: where no path is wanted, all of the share is the rest. */
const unexplained = ({ min }: ShareEnds): PathsResult => ({
  paths: [],
  loop: toShareResult(NO_SHARE),
  rest: toShareResult({ min, max: min, minExclusive: false, maxExclusive: false }),
});

/** Where paths are not looked for: in rings nobody knows then what goes round them. */
export function leftOut(share: ShareEnds, inRing: boolean): PathsResult {
  if (!inRing) return { ...unexplained(share), pathsLeftOut: true };
  const open = toShareResult({ min: ZERO, max: share.min, minExclusive: false, maxExclusive: false });
  return { paths: [], loop: open, rest: open, truncated: true, pathsLeftOut: true };
}

/** What the records say that a party holds directly, in its own name. */
export function directShare(r: Register, interest: Interest, holder: number, subject: number): ShareEnds {
  const stake = stakeOf(r.stakes[interest], holder, subject);
  if (stake === null) return NO_SHARE;
  const written = r.stakes[interest].written(stake);
  // Rows that add up to more than the whole are an issue of the data; a share in results stays within it.
  return { ...written, min: least(written.min, ONE), max: least(written.max, ONE) };
}

/**
 * Largest paths, loop part and rest of a share, under the completion that reaches its least value. The partial paths looked at and the records of
 * the completion are bounded for each of so many parties, and paths for all of them by what an answer may cost: printed for each
 * of ten thousand holders of one company, they would be a hundred million.
 */
export function pathsResult(
  r: Register,
  found: Bound | null,
  set: readonly number[],
  {
    wanted,
    parties = 1,
    budget,
  }: { readonly wanted: number; readonly parties?: number; readonly budget?: PathBudget },
): PathsResult {
  const none = toShareResult(NO_SHARE);
  if (!found) return { paths: [], loop: none, rest: none };
  const limit = searchSteps(parties);
  const { paths, loop, rest, truncated, steps } = explainShare(found, set, wanted, limit);
  budget?.spend(steps);
  const completed = completion(inTheLimit(found), limit);
  const exact = (share: Fraction): ShareResult =>
    toShareResult({ min: share, max: share, minExclusive: false, maxExclusive: false });
  return {
    paths: paths.map((path) => ({
      share: exact(path.share),
      entities: path.entities.map((i) => r.entities[i]!.id),
    })),
    loop: toShareResult(loop),
    rest: toShareResult(rest),
    ...(truncated ? { truncated: true as const } : {}),
    ...(completed === null ? { completionLeftOut: true as const } : {}),
    ...(completed && completed.length > 0
      ? { completion: completed.map((share) => completionResult(r, share)) }
      : {}),
  };
}

/** One completed share with ids and the share as a fraction. */
export function completionResult(
  r: Register,
  completed: { holder: number | null; subject: number; share: Fraction },
): CompletionResult {
  return {
    holder: completed.holder === null ? null : r.entities[completed.holder]!.id,
    subject: r.entities[completed.subject]!.id,
    share: fractionText(completed.share),
  };
}

function measuresOf(
  r: Register,
  found: Owners,
  owner: OwnerShare,
  votes: LookThrough,
  subject: number,
): MeasuresResult {
  const closure = controlClosure(r);
  const byVotes = votes.bound({ of: [owner.party], in: subject }, "least");
  const inRing = found.rings.some((ring) => ring.includes(owner.party));
  // Outside rings V(i, i) is one, so that the series is the share itself, in the completion that reaches its least.
  const series = owner.series ?? (inRing ? null : owner.share.min);
  return {
    series: series && toNumber(series),
    weakestLink: byVotes ? weakestLink(byVotes, [owner.party]) : 0,
    controlledStake: toNumber(controlledStake(closure, { by: [owner.party], in: subject }).stake.min),
    cascade: toNumber(cascade(r, owner.party, subject)),
  };
}
