import type { ControlLimb, OfficeLimb } from "../law/profileRules.js";
import type { ControlBasis, ControlLink } from "../measures/controlClosure.js";
import { type ControllersResult, controllers, whoControls } from "../measures/controllers.js";
import { both, type Known, tiesTo } from "../measures/evidence.js";
import type { ShareTest } from "../model/share.js";
import { type Case, idOf, type Met, type OwnerLimb } from "./ownerCase.js";
import { partiesAbove } from "./partySets.js";

/** Somebody's control of the subject, alone or jointly with others. */
interface Control extends Pick<OwnerLimb, "verdict" | "jointly"> {
  readonly chain: readonly ControlLink[];
}

type IsAsked = (party: number) => boolean;

export interface ControlFound {
  readonly by: ReadonlyMap<number, Control>;
  /** Members of families that would control together if kinship proved anything. */
  readonly families: readonly (readonly string[])[];
  readonly missing: ControllersResult["missing"];
}

/**
 * Everyone asked for who controls the subject, alone or jointly. Of joint controllers that are not asked for themselves,
 * those who control them are looked for in turn, so that a company never hides a person.
 */
export function controlOf(c: Case, isCandidate: IsAsked): ControlFound {
  const { r, subject, controlTest } = c;
  const by = new Map<number, Control>();
  const families: (readonly string[])[] = [];
  const missing: ControllersResult["missing"] = [];
  const enter = (party: number, found: Control): void => {
    if (by.get(party)?.verdict !== "certain" || (found.verdict === "certain" && !found.jointly))
      by.set(party, found);
  };
  const asked = new Set([subject]);
  const queue: (Control & { readonly entity: number })[] = [
    { entity: subject, verdict: "certain", chain: [] },
  ];
  for (const onward of queue) {
    const found = controllersOf(c, onward.entity, controlTest);
    missing.push(...found.missing);
    for (const { parties, together, verdict, basis, chain } of found.rows) {
      const control = { verdict: both(verdict, onward.verdict), chain: [...chain, ...onward.chain] };
      const jointly = together ?? onward.jointly;
      if (basis === "kinship") families.push(together!);
      for (const party of parties) {
        if (isCandidate(party)) enter(party, { ...control, ...(jointly ? { jointly } : {}) });
        if (together && r.entities[party]!.kind !== "naturalPerson" && !asked.has(party)) {
          asked.add(party);
          queue.push({ ...control, entity: party, jointly: together });
        }
      }
    }
  }
  return { by, families, missing };
}

/** One who controls an entity, or several who do so together; how is left out where only owners are asked for. */
interface Controlling {
  readonly parties: readonly number[];
  readonly together: string[] | undefined;
  readonly verdict: Known;
  readonly basis: ControlBasis;
  readonly chain: readonly ControlLink[];
}

function controllersOf(
  { r, brief }: Case,
  entity: number,
  test: ShareTest,
): { readonly rows: readonly Controlling[]; readonly missing: ControllersResult["missing"] } {
  if (!brief) {
    const found = controllers(r, { subject: entity, test });
    const rows = found.controllers.map(({ id, members, verdict, basis, chain }): Controlling => {
      const parties = (members ?? [id]).map((member) => r.index.get(member)!);
      return { parties, together: members, verdict, basis, chain };
    });
    return { rows, missing: found.missing };
  }
  const { parties, missing } = whoControls(r, entity, test);
  const rows = parties.map(({ members, jointly, verdict, basis }): Controlling => {
    const together = jointly ? members.map((member) => r.entities[member]!.id) : undefined;
    return { parties: members, together, verdict, basis, chain: [] };
  });
  return { rows, missing };
}

/** The figure of the control test is a reading of the text: a chain that rests on it is not verified. */
export function controlLimb(
  c: Case,
  limb: ControlLimb,
  control: ControlFound,
  isAsked: IsAsked,
): [owner: number, met: Met][] {
  if (limb.links === "single") return controlBySingleLinks(c, limb, isAsked);
  const { article, verified } = c.parameters.get(limb.parameter)!;
  const test = c.parameters.get(c.rules.controlTest)!;
  return [...control.by].flatMap(([owner, { verdict, chain, jointly }]): [number, Met][] => {
    const read = verified && (test.verified || chain.every(({ votes }) => votes === null));
    const shown = { chain: [...chain], ...(jointly ? { jointly } : {}) };
    return [[owner, { limb: limb.limb, article, verified: read, verdict, share: null, ...shown }]];
  });
}

/** Control by a chain in which each one alone controls the next. */
function controlBySingleLinks(c: Case, limb: ControlLimb, isAsked: IsAsked): [owner: number, met: Met][] {
  const { r, subject } = c;
  const { article, verified } = c.parameters.get(limb.parameter)!;
  const above = partiesAbove(r, subject, c.controlTest);
  const linked = above.linked();
  return above.parties.filter(isAsked).flatMap((owner): [number, Met][] => {
    const { least, most } = linked.sets(owner);
    if (!most.has(subject)) return [];
    const chain = linked.chain(owner, subject);
    // Votes that the owner itself holds in the subject are what the limbs on shares are about.
    if (limb.indirect && chain.length === 2 && !isByFact(c, owner)) return [];
    const verdict: Known = least.has(subject) ? "certain" : "possible";
    const path = chain.map((entity) => idOf(r, entity));
    return [[owner, { limb: limb.limb, article, verified, verdict, share: null, path }]];
  });
}

const isByFact = ({ r, subject }: Case, owner: number): boolean =>
  tiesTo(r, subject, ["contractualControl", "executivePartner", "boardMajority", "productManager"]).some(
    ({ from }) => from === owner,
  );

/** Offices and rights at the subject, of persons and, where the limb says so, of companies that they hold. */
export function officeLimb(c: Case, limb: OfficeLimb, isAsked: IsAsked): [owner: number, met: Met][] {
  const { r, subject } = c;
  const { article, verified } = c.parameters.get(limb.parameter)!;
  const found = new Map<number, Met>();
  const enter = (owner: number, verdict: Known, path: readonly number[]): void => {
    if (found.get(owner)?.verdict === "certain") return;
    const ids = path.map((entity) => idOf(r, entity));
    found.set(owner, { limb: limb.limb, article, verified, verdict, share: null, path: ids });
  };
  const direct = tiesTo(r, subject, limb.ties).map(({ from }) => from);
  for (const owner of direct) enter(owner, "certain", [owner, subject]);
  if (!limb.through || direct.length === 0) return [...found];
  const above = partiesAbove(r, subject, c.controlTest);
  const linked = above.linked();
  for (const owner of partiesOf(c, direct)) {
    if (direct.includes(owner) || !isAsked(owner)) continue;
    const { least, most } = linked.sets(owner);
    const through = direct.find((holder) => most.has(holder));
    if (through === undefined) continue;
    const verdict = direct.some((holder) => least.has(holder)) ? "certain" : "possible";
    enter(owner, verdict, [...linked.chain(owner, through), subject]);
  }
  return [...found];
}

/** Everyone above the subject or above those who hold an office there. */
function partiesOf(c: Case, officers: readonly number[]): Set<number> {
  const parties = new Set(partiesAbove(c.r, c.subject, c.controlTest).parties);
  for (const officer of officers) {
    for (const party of partiesAbove(c.r, officer, c.controlTest).parties) parties.add(party);
  }
  return parties;
}
