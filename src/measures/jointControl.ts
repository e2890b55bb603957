import type { Verdict } from "../model/share.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { entityOf } from "./commandGraph.js";
import type { Mode } from "./commandSet.js";
import { type ControlAbove, SUBJECT } from "./controlAbove.js";
import { type ControlBasis, type ControlLink, chainIn } from "./controlChain.js";
import { type ControlFact, controlFacts } from "./controlFacts.js";
import { both, KIN_KINDS, type Known, tiesFrom, tiesTo } from "./evidence.js";

/** Parties who control a subject together, and none of them alone. */
export interface JointControl {
  /** In the order of ids. */
  readonly members: readonly number[];
  readonly verdict: Known;
  readonly basis: ControlBasis;
  readonly chain: readonly ControlLink[];
  /** A family some of whose members are joined only by longer chains of kinship. */
  readonly transitive: boolean;
}

/**
 * Joint controllers of the subject (DESIGN §2, §13.2, §13.7, §13.13): partners who act only together, parties to an
 * agreement without lead, families. Candidates are the groups that records name, never subsets of holders; a group of
 * which a member certainly controls alone is none.
 */
export function jointControl(above: ControlAbove): JointControl[] {
  const alone = new Set(
    above.controllers
      .filter(({ verdict }) => verdict === "certain")
      .map(({ node }) => entityOf(above.graph, node)),
  );
  const rows = new Map<string, JointControl>();
  for (const row of [...byFacts(above), ...byAgreements(above), ...byKinship(above)]) {
    if (row.members.some((member) => alone.has(member))) continue;
    const key = row.members.join(" ");
    const known = rows.get(key);
    if (!known || (known.verdict === "possible" && row.verdict === "certain")) rows.set(key, row);
  }
  return [...rows.values()];
}

const byRank = (r: Register, members: Iterable<number>): number[] =>
  [...new Set(members)].sort((a, b) => r.rank[a]! - r.rank[b]!);

const nodesOf = ({ graph }: ControlAbove, entities: Iterable<number>): number[] =>
  [...entities]
    .map((entity) => graph.local!.get(entity) ?? -1)
    .filter((node) => node > SUBJECT && graph.index.able[entityOf(graph, node)]);

/** Lets parties command as one set; the subject passes nothing on. */
function runSet({ set }: ControlAbove, mode: Mode, seeds: readonly number[], until = SUBJECT): void {
  set.reset(mode, SUBJECT);
  for (const seed of seeds) set.add(seed);
  set.run({ until });
}

/** Whether one set controls a node, with its chain. */
function controlBySet(
  above: ControlAbove,
  seeds: readonly number[],
  to = SUBJECT,
): { readonly verdict: Verdict; readonly chain: ControlLink[] } {
  for (const mode of ["least", "most"] as const) {
    runSet(above, mode, seeds, to);
    if (!above.set.has(to)) continue;
    return { verdict: mode === "least" ? "certain" : "possible", chain: chainIn(above.set, to) };
  }
  return { verdict: "excluded", chain: [] };
}

/** Several partners or managers of one entity: together they control it, and with it all that it controls. */
function byFacts(above: ControlAbove): JointControl[] {
  const { graph } = above;
  const { r } = graph.index;
  const groups = new Map<string, ControlFact[]>();
  for (let node = 0; node < graph.size; node += 1) {
    if (node === graph.watched) continue;
    for (const fact of controlFacts(r).of.get(entityOf(graph, node)) ?? []) {
      if (fact.members.length < 2) continue;
      const key = fact.members.join(" ");
      const known = groups.get(key);
      if (known) known.push(fact);
      else groups.set(key, [fact]);
    }
  }
  return [...groups.values()].flatMap((facts) => {
    const held = facts.map(({ entity }) => graph.local!.get(entity)!);
    const direct = held.includes(SUBJECT);
    const used = direct ? facts.filter(({ entity }) => entity === entityOf(graph, SUBJECT)) : facts;
    const { verdict, chain } = direct
      ? ({ verdict: "certain", chain: [] } as const)
      : controlBySet(above, held);
    if (verdict === "excluded") return [];
    const onTheWay = new Set(chain.map(({ from }) => from));
    const id = (entity: number): string => r.entities[entity]!.id;
    const links = used
      .filter(({ entity }) => direct || onTheWay.has(id(entity)))
      .flatMap(({ entity, basis, members }) =>
        members.map((member): ControlLink => ({ from: id(member), to: id(entity), basis, votes: null })),
      );
    const { members, basis } = used[0]!;
    return [{ members, verdict, basis, chain: [...links, ...chain], transitive: false }];
  });
}

/** Parties to an agreement without lead, for one company or (-1) for all. */
interface Agreement {
  readonly members: readonly number[];
  readonly company: number;
}

const agreementsKnown = new WeakMap<Register, ReadonlyMap<number, readonly Agreement[]>>();

/** Agreements that take votes from nobody, by member: nobody leads, so that only all together command the votes. */
function leaderless(r: Register): ReadonlyMap<number, readonly Agreement[]> {
  const known = agreementsKnown.get(r);
  if (known) return known;
  const groups = new Map<string, ResolvedTie[]>();
  for (const tie of r.ties) {
    if (tie.record.kind !== "concertAgreement" || tie.record.rebutted === true) continue;
    const { group } = tie.record;
    const key = group === undefined ? `pair ${byRank(r, [tie.from, tie.to]).join(" ")}` : `group ${group}`;
    const list = groups.get(key);
    if (list) list.push(tie);
    else groups.set(key, [tie]);
  }
  const byMember = new Map<number, Agreement[]>();
  for (const ties of groups.values()) {
    if (ties.some(({ lead }) => lead >= 0)) continue;
    for (const company of new Set(ties.map(({ subject }) => subject))) {
      const signed = ties.filter(({ subject }) => subject < 0 || subject === company);
      const members = byRank(
        r,
        signed.flatMap(({ from, to }) => (to < 0 ? [from] : [from, to])),
      );
      const agreement = { members, company };
      for (const member of members.length < 2 ? [] : members) {
        const list = byMember.get(member);
        if (list) list.push(agreement);
        else byMember.set(member, [agreement]);
      }
    }
  }
  agreementsKnown.set(r, byMember);
  return byMember;
}

function byAgreements(above: ControlAbove): JointControl[] {
  const { graph } = above;
  const known = leaderless(graph.index.r);
  const found = new Set<Agreement>();
  for (const entity of known.size === 0 ? [] : graph.nodes!) {
    for (const agreement of known.get(entity) ?? []) found.add(agreement);
  }
  const verdicts = new Map(above.controllers.map(({ node, verdict }) => [node, verdict]));
  return [...found].flatMap((agreement) => {
    const nodes = nodesOf(above, agreement.members);
    if (nodes.length < 2) return [];
    const { verdict, chain } =
      agreement.company < 0
        ? controlBySet(above, nodes)
        : controlOfCompany(above, nodes, agreement.company, verdicts);
    const { members } = agreement;
    return verdict === "excluded"
      ? []
      : [{ members, verdict, basis: "concertAgreement" as const, chain, transitive: false }];
  });
}

/**
 * An agreement about one company joins the members' votes in that company alone: each member's own set brings what it
 * commands there. Whoever controls the company together controls with it all that it controls.
 */
function controlOfCompany(
  above: ControlAbove,
  members: readonly number[],
  company: number,
  verdicts: ReadonlyMap<number, Known>,
): { readonly verdict: Verdict; readonly chain: readonly ControlLink[] } {
  const { set, graph } = above;
  const none = { verdict: "excluded", chain: [] } as const;
  const node = graph.local!.get(company) ?? -1;
  const onward = node === SUBJECT ? "certain" : verdicts.get(node);
  if (node < 0 || !onward) return none;
  for (const mode of ["least", "most"] as const) {
    const united = new Set<number>();
    for (const member of members) {
      runSet(above, mode, [member], -1);
      for (const one of set.members()) united.add(one);
    }
    // A member who controls the company alone needs no agreement.
    if (mode === "least" && united.has(node)) return none;
    united.delete(node);
    set.reset(mode, SUBJECT);
    for (const one of united) set.add(one);
    set.run({ rounds: 1 });
    if (!set.has(node)) continue;
    const verdict = mode === "least" ? "certain" : "possible";
    const first = controlBySet(above, members, node).chain;
    if (node === SUBJECT) return { verdict, chain: first };
    return {
      verdict: both(verdict, onward),
      chain: [...first, ...controlBySet(above, [node]).chain],
    };
  }
  return none;
}

/** Families without agreement: kinship alone proves nothing, so their control is never more than possible. */
function byKinship(above: ControlAbove): JointControl[] {
  const { graph } = above;
  const { r } = graph.index;
  const seen = new Set<number>();
  const rows: JointControl[] = [];
  for (let node = 1; node < graph.size; node += 1) {
    if (node === graph.watched || seen.has(entityOf(graph, node))) continue;
    const family = familyOf(r, entityOf(graph, node), seen);
    const nodes = nodesOf(above, family);
    if (nodes.length < 2) continue;
    const { verdict, chain } = controlBySet(above, nodes);
    if (verdict === "excluded") continue;
    above.set.run();
    const members = byRank(
      r,
      contributing(above).filter((one) => family.has(one)),
    );
    if (members.length < 2) continue;
    const transitive = !closelyTied(r, members);
    rows.push({ members, verdict: "possible", basis: "kinship", chain, transitive });
  }
  return rows;
}

const relativesOf = (r: Register, person: number): Set<number> => {
  const relatives = new Set<number>();
  for (const { to } of tiesFrom(r, person, KIN_KINDS)) if (to >= 0) relatives.add(to);
  for (const { from } of tiesTo(r, person, KIN_KINDS)) relatives.add(from);
  relatives.delete(person);
  return relatives;
};

/** Everyone connected with a person by recorded kinship. */
function familyOf(r: Register, person: number, seen: Set<number>): Set<number> {
  const family = new Set([person]);
  for (const one of family) {
    seen.add(one);
    for (const relative of relativesOf(r, one)) family.add(relative);
  }
  return family;
}

/** The seeds of a set that bring votes or facts into its control of the subject, directly or through others. */
function contributing({ set, graph }: ControlAbove): number[] {
  const needed = new Set([SUBJECT]);
  for (const node of needed) {
    if (set.joinedBy(node) === "seed") continue;
    for (const { from } of set.contributions(node)) needed.add(from);
    for (const { members } of controlFacts(graph.index.r).of.get(entityOf(graph, node)) ?? []) {
      for (const member of members) {
        const from = graph.local!.get(member) ?? -1;
        if (from >= 0 && set.has(from)) needed.add(from);
      }
    }
  }
  return [...needed].filter((node) => set.joinedBy(node) === "seed").map((node) => entityOf(graph, node));
}

/** Whether any two are tied to each other or to one common member. Linear for a family around one person. */
function closelyTied(r: Register, members: readonly number[]): boolean {
  const everyone = new Set(members.flatMap((member) => [member, ...relativesOf(r, member)]));
  const relatives = new Map([...everyone].map((person) => [person, relativesOf(r, person)]));
  const aroundOne = [...relatives].some(
    ([person, own]) =>
      own.size + 1 >= members.length && members.every((one) => one === person || own.has(one)),
  );
  if (aroundOne) return true;
  return members.every((a) => {
    const near = new Set([a, ...relatives.get(a)!]);
    for (const relative of relatives.get(a)!) for (const one of relatives.get(relative)!) near.add(one);
    return members.every((b) => near.has(b));
  });
}
