import { policyOf, testOf } from "../law/law.js";
import type { Method, ShareLimb } from "../law/profileRules.js";
import { coverage, isTerminal, type TerminalPolicy } from "../measures/coverage.js";
import { lookThrough } from "../measures/lookThrough.js";
import { sameWalk } from "../measures/sameWalk.js";
import { unidentifiedStake } from "../measures/unidentifiedStake.js";
import { walk } from "../measures/walk.js";
import type { Interest } from "../model/dataset.js";
import { equals, greatest, isZero, least, ONE, sum, ZERO } from "../model/fraction.js";
import { meets, type ShareEnds, type ShareTest } from "../model/share.js";
import { toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import {
  type Case,
  CONTROL_FACTS_ANSWERED,
  idOf,
  isTrue,
  lacking,
  type MissingItem,
  type Owners,
} from "./ownerCase.js";

/**
 * What is not known and could hide an owner, and the records that leave open whether those found are owners: nothing,
 * when the search is exhausted.
 */
export function unknownsOf(c: Case, owners: Owners): MissingItem[] {
  const { r, subject, rules, parameters, asked } = c;
  const policy = policyOf(parameters.get(rules.terminals)!);
  const missing: MissingItem[] = [];
  const isDoubtful = [...owners.values()]
    .flat()
    .some(({ verdict, share }) => share && verdict === "possible");
  const searched: Interest[] = [];
  for (const limb of rules.limbs) {
    const stated = limb.test === "share" ? parameters.get(limb.parameter) : undefined;
    if (limb.test !== "share" || !stated) continue;
    if (searched.some((interest) => sameWalk(r, subject, interest, limb.interest))) continue;
    searched.push(limb.interest);
    const open = openPlaces(r, subject, policy, limb.interest);
    const gaps = gapsOf(c, policy, limb, asked ?? testOf(stated), open);
    if (gaps || isDoubtful) missing.push(...open, ...(gaps ?? []));
  }
  const asksControl = rules.limbs.some(({ test }) => test !== "share");
  if (asksControl && !isTrue(r, subject, CONTROL_FACTS_ANSWERED))
    missing.push(lacking(r, CONTROL_FACTS_ANSWERED, subject));
  const seen = new Set<string>();
  return missing.filter(({ what, entity, interest }) => {
    const key = JSON.stringify([what, entity, interest]);
    return !seen.has(key) && seen.add(key);
  });
}

/** What the places that are open leave room for; null where the holders of an interest are known to their ends. */
function gapsOf(
  c: Case,
  policy: TerminalPolicy,
  limb: ShareLimb,
  test: ShareTest,
  open: readonly MissingItem[],
): MissingItem[] | null {
  const { r, subject } = c;
  const { interest } = limb;
  const { coverage: covered, opaque, parts } = coverage(r, { subject, policy, interest });
  const { unknown, undisclosed, unheld, ownerless } = parts;
  const entity = idOf(r, subject);
  // What was computed in doubles is whole when nobody is left open and no ring keeps anything to itself.
  const isClosed = open.every(({ what }) => what === "shares");
  const whole =
    covered.approximate !== undefined
      ? isClosed && isZero(lookThrough(r, { interest }).owners(subject).ownerless.max)
      : equals(covered.min, ONE);
  if (whole) return null;
  const byProducts = least(opaque.max, sum([unknown.max, undisclosed.max, unheld.max]));
  const hidden = MULTIPLIED.has(limb.method)
    ? byProducts
    : greatest(
        byProducts,
        unidentifiedStake(r, { interest, subject, policy, link: linkTest(c, limb, test) }),
      );
  const anyone: ShareEnds = { min: ZERO, max: hidden, minExclusive: false, maxExclusive: false };
  const gap = (what: MissingItem["what"], share: ShareEnds): MissingItem[] => [
    { what, entity, interest, share: toShareResult(share) },
  ];
  return [
    ...(isClosed || !isZero(ownerless.max) ? gap("ownersOfRing", ownerless) : []),
    ...(isZero(hidden) || meets(anyone, test) === "excluded" ? [] : gap("unidentifiedOwner", anyone)),
  ];
}

const MULTIPLIED: ReadonlySet<Method> = new Set(["multiply", "inController"]);

/** What somebody needs at a link so that what is below counts in full; null where any part counts. */
function linkTest(c: Case, { method, link }: ShareLimb, test: ShareTest): ShareTest | null {
  if (method === "rolling") return test;
  if (method === "higherInterest") return null;
  return link === undefined ? c.controlTest : testOf(c.parameters.get(link)!);
}

/** The companies and parties at which the walk from the subject leaves what is known, terminals not passed. */
function openPlaces(r: Register, subject: number, policy: TerminalPolicy, interest: Interest): MissingItem[] {
  const rows = walk(r, interest);
  const items: MissingItem[] = [];
  const seen = new Set([subject]);
  const queue = [subject];
  for (let company = queue.pop(); company !== undefined; company = queue.pop()) {
    const { arcs, undisclosed } = rows.row(company);
    const unheld = arcs.length === 0 && r.entities[company]!.kind !== "unknown";
    if (undisclosed || unheld) items.push(lacking(r, "holders", company));
    if (arcs.some(({ share }) => !equals(share.min, share.max))) items.push(lacking(r, "shares", company));
    const place = { subject, company };
    for (const { next, also } of arcs) {
      if (seen.has(next) || [next, ...also].some((party) => isTerminal(r, policy, party, place))) continue;
      seen.add(next);
      queue.push(next);
      if (r.entities[next]!.kind === "unknown") items.push(lacking(r, "identity", next));
    }
  }
  const rank = ({ entity }: MissingItem): number => r.rank[r.index.get(entity)!]!;
  return items.sort((a, b) => rank(a) - rank(b) || (a.what < b.what ? -1 : 1));
}
