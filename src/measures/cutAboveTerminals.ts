import { type Register, register } from "../register/register.js";
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
  const ends = r.entities.map(
    ({ kind }, entity) => kind !== "dispersed" && isTerminal(r, policy, entity, NOWHERE),
  );
  const holdings = r.holdings.filter(({ subject }) => !ends[subject]);
  const ties = r.ties.filter(({ record, to }) => to < 0 || !ends[to] || MOVING.has(record.kind));
  if (holdings.length === r.holdings.length && ties.length === r.ties.length) return r;
  return register(
    {
      entities: r.entities,
      holdings: holdings.map(({ record }) => record),
      ties: ties.map(({ record }) => record),
      facts: r.facts.map(({ record }) => record),
    },
    { asOf: r.asOf },
  );
}
