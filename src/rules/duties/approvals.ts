import { type ClassMembers, classMembers } from "../../determinations/changes/classes.js";
import { type Side, type Sides, unionOfIds } from "../../determinations/changes/sides.js";
import { nearestParameter, testOf } from "../../law/law.js";
import type { ControllerRow } from "../../measures/controllers.js";
import { meets } from "../../model/share.js";
import { shareWords } from "../ruleContext.js";
import { type Duty, type DutyClaim, type DutyEvent, newly } from "./duty.js";
import { type Events, latest } from "./events.js";
import { isMarketBought } from "./market.js";

export const REGULATION = "csrc-securities";

/** SC-6-2 and SC-6-2b: changes that the CSRC approves before they take effect. */
export const approvals = (both: Sides, events: Events): DutyClaim[] => [
  ...newMajorShareholders(both, events),
  ...identity(both, events, "largestShareholder"),
  ...identity(both, events, "controllingShareholder"),
  ...companyController(both, events),
];

const approval = (
  claim: Pick<DutyClaim, "rule" | "cause" | "parties" | "event" | "verdict" | "parameters"> &
    Partial<Pick<DutyClaim, "missing" | "timing" | "outgoing" | "incoming" | "verified">>,
): DutyClaim => ({
  parameter: claim.rule,
  duty: "approval",
  to: "csrc",
  timing: "beforeEffect",
  ...claim,
});

/** Article 41(1): somebody holds what makes a major shareholder, and did not before; one duty for each. */
function newMajorShareholders(both: Sides, events: Events): DutyClaim[] {
  const { before, after, on } = both;
  const law = nearestParameter(REGULATION, "SC-6-2", on);
  const members = classMembers(after, "majorShareholder", on);
  return [...members.keys()].flatMap((id): DutyClaim[] => {
    const verdict = newly(meets(before.equity(id), testOf(law)), meets(after.equity(id), testOf(law)));
    if (verdict === "excluded") return [];
    // A purchase on an exchange is approved when it has been made: Article 44 stops further ones until then.
    const timing = isMarketBought(both, events, id) === "certain" ? "standstill" : "beforeEffect";
    return [
      approval({
        rule: "SC-6-2",
        cause: "newMajorShareholder",
        parties: [id],
        event: events.holder(id),
        verdict,
        timing,
        parameters: {
          parties: id,
          subject: both.subject,
          before: shareWords(before.equity(id)),
          after: shareWords(after.equity(id)),
        },
      }),
    ];
  });
}

type IdentityClass = "largestShareholder" | "controllingShareholder";

/** Articles 41(1) and 42: somebody else is the largest or the controlling shareholder. */
function identity(both: Sides, events: Events, kind: IdentityClass): DutyClaim[] {
  const { before, after, on } = both;
  const [old, now] = [classMembers(before, kind, on), classMembers(after, kind, on)];
  const changed = differing(old, now);
  if (changed.length === 0) return [];
  const exhaustive = kind === "largestShareholder";
  const chains = [before, after].flatMap(({ controllers }) =>
    controllers.controllers.filter(({ id, chain }) => changed.includes(id) && chain.length > 0),
  );
  return [
    approval({
      rule: "SC-6-2",
      cause: kind,
      parties: changed,
      event: latest([
        ...changed.map((id) => events.holder(id)),
        ...(exhaustive ? [] : chains.map(({ chain }) => events.chain(chain))),
      ]),
      verdict: identityVerdict(old, now, exhaustive),
      verified: exhaustive || changed.every((id) => byCapital(both, id)),
      ...places(old, now),
      parameters: identityWords(both, changed, old, now),
      missing:
        exhaustive || (certain(old).length > 0 && certain(now).length > 0)
          ? []
          : ["attendance", "dispersion"].map((what) => ({ what, entity: both.subject })),
    }),
  ];
}

/** Whether a controlling shareholder is one by its part of the capital; by votes it is one in our reading alone. */
function byCapital({ before, after, on }: Sides, id: string): boolean {
  const test = testOf(nearestParameter(REGULATION, "SC-5-1", on));
  return [before, after].some((side) => meets(side.equity(id), test) !== "excluded");
}

const differing = (old: ClassMembers, now: ClassMembers): string[] =>
  unionOfIds(old.keys(), now.keys()).filter((id) => old.get(id) !== now.get(id));

const certain = (members: ClassMembers): string[] =>
  [...members].filter(([, verdict]) => verdict === "certain").map(([id]) => id);

/**
 * Certain where everybody is known and nobody is on both sides. Where a side has nobody by figures, somebody may have
 * had influence enough with less, unless the figures alone decide.
 */
function identityVerdict(old: ClassMembers, now: ClassMembers, exhaustive: boolean): Duty["verdict"] {
  const known = [...old.values(), ...now.values()].every((verdict) => verdict === "certain");
  const apart = [...old.keys()].every((id) => !now.has(id));
  const both = old.size > 0 && now.size > 0;
  return known && apart && (exhaustive || both) ? "certain" : "possible";
}

const places = (old: ClassMembers, now: ClassMembers): Pick<DutyClaim, "outgoing" | "incoming"> => ({
  outgoing: [...old.keys()].sort(),
  incoming: [...now.keys()].sort(),
});

const identityWords = (
  { subject }: Sides,
  changed: readonly string[],
  old: ClassMembers,
  now: ClassMembers,
): DutyClaim["parameters"] => ({
  subject,
  parties: changed.join(", "),
  before: [...old.keys()].join(", "),
  after: [...now.keys()].join(", "),
});

/** The actual controllers of the company itself by row id: whoever controls it and is controlled by nobody. */
export function ultimateRows({ controllers }: Side): ReadonlyMap<string, ControllerRow> {
  return new Map(controllers.controllers.filter(({ ultimate }) => ultimate).map((row) => [row.id, row]));
}

/** Articles 6(2) and 41(2): the company's own actual controller is somebody else. */
function companyController(both: Sides, events: Events): DutyClaim[] {
  const [was, is] = [ultimateRows(both.before), ultimateRows(both.after)];
  const verdicts = (rows: ReadonlyMap<string, ControllerRow>): ClassMembers =>
    new Map([...rows].map(([id, { verdict }]) => [id, verdict]));
  const [old, now] = [verdicts(was), verdicts(is)];
  const changed = differing(old, now);
  if (changed.length === 0) return [];
  const parties = changed.flatMap((id) => (is.get(id) ?? was.get(id))?.members ?? [id]);
  const known = certain(old).length > 0 && certain(now).length > 0;
  return [
    approval({
      rule: "SC-6-2b",
      cause: "actualController",
      parties: unionOfIds(parties, []),
      event: controllerEvent(both, events, changed),
      verdict: identityVerdict(old, now, false),
      verified: readsOnly([...was.values(), ...is.values()], both.on),
      ...places(old, now),
      parameters: identityWords(both, changed, old, now),
      missing: known ? [] : [{ what: "controlByOtherMeans", entity: both.subject }],
    }),
  ];
}

/** The text names no part of the votes: a chain that rests on the figure of the test is not verified. */
function readsOnly(rows: readonly ControllerRow[], on: string | null): boolean {
  const test = nearestParameter("company-law", "actualController.controlTest", on);
  return test.verified || rows.every(({ chain }) => chain.every(({ votes }) => votes === null));
}

/** When the last link of the new controllers' chains came about; where none did, when the old ones' ended. */
export function controllerEvent(both: Sides, events: Events, rows: readonly string[]): DutyEvent {
  const chains = (side: Side): DutyEvent => {
    const of = ultimateRows(side);
    return latest(rows.flatMap((id) => of.get(id)?.chain ?? []).map((link) => events.chain([link])));
  };
  const came = chains(both.after);
  if (came.on !== null) return came;
  const went = chains(both.before);
  return went.on === null ? events.company(both.subject) : went;
}
