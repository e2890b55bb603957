import { actualControllers } from "../../determinations/actualControllers.js";
import { figureOf } from "../../law/law.js";
import { controlEvidence } from "../../measures/evidence.js";
import { toNumber } from "../../model/fraction.js";
import { monthsAfter, wholeMonths } from "../../model/months.js";
import { at, type Register } from "../../register/register.js";
import type { Conclusion, FindingEvidence, MissingFact } from "../finding.js";
import type { Rule } from "../rule.js";
import type { RuleContext } from "../ruleContext.js";
import { commandEvidence } from "./commanding.js";

/** Who controls from a day on, as far as the records of that day say. */
interface Era {
  readonly from: string;
  /** The register of its first day. */
  readonly r: Register;
  readonly controllers: readonly string[];
  /** Nobody is certain, but somebody is possible, or no holder at all is recorded. */
  readonly open: boolean;
}

function eraOn(r: Register, subject: string, from: string): Era {
  const rows = actualControllers(r, { subject }).actualControllers;
  const certain = rows.filter(({ verdict }) => verdict === "certain");
  const controllers = [...new Set(certain.flatMap(({ id, members }) => members ?? [id]))].sort();
  const company = r.index.get(subject)!;
  const { start } = r.stakes.equity;
  const unheld = start[company] === start[company + 1];
  return { from, r, controllers, open: controllers.length === 0 && (rows.length > 0 || unheld) };
}

const eras = new WeakMap<RuleContext, ReadonlyMap<number, readonly Era[]>>();

/** The controllers of the last months, one era after another, from the register's own dates. */
function erasOf(c: RuleContext, today: string, months: number): readonly Era[] {
  const known = eras.get(c)?.get(months);
  if (known) return known;
  const start = monthsAfter(today, -months);
  const changes = c.r.archive.changes(c.subject).filter((date) => date > start && date <= today);
  const found: Era[] = [];
  for (const date of [start, ...changes]) {
    const era = eraOn(at(c.r, date), c.subjectId, date);
    const last = found.at(-1);
    if (!last || last.open !== era.open || last.controllers.join() !== era.controllers.join())
      found.push(era);
  }
  eras.set(c, new Map([...(eras.get(c) ?? []), [months, found]]));
  return found;
}

const stability = (id: string): Rule => ({
  id,
  parameter: id,
  severity: "medium",
  conclude: (c) => {
    const months = toNumber(figureOf(c.law(id)));
    const undated: MissingFact = { what: "date", entity: c.subjectId };
    if (c.on === null) return [{ parties: [], verdict: "undetermined", missing: [undated] }];
    return [concluded(c, erasOf(c, c.on, months), c.on, months)];
  },
});

function concluded(c: RuleContext, found: readonly Era[], today: string, months: number): Conclusion {
  const now = found.at(-1)!;
  const before = found.at(-2);
  const indices = now.controllers.map((id) => c.r.index.get(id)!);
  const base = {
    parties: now.controllers,
    evidence: [...(before ? goneEvidence(c, before, now) : []), ...ownEvidence(c, indices)],
    parameters: {
      since: now.from,
      controllers: now.controllers.join(", "),
      before: before?.controllers.join(", ") || "–",
    },
  };
  if (found.some(({ open }) => open) || (!before && now.controllers.length === 0)) {
    const what = now.controllers.length === 0 ? "control" : "earlierControl";
    return { ...base, verdict: "undetermined", missing: [{ what, entity: c.subjectId }] };
  }
  if (!before) return { ...base, verdict: "clear", measured: months };
  const measured = wholeMonths(now.from, today);
  if (found.every((era) => allStates(c, era))) {
    return { ...base, verdict: "exempt", exemption: "stateTransfer", measured, unverified: true };
  }
  return { ...base, verdict: "breach", measured };
}

/** What those who control now do it with: votes, or, where they have none, whatever the chain from them rests on. */
function ownEvidence(c: RuleContext, controllers: readonly number[]): FindingEvidence[] {
  const votes = commandEvidence(c, controllers);
  return votes.length > 0
    ? votes
    : controllers.map((party) => controlEvidence(c.r, party, c.subject, "certain"));
}

/** That those who have gone since did control. */
const goneEvidence = (c: RuleContext, before: Era, now: Era): FindingEvidence[] =>
  before.controllers
    .filter((id) => !now.controllers.includes(id))
    .map((id) =>
      controlEvidence(before.r, before.r.index.get(id)!, before.r.index.get(c.subjectId)!, "certain"),
    );

const allStates = (c: RuleContext, { controllers }: Era): boolean =>
  controllers.length > 0 && controllers.every((id) => c.r.entities[c.r.index.get(id)!]!.kind === "state");

/** No change of the actual controller: on the main board, and on the STAR market and ChiNext. */
export const STABILITY: readonly Rule[] = [stability("CT-CHG-1"), stability("CT-CHG-1s")];
