import { type Side, type Sides, unionOfIds } from "../../determinations/changes/sides.js";
import { nearestParameter, testOf } from "../../law/law.js";
import { concertGroups } from "../../measures/concertGroups.js";
import { equityWatch, heldBy, stakeBetween } from "../../measures/watch.js";
import { compare, type Fraction, subtract, ZERO } from "../../model/fraction.js";
import { meets, type ShareEnds, type ShareRange, type Verdict } from "../../model/share.js";
import { NO_SHARE } from "../../register/stakeTable.js";
import { shareWords } from "../ruleContext.js";
import { REGULATION } from "./approvals.js";
import { any, type DutyClaim, newly, termOf } from "./duty.js";
import { type Events, latest } from "./events.js";
import { movedHolders } from "./filings.js";
import { isMarketBought, isQuoted } from "./market.js";

const RULE = "SC-44-1";
const TERMS = [
  "correctionTradingDays",
  "minimumHoldingMonths",
  "changeStep",
  "noticeStep",
  "votesVoidMonths",
];

/** Who acts as one: a group in concert, or a holder by itself. */
interface Unit {
  readonly members: readonly string[];
  readonly verdict: "certain" | "possible";
}

/**
 * SC-44-1 with the Securities Law: who by purchases on an exchange or in the share transfer system comes to the line of the
 * law, alone or with others, puts up a placard; who is there already does so again for each further step.
 */
export function placards(both: Sides, events: Events): DutyClaim[] {
  const law = nearestParameter(REGULATION, RULE, both.on);
  const moved = new Set(movedHolders(both));
  return unitsOf(both).flatMap((unit): DutyClaim[] => {
    const [was, is] = [unitStake(both.before, unit), unitStake(both.after, unit)];
    const bought = purchased(both, events, unit);
    const reached = newly(meets(was, testOf(law)), meets(is, testOf(law)));
    const words = {
      subject: both.subject,
      parties: unit.members.join(", "),
      before: shareWords(was),
      after: shareWords(is),
    };
    const base = {
      rule: RULE,
      parameter: RULE,
      timing: "within" as const,
      parties: unit.members,
      event: latest(moving(moved, unit).map((id) => events.holder(id))),
      parameters: words,
    };
    if (reached !== "excluded" && bought !== "excluded") {
      return [
        {
          ...base,
          period: `${RULE}.reportDays`,
          duty: "placard",
          to: "exchange",
          alsoTo: ["csrc", "company"],
          cause: "accumulated",
          verdict: all([reached, bought, unit.verdict]),
          terms: TERMS.map((name) => termOf(REGULATION, `${RULE}.${name}`, both.on)),
          missing:
            bought === "possible" ? unit.members.map((entity) => ({ what: "acquiredBy", entity })) : [],
        },
      ];
    }
    if (meets(was, testOf(law)) === "excluded") return [];
    if (!isQuoted(both) && bought !== "certain") return [];
    return stepClaim(both, base, unit, was, is);
  });
}

/** Members whose own stake changed; all where the records of none did, as with new capital. */
function moving(moved: ReadonlySet<string>, { members }: Unit): readonly string[] {
  const own = members.filter((id) => moved.has(id));
  return own.length > 0 ? own : members;
}

const all = (verdicts: readonly Verdict[]): "certain" | "possible" =>
  verdicts.every((verdict) => verdict === "certain") ? "certain" : "possible";

/** Each further step up or down, from where the earlier side stands: a large one by placard, a small one by notice. */
function stepClaim(
  both: Sides,
  base: Pick<DutyClaim, "rule" | "parameter" | "timing" | "parties" | "event" | "parameters">,
  unit: Unit,
  was: ShareRange,
  is: ShareRange,
): DutyClaim[] {
  const moved = distance(was, is);
  const steps = [
    { name: "changeStep", period: "reportDays", duty: "placard", to: "exchange" },
    { name: "noticeStep", period: "noticeDays", duty: "report", to: "company" },
  ] as const;
  for (const { name, period, duty, to } of steps) {
    const passes = meets(moved, testOf(nearestParameter(REGULATION, `${RULE}.${name}`, both.on)));
    if (passes === "excluded") continue;
    return [
      {
        ...base,
        parameter: `${RULE}.${name}`,
        period: `${RULE}.${period}`,
        duty,
        to,
        ...(duty === "placard" ? { alsoTo: ["csrc", "company"] as const } : {}),
        cause: name,
        verdict: all([passes, unit.verdict]),
      },
    ];
  }
  return [];
}

/** How far a share moved, up or down, as far as both are known. */
function distance(was: ShareRange, is: ShareRange): ShareEnds {
  const up = subtract(is.min, was.max);
  const down = subtract(was.min, is.max);
  const least = [up, down, ZERO].reduce((a, b) => (compare(a, b) >= 0 ? a : b));
  const far: readonly Fraction[] = [subtract(is.max, was.min), subtract(was.max, is.min)];
  const most = compare(far[0]!, far[1]!) >= 0 ? far[0]! : far[1]!;
  return { min: least, max: most, minExclusive: false, maxExclusive: false };
}

/** Groups of the later side, and everybody who is in no certain group, by itself. */
function unitsOf({ subject, before, after }: Sides): Unit[] {
  const { groups } = concertGroups(after.r, { subject, control: after.closure });
  const joined = new Set(
    groups.filter(({ verdict }) => verdict === "certain").flatMap(({ members }) => members),
  );
  const alone = unionOfIds(before.holders.keys(), after.holders.keys()).filter(
    (id) => !joined.has(id) && mayAct(after, id),
  );
  return [
    ...groups.map(({ members, verdict }) => ({ members: unionOfIds(members, []), verdict })),
    ...alone.map((id): Unit => ({ members: [id], verdict: "certain" })),
  ];
}

function mayAct({ r, index, subject }: Side, id: string): boolean {
  const entity = index(id);
  if (entity < 0) return true;
  const { kind } = r.entities[entity]!;
  return entity !== subject && kind !== "dispersed" && kind !== "clearingNominee";
}

function unitStake(side: Side, { members }: Unit): ShareRange {
  const indices = members.map((id) => side.index(id)).filter((index) => index >= 0);
  if (indices.length === 0) return NO_SHARE;
  const watch = equityWatch(side.r, side.subject);
  const held = heldBy(watch, indices);
  return stakeBetween(watch, held, held);
}

/** Whether any of them bought on an exchange: certain where one certainly did. */
function purchased(both: Sides, events: Events, { members }: Unit): Verdict {
  const found = members.map((id) => isMarketBought(both, events, id));
  const known = found.filter((verdict) => verdict !== "excluded");
  return known.length === 0 ? "excluded" : any(known);
}
