import { z } from "zod";
import { compare } from "../model/fraction.js";
import { meets, type ShareRange, type ShareTest } from "../model/share.js";
import { shareResult, toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { entityIndex } from "../register/register.js";
import { inClosedRing } from "./closedRing.js";
import { entityOf } from "./commandGraph.js";
import { type ControlAbove, type ControllerAbove, controlAbove, SUBJECT } from "./controlAbove.js";
import { CONTROL_BASES, type ControlLink, chainIn, controlLink } from "./controlChain.js";
import { type ControlClosure, controlClosure, type Party } from "./controlClosure.js";
import { lacksExecutivePartner } from "./controlFacts.js";
import { type ControlledStake, controlledStake, stakeFrom } from "./controlledStake.js";
import { type JointControl, jointControl } from "./jointControl.js";
import { type EquityWatch, equityWatch } from "./watch.js";

const id = z.string();

/** One controller of the subject, or several joint ones: then `id` joins their ids with "+" and `members` lists them. */
export const controllerRow = z.object({
  id,
  name: z.string(),
  /** Nobody controls it for certain, and it is in no ring that nobody outside holds. */
  ultimate: z.boolean(),
  verdict: z.enum(["certain", "possible"]),
  basis: z.enum(CONTROL_BASES),
  /** Direct equity in the subject of the controller and of all it controls, without what is held through the subject. */
  controlledStake: shareResult,
  heldBySubjectGroup: shareResult.optional(),
  members: z.array(id).optional(),
  /** A family some of whose members are joined only by longer chains of kinship. */
  transitive: z.literal(true).optional(),
  /** What would put the controlled stake on the other side of the test if it were counted. */
  conflict: z.literal("heldBySubjectGroup").optional(),
  chain: z.array(controlLink),
  /** The chain was left out because the chains of this subject together are too long to print. */
  chainOmitted: z.literal(true).optional(),
});
export type ControllerRow = z.infer<typeof controllerRow>;

/** What the `control` verb prints. */
export const controllersResult = z.object({
  controllers: z.array(controllerRow),
  joint: z
    .object({
      by: z.array(id),
      verdict: z.enum(["certain", "possible", "excluded"]),
      votes: shareResult.nullable(),
    })
    .optional(),
  /** Ties without which nobody can be said to control an entity. */
  missing: z.array(z.object({ entity: id, tie: z.literal("executivePartner") })),
});
export type ControllersResult = z.infer<typeof controllersResult>;

export interface ControllersOptions {
  readonly subject: Party;
  readonly test?: ShareTest | undefined;
  /** Asks whether these together, as one commanding set, control the subject. */
  readonly by?: readonly Party[] | undefined;
}

/** Who controls a subject, without stakes and chains: one party alone, or several jointly. */
export interface WhoControls {
  readonly parties: readonly {
    readonly members: readonly number[];
    readonly jointly: boolean;
    readonly verdict: ControllerRow["verdict"];
    readonly basis: ControllerRow["basis"];
  }[];
  readonly missing: ControllersResult["missing"];
}

/** The same parties as {@link controllers} finds, in no particular order, and nothing else about them. */
export function whoControls(r: Register, subject: number, test: ShareTest): WhoControls {
  const closure = controlClosure(r, { test });
  const above = controlAbove(closure.engine, subject, equityWatch(r, subject));
  return {
    parties: [
      ...above.controllers.map(({ node, verdict, basis }) => {
        return { members: [entityOf(above.graph, node)], jointly: false, verdict, basis };
      }),
      ...jointControl(above).map(({ members, verdict, basis }) => {
        return { members, jointly: true, verdict, basis };
      }),
    ],
    missing: missingTies(r, above),
  };
}

/** All chains of one subject together have at most about this many links. */
const CHAIN_LINKS = 200_000;

/**
 * Who controls the subject: everyone who does alone, joint controllers in one row (DESIGN §9, §13.13). Rows in the order
 * of verdict (certain first), controlled stake (largest first) and id.
 */
export function controllers(r: Register, options: ControllersOptions): ControllersResult {
  const closure = controlClosure(r, options.test ? { test: options.test } : {});
  const subject = typeof options.subject === "number" ? options.subject : entityIndex(r, options.subject);
  const { above, rows } = controllerRows(closure, subject);
  return {
    controllers: withChains(above, rows),
    ...(options.by ? { joint: askedFor(closure, subject, options.by) } : {}),
    missing: missingTies(r, above),
  };
}

/** A controller without the chain of its control. */
export type ControllerInBrief = Omit<ControllerRow, "chain" | "chainOmitted">;

/** The same controllers in the same order, by a majority of votes, and not how they control. */
export const controllersInBrief = (r: Register, subject: number): readonly ControllerInBrief[] =>
  controllerRows(controlClosure(r), subject).rows.map(({ row }) => row);

function controllerRows(closure: ControlClosure, subject: number) {
  const { r } = closure;
  const watch = equityWatch(r, subject);
  const above = controlAbove(closure.engine, subject, watch);
  const joint = jointControl(above);
  const ultimate = ultimateIn(closure, above, joint);
  const rows = [
    ...above.controllers.map((one) => aloneRow(above, watch, one, ultimate)),
    ...joint.map((one) => jointRow(closure, subject, one, ultimate)),
  ];
  rows.sort(
    (a, b) =>
      Number(a.row.verdict === "possible") - Number(b.row.verdict === "possible") ||
      compare(b.stake.min, a.stake.min) ||
      compare(b.stake.max, a.stake.max) ||
      (a.row.id < b.row.id ? -1 : 1),
  );
  return { above, rows };
}

interface Row {
  readonly row: ControllerInBrief;
  readonly stake: ShareRange;
  /** Found already for joint rows. */
  readonly chain: readonly ControlLink[] | null;
  readonly node: number;
}

/** Tells who is controlled by nobody; a group is controlled by whoever certainly controls all its members. */
interface Ultimate {
  alone(node: number): boolean;
  together(members: readonly number[]): boolean;
}

function aloneRow(above: ControlAbove, watch: EquityWatch, one: ControllerAbove, ultimate: Ultimate): Row {
  const { graph } = above;
  const entity = graph.index.r.entities[entityOf(graph, one.node)]!;
  const stake = stakeOf(above, watch, one);
  const row = {
    id: entity.id,
    name: entity.name,
    ultimate: ultimate.alone(one.node),
    verdict: one.verdict,
    basis: one.basis,
    ...stakeFields(above.set.line.test, stake),
  };
  return { row, stake: stake.stake, chain: null, node: one.node };
}

/** The controlled stake from what the closures above the subject found. */
function stakeOf({ graph }: ControlAbove, watch: EquityWatch, { stake }: ControllerAbove): ControlledStake {
  const entities = (nodes: readonly number[], not: readonly number[]): number[] =>
    nodes.filter((node) => !not.includes(node)).map((node) => entityOf(graph, node));
  const { least, most } = stake;
  return stakeFrom(watch, {
    own: { least: least.own, most: most.own },
    surelyThrough: entities(least.ringHoldersThroughSubject, most.ringHolders),
    through: {
      least: entities(least.ringHoldersThroughSubject, least.ringHolders),
      most: entities(most.ringHoldersThroughSubject, most.ringHolders),
    },
    perhapsThrough: entities(most.ringHoldersThroughSubject, least.ringHolders),
  });
}

/** What is held only through the subject stands apart; where it would change the outcome of the test, that is said. */
function stakeFields(
  test: ShareTest,
  { stake, heldBySubjectGroup, withSubjectGroup }: ControlledStake,
): Pick<ControllerRow, "controlledStake" | "heldBySubjectGroup" | "conflict"> {
  const changes = meets(stake, test) !== meets(withSubjectGroup, test);
  return {
    controlledStake: toShareResult(stake),
    ...(heldBySubjectGroup ? { heldBySubjectGroup: toShareResult(heldBySubjectGroup) } : {}),
    ...(changes ? { conflict: "heldBySubjectGroup" as const } : {}),
  };
}

function jointRow(closure: ControlClosure, subject: number, one: JointControl, ultimate: Ultimate): Row {
  const { r, test } = closure;
  const entities = one.members.map((member) => r.entities[member]!);
  const members = entities.map((entity) => entity.id);
  const stake = controlledStake(closure, { by: one.members, in: subject });
  const row = {
    id: members.join("+"),
    name: entities.map((entity) => entity.name).join("+"),
    ultimate: ultimate.together(one.members),
    verdict: one.verdict,
    basis: one.basis,
    ...stakeFields(test, stake),
    members,
    ...(one.transitive ? { transitive: true as const } : {}),
  };
  return { row, stake: stake.stake, chain: one.chain, node: -1 };
}

/** Nobody certainly controls them: neither one party alone nor joint controllers on the way to the subject. */
function ultimateIn(closure: ControlClosure, above: ControlAbove, joint: readonly JointControl[]): Ultimate {
  const { graph, controlled } = above;
  const { r } = closure;
  const jointly = new Set(
    joint
      .filter(({ verdict }) => verdict === "certain")
      .flatMap(({ chain }) => chain.map(({ to }) => r.index.get(to)!)),
  );
  const isControlled = (entity: number): boolean => {
    const node = graph.local!.get(entity) ?? -1;
    return node >= 0 && controlled[node] === 1;
  };
  const certainly = (entity: number): number[] =>
    closure
      .controllersOf(entity)
      .filter(({ verdict }) => verdict === "certain")
      .map(({ controller }) => controller);
  return {
    alone: (node) => {
      const entity = entityOf(graph, node);
      return controlled[node] === 0 && !jointly.has(entity) && !inClosedRing(r, entity);
    },
    together: (members) => {
      if (members.some((member) => graph.local!.has(member) && !isControlled(member))) return true;
      const [first, ...others] = members.map((member) => new Set(certainly(member)));
      return ![...first!].some((controller) => others.every((set) => set.has(controller)));
    },
  };
}

/** Adds the chains, in the order of the rows, as long as there is room for them. */
function withChains(above: ControlAbove, rows: readonly Row[]): ControllerRow[] {
  const { set } = above;
  let spent = 0;
  return rows.map(({ row, chain: known, node }) => {
    if (known) return { ...row, chain: [...known] };
    if (spent > CHAIN_LINKS) return { ...row, chain: [], chainOmitted: true };
    set.reset(row.verdict === "certain" ? "least" : "most", SUBJECT);
    set.add(node);
    set.run({ until: SUBJECT });
    const chain = chainIn(set, SUBJECT);
    spent += Math.max(set.size, chain.length);
    return { ...row, chain };
  });
}

function askedFor(
  closure: ControlClosure,
  subject: number,
  by: readonly Party[],
): ControllersResult["joint"] {
  const { r } = closure;
  const votes = closure.votes({ of: by, in: subject });
  const ids = by.map((party) => (typeof party === "number" ? r.entities[party]!.id : partyId(r, party)));
  return {
    by: ids,
    verdict: closure.controls({ from: by, to: subject }),
    votes: votes && toShareResult(votes),
  };
}

const partyId = (r: Register, party: string): string => r.entities[entityIndex(r, party)]!.id;

/**
 * Limited partnerships of which no record says who runs them: the subject, its controllers, and where nobody certainly
 * controls the subject also those that command votes in it.
 */
function missingTies(r: Register, { graph, controllers: found }: ControlAbove): ControllersResult["missing"] {
  const asked = new Set([SUBJECT, ...found.map(({ node }) => node)]);
  if (!found.some(({ verdict }) => verdict === "certain")) {
    for (let node = 1; node < graph.size; node += 1) {
      for (let k = graph.start[node]!; k < graph.start[node + 1]!; k += 1) {
        if (graph.company[graph.out[k]!] === SUBJECT) asked.add(node);
      }
    }
  }
  return [...asked]
    .map((node) => entityOf(graph, node))
    .filter((entity) => lacksExecutivePartner(r, entity))
    .sort((a, b) => r.rank[a]! - r.rank[b]!)
    .map((entity) => ({ entity: r.entities[entity]!.id, tie: "executivePartner" as const }));
}
