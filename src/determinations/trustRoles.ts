import type { TrustRole } from "../law/profileRules.js";
import { controlClosure } from "../measures/controlClosure.js";
import { both, type Known, TRUST_KINDS, tiesTo } from "../measures/evidence.js";
import { factOf } from "../register/register.js";
import { type Case, idOf, type Met, mayOwn, type Owners } from "./ownerCase.js";

/** Whether an entity is one whose roles count: a trust, or what has a settlor, beneficiary or the like. */
export function hasRoles({ r, rules }: Case, entity: number): boolean {
  if (rules.trusts.length === 0 || r.entities[entity]!.kind === "naturalPerson") return false;
  return r.entities[entity]!.kind === "trust" || tiesTo(r, entity, TRUST_KINDS).length > 0;
}

/** A trust that meets a limb, or that is reached from one through a role. */
interface Standing {
  readonly trust: number;
  readonly verdict: Known;
  readonly share: Met["share"];
  /** From the trust down to the subject. */
  readonly path: readonly string[];
}

/**
 * Persons with a role in a trust that meets a limb, or in the subject itself where it is a trust. A role that a company
 * has counts for those who control the company, a role of another trust for that trust's own.
 */
export function trustRoles(c: Case, standing: Owners): [owner: number, met: Met][] {
  const { r, subject } = c;
  const queue: Standing[] = hasRoles(c, subject)
    ? [{ trust: subject, verdict: "certain", share: null, path: [idOf(r, subject)] }]
    : [];
  for (const [trust, limbs] of standing) {
    if (!hasRoles(c, trust)) continue;
    const best = limbs.find(({ verdict }) => verdict === "certain") ?? limbs[0]!;
    const path = best.path ?? [idOf(r, trust), idOf(r, subject)];
    queue.push({ trust, verdict: best.ownership ?? best.verdict, share: best.share, path });
  }
  const found: [number, Met][] = [];
  const seen = new Set(queue.map(({ trust }) => trust));
  for (const at of queue) {
    for (const role of c.rules.trusts) {
      for (const holder of roleHolders(c, role, at)) {
        if (holder.met) found.push([holder.party, holder.met]);
        else if (!seen.has(holder.party)) {
          seen.add(holder.party);
          queue.push({ ...at, trust: holder.party, verdict: holder.verdict, path: holder.path });
        }
      }
    }
  }
  return found;
}

interface RoleHolder {
  readonly party: number;
  readonly verdict: Known;
  readonly path: readonly string[];
  /** Null for another trust, whose own roles count. */
  readonly met: Met | null;
}

function roleHolders(c: Case, role: TrustRole, at: Standing): RoleHolder[] {
  const { r } = c;
  const stated = c.parameters.get(role.parameter);
  const kind = stated && roleVerdict(c, role, at.trust);
  if (!stated || !kind) return [];
  const { article, verified } = stated;
  const holders = tiesTo(r, at.trust, role.ties).map(({ from }) => from);
  const verdict = both(at.verdict, role.sole && new Set(holders).size > 1 ? "possible" : kind);
  return [...new Set(holders)].flatMap((holder): RoleHolder[] => {
    const path = [idOf(r, holder), ...at.path];
    const met = { limb: role.limb, article, verified, share: at.share };
    if (mayOwn(c, holder)) return [{ party: holder, verdict, path, met: { ...met, verdict, path } }];
    if (hasRoles(c, holder)) return [{ party: holder, verdict, path, met: null }];
    return controlClosure(r, { test: c.controlTest })
      .controllersOf(holder)
      .filter(({ controller }) => mayOwn(c, controller))
      .map((one) => {
        const known = both(verdict, one.verdict);
        const way = [idOf(r, one.controller), ...path];
        return {
          party: one.controller,
          verdict: known,
          path: way,
          met: { ...met, verdict: known, path: way },
        };
      });
  });
}

/** Whether a role counts in a trust: null where the trust is recorded to be of another sort. */
function roleVerdict({ r }: Case, { fact }: TrustRole, trust: number): Known | null {
  if (!fact) return "certain";
  const recorded = factOf(r, trust, fact.name)?.record.value;
  if (recorded === undefined) return "possible";
  return fact.values.includes(String(recorded)) ? "certain" : null;
}
