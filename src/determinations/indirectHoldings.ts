import { testOf } from "../law/law.js";
import type { Method, ShareLimb } from "../law/profileRules.js";
import { cascadeSets } from "../measures/cascadeSet.js";
import type { ControlLink } from "../measures/controlClosure.js";
import { directHoldings, type PartySets, stakeOfSets } from "../measures/directStake.js";
import { type LookThrough, lookThrough } from "../measures/lookThrough.js";
import { explainShare } from "../measures/paths.js";
import {
  higherOf,
  NOTHING_HELD,
  type ProductShares,
  productShares,
  wholeFromMajority,
} from "../measures/productShare.js";
import { rollingShares } from "../measures/rollingShare.js";
import { sameWalk } from "../measures/sameWalk.js";
import { type Cone, walk } from "../measures/walk.js";
import { compare, greatest, isZero, ONE } from "../model/fraction.js";
import { meets, type ShareEnds, type ShareTest, type Verdict } from "../model/share.js";
import { type Case, idOf } from "./ownerCase.js";
import { type PartiesAbove, partiesAbove, united } from "./partySets.js";

/** How an owner comes to a share: the largest path, or the links of a chain. */
export interface Way {
  readonly path?: string[];
  readonly chain?: ControlLink[];
}

/** One way to count holdings through others, for one subject: shares of parties, and of several together. */
export interface IndirectHolding {
  /** Everyone who may have something. */
  readonly parties: readonly number[];
  /** Null where the interest decides nothing about the subject. */
  share(of: readonly number[]): ShareEnds | null;
  verdict(of: readonly number[], test: ShareTest, share: ShareEnds): Verdict;
  way(party: number): Way;
  /** Whether a party holds something through others, of whatever size. */
  throughOthers(party: number): Verdict;
}

const decided = (_of: readonly number[], test: ShareTest, share: ShareEnds): Verdict => meets(share, test);

/** The method of a limb, made ready for the subject of the case. */
export const indirectHolding = (c: Case, limb: ShareLimb): IndirectHolding => METHODS[limb.method](c, limb);

/** The same of those alone who may pass a test, where nothing but look-through shares of single parties counts. */
export function screenedHolding(
  { r, subject, brief }: Case,
  { method, interest, aggregation, options }: ShareLimb,
  test: ShareTest,
): IndirectHolding | null {
  const multiplies =
    method === "multiply" || (method === "higherInterest" && sameWalk(r, subject, "equity", "voting"));
  if (!brief || !multiplies || aggregation !== "none" || options) return null;
  const parties = brief(interest, subject, test);
  if (parties === null) return null;
  const measure = lookThrough(r, { interest });
  return {
    parties: parties.filter((party) => party !== subject),
    share: (of) => (of.length === 1 ? endsOf(measure, of[0]!, subject) : measure.ends({ of, in: subject })),
    ...comparedIn(measure, subject),
  };
}

const measuredIn = new WeakMap<Cone, Map<number, ShareEnds>>();

/** The share of one party, measured once for all interests that are walked alike. */
function endsOf(measure: LookThrough, party: number, subject: number): ShareEnds {
  const above = measure.cone(subject);
  const known = measuredIn.get(above) ?? new Map<number, ShareEnds>();
  measuredIn.set(above, known);
  const found = known.get(party) ?? measure.ends({ of: [party], in: subject });
  known.set(party, found);
  return found;
}

/** Ways to count holdings through others, by the name that profiles give them. */
const METHODS: Readonly<Record<Method, (c: Case, limb: ShareLimb) => IndirectHolding>> = {
  multiply: ({ r, subject }, { interest }) => multiplied(lookThrough(r, { interest }), subject),
  controlledSet: (c, limb) => {
    const above = partiesAbove(c.r, c.subject, linkTest(c, limb));
    return ofSets(c, limb, above, (parties) => above.combined(parties), combinedWay(c, limb, above));
  },
  singleLink: (c, limb) => {
    const above = partiesAbove(c.r, c.subject, linkTest(c, limb));
    const linked = above.linked(limb);
    return ofSets(
      c,
      limb,
      above,
      (parties) => united(parties.map((party) => linked.sets(party))),
      (party) => {
        const holder = largestHolder(c, limb, linked.sets(party));
        const chain = holder === undefined ? [] : linked.chain(party, holder);
        return { path: [...chain, c.subject].map((entity) => idOf(c.r, entity)) };
      },
    );
  },
  rolling: ({ r, subject }, { interest }) => {
    const shares = rollingShares(r, interest, subject);
    return {
      parties: [...shares.keys()],
      share: (of) => of.map((party) => shares.get(party)?.share ?? NOTHING_HELD).reduce(larger),
      verdict: decided,
      way: (party) => ({ path: (shares.get(party)?.path ?? []).map((entity) => idOf(r, entity)) }),
      throughOthers: (party) => beyondDirect(lookThrough(r, { interest }), party, subject),
    };
  },
  deemedWhole: (c, limb) => {
    const { r, subject } = c;
    const factors = wholeFromMajority(r, limb.interest, linkTest(c, limb));
    return ofProducts(c, limb, productShares(r, limb.interest, subject, factors));
  },
  higherInterest: (c, limb) => {
    const { r, subject } = c;
    if (sameWalk(r, subject, "equity", "voting")) return METHODS.multiply(c, limb);
    return ofProducts(c, limb, productShares(r, limb.interest, subject, higherOf(r, ["equity", "voting"])));
  },
  cascade: (c, limb) => {
    const { r, subject } = c;
    const sets = cascadeSets(r, { interest: limb.interest, subject, test: linkTest(c, limb) });
    const measure = lookThrough(r, { interest: limb.interest });
    const holdings = directHoldings(r, limb.interest, subject);
    return {
      parties: measure.upstream(subject),
      share: (of) => stakeOfSets(holdings, sets(of), limb),
      verdict: decided,
      way: (party) => ({ path: largestPath(measure, party, subject) }),
      throughOthers: (party) => holdThroughSet(c, limb, sets([party]), party),
    };
  },
  inController: (c, limb) => inController(c, limb),
};

const linkTest = (c: Case, { link }: ShareLimb): ShareTest =>
  link === undefined ? c.controlTest : testOf(c.parameters.get(link)!);

/** The larger of two ranges, end by end: at least one of the two is there. */
function larger(a: ShareEnds, b: ShareEnds): ShareEnds {
  const low = compare(a.min, b.min) >= 0 ? a : b;
  const high = compare(a.max, b.max) >= 0 ? a : b;
  return {
    min: greatest(a.min, b.min),
    max: greatest(a.max, b.max),
    minExclusive: low.minExclusive,
    maxExclusive: high.maxExclusive,
  };
}

function multiplied(measure: LookThrough, subject: number): IndirectHolding {
  const known = new Map(measure.owners(subject).owners.map(({ party, share }) => [party, share]));
  return {
    parties: [...known.keys()].filter((party) => party !== subject),
    share: (of) =>
      of.length === 1 ? (known.get(of[0]!) ?? NOTHING_HELD) : measure.ends({ of, in: subject }),
    ...comparedIn(measure, subject),
  };
}

const comparedIn = (measure: LookThrough, subject: number): Omit<IndirectHolding, "parties" | "share"> => ({
  verdict: (of, test, share) => measure.verdict({ of, in: subject }, test, share),
  way: (party) => ({ path: largestPath(measure, party, subject) }),
  throughOthers: (party) => beyondDirect(measure, party, subject),
});

/** Whether the look-through share is more than what is held directly: certain, or where ranges leave it open possible. */
function beyondDirect({ register, interest, ends }: LookThrough, party: number, subject: number): Verdict {
  const alone = new Set([party]);
  const direct = stakeOfSets(directHoldings(register, interest, subject), { least: alone, most: alone });
  const all = ends({ of: [party], in: subject });
  if (compare(all.min, direct.max) > 0) return "certain";
  return compare(all.max, direct.max) > 0 || compare(all.min, direct.min) > 0 ? "possible" : "excluded";
}

function largestPath(measure: LookThrough, owner: number, subject: number): string[] {
  const question = { of: [owner], in: subject };
  for (const sense of ["least", "most"] as const) {
    const found = measure.bound(question, sense);
    const [path] = found ? explainShare(found, [owner], 1).paths : [];
    if (path) return path.entities.map((entity) => idOf(measure.register, entity));
  }
  return [];
}

/** Direct holdings in the subject of a set of parties: of votes those that can be cast. */
function ofSets(
  { r, subject }: Case,
  limb: ShareLimb,
  above: PartiesAbove,
  setsOf: (parties: readonly number[]) => PartySets,
  way: (party: number) => Way,
): IndirectHolding {
  const holdings = directHoldings(r, limb.interest, subject);
  return {
    parties: above.parties,
    share: (of) =>
      limb.interest === "voting" ? above.votes(setsOf(of)) : stakeOfSets(holdings, setsOf(of), limb),
    verdict: decided,
    way,
    throughOthers: (party) => holdThroughSet({ r, subject }, limb, setsOf([party]), party),
  };
}

/** Whether others in a party's set hold something of the subject. */
function holdThroughSet(
  { r, subject }: Pick<Case, "r" | "subject">,
  { interest }: ShareLimb,
  { least, most }: PartySets,
  party: number,
): Verdict {
  const { arcs, by } = directHoldings(r, interest, subject);
  const hold = (members: ReadonlySet<number>, surely: boolean): boolean =>
    [...members].some(
      (member) =>
        member !== party &&
        (by.get(member) ?? []).some((arc) => !isZero(arcs[arc]!.share[surely ? "min" : "max"])),
    );
  if (hold(least, true)) return "certain";
  return hold(most, false) ? "possible" : "excluded";
}

/** Of those in a set who hold the subject directly, the one with most; itself where the party holds something. */
function largestHolder({ r, subject }: Case, { interest }: ShareLimb, sets: PartySets): number | undefined {
  const holdings = directHoldings(r, interest, subject);
  const members = [...(sets.least.size > 1 ? sets.least : sets.most)].filter((member) =>
    holdings.by.has(member),
  );
  const share = (member: number): ShareEnds => {
    const alone = new Set([member]);
    return stakeOfSets(holdings, { least: alone, most: alone });
  };
  return members.sort((a, b) => compare(share(b).max, share(a).max) || r.rank[a]! - r.rank[b]!)[0];
}

const combinedWay =
  (c: Case, limb: ShareLimb, above: PartiesAbove) =>
  (party: number): Way => {
    const holder = largestHolder(c, limb, above.combined([party]));
    if (holder === undefined) return {};
    const end = [holder, c.subject].map((entity) => idOf(c.r, entity));
    if (holder === party) return { path: end };
    const chain = above.closure.chain({ from: party, to: holder });
    return { path: [...downTo(chain, idOf(c.r, party), end[0]!), end[1]!], chain };
  };

/** One way through the links of a chain; links stand in the order from the party down. */
function downTo(chain: readonly ControlLink[], from: string, to: string): string[] {
  const path = [to];
  for (let at = to; at !== from; ) {
    const link = chain.findLast((each) => each.to === at && !path.includes(each.from));
    if (!link) return [from, ...path];
    at = link.from;
    path.unshift(at);
  }
  return path;
}

function ofProducts(
  { r, subject }: Case,
  { interest }: ShareLimb,
  { shares }: ProductShares,
): IndirectHolding {
  const measure = lookThrough(r, { interest });
  const none = NOTHING_HELD;
  return {
    parties: [...shares.keys()],
    // Products of several parties cannot be united without their paths: the largest is what they have at least.
    share: (of) => of.map((party) => shares.get(party) ?? none).reduce(larger),
    verdict: decided,
    way: (party) => ({ path: largestPath(measure, party, subject) }),
    throughOthers: (party) => beyondDirect(measure, party, subject),
  };
}

/** The look-through share in those who control the subject, each of them by itself: the greatest counts. */
function inController({ r, subject, controlTest }: Case, { interest }: ShareLimb): IndirectHolding {
  const measure = lookThrough(r, { interest });
  const { closure } = partiesAbove(r, subject, controlTest);
  const found = closure.controllersOf(subject);
  const inControl = new Set(found.map(({ controller }) => controller));
  // Of a shell that another controller holds whole, the shares are those of that other: it need not be asked.
  const isShell = (entity: number): boolean => {
    const [arc, ...more] = walk(r, interest).row(entity).arcs;
    return (
      arc !== undefined && more.length === 0 && inControl.has(arc.next) && compare(arc.share.min, ONE) === 0
    );
  };
  const controllers = found
    .filter(({ controller }) => r.entities[controller]!.kind !== "naturalPerson" && !isShell(controller))
    .map(({ controller, verdict }) => ({ controller, verdict, held: multiplied(measure, controller) }));
  const inEach = (of: readonly number[]): { share: ShareEnds; verdict: (test: ShareTest) => Verdict }[] =>
    controllers.map(({ verdict: control, held }) => {
      const share = held.share(of)!;
      const known = control === "certain" ? share : { ...share, min: NOTHING_HELD.min, minExclusive: false };
      const passes = (test: ShareTest): Verdict => {
        const found = held.verdict(of, test, share);
        return found === "certain" && control === "possible" ? "possible" : found;
      };
      return { share: known, verdict: passes };
    });
  return {
    parties: [...new Set(controllers.flatMap(({ held }) => held.parties))].filter(
      (party) => party !== subject,
    ),
    share: (of) => inEach(of).reduce((most, { share }) => larger(most, share), NOTHING_HELD as ShareEnds),
    verdict: (of, test) => {
      const found = inEach(of).map(({ verdict }) => verdict(test));
      return (
        found.find((each) => each === "certain") ?? found.find((each) => each === "possible") ?? "excluded"
      );
    },
    way: (party) => {
      const best = controllers.find(({ held }) => held.parties.includes(party));
      if (!best) return {};
      const chain = closure.chain({ from: best.controller, to: subject });
      return { ...best.held.way(party), chain };
    },
    throughOthers: (party) =>
      controllers.some(({ held }) => held.parties.includes(party)) ? "certain" : "excluded",
  };
}
