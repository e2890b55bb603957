import { actualControllers } from "../determinations/actualControllers.js";
import { beneficialOwners } from "../determinations/beneficialOwners.js";
import type { Profile } from "../law/profile.js";
import type { ControlBasis, ControlLink } from "../measures/controlChain.js";
import { type Known, tiesTo } from "../measures/evidence.js";
import type { Interest, TieKind } from "../model/dataset.js";
import type { Register } from "../register/register.js";
import { stakeOf } from "../register/stakeTable.js";
import type { ChartRole } from "./model.js";
import { waysFrom } from "./ownerPaths.js";

/** A link of a control chain, by entity index. */
export interface ControlStep {
  readonly from: number;
  readonly to: number;
  readonly basis: ControlBasis;
  readonly verdict: Known;
  /** Registered holders through whom it runs: nominees, givers of proxies. */
  readonly through: readonly number[];
}

export interface ControlMarks {
  readonly roles: ReadonlyMap<number, readonly ChartRole[]>;
  readonly steps: readonly ControlStep[];
  /** Everyone on a chain of control or on a way from a beneficial owner, who is therefore never folded. */
  readonly kept: ReadonlySet<number>;
}

/** Chains beyond this would fill any picture; the rest of them is folded like other owners. */
const KEPT_LIMIT = 1_000;
/** A law that makes more owners than this of one company is not read off a picture. */
const WAYS_LIMIT = 50;

/** Who controls the subject by law, who its beneficial owners are if a profile is given, and the chains by which they control. */
export function controlMarks(
  r: Register,
  subject: number,
  { interest, profile }: { readonly interest: Interest; readonly profile: string | Profile | undefined },
): ControlMarks {
  const { id } = r.entities[subject]!;
  const found = actualControllers(r, { subject: id });
  const roles = new Map<number, ChartRole[]>();
  const add = (party: string, role: ChartRole): void => {
    const entity = r.index.get(party)!;
    const known = roles.get(entity) ?? [];
    if (!known.some((each) => each.role === role.role)) roles.set(entity, [...known, role]);
  };
  for (const { id: party, members, verdict, article } of found.actualControllers) {
    for (const each of members ?? [party]) add(each, { role: "actualController", verdict, article });
  }
  for (const { id: party, verdict, article } of found.controllingShareholders) {
    add(party, { role: "controllingShareholder", verdict, article });
  }
  if (profile !== undefined) {
    for (const { id: party, verdict, limbs } of beneficialOwners(r, { subject: id, profile }).owners) {
      add(party, { role: "beneficialOwner", verdict, article: limbs[0]?.article ?? null });
    }
  }
  const steps = found.actualControllers.flatMap(({ chain, verdict }) =>
    chain.map((link) => stepOf(r, link, verdict)),
  );
  const chains = steps.flatMap(({ from, to, through }) => [from, to, ...through]);
  const owners = [...roles.keys()].filter((entity) => !chains.includes(entity));
  const ways = waysFrom(r, interest, subject, owners.slice(0, WAYS_LIMIT));
  return { roles, steps, kept: new Set([...chains, ...ways].slice(0, KEPT_LIMIT)) };
}

/** Rights that are exercised over somebody else's registered holding. */
const THROUGH: Partial<Record<ControlBasis, readonly TieKind[]>> = {
  nominee: ["nominee"],
  votingProxy: ["votingProxy"],
};

function stepOf(r: Register, link: ControlLink, verdict: Known): ControlStep {
  const [from, to] = [r.index.get(link.from)!, r.index.get(link.to)!];
  const kinds = THROUGH[link.basis] ?? [];
  const through = tiesTo(r, from, kinds)
    .map((tie) => tie.from)
    .filter((holder) => holder >= 0 && stakeOf(r.stakes.equity, holder, to) !== null);
  return { from, to, basis: link.basis, verdict, through };
}
