import type { ShareRange } from "../model/share.js";
import { entityIndex } from "../register/register.js";
import { PECULIAR } from "./commandIndex.js";
import type { Mode } from "./commandSet.js";
import type { ControlClosure, Party } from "./controlClosure.js";
import { addSums, type VoteSum } from "./votes.js";
import { type EquityWatch, equityWatch, heldBy, stakeBetween } from "./watch.js";

/** The equity of a subject that a set and everything it controls hold directly, over all equity: no products. */
export interface ControlledStake {
  readonly stake: ShareRange;
  /** What the set controls only through the subject itself; null where there is nothing of the kind. */
  readonly heldBySubjectGroup: ShareRange | null;
  /** Both together: an outcome that differs with it carries `conflict`. */
  readonly withSubjectGroup: ShareRange;
}

/**
 * The controlled stake (实际控制…股权比例, DESIGN §2): direct holdings in the subject of the set and of everything that it
 * controls, without the subject itself and without what it controls only through the subject. Least over those certainly
 * controlled, greatest over those possibly controlled, each as a union. Registered holders keep what they hold as nominees.
 */
export function controlledStake(
  closure: ControlClosure,
  { by, in: company }: { readonly by: readonly Party[]; readonly in: Party },
): ControlledStake {
  const { r } = closure;
  const party = (one: Party): number => (typeof one === "number" ? one : entityIndex(r, one));
  const subject = party(company);
  const seeds = by.map(party).filter((seed) => seed !== subject);
  return stakeOfMembers(closure, subject, (mode, inert) => closure.commanded(mode, seeds, inert));
}

/** The same of a set whose members are found by mode: with the subject inert, or (-1) with all that it passes on. */
export function stakeOfMembers(
  closure: ControlClosure,
  subject: number,
  members: (mode: Mode, inert: number) => ReadonlySet<number>,
): ControlledStake {
  const watch = equityWatch(closure.r, subject);
  const own = { least: members("least", subject), most: members("most", subject) };
  const { of: ring } = closure.engine.index.rings;
  // Only what the subject can command in turn can be held through it.
  const without = (all: ReadonlySet<number>, some: ReadonlySet<number>): number[] =>
    [...all].filter((member) => ring[member] === ring[subject] && !some.has(member));
  const inRing = (closure.engine.index.peculiar[subject]! & PECULIAR.ring) !== 0;
  const all = inRing ? { least: members("least", -1), most: members("most", -1) } : null;
  return stakeFrom(watch, {
    own: { least: heldBy(watch, own.least), most: heldBy(watch, own.most) },
    surelyThrough: all ? without(all.least, own.most) : [],
    through: {
      least: all ? without(all.least, own.least) : [],
      most: all ? without(all.most, own.most) : [],
    },
    perhapsThrough: all ? without(all.most, own.least) : [],
  });
}

/** What a set has of the subject by itself, and whom it controls only through the subject. */
export interface StakeParts {
  readonly own: Readonly<Record<Mode, VoteSum>>;
  /** In every completion, in the least and the greatest one, and in some completion. */
  readonly surelyThrough: readonly number[];
  readonly through: Readonly<Record<Mode, readonly number[]>>;
  readonly perhapsThrough: readonly number[];
}

export function stakeFrom(
  watch: EquityWatch,
  { own, surelyThrough, through, perhapsThrough }: StakeParts,
): ControlledStake {
  const stake = stakeBetween(watch, own.least, own.most);
  const greatest = heldBy(watch, perhapsThrough);
  if (greatest.max.n === 0n) return { stake, heldBySubjectGroup: null, withSubjectGroup: stake };
  return {
    stake,
    heldBySubjectGroup: stakeBetween(watch, heldBy(watch, surelyThrough), greatest),
    withSubjectGroup: stakeBetween(
      watch,
      addSums(own.least, heldBy(watch, through.least)),
      addSums(own.most, heldBy(watch, through.most)),
    ),
  };
}
