import { testOf } from "../../law/law.js";
import { lacksExecutivePartner } from "../../measures/controlFacts.js";
import { coverage, isTerminal, type TerminalPolicy } from "../../measures/coverage.js";
import {
  improves,
  isNobody,
  type Known,
  stakeEvidence,
  tieEvidence,
  tiesTo,
} from "../../measures/evidence.js";
import { principals } from "../../measures/relations.js";
import { type WalkArc, walk } from "../../measures/walk.js";
import { ONE } from "../../model/fraction.js";
import { exactShare, isExact, meets, type ShareEnds } from "../../model/share.js";
import { Recent } from "../../register/recent.js";
import type { Register } from "../../register/register.js";
import type { Conclusion, FindingEvidence, FindingVerdict, MissingFact } from "../finding.js";
import { distinct } from "../limbs.js";
import { approvalOf } from "../recordedFacts.js";
import { ofEach, type Rule } from "../rule.js";
import { type Holder, holdingEvidence, perSubject, type RuleContext, shareWords } from "../ruleContext.js";
import { namedHolders, smallMarketHolder } from "./standing.js";

/** Something met on the way up from a party: surely, or only where shares are such that the way is there. */
export interface Met {
  readonly entity: number;
  readonly verdict: Known;
}

/** What a penetration layer by layer meets above some parties, each way up to its first terminal. */
export interface Structure {
  readonly products: readonly Met[];
  /** Where nothing more is recorded: remainders of registers that are not complete, and holders without holders. */
  readonly open: readonly Met[];
  /** Where it certainly cannot go on: rings that nobody outside holds, unknown holders in complete registers. */
  readonly closed: readonly Met[];
  /** Partnerships of which no record says who runs them. */
  readonly withoutExecutive: readonly number[];
  /** The ties that say who runs the others. */
  executives(): FindingEvidence[];
  readonly missing: readonly MissingFact[];
  /** Whether all shares met are known exactly. */
  readonly exact: boolean;
  /** How many entities are in it, at least one. */
  readonly size: number;
  /** The holdings above the parties, up to the ends: those that lead to some of those met come first. */
  holdings(first?: readonly Met[]): FindingEvidence[];
  /** Whether there are more holdings than one finding cites. */
  readonly cut: boolean;
  /** The holdings that lead from the parties to some of those met. */
  waysTo(met: readonly Met[]): FindingEvidence[];
}

/** Holdings that one finding cites at most: what many holders have above them in common is cited by each. */
const HOLDINGS_SHOWN = 200;

/** How an entity was first, or more surely, reached. */
interface Way {
  readonly from: number;
  readonly stake: number;
}

/**
 * Walks up from parties that stand as holders of the subject (the walk of the look-through share, so that nominees
 * stand for their principals). A terminal ends its way and is not looked behind. Linear in what lies above.
 */
function structureAbove(c: RuleContext, parties: readonly number[]): Structure {
  const ascent = new Ascent(c);
  for (const party of parties) ascent.enter(party);
  ascent.run();
  return ascent.structure();
}

/**
 * Whether a penetration ends with a party, wherever it holds. The public is an end only in the subject itself or in a
 * listed company, and behind a listed company nobody looks: so that it is none here.
 */
const endsAt = (c: RuleContext, party: number): boolean =>
  isTerminal(c.r, withoutPublic(c), party, { subject: -1, company: -1 });

const withoutPublic = perSubject(({ policy }): TerminalPolicy => ({ ...policy, dispersed: false }));

class Ascent {
  readonly #reached = new Map<number, Known>();
  readonly #ways = new Map<number, Way>();
  readonly #products = new Map<number, Known>();
  readonly #open = new Map<number, Known>();
  readonly #closed = new Map<number, Known>();
  /** By company: those above it that are looked at in turn. */
  readonly #above = new Map<number, readonly number[]>();
  /** Companies from which some way leads to an end. */
  readonly #ending = new Set<number>();
  readonly #missing = new Map<string, MissingFact>();
  readonly #queue: number[] = [];
  readonly #stakes = new Set<number>();
  #cut = false;
  #exact = true;

  constructor(readonly c: RuleContext) {}

  enter(party: number): void {
    if (!endsAt(this.c, party)) this.#reach(party, "certain", null);
  }

  run(): void {
    for (let company = this.#queue.pop(); company !== undefined; company = this.#queue.pop())
      this.#look(company);
    this.#findRings();
  }

  #reach(entity: number, verdict: Known, way: Way | null): void {
    if (!improves(this.#reached, entity, verdict)) return;
    if (way) this.#ways.set(entity, way);
    this.#queue.push(entity);
  }

  #look(company: number): void {
    const { c } = this;
    const verdict = this.#reached.get(company)!;
    this.#noteProduct(company, verdict);
    const { arcs, undisclosed } = walk(c.r, "equity").row(company);
    if (arcs.length === 0) this.#noteUnheld(company, verdict);
    if (undisclosed) {
      const sure = undisclosed.min.n > 0n || undisclosed.minExclusive;
      this.#end(this.#open, company, sure ? verdict : "possible");
      this.#lack("holders", company);
      this.#exact &&= isExact(undisclosed);
    }
    const above: number[] = [];
    for (const arc of arcs) if (this.#follow(company, verdict, arc)) above.push(arc.next);
    this.#above.set(company, above);
  }

  /** Whether the way goes on through the holder. */
  #follow(company: number, verdict: Known, { next, also, via, stake, share }: WalkArc): boolean {
    const { r } = this.c;
    const sure = share.min.n > 0n || share.minExclusive;
    const known = sure ? verdict : "possible";
    this.#exact &&= isExact(share);
    const way = { from: company, stake };
    if (this.#stakes.size < HOLDINGS_SHOWN) this.#stakes.add(stake);
    else this.#cut ||= !this.#stakes.has(stake);
    for (const beside of via < 0 ? also : [...also, via]) this.#noteProduct(beside, known, way);
    if ([next, ...also].some((party) => endsAt(this.c, party))) {
      this.#ending.add(company);
      return false;
    }
    if (r.entities[next]!.kind === "unknown" && walk(r, "equity").row(next).arcs.length === 0) {
      if (!this.#ways.has(next)) this.#ways.set(next, way);
      this.#ending.add(company);
      this.#noteUnknown(next, known, company);
      return false;
    }
    this.#reach(next, known, way);
    return true;
  }

  #noteProduct(entity: number, verdict: Known, way?: Way): void {
    const forbidden = this.c.law("SC-7-3b").value as readonly string[];
    if (!forbidden.includes(this.c.r.entities[entity]!.kind)) return;
    if (way && !this.#ways.has(entity)) this.#ways.set(entity, way);
    improves(this.#products, entity, verdict);
  }

  /** One whom nobody is recorded to hold: its holders are asked for; of the public, those of the company below it. */
  #noteUnheld(entity: number, verdict: Known): void {
    const { r, subject } = this.c;
    const below = this.#ways.get(entity)?.from ?? subject;
    if (r.entities[entity]!.kind === "unknown") {
      this.#noteUnknown(entity, verdict, below);
      return;
    }
    this.#end(this.#open, entity, verdict);
    this.#lack("holders", isNobody(r, entity) ? below : entity);
  }

  #noteUnknown(entity: number, verdict: Known, company: number): void {
    this.#end(this.c.r.complete[company] ? this.#closed : this.#open, entity, verdict);
    this.#lack("identity", entity);
  }

  #end(list: Map<number, Known>, entity: number, verdict: Known): void {
    improves(list, entity, verdict);
    this.#ending.add(entity);
  }

  #lack(what: string, entity: number): void {
    this.#missing.set(`${what} ${this.c.idOf(entity)}`, { what, entity: this.c.idOf(entity) });
  }

  /** Companies from which no way leads to any end are in a ring that nobody outside holds, or held by one alone. */
  #findRings(): void {
    const below = new Map<number, number[]>();
    for (const [company, above] of this.#above) {
      for (const next of above) {
        const list = below.get(next);
        if (list) list.push(company);
        else below.set(next, [company]);
      }
    }
    const ended = new Set(this.#ending);
    const queue = [...ended];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const company of below.get(at) ?? []) {
        if (ended.has(company)) continue;
        ended.add(company);
        queue.push(company);
      }
    }
    for (const company of this.#above.keys()) {
      if (!ended.has(company)) improves(this.#closed, company, this.#reached.get(company)!);
    }
  }

  structure(): Structure {
    const { c } = this;
    const byId = (a: number, b: number): number => c.r.rank[a]! - c.r.rank[b]!;
    const listed = (map: ReadonlyMap<number, Known>): Met[] =>
      [...map].map(([entity, verdict]) => ({ entity, verdict })).sort((a, b) => byId(a.entity, b.entity));
    return {
      products: listed(this.#products),
      open: listed(this.#open),
      closed: listed(this.#closed),
      withoutExecutive: [...this.#reached.keys()].filter((one) => lacksExecutivePartner(c.r, one)).sort(byId),
      executives: () =>
        [...this.#reached.keys()]
          .filter((one) => c.r.entities[one]!.kind === "limitedPartnership")
          .sort(byId)
          .flatMap((one) => tiesTo(c.r, one, ["executivePartner", "generalPartner"]))
          .slice(0, HOLDINGS_SHOWN)
          .map((tie) => tieEvidence(c.r, tie)),
      missing: [...this.#missing.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
      exact: this.#exact,
      size: this.#reached.size + 1,
      holdings: (first = []) => this.#shown([...this.#stakesTo(first), ...this.#stakes]),
      cut: this.#cut,
      waysTo: (met) => this.#shown(this.#stakesTo(met)),
    };
  }

  #shown(stakes: Iterable<number>): FindingEvidence[] {
    const shown = [...new Set(stakes)].slice(0, HOLDINGS_SHOWN);
    return shown.map((stake) => stakeEvidence(this.c.r, stake, "holding"));
  }

  /** Each holding once, the parties' own first. */
  #stakesTo(met: readonly Met[]): ReadonlySet<number> {
    const stakes = new Set<number>();
    const seen = new Set<number>();
    for (const { entity } of met) {
      const own: number[] = [];
      for (let at = entity; !seen.has(at); ) {
        seen.add(at);
        const way = this.#ways.get(at);
        if (!way) break;
        own.push(way.stake);
        at = way.from;
      }
      for (const stake of own.reverse()) stakes.add(stake);
    }
    return stakes;
  }
}

/** Entities in the structures that are kept for one subject. */
const KEPT_ENTITIES = 1 << 15;

const structures = perSubject(
  (c) =>
    new Recent<Structure>(
      KEPT_ENTITIES,
      (party) => structureAbove(c, [party]),
      ({ size }) => size,
    ),
);

const nothingAbove = perSubject((c) => structureAbove(c, []));

/** The structure above some parties: several rules, and many partnerships of one partner, ask for that of one. */
export function structureOf(c: RuleContext, parties: readonly number[]): Structure {
  if (parties.every((party) => endsAt(c, party))) return nothingAbove(c);
  return parties.length === 1 ? structures(c).get(parties[0]!) : structureAbove(c, parties);
}

/** A registered holder with the principals whose nominee it is: the structure behind the stake is that of all. */
const behind = (c: RuleContext, { index }: Holder): number[] => [
  index,
  ...principals(c.r, index, c.subject).map(({ party }) => party),
];

/** The part of a party that is known up to terminals: all of it where the party is one. */
function coveredIn(c: RuleContext, party: number): ShareEnds {
  if (endsAt(c, party)) return exactShare(ONE);
  const known =
    covered.get(c.r) ??
    new Recent(KEPT_PARTIES, (one: number) => {
      return coverage(c.r, { subject: one, policy: withoutPublic(c) }).coverage;
    });
  covered.set(c.r, known);
  return known.get(party);
}

/** One party holds many companies, each of which is asked about. */
const KEPT_PARTIES = 4096;
const covered = new WeakMap<Register, Recent<ShareEnds>>();

/**
 * Whether a structure is known up to its ends. Found by structure alone where all shares are exact: a part that is
 * opaque is then more than nothing. Otherwise the coverage decides what no end has decided.
 */
export function penetrates(c: RuleContext, structure: Structure, parties: readonly number[]): FindingVerdict {
  const { open, closed, exact } = structure;
  if (closed.some(({ verdict }) => verdict === "certain")) return "breach";
  if (open.length > 0 || closed.length > 0) return "undetermined";
  if (exact || meets(coveredBehind(c, parties), testOf(c.law("SC-7-3a"))) === "certain") return "clear";
  return "undetermined";
}

/** Kinds of holders whom Article 7 cannot be applied to, and small stakes bought on the market. */
function exemptedFrom7(c: RuleContext, holder: Holder) {
  const { kind } = c.r.entities[holder.index]!;
  if (isNobody(c.r, holder.index)) return { exemption: kind, missing: [] };
  const { verdict, missing } = smallMarketHolder(c, holder, "SC-7.exemptBelow");
  return { exemption: verdict === "certain" ? "marketAcquired" : null, missing };
}

const exempt = (c: RuleContext, holder: Holder, exemption: string): Conclusion => ({
  parties: [holder.id],
  verdict: "exempt",
  exemption,
  evidence: [holdingEvidence(c, holder)],
});

/** A breach that an exemption may still excuse is open. */
function unlessExempt(conclusion: Conclusion, missing: readonly MissingFact[]): Conclusion {
  if (missing.length === 0 || conclusion.verdict === "clear") return conclusion;
  return { ...conclusion, verdict: "undetermined", missing: [...(conclusion.missing ?? []), ...missing] };
}

const penetrable: Rule = {
  id: "SC-7-3a",
  parameter: "SC-7-3a",
  severity: "high",
  conclude: (c: RuleContext) =>
    ofEach(c.holders(), (holder) => {
      const { exemption, missing } = exemptedFrom7(c, holder);
      if (exemption) return exempt(c, holder, exemption);
      const structure = structureOf(c, behind(c, holder));
      const verdict = penetrates(c, structure, behind(c, holder));
      const covered = verdict === "clear" ? exactShare(ONE) : coveredBehind(c, behind(c, holder));
      return unlessExempt(
        {
          parties: [holder.id],
          verdict,
          measured: covered,
          ...structureEvidence(c, holder, structure),
          missing: openEnds(structure, verdict, holder),
          parameters: { measured: shareWords(covered), ends: endsText(c, structure) },
        },
        missing,
      );
    }),
};

/** The holding and the structure above it, where it is open or closed first; says where there is more than is cited. */
const structureEvidence = (c: RuleContext, holder: Holder, structure: Structure) => ({
  evidence: [holdingEvidence(c, holder), ...structure.holdings([...structure.closed, ...structure.open])],
  ...(structure.cut ? { notes: ["evidence-cut" as const] } : {}),
});

/** The coverage in a registered holder, or in the first of its principals who is not known to the end. */
function coveredBehind(c: RuleContext, parties: readonly number[]): ShareEnds {
  const shares = parties.map((party) => coveredIn(c, party));
  return shares.find((share) => meets(share, testOf(c.law("SC-7-3a"))) !== "certain") ?? shares[0]!;
}

function openEnds({ missing }: Structure, verdict: FindingVerdict, holder: Holder): readonly MissingFact[] {
  if (verdict === "clear" || missing.length > 0) return verdict === "clear" ? [] : missing;
  return verdict === "breach" ? [] : [{ what: "shares", entity: holder.id }];
}

const endsText = (c: RuleContext, { open, closed }: Structure): string =>
  [...closed, ...open].map(({ entity }) => c.idOf(entity)).join(", ");

const withoutProducts: Rule = {
  id: "SC-7-3b",
  parameter: "SC-7-3b",
  severity: "high",
  conclude: (c: RuleContext) =>
    ofEach(c.holders(), (holder) => {
      const { exemption, missing } = exemptedFrom7(c, holder);
      if (exemption) return exempt(c, holder, exemption);
      return unlessExempt(productsBehind(c, holder), missing);
    }),
};

/** Products that no approval covers, recorded of the product itself or of another party that it stands behind. */
export function unapprovedProducts(c: RuleContext, { products }: Structure, of: readonly number[]) {
  const approvals = products.map(({ entity }) => approvalOf(c, [entity, ...of], ["SC-7-3b"]));
  return {
    left: products.filter((_, position) => approvals[position]!.says !== "yes"),
    approvals: distinct(approvals.filter(({ says }) => says === "yes").flatMap(({ evidence }) => evidence)),
  };
}

function productsBehind(c: RuleContext, holder: Holder): Conclusion {
  const structure = structureOf(c, behind(c, holder));
  const { products, open, missing } = structure;
  const { left, approvals } = unapprovedProducts(c, structure, [holder.index]);
  const parameters = { products: products.map(({ entity }) => c.idOf(entity)).join(", ") };
  const base = {
    parties: [holder.id],
    evidence: [holdingEvidence(c, holder), ...structure.waysTo(products), ...approvals],
    parameters,
  };
  if (left.some(({ verdict }) => verdict === "certain")) return { ...base, verdict: "breach" };
  if (left.length > 0)
    return { ...base, verdict: "undetermined", missing: [{ what: "shares", entity: holder.id }] };
  if (products.length > 0)
    return {
      ...base,
      verdict: "exempt",
      exemption: "approval",
      parameters: { ...parameters, case: "approval" },
    };
  // That there is none rests on the whole structure.
  if (open.length === 0) return { ...base, verdict: "clear", ...structureEvidence(c, holder, structure) };
  // Behind what is not recorded there may be a product.
  return {
    ...base,
    verdict: "undetermined",
    evidence: [...base.evidence, ...structure.waysTo(open)],
    missing,
    parameters: { ends: endsText(c, structure), case: "open" },
  };
}

/** Article 22: who must explain a structure, and how far the records do so. Evidence for SC-7-3a and SC-26. */
const explained: Rule = {
  id: "SC-22",
  parameter: "SC-22",
  severity: "info",
  conclude: (c: RuleContext) =>
    ofEach(namedHolders(c), (holder) => {
      const parties = behind(c, holder);
      if (parties.every((party) => endsAt(c, party))) return null;
      const structure = structureOf(c, parties);
      const ends = penetrates(c, structure, parties);
      const { withoutExecutive } = structure;
      const whole = ends === "clear" && withoutExecutive.length === 0;
      const covered = ends === "clear" ? exactShare(ONE) : coveredBehind(c, parties);
      const said = structureEvidence(c, holder, structure);
      return {
        parties: [holder.id],
        verdict: whole ? "advisory" : "undetermined",
        measured: covered,
        ...said,
        evidence: [...said.evidence, ...structure.executives()],
        missing: whole
          ? []
          : [
              ...structure.missing,
              ...withoutExecutive.map((one) => ({ what: "executivePartner", entity: c.idOf(one) })),
              ...ringHolders(c, structure),
            ],
        parameters: { measured: shareWords(covered) },
      };
    }),
};

/** Of a closed ring, the holders outside it are asked for; unknown holders are asked for by identity already. */
const ringHolders = (c: RuleContext, { closed }: Structure): MissingFact[] =>
  closed
    .filter(({ entity }) => c.r.entities[entity]!.kind !== "unknown")
    .map(({ entity }) => ({ what: "holders", entity: c.idOf(entity) }));

/** SC-7-3a and SC-7-3b. */
export const PENETRATION: readonly Rule[] = [penetrable, withoutProducts];
/** SC-22. */
export const EXPLAINED_STRUCTURE: readonly Rule[] = [explained];
