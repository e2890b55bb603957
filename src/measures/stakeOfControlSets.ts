import type { ShareRange } from "../model/share.js";
import type { Mode } from "./commandSet.js";
import type { ControlClosure } from "./controlClosure.js";
import { ControlOver } from "./controlOver.js";
import { equityWatch, heldBy, stakeBetween } from "./watch.js";

/** The direct equity of a company that parties control, each by itself. */
export interface StakeOfControlSets {
  /** Holders of the company's equity that are, or may be, in one party's control set: itself, then all it controls by id. */
  holders(party: number, mode: Mode): readonly number[];
  /** The equity held by the union of the control sets of some parties, each holding once. */
  stake(parties: readonly number[]): ShareRange;
}

/**
 * Each party's control set is taken separately (parties together do not command votes as one), without
 * the company itself and without what is controlled only through it. For one party this is its controlled stake.
 * Sets are kept, so that asking for many groups costs no more than their members.
 */
export function stakeOfControlSets(closure: ControlClosure, company: number): StakeOfControlSets {
  const watch = equityWatch(closure.r, company);
  const over = new ControlOver(closure, company);
  const known = new Map<number, Record<Mode, readonly number[]>>();
  const run = (party: number, mode: Mode): number[] => {
    const members = over.commanded(mode, party === company ? [] : [party]);
    const holders = [...members].filter((member) => member !== company && watch.blocksBy.has(member));
    const place = (holder: number): number => (holder === party ? -1 : closure.r.rank[holder]!);
    return holders.sort((a, b) => place(a) - place(b));
  };
  const holders = (party: number, mode: Mode): readonly number[] => {
    const made = known.get(party) ?? { least: run(party, "least"), most: run(party, "most") };
    known.set(party, made);
    return made[mode];
  };
  const held = (parties: readonly number[], mode: Mode) =>
    heldBy(watch, new Set(parties.flatMap((party) => holders(party, mode))));
  return {
    holders,
    stake: (parties) => stakeBetween(watch, held(parties, "least"), held(parties, "most")),
  };
}
