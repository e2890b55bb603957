import { testOf } from "../../law/law.js";
import { isNobody } from "../../measures/evidence.js";
import { compare, divide, type Fraction, least, ONE, sum, ZERO } from "../../model/fraction.js";
import {
  exactShare,
  meets,
  readShare,
  type ShareEnds,
  UNKNOWN_SHARE,
  type Verdict,
} from "../../model/share.js";
import type { ResolvedHolding } from "../../register/resolve.js";
import type { Conclusion } from "../finding.js";
import { concluded, doubtful, type Limb } from "../limbs.js";
import { ofEach, type Rule } from "../rule.js";
import { type Holder, holdingEvidence, type RuleContext, shareWords } from "../ruleContext.js";
import { lasts, lockMissing, lockUpOf } from "./lockPeriods.js";
import { namedHolders, smallTradedHolder } from "./standing.js";

/** Article 25(1) and (3): nothing is pledged during the lock-up, and no more than a part of it afterwards. */

interface Pledge {
  readonly row: ResolvedHolding;
  readonly part: ShareEnds;
}

/** Rows of which a pledge is recorded, a pledge of nothing included. */
const pledges = ({ rows }: Holder): Pledge[] =>
  rows.flatMap((row) => {
    const { pledged } = row.record;
    return pledged === undefined ? [] : [{ row, part: readShare(pledged).range ?? UNKNOWN_SHARE }];
  });

/** Pledged over held: both in the unit of the company. What is pledged beyond the holding counts as all of it. */
function pledgedOverHeld(all: readonly Pledge[], { equity }: Holder): ShareEnds {
  const ratio = (part: Fraction, held: Fraction): Fraction =>
    compare(part, held) >= 0 ? (part.n === 0n ? ZERO : ONE) : least(divide(part, held), ONE);
  const min = sum(all.map(({ part }) => part.min));
  const max = sum(all.map(({ part }) => part.max));
  return { ...exactShare(ratio(min, equity.max)), max: ratio(max, equity.min) };
}

/** Whether something was pledged while its row was locked in. */
function pledgedInLockUp(c: RuleContext, { row, part }: Pledge): Verdict {
  const something = meets(part, { moreThan: ZERO });
  const lock = lockUpOf(c, row);
  const locked = c.on === null || !lock ? "possible" : lasts(lock, c.on);
  if (something === "excluded" || locked === "excluded") return "excluded";
  return something === "certain" && locked === "certain" ? "certain" : "possible";
}

const pledged: Rule = {
  id: "SC-25-1",
  parameter: "SC-25-1",
  severity: "high",
  conclude: (c) => ofEach(namedHolders(c), (holder) => ofHolder(c, holder)),
};

function ofHolder(c: RuleContext, holder: Holder): Conclusion | null {
  const all = pledges(holder);
  if (all.length === 0 || isNobody(c.r, holder.index)) return null;
  const evidence = [holdingEvidence(c, holder)];
  const measured = pledgedOverHeld(all, holder);
  const parameters = { measured: shareWords(measured) };
  const small = smallTradedHolder(c, holder, "SC-25-1.exemptBelow");
  if (small.verdict === "certain") {
    const exempt = {
      verdict: "exempt",
      exemption: "smallHolder",
      parameter: c.law("SC-25-1.exemptBelow"),
    } as const;
    return { parties: [holder.id], ...exempt, measured, evidence, parameters };
  }
  const afterwards = c.law("SC-25-1");
  const part: Limb = {
    limb: "part",
    verdict: { certain: "clear", possible: "undetermined", excluded: "breach" }[
      meets(measured, testOf(afterwards))
    ] as Limb["verdict"],
    missing:
      meets(measured, testOf(afterwards)) === "possible" ? [{ what: "shares", entity: holder.id }] : [],
    parameter: afterwards,
  };
  const limbs = [...all.flatMap((pledge) => lockLimb(c, holder, pledge) ?? []), part].map((limb) => ({
    ...limb,
    measured,
    evidence,
    parameters: { ...limb.parameters, ...parameters },
  }));
  return concluded(
    [holder.id],
    small.verdict === "possible" ? limbs.map((limb) => doubtful(limb, small.missing)) : limbs,
  );
}

function lockLimb(c: RuleContext, holder: Holder, pledge: Pledge): Limb | null {
  const inside = pledgedInLockUp(c, pledge);
  if (inside === "excluded") return null;
  const lock = lockUpOf(c, pledge.row);
  const open = lockMissing(c, c.on === null ? null : lock, holder.id);
  const missing = open.length > 0 ? open : [{ what: "pledged", entity: holder.id }];
  return {
    limb: "lockUp",
    verdict: inside === "certain" ? "breach" : "undetermined",
    missing: inside === "certain" ? [] : missing,
    // Unless the record says until when, the end follows from a period that was not read in its source.
    unverified: lock?.stated !== true && lock?.parameter.verified !== true,
    parameter: c.law("SC-25-1.duringLockUp"),
    parameters: { case: "lockUp", end: lock ? lock.latest : "–" },
  };
}

export const PLEDGES: readonly Rule[] = [pledged];
