import type { Sides } from "../determinations/changes/sides.js";
import { approvals, REGULATION } from "./duties/approvals.js";
import { blockControllers } from "./duties/blocks.js";
import { type Duty, type DutyClaim, dutyOf } from "./duties/duty.js";
import { type Events, eventsOf } from "./duties/events.js";
import { otherChanges, wholeStake } from "./duties/filings.js";
import { placards } from "./duties/placards.js";

export {
  CAUSES,
  type Cause,
  causeText,
  type Duty,
  type DutyEvent,
  type DutyTerm,
  dutyResult,
  OFFICES,
  type Office,
} from "./duties/duty.js";

/** Rulebooks that say what follows from change, each with the sector that it is written for. */
export const DUTY_RULEBOOKS: Readonly<Record<string, { readonly sector: string }>> = {
  [REGULATION]: { sector: "securities" },
};

/** What is to be done, and claims whose law was not in force on the day of their event. */
export interface Duties {
  readonly duties: readonly Duty[];
  readonly beforeLaw: readonly DutyClaim[];
}

/**
 * The duties that follow from what changed between two sides, under the Provisions on the Administration of Stock Rights of
 * Securities Companies: docs/method/compare.md. In the order of the articles, one a rule and cause.
 */
export function dutiesBetween(both: Sides): Duties {
  const events = eventsOf(both);
  const claims = claimsOf(both, events);
  const made = claims.map((claim) => ({ claim, duty: dutyOf(REGULATION, claim, both.on) }));
  return {
    duties: made.flatMap(({ duty }) => (duty ? [duty] : [])),
    beforeLaw: made.filter(({ duty }) => !duty).map(({ claim }) => claim),
  };
}

function claimsOf(both: Sides, events: Events): DutyClaim[] {
  const approved = approvals(both, events);
  const whole = wholeStake(both, events);
  const known = [...approved, ...whole];
  return [
    ...known,
    ...otherChanges(both, events, known),
    ...blockControllers(both, events, known),
    ...placards(both, events),
  ];
}
