import type { EntityKind, TieKind } from "../model/dataset.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";

/** Ties by which somebody controls an entity whatever the votes. */
export type FactBasis =
  | "executivePartner"
  | "generalPartner"
  | "productManager"
  | "trustee"
  | "boardMajority"
  | "contractualControl"
  | "branchOf";

/**
 * A control fact (DESIGN §2, §13.7): whoever commands all its members controls the entity. `alone` is what one member
 * of several has: nothing (executive partners act jointly), or perhaps control (one of several general partners).
 */
export interface ControlFact {
  readonly entity: number;
  readonly basis: FactBasis;
  /** In the order of ids. */
  readonly members: readonly number[];
  readonly alone: "possible" | "excluded";
}

/** All control facts of a register, by the entity controlled and by the member. */
export interface ControlFacts {
  readonly of: ReadonlyMap<number, readonly ControlFact[]>;
  readonly by: ReadonlyMap<number, readonly ControlFact[]>;
}

const NEVER_CONTROLLED: ReadonlySet<EntityKind> = new Set(["naturalPerson", "dispersed", "clearingNominee"]);
const NEVER_CONTROLLERS: ReadonlySet<EntityKind> = new Set(["dispersed", "clearingNominee"]);
const PRODUCTS: ReadonlySet<EntityKind> = new Set(["fund", "wealthManagementProduct", "trust"]);
/** A sheet of three columns makes entities of kind unknown: a tie that only a partnership has says what they are. */
const PARTNERSHIPS: ReadonlySet<EntityKind> = new Set([
  "limitedPartnership",
  "generalPartnership",
  "fund",
  "other",
  "unknown",
]);
const MANAGED: ReadonlySet<EntityKind> = new Set([...PRODUCTS, "other", "unknown"]);

/** The public and a depository act for nobody in particular, so they command nothing (DESIGN §13.5). */
export const mayControl = (r: Register, entity: number): boolean => kindMayControl(r.entities[entity]!.kind);

export const kindMayControl = (kind: EntityKind): boolean => !NEVER_CONTROLLERS.has(kind);

export const mayBeControlled = (r: Register, entity: number): boolean =>
  !NEVER_CONTROLLED.has(r.entities[entity]!.kind);

/** Whether votes decide who controls an entity: not in a limited partnership nor in a product that somebody manages. */
export function hasVotes(r: Register, entity: number): boolean {
  const byKind = kindHasVotes(r.entities[entity]!.kind);
  if (byKind !== null) return byKind;
  const facts = controlFacts(r).of.get(entity) ?? [];
  return !facts.some(({ basis }) => basis === "productManager" || basis === "trustee");
}

/** The same by kind; null where it depends on whether somebody manages the product. */
export function kindHasVotes(kind: EntityKind): boolean | null {
  if (kind === "limitedPartnership" || NEVER_CONTROLLED.has(kind)) return false;
  return PRODUCTS.has(kind) ? null : true;
}

/** A limited partnership of which no record says who runs it: the tie that is missing (DESIGN §13.7). */
export function lacksExecutivePartner(r: Register, entity: number): boolean {
  if (r.entities[entity]!.kind !== "limitedPartnership") return false;
  const facts = controlFacts(r).of.get(entity) ?? [];
  return !facts.some(({ basis }) => basis === "executivePartner" || basis === "generalPartner");
}

const cached = new WeakMap<Register, ControlFacts>();

/** Reads the control facts of a register, once. Linear in its ties. */
export function controlFacts(r: Register): ControlFacts {
  const known = cached.get(r);
  if (known) return known;
  const made = read(r);
  cached.set(r, made);
  return made;
}

/** Who controls and what is controlled, by kind of tie; a branch is the `from` of its tie. */
const ENDS: Partial<Record<TieKind, (tie: ResolvedTie) => readonly [by: number, of: number]>> = {
  executivePartner: (tie) => [tie.from, tie.to],
  generalPartner: (tie) => [tie.from, tie.to],
  productManager: (tie) => [tie.from, tie.to],
  trustee: (tie) => [tie.from, tie.to],
  boardMajority: (tie) => [tie.from, tie.to],
  contractualControl: (tie) => [tie.from, tie.to],
  branchOf: (tie) => [tie.to, tie.from],
};

function read(r: Register): ControlFacts {
  const parties = new Map<number, Map<TieKind, Set<number>>>();
  for (const tie of r.ties) {
    const ends = ENDS[tie.record.kind]?.(tie);
    if (!ends) continue;
    const [by, entity] = ends;
    if (by < 0 || entity < 0 || by === entity || !mayControl(r, by) || !mayBeControlled(r, entity)) continue;
    const own = parties.get(entity) ?? new Map<TieKind, Set<number>>();
    parties.set(entity, own);
    own.set(tie.record.kind, (own.get(tie.record.kind) ?? new Set()).add(by));
  }
  const of = new Map<number, ControlFact[]>();
  const by = new Map<number, ControlFact[]>();
  for (const [entity, kinds] of parties) {
    const facts = factsOf(r, entity, kinds);
    if (facts.length > 0) of.set(entity, facts);
    for (const fact of facts) {
      for (const member of fact.members) {
        const known = by.get(member);
        if (known) known.push(fact);
        else by.set(member, [fact]);
      }
    }
  }
  return { of, by };
}

function factsOf(
  r: Register,
  entity: number,
  kinds: ReadonlyMap<TieKind, ReadonlySet<number>>,
): ControlFact[] {
  const ordered = (kind: TieKind): number[] =>
    [...(kinds.get(kind) ?? [])].sort((a, b) => r.rank[a]! - r.rank[b]!);
  const each = (basis: FactBasis): ControlFact[] =>
    ordered(basis).map((member) => ({ entity, basis, members: [member], alone: "excluded" }));
  const together = (basis: FactBasis, alone: ControlFact["alone"]): ControlFact[] => {
    const members = ordered(basis);
    return members.length === 0 ? [] : [{ entity, basis, members, alone }];
  };
  const facts = [...each("boardMajority"), ...each("contractualControl"), ...each("branchOf")];
  const { kind } = r.entities[entity]!;
  const manager = MANAGED.has(kind) ? managerFacts(kind, together) : [];
  if (manager.length > 0 && PRODUCTS.has(kind)) return [...manager, ...facts];
  if (!PARTNERSHIPS.has(kind)) return [...manager, ...facts];
  const executive = together("executivePartner", "excluded");
  const general = kind === "limitedPartnership" ? together("generalPartner", "possible") : [];
  return [...(executive.length > 0 ? executive : general), ...manager, ...facts];
}

/** A product has one manager: of a trust the trustee, else the manager. With several it is not known which decides. */
function managerFacts(
  kind: EntityKind,
  together: (basis: FactBasis, alone: ControlFact["alone"]) => ControlFact[],
): ControlFact[] {
  const managers = together("productManager", "possible");
  const trustees = together("trustee", "possible");
  const [first, second] = kind === "trust" ? [trustees, managers] : [managers, trustees];
  return first.length > 0 ? first : second;
}
