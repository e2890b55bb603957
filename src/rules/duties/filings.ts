import { classMembers } from "../../determinations/changes/classes.js";
import { capitalOf } from "../../determinations/changes/records.js";
import {
  changeVerdict,
  isUnchanged,
  type Side,
  type Sides,
  unionOfIds,
} from "../../determinations/changes/sides.js";
import { nearestParameter, testOf } from "../../law/law.js";
import { controlledStake } from "../../measures/controlledStake.js";
import { meets, type ShareRange } from "../../model/share.js";
import { NO_SHARE } from "../../register/stakeTable.js";
import { shareWords } from "../ruleContext.js";
import { REGULATION, ultimateRows } from "./approvals.js";
import { any, type DutyClaim, type DutyEvent, newly } from "./duty.js";
import { type Events, latest } from "./events.js";
import { direction, isOnMarket, isQuoted } from "./market.js";

/** Direct holders whose stake in the subject changed, in the order of ids. */
export const movedHolders = ({ before, after }: Sides): string[] =>
  unionOfIds(before.holders.keys(), after.holders.keys()).filter(
    (id) => !isUnchanged(before.written(id), after.written(id)),
  );

/** What a party and all it controls hold of the subject; nothing on a side that does not know it. */
export function stakeOn(side: Side, members: readonly string[]): ShareRange {
  const by = members.map((id) => side.index(id)).filter((index) => index >= 0);
  if (by.length === 0) return NO_SHARE;
  return controlledStake(side.closure, { by, in: side.subject }).stake;
}

/** SC-6-3: the controlled stake of the controlling shareholder or of an actual controller reaches the whole. */
export function wholeStake(both: Sides, events: Events): DutyClaim[] {
  const law = nearestParameter(REGULATION, "SC-6-3", both.on);
  const rows = ultimateRows(both.after);
  const candidates = new Map<string, readonly string[]>(
    [...rows].map(([id, { members }]) => [id, members ?? [id]]),
  );
  for (const id of classMembers(both.after, "controllingShareholder", both.on).keys())
    candidates.set(id, [id]);
  const reached = [...candidates].flatMap(([id, members]) => {
    const [was, is] = [stakeOn(both.before, members), stakeOn(both.after, members)];
    const verdict = newly(meets(was, testOf(law)), meets(is, testOf(law)));
    return verdict === "excluded" ? [] : [{ id, members, was, is, verdict }];
  });
  if (reached.length === 0) return [];
  const parties = unionOfIds(
    reached.flatMap(({ members }) => members),
    [],
  );
  const [first] = reached;
  const moved = latest(movedHolders(both).map((id) => events.holder(id)));
  const links = parties.flatMap((id) => rows.get(id)?.chain ?? []);
  return [
    {
      rule: "SC-6-3",
      parameter: "SC-6-3",
      period: "SC-6-3.dueInWorkingDays",
      duty: "filing",
      to: "csrc",
      timing: "within",
      cause: "wholeStake",
      parties,
      event: moved.on === null ? events.chain(links) : moved,
      verdict: any(reached.map(({ verdict }) => verdict)),
      parameters: {
        subject: both.subject,
        parties: parties.join(", "),
        before: shareWords(first!.was),
        after: shareWords(first!.is),
      },
    },
  ];
}

/** What Article 6(4) asks of every other change: a claim that lacks only what changed. */
export const localFiling = (
  claim: Pick<DutyClaim, "cause" | "parties" | "event" | "verdict" | "parameters"> &
    Partial<Pick<DutyClaim, "conflict" | "missing" | "outgoing" | "incoming" | "verified">>,
): DutyClaim => ({
  rule: "SC-6-4",
  parameter: "SC-6-4",
  period: "SC-6-4.dueInWorkingDays",
  duty: "filing",
  to: "csrc-local",
  timing: "within",
  ...claim,
});

/** Changes of equity and capital that neither need approval nor are filed with the CSRC: one claim a day. */
export function otherChanges(both: Sides, events: Events, known: readonly DutyClaim[]): DutyClaim[] {
  const days = new Map<string, { readonly event: DutyEvent; readonly moved: string[] }>();
  for (const id of movedHolders(both)) {
    const event = events.holder(id);
    const key = event.on ?? "";
    const day = days.get(key) ?? { event, moved: [] };
    days.set(key, day);
    day.moved.push(id);
  }
  return [
    ...capitalFiling(both, events, known),
    ...[...days.keys()].sort().flatMap((key) => equityFiling(both, events, known, days.get(key)!)),
  ];
}

/** Claims of paragraphs 2 and 3 that concern changes of equity on one day. */
const claimsOn = (known: readonly DutyClaim[], event: DutyEvent): DutyClaim[] =>
  known.filter(
    ({ rule, cause, event: day }) =>
      (rule === "SC-6-2" || rule === "SC-6-3") && cause !== "actualController" && day.on === event.on,
  );

function equityFiling(
  both: Sides,
  events: Events,
  known: readonly DutyClaim[],
  { event, moved }: { readonly event: DutyEvent; readonly moved: readonly string[] },
): DutyClaim[] {
  const claims = claimsOn(known, event);
  if (claims.some(({ rule, verdict }) => rule === "SC-6-3" && verdict === "certain")) return [];
  const approved = partiesOf(both, claims, "certain");
  const others = otherSideLeft(both, moved, approved);
  const left = withoutMarket(both, events, others);
  if (left.parties.length === 0) return [];
  // Should the approval that is only possible be needed, this filing is not.
  const depends = claims.some(({ verdict }) => verdict === "possible");
  const sure = left.parties.some(
    (id) => changeVerdict(both.before.written(id), both.after.written(id)) === "certain",
  );
  return [
    localFiling({
      cause: "equity",
      parties: left.parties,
      event,
      verdict: sure && !depends && !left.unsure ? "certain" : "possible",
      parameters: {
        subject: both.subject,
        parties: left.parties.join(", "),
        before: left.parties.map((id) => shareWords(both.before.written(id))).join(", "),
        after: left.parties.map((id) => shareWords(both.after.written(id))).join(", "),
      },
      missing: left.unsure ? left.parties.map((entity) => ({ what: "acquiredBy", entity })) : [],
    }),
  ];
}

/** Parties of claims whose own stake moved. */
function partiesOf(both: Sides, claims: readonly DutyClaim[], verdict: DutyClaim["verdict"]): Set<string> {
  const moved = new Set(movedHolders(both));
  return new Set(
    claims
      .filter((claim) => claim.verdict === verdict)
      .flatMap(({ parties }) => parties.filter((id) => moved.has(id))),
  );
}

/** Holders that are not the other side of an approved change: who sold to an approved buyer filed nothing more. */
function otherSideLeft(both: Sides, moved: readonly string[], approved: ReadonlySet<string>): string[] {
  const ways = new Set([...approved].filter((id) => moved.includes(id)).map((id) => direction(both, id)));
  return moved.filter((id) => {
    if (approved.has(id)) return false;
    const way = direction(both, id);
    return !((way === "down" && ways.has("up")) || (way === "up" && ways.has("down")));
  });
}

interface Left {
  readonly parties: readonly string[];
  /** The records do not say whether what is left was traded on an exchange. */
  readonly unsure: boolean;
}

/** Without public offerings and trades on an exchange or in the share transfer system, buyers and their sellers. */
function withoutMarket(both: Sides, events: Events, moved: readonly string[]): Left {
  const buyers = moved.filter((id) => direction(both, id) !== "down");
  const sellers = moved.filter((id) => direction(both, id) === "down");
  const bought = new Map(buyers.map((id) => [id, isOnMarket(both, events, id)]));
  const others = buyers.filter((id) => bought.get(id) !== "certain");
  if (others.length === 0 && buyers.length > 0) return { parties: [], unsure: false };
  const unsure =
    others.some((id) => bought.get(id) === "possible") || (buyers.length === 0 && isQuoted(both));
  return { parties: unionOfIds(others, sellers), unsure };
}

function capitalFiling(both: Sides, events: Events, known: readonly DutyClaim[]): DutyClaim[] {
  const [was, is] = [capitalOf(both.before), capitalOf(both.after)];
  if (was?.value === is?.value) return [];
  const event = events.capital().on === null ? events.company(both.subject) : events.capital();
  const approvedBuyers = [...partiesOf(both, claimsOn(known, event), "certain")].filter(
    (id) => direction(both, id) === "up",
  );
  if (event.on !== null && approvedBuyers.length > 0) return [];
  const buyers = movedHolders(both).filter(
    (id) => direction(both, id) === "up" && events.newRows(id).length > 0,
  );
  const offered = buyers.filter((id) =>
    events.newRows(id).some(({ record }) => record.acquiredBy === "offering"),
  );
  if (offered.length > 0 && offered.length === buyers.length) return [];
  return [
    localFiling({
      cause: "registeredCapital",
      parties: [both.subject],
      event,
      verdict: was && is ? "certain" : "possible",
      parameters: {
        subject: both.subject,
        parties: both.subject,
        before: was?.value ?? "?",
        after: is?.value ?? "?",
      },
      missing: was && is ? [] : [{ what: "registeredCapital", entity: both.subject }],
    }),
  ];
}
