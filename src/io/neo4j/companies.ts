import { holdsOn } from "../../model/period.js";
import type { ShareRange } from "../../model/share.js";
import { declaredComplete, registeredCapital } from "../../register/register.js";
import type { Resolved, ResolvedFact, ResolvedHolding } from "../../register/resolve.js";
import { type CompanyInput, companyStakes } from "../../register/shares.js";

/** The rows of each company and what is said of its capital, on whatever dates. */
export interface Companies {
  readonly rows: ReadonlyMap<number, readonly ResolvedHolding[]>;
  readonly capital: ReadonlyMap<number, readonly ResolvedFact[]>;
}

export function companiesOf(resolved: Resolved): Companies {
  const rows = new Map<number, ResolvedHolding[]>();
  for (const holding of resolved.holdings) {
    const own = rows.get(holding.subject);
    if (own) own.push(holding);
    else rows.set(holding.subject, [holding]);
  }
  const capital = new Map<number, ResolvedFact[]>();
  for (const fact of resolved.facts) {
    if (fact.record.fact !== "registeredCapital") continue;
    const own = capital.get(fact.entity);
    if (own) own.push(fact);
    else capital.set(fact.entity, [fact]);
  }
  return { rows, capital };
}

/** One company on a date, as a register takes it. */
export function companyOn(
  { entities }: Resolved,
  { rows, capital }: Companies,
  index: number,
  asOf: string | null,
): CompanyInput {
  const entity = entities[index]!;
  const facts = (capital.get(index) ?? []).filter(
    ({ record }) => asOf === null || record.on === undefined || record.on <= asOf,
  );
  return {
    entity,
    rows: (rows.get(index) ?? [])
      .filter(({ record }) => holdsOn(record, asOf))
      .map((holding, position) => ({ holding, position })),
    complete: declaredComplete(entity, asOf),
    registeredCapital: facts.length === 0 ? null : (registeredCapital(facts).get(index) ?? null),
    idOf: (each) => entities[each]!.id,
  };
}

export interface PairStake {
  readonly holder: number;
  readonly equity: ShareRange;
  readonly voting: ShareRange;
}

/** Who holds what of a company on a date, each holder once, as a register reconciles it. */
export function stakesOn(
  resolved: Resolved,
  companies: Companies,
  index: number,
  asOf: string | null,
): PairStake[] {
  const input = companyOn(resolved, companies, index, asOf);
  if (input.rows.length === 0) return [];
  const { equity, voting } = companyStakes(input).tables;
  return equity.stakes.map(({ holder, share }, position) => ({
    holder,
    equity: share,
    voting: voting.stakes[position]!.share,
  }));
}
