import { nearestParameter, testOf } from "../../law/law.js";
import { controllersOfEach } from "../../measures/controllersOfEach.js";
import { isNobody, type Known } from "../../measures/evidence.js";
import { controllingShareholders as byCapital } from "../../measures/relations.js";
import { meets, type Verdict } from "../../model/share.js";
import type { MissingFact } from "../finding.js";
import { type Holder, perSubject, type RuleContext } from "../ruleContext.js";

/** Registered holders who are somebody: the public and depositories are of no class (DESIGN §13.5). */
export const namedHolders = perSubject((c): readonly Holder[] =>
  c.holders().filter(({ index }) => !isNobody(c.r, index)),
);

/** A registered holder in a class: certainly, or possibly where shares are known in part. */
export interface Standing {
  readonly holder: Holder;
  readonly verdict: Known;
}

const standings = (holders: readonly Holder[], verdictOf: (holder: Holder) => Verdict): Standing[] =>
  holders.flatMap((holder) => {
    const verdict = verdictOf(holder);
    return verdict === "excluded" ? [] : [{ holder, verdict }];
  });

/** Major shareholders of Article 5(2). */
export const majorShareholders = perSubject((c): readonly Standing[] =>
  standings(namedHolders(c), ({ equity }) => meets(equity, testOf(c.law("SC-5-2")))),
);

/**
 * Controlling shareholders of Article 5(1): by capital, or by votes that decide by themselves. Influence that falls
 * short of deciding needs a person's judgement and makes nobody controlling here.
 */
export const controllingShareholders = perSubject((c): readonly Standing[] => {
  const byVotes = new Map(
    c.closure
      .controllersOf(c.subject)
      .filter(({ votes }) => votes !== null)
      .map(({ controller, verdict }) => [controller, verdict] as const),
  );
  return standings(namedHolders(c), ({ index, equity }) => {
    const capital = meets(equity, testOf(c.law("SC-5-1")));
    return capital === "certain" ? capital : (byVotes.get(index) ?? capital);
  });
});

/** Those of two classes, each once, as surely as the surer class has it; in the order of ids. */
export function either(c: RuleContext, one: readonly Standing[], other: readonly Standing[]): Standing[] {
  const found = new Map(one.map((standing) => [standing.holder.index, standing]));
  for (const standing of other) {
    if (found.get(standing.holder.index)?.verdict !== "certain") found.set(standing.holder.index, standing);
  }
  return [...found.values()].sort((a, b) => c.r.rank[a.holder.index]! - c.r.rank[b.holder.index]!);
}

/** Shareholders by capital of another company, by the Company Law's test. */
export const controllingShareholdersOf = (c: RuleContext, company: number) =>
  byCapital(c.r, company, testOf(nearestParameter("company-law", "controllingShareholder", c.on)));

/** One whom nobody controls and who controls registered holders. */
export interface Apex {
  readonly party: number;
  readonly verdict: Known;
  /** Holders that it controls, without itself. */
  readonly holders: readonly number[];
}

/** Whoever stands at the top of some registered holder, in the order of ids. */
export const apexControllers = perSubject((c): readonly Apex[] => {
  const holders = namedHolders(c).map(({ index }) => index);
  const found = new Map<number, { verdict: Known; holders: number[] }>();
  for (const { controller, party, verdict, ultimate } of controllersOfEach(c.closure, holders)) {
    if (!ultimate || isNobody(c.r, controller)) continue;
    const known = found.get(controller) ?? { verdict, holders: [] };
    found.set(controller, known);
    if (verdict === "certain") known.verdict = "certain";
    known.holders.push(party);
  }
  return [...found].map(([party, rest]) => ({ party, ...rest }));
});

const ON_MARKET: ReadonlySet<string> = new Set(["exchange", "offering"]);

/** Whether all that a holder has was bought on a market or in an offering; possible where a row does not say. */
export function boughtOnMarket(c: RuleContext, { rows }: Pick<Holder, "rows">): Verdict {
  const ways = rows.map(({ record }) => record.acquiredBy);
  if (ways.some((way) => way !== undefined && !ON_MARKET.has(way))) return "excluded";
  if (ways.every((way) => way !== undefined)) return "certain";
  return isTraded(c) ? "possible" : "excluded";
}

/** Listed on an exchange or quoted on the share transfer system. */
export const isTraded = ({ r, subject }: RuleContext): boolean => {
  const { listing } = r.entities[subject]!;
  return listing === "exchange" || listing === "neeq";
};

/** Whether a rule leaves a holder out, and what would have to be known to say so. */
export interface Exempted {
  readonly verdict: Verdict;
  readonly missing: readonly MissingFact[];
}

/** Two conditions that must both hold. */
export const bothHold = (a: Verdict, b: Verdict): Verdict =>
  a === "excluded" || b === "excluded" ? "excluded" : a === "certain" && b === "certain" ? a : "possible";

/**
 * The holder of a small stake bought on the market, whom Article 7 leaves out (last paragraph); the parameter says how
 * small.
 */
export function smallMarketHolder(c: RuleContext, holder: Holder, parameter: string): Exempted {
  const small = meets(holder.equity, testOf(c.law(parameter)));
  const market = boughtOnMarket(c, holder);
  const verdict = bothHold(small, market);
  if (verdict !== "possible") return { verdict, missing: [] };
  const missing = [
    ...(small === "possible" ? [{ what: "shares", entity: holder.id }] : []),
    ...(market === "possible" ? [{ what: "acquiredBy", entity: holder.id }] : []),
  ];
  return { verdict, missing };
}

/** The holder of a small stake in a listed or quoted company, whom Articles 25(3) and 28(3) leave out. */
export function smallTradedHolder(c: RuleContext, holder: Holder, parameter: string): Exempted {
  const small = isTraded(c) ? meets(holder.equity, testOf(c.law(parameter))) : "excluded";
  return { verdict: small, missing: small === "possible" ? [{ what: "shares", entity: holder.id }] : [] };
}
