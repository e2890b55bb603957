import { registerLike } from "../register/bulkRegister.js";
import type { Register } from "../register/register.js";
import { type StakeTable, withoutStakesIn } from "../register/stakeTable.js";
import { isTerminal, type TerminalPolicy } from "./coverage.js";

const NOWHERE = { subject: -1, company: -1 };
/** Ties that move votes of the party they come from, wherever they lead. */
const MOVING: ReadonlySet<string> = new Set(["concertAgreement", "votingProxy", "nominee"]);

const cut = new WeakMap<Register, Map<string, Register>>();

/**
 * The register as a penetration sees it that stops at terminals: without what is recorded above a listed company, a
 * public fund and the like. Entities keep their index. The same register where nothing is recorded above a terminal.
 */
export function cutAboveTerminals(r: Register, policy: TerminalPolicy): Register {
  const known = cut.get(r) ?? new Map<string, Register>();
  cut.set(r, known);
  const key = JSON.stringify(policy);
  const made = known.get(key) ?? withoutAbove(r, policy);
  known.set(key, made);
  return made;
}

function withoutAbove(r: Register, policy: TerminalPolicy): Register {
  const ends = Uint8Array.from(r.entities, ({ kind }, entity) =>
    kind !== "dispersed" && isTerminal(r, policy, entity, NOWHERE) ? 1 : 0,
  );
  const { start } = r.stakes.equity;
  const isHeld = ends.some((end, entity) => end === 1 && start[entity] !== start[entity + 1]);
  const ties = r.ties.filter(({ record, to }) => to < 0 || !ends[to] || MOVING.has(record.kind));
  if (!isHeld && ties.length === r.ties.length) return r;
  const equity = withoutStakesIn(r.stakes.equity, ends);
  const other = (interest: "voting" | "income"): StakeTable =>
    r.stakes[interest] === r.stakes.equity ? equity : withoutStakesIn(r.stakes[interest], ends);
  return registerLike(r, {
    stakes: { equity, voting: other("voting"), income: other("income") },
    ties,
    complete: r.complete.map((complete, entity) => (ends[entity] ? 0 : complete)),
  });
}
