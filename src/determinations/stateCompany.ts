import { testOf } from "../law/law.js";
import { controlClosure } from "../measures/controlClosure.js";
import { controlledStake } from "../measures/controlledStake.js";
import { lookThrough } from "../measures/lookThrough.js";
import { ENTITY_KINDS } from "../model/dataset.js";
import { isZero } from "../model/fraction.js";
import { meets } from "../model/share.js";
import { columnsOf } from "../register/bulkRegister.js";
import type { Register } from "../register/register.js";
import {
  type Case,
  endsText,
  idOf,
  joined,
  lacking,
  note,
  type Owners,
  type OwnersPart,
  officersOf,
} from "./ownerCase.js";

/** Of a state company certain officers are deemed the owners, alone; what may be one makes everybody else doubtful. */
export function stateOf(c: Case, owners: Owners): OwnersPart {
  const { r, subject, rules, parameters } = c;
  const rule = rules.deemed;
  const majority = rule && parameters.get(rule.parameter);
  const bodies = majority ? stateBodies(c) : [];
  if (!rule || !majority || bodies.length === 0) return { owners, notes: [], missing: [] };
  const { name } = r.entities[subject]!;
  const { stake } = controlledStake(controlClosure(r, { test: c.controlTest }), { by: bodies, in: subject });
  const verdict = meets(stake, testOf(majority));
  if (verdict === "excluded") {
    const part = lookThrough(r).ends({ of: bodies, in: subject });
    const untraced = note("state-part-not-traced", { subject: name, share: endsText(part) });
    return { owners, notes: isZero(part.max) ? [] : [untraced], missing: [] };
  }
  const deemed = officersOf(c, rule, subject);
  const unstated = bodies.filter((body) => !r.entities[body]!.jurisdiction && rules.jurisdiction !== "");
  const ids = unstated.map((body) => idOf(r, body)).join(", ");
  const notes = [
    note(verdict === "certain" ? "state-company" : "state-company-possible", {
      subject: name,
      share: endsText(stake),
    }),
    ...(ids === ""
      ? []
      : [note("state-jurisdiction-unstated", { id: ids, jurisdiction: rules.jurisdiction })]),
  ];
  const missing = deemed.size > 0 ? [] : [lacking(r, "legalRepresentative", subject)];
  if (verdict === "possible") {
    return { owners: joined([doubtful(owners), doubtful(deemed)]), notes, missing };
  }
  const others = [...owners.keys()].filter((owner) => !deemed.has(owner)).map((owner) => idOf(r, owner));
  if (others.length > 0) {
    notes.push(note("state-company-others", { subject: name, ids: others.sort().join(", ") }));
  }
  return { owners: deemed, notes, missing };
}

/** The same limbs, none of which is certain any more. */
const doubtful = (owners: Owners): Owners =>
  new Map(
    [...owners].map(([owner, limbs]) => [
      owner,
      limbs.map((met) => ({ ...met, verdict: "possible" as const })),
    ]),
  );

const STATE = ENTITY_KINDS.indexOf("state");
const anyState = new WeakMap<Register, boolean>();

/** Bodies of the profile's own state that stand behind the subject, by holdings or by control. */
function stateBodies({ r, subject, rules, controlTest }: Case): number[] {
  const isAny = anyState.get(r) ?? columnsOf(r).kind.includes(STATE);
  anyState.set(r, isAny);
  if (!isAny) return [];
  const behind = new Set(lookThrough(r).upstream(subject));
  for (const { controller } of controlClosure(r, { test: controlTest }).controllersOf(subject))
    behind.add(controller);
  const isOwn = (entity: number): boolean => {
    const body = r.entities[entity]!;
    if (body.kind !== "state") return false;
    const { jurisdiction } = body;
    return !jurisdiction || rules.jurisdiction === "" || jurisdiction === rules.jurisdiction;
  };
  return [...behind].filter(isOwn).sort((a, b) => r.rank[a]! - r.rank[b]!);
}
