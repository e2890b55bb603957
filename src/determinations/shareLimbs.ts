import { testOf } from "../law/law.js";
import type { ShareLimb } from "../law/profileRules.js";
import type { LawParameter } from "../law/regulation.js";
import type { Known } from "../measures/evidence.js";
import { sameWalk } from "../measures/sameWalk.js";
import { add, divide, type Fraction, isZero, least, ONE, ZERO } from "../model/fraction.js";
import { meets, readShare, type ShareEnds, type ShareTest, sameShare, type Verdict } from "../model/share.js";
import { factOf } from "../register/register.js";
import { type IndirectHolding, indirectHolding, screenedHolding, type Way } from "./indirectHoldings.js";
import { type Case, idOf, type Met, mayOwn, type Owners } from "./ownerCase.js";
import { type Together, togetherOf } from "./ownerGroups.js";

/** What a limb found for one party, before it is named. */
interface Tested {
  readonly owner: number;
  readonly share: ShareEnds;
  readonly verdict: Verdict;
  readonly together: Together | null;
  way(): Way;
}

/** Who meets a threshold on the shares of one interest. */
export function shareLimb(
  c: Case,
  limb: ShareLimb,
  before: Owners,
  isAsked: (owner: number) => boolean,
): [owner: number, met: Met][] {
  const stated = c.parameters.get(limb.parameter)!;
  const test = c.asked ?? testOf(stated);
  const follows = followedBy(c, limb, before);
  const { article, verified } = stated;
  const found =
    limb.aggregation === "listed" && c.listed ? listedTogether(c, limb, test) : each(c, limb, test, isAsked);
  return found.flatMap((tested): [number, Met][] => {
    const { owner, share, verdict } = tested;
    const { method, interest } = limb;
    c.tested?.({ owner, limb: limb.limb, method, interest, article, test, share, verdict, verified });
    if (verdict === "excluded" || follows(owner, share)) return [];
    const known = limb.review ? "possible" : verdict;
    return named(c, limb, stated, tested, known).map((met) => [owner, met]);
  });
}

/** Everyone asked, alone and with those whose shares are added. */
function each(c: Case, limb: ShareLimb, test: ShareTest, isAsked: (owner: number) => boolean): Tested[] {
  const held = screenedHolding(c, limb, test) ?? indirectHolding(c, limb);
  const together = togetherOf(c, limb);
  const optioned = limb.options ? optionHolders(c) : new Map<number, Options>();
  const parties = new Set([...held.parties, ...optioned.keys()]);
  return [...parties].flatMap((owner): Tested[] => {
    if (!isAsked(owner)) return [];
    const alone = held.share([owner]);
    if (!alone) return [];
    const options = optioned.get(owner);
    const share = options ? exercised(alone, options) : alone;
    const verdict = options ? meets(share, test) : held.verdict([owner], test, share);
    const group = together(owner);
    const joint = group && (limb.bands || verdict !== "certain") ? jointly(held, test, owner, group) : null;
    const better = joint && (joint.verdict !== "excluded" || verdict === "excluded") ? joint : null;
    const tested = better ?? { owner, share, verdict, together: null, way: () => held.way(owner) };
    if (isZero(tested.share.max)) return [];
    // A trust is asked about as the holder that it is; what its people hold is held through it.
    return [limb.indirect && mayOwn(c, owner) ? throughOthers(held, tested) : tested];
  });
}

function jointly(held: IndirectHolding, test: ShareTest, owner: number, group: Together): Tested | null {
  const share = held.share(group.members);
  if (!share) return null;
  const verdict = held.verdict(group.members, test, share);
  const known = verdict === "certain" && group.verdict === "possible" ? "possible" : verdict;
  return { owner, share, verdict: known, together: group, way: () => held.way(owner) };
}

/** All persons named, as one: each of them who stands somewhere above the subject. */
function listedTogether(c: Case, limb: ShareLimb, test: ShareTest): Tested[] {
  const held = indirectHolding(c, limb);
  const listed = c.listed!.filter((party) => held.parties.includes(party));
  const share = listed.length === 0 ? null : held.share(listed);
  if (!share) return [];
  const verdict = held.verdict(listed, test, share);
  const together = listed.length > 1 ? { members: listed, verdict: "certain" as const } : null;
  return listed.map((owner) => ({ owner, share, verdict, together, way: () => held.way(owner) }));
}

/** A person who holds only directly is not meant. */
function throughOthers(held: IndirectHolding, tested: Tested): Tested {
  const through = held.throughOthers(tested.owner);
  if (through === "certain" || tested.verdict === "excluded") return tested;
  return { ...tested, verdict: through };
}

/** Where an interest is not recorded apart, it passes exactly when the one it follows does: nothing new to say. */
function followedBy(
  { r, rules, subject }: Case,
  limb: ShareLimb,
  before: Owners,
): (owner: number, share: ShareEnds) => boolean {
  const followed = rules.limbs.flatMap((other) =>
    other.test === "share" && sameWalk(r, subject, other.interest, limb.interest) ? [other.limb] : [],
  );
  return (owner, share) =>
    (before.get(owner) ?? []).some(
      (met) =>
        limb.unless.includes(met.limb) &&
        followed.includes(met.limb) &&
        met.share !== null &&
        sameShare(met.share, share),
    );
}

/** The limb as it is reported: under its own name, or under those of the bands that the share may be in. */
function named(c: Case, limb: ShareLimb, stated: LawParameter, tested: Tested, verdict: Known): Met[] {
  const { article, verified } = stated;
  const { share, together } = tested;
  const common = {
    share,
    ...(c.brief ? {} : tested.way()),
    ...(together ? { jointly: together.members.map((member) => idOf(c.r, member)) } : {}),
  };
  if (!limb.bands) {
    const name = together ? (limb.jointLimb ?? limb.limb) : limb.limb;
    return [{ limb: name, article, verified, verdict, ...common }];
  }
  const within = bandsOf(c, limb.bands, share);
  // A threshold asked for in place of the profile's own may lie below the first band.
  const bands = within.length > 0 ? within : [{ limb: limb.interest, article, verified }];
  return bands.map((band) => ({
    limb: band.limb,
    article: band.article,
    verified: band.verified,
    verdict: bands.length > 1 ? ("possible" as const) : verdict,
    ...common,
    ...(bands.length > 1 ? { ownership: verdict } : {}),
  }));
}

interface Band {
  readonly limb: string;
  readonly article: string;
  readonly verified: boolean;
}

/** The bands that a share may be in: one for a share that is known well enough. */
function bandsOf(c: Case, bands: NonNullable<ShareLimb["bands"]>, share: ShareEnds): Band[] {
  const passed = bands.map(({ limb, parameter }) => {
    const stated = c.parameters.get(parameter)!;
    const { article, verified } = stated;
    return { limb, article, verified, verdict: meets(share, testOf(stated)) };
  });
  const highest = passed.findLastIndex(({ verdict }) => verdict !== "excluded");
  const lowest = Math.max(
    0,
    passed.findLastIndex(({ verdict }) => verdict === "certain"),
  );
  return passed.slice(lowest, highest + 1);
}

/** Options on shares of the subject, over its present capital: on new shares, and on shares that are there. */
interface Options {
  readonly issued: Fraction;
  readonly existing: Fraction;
}

/** Name of the fact of a party that states its options on shares of a company. */
const OPTION_FACT = "option:";

function optionHolders({ r, subject }: Case): Map<number, Options> {
  const { id, name } = r.entities[subject]!;
  const holders = new Map<number, Options>();
  for (const key of new Set([id, name])) {
    for (const { entity } of r.facts.filter(({ record }) => record.fact === OPTION_FACT + key)) {
      const record = factOf(r, entity, OPTION_FACT + key)!.record;
      const { range } = readShare(String(record.value));
      const part = range?.min ?? ZERO;
      const existing = record.unit === "existing";
      holders.set(entity, { issued: existing ? ZERO : part, existing: existing ? part : ZERO });
    }
  }
  return holders;
}

/** A share as if the holder's own options were exercised: new shares enlarge the whole. */
function exercised(share: ShareEnds, { issued, existing }: Options): ShareEnds {
  const whole = add(ONE, issued);
  const after = (end: Fraction): Fraction => least(ONE, divide(add(end, add(issued, existing)), whole));
  return { ...share, min: after(share.min), max: after(share.max) };
}
