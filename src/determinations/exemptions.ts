import { testOf } from "../law/law.js";
import type { ExemptionRule } from "../law/profileRules.js";
import type { LawParameter } from "../law/regulation.js";
import { controlClosure } from "../measures/controlClosure.js";
import { controlFacts } from "../measures/controlFacts.js";
import { controlledStake } from "../measures/controlledStake.js";
import { lookThrough } from "../measures/lookThrough.js";
import { portions } from "../measures/portions.js";
import { walk } from "../measures/walk.js";
import { isZero, parseFraction } from "../model/fraction.js";
import { exactShare, meets, type ShareTest, type Verdict } from "../model/share.js";
import { factOf, type Register } from "../register/register.js";
import type { Note } from "../text/notes.js";
import { type Case, CONTROL_FACTS_ANSWERED, isTrue, lacking, type MissingItem, note } from "./ownerCase.js";
import { atHome } from "./relevantEntities.js";

export interface Exemption {
  readonly exempt: Note | null;
  readonly notes: readonly Note[];
  readonly missing: readonly MissingItem[];
}

export const NOT_EXEMPT: Exemption = { exempt: null, notes: [], missing: [] };

/** Whether the regime leaves the subject out: the first of its exemptions that certainly applies. */
export function exemptionOf(c: Case): Exemption {
  const notes: Note[] = [];
  const missing: MissingItem[] = [];
  for (const rule of c.rules.exemptions) {
    const stated = c.parameters.get(rule.parameter);
    if (!stated) continue;
    const found = rule.rule === "smallCompanyPledge" ? pledged(c, rule, stated) : leftOut(c, rule, stated);
    if (found.exempt) return found;
    notes.push(...found.notes);
    missing.push(...found.missing);
  }
  return { exempt: null, notes, missing };
}

type PledgeRule = Extract<ExemptionRule, { rule: "smallCompanyPledge" }>;

/** An exemption by what the subject is, or by who holds it. */
function leftOut(c: Case, rule: Exclude<ExemptionRule, PledgeRule>, stated: LawParameter): Exemption {
  const { r, subject } = c;
  const verdict = applies(c, rule, stated);
  if (verdict === "excluded") return NOT_EXEMPT;
  const names = { subject: r.entities[subject]!.name, article: stated.article };
  if (verdict === "certain") return { ...NOT_EXEMPT, exempt: note(`exempt-${CODES[rule.rule]}`, names) };
  return { ...NOT_EXEMPT, notes: [note("exempt-possibly", names)] };
}

const CODES = {
  listed: "listed",
  kind: "kind",
  sector: "sector",
  formedIn: "formed-in",
  heldBy: "held-by",
} as const;

function applies(
  { r, subject, controlTest }: Case,
  rule: Exclude<ExemptionRule, PledgeRule>,
  stated: LawParameter,
): Verdict {
  const entity = r.entities[subject]!;
  const whether = (yes: boolean): Verdict => (yes ? "certain" : "excluded");
  switch (rule.rule) {
    case "kind":
      return whether(rule.kinds.includes(entity.kind));
    case "sector":
      return whether(entity.sector !== undefined && rule.sectors.includes(entity.sector));
    case "formedIn":
      return whether(atHome(entity.jurisdiction, rule.jurisdictions));
    case "listed": {
      if (entity.listing === undefined || !rule.listings.includes(entity.listing)) return "excluded";
      if (!rule.ofPersonsAlone) return "certain";
      const companies = controlClosure(r, { test: controlTest })
        .controllersOf(subject)
        .filter(({ controller }) => !isPerson(r, controller));
      if (companies.some(({ verdict }) => verdict === "certain")) return "excluded";
      return companies.length > 0 ? "possible" : "certain";
    }
    case "heldBy": {
      const bodies = lookThrough(r)
        .upstream(subject)
        .filter((party) => {
          const { kind, listing } = r.entities[party]!;
          return rule.kinds.includes(kind) || (listing !== undefined && rule.listings.includes(listing));
        });
      if (bodies.length === 0) return "excluded";
      const closure = controlClosure(r, { test: controlTest });
      return meets(controlledStake(closure, { by: bodies, in: subject }).stake, testOf(stated));
    }
  }
}

/**
 * A small company is exempt when it has pledged that it is what the article asks for: a pledge that the records
 * contradict exempts nobody, and conditions without a pledge only make an exemption available.
 */
function pledged(c: Case, rule: PledgeRule, stated: LawParameter): Exemption {
  const { r, subject } = c;
  // Without a pledge there is nothing but notes.
  if (c.brief && !isTrue(r, subject, rule.fact)) return NOT_EXEMPT;
  const conditions = Object.entries({
    registeredCapital: capitalWithin(c, testOf(stated)),
    holders: heldByPersonsAlone(r, subject),
    controlOtherwise: notControlledOtherwise(r, subject),
  } satisfies Record<string, Verdict>);
  const named = (verdict: Verdict): string[] =>
    conditions.filter((condition) => condition[1] === verdict).map(([name]) => name);
  const common = { subject: r.entities[subject]!.name, article: stated.article };
  const [failing, unproved] = [named("excluded"), named("possible")];
  const text = (names: string[]) => ({ ...common, conditions: names.join(", ") });
  if (!isTrue(r, subject, rule.fact)) {
    const isSmall =
      failing.length === 0 && !unproved.includes("registeredCapital") && !unproved.includes("holders");
    return isSmall ? { ...NOT_EXEMPT, notes: [note("exemption-available", common)] } : NOT_EXEMPT;
  }
  if (failing.length > 0) return { ...NOT_EXEMPT, notes: [note("exemption-contradicted", text(failing))] };
  return {
    exempt: note("exempt-by-pledge", common),
    notes: unproved.length === 0 ? [] : [note("exemption-unproved", text(unproved))],
    missing: unproved.includes("registeredCapital") ? [lacking(r, "registeredCapital", subject)] : [],
  };
}

/** The unit of the profile's amount; capital in another currency would need a rate of exchange. */
const OWN_CURRENCY: ReadonlySet<string | undefined> = new Set([undefined, "CNY", "RMB", "元", "人民币"]);

function capitalWithin({ r, subject }: Case, test: ShareTest): Verdict {
  const record = factOf(r, subject, "registeredCapital")?.record;
  const capital = record && OWN_CURRENCY.has(record.unit) ? parseFraction(String(record.value)) : null;
  return capital ? meets(exactShare(capital), test) : "possible";
}

function heldByPersonsAlone(r: Register, subject: number): Verdict {
  const { arcs, undisclosed } = walk(r, "equity").row(subject);
  const others = arcs.filter(({ next, via }) =>
    [next, ...(via < 0 ? [] : [via])].some((party) => !isPerson(r, party)),
  );
  if (others.some(({ share }) => !isZero(share.min))) return "excluded";
  return arcs.length === 0 || undisclosed || others.length > 0 ? "possible" : "certain";
}

const isPerson = (r: Register, entity: number): boolean => r.entities[entity]!.kind === "naturalPerson";

/** Nobody controls the subject, or stands behind its holders, by other means than holding its equity. */
function notControlledOtherwise(r: Register, subject: number): Verdict {
  const follow = { proxies: true, leads: true };
  const moved = portions(r, "equity", subject, { follow }).some(({ basis }) => basis !== "holder");
  const holders = new Set(
    walk(r, "equity")
      .row(subject)
      .arcs.map(({ next }) => next),
  );
  const byFact = (controlFacts(r).of.get(subject) ?? []).some(
    ({ basis, members }) => BY_OTHER_MEANS.has(basis) || members.some((member) => !holders.has(member)),
  );
  if (moved || byFact) return "excluded";
  return isTrue(r, subject, CONTROL_FACTS_ANSWERED) ? "certain" : "possible";
}

const BY_OTHER_MEANS: ReadonlySet<string> = new Set(["boardMajority", "contractualControl"]);
