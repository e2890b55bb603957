import type { LawParameter } from "../law/regulation.js";
import { type Finding, type FindingSeverity, type FindingVerdict, SEVERITIES } from "../rules/finding.js";

/** Findings of one rule with one verdict: counted, the first of them kept. */
export class RuleTally {
  readonly rule: string;
  readonly verdict: FindingVerdict;
  readonly first: Finding[] = [];
  readonly articles = new Set<LawParameter["article"]>();
  readonly parties = new Set<string>();
  readonly missing = new Set<string>();
  readonly exemptions = new Set<string>();
  count = 0;
  verified = true;
  #severity: number = SEVERITIES.length;

  constructor({ rule, verdict }: Finding) {
    this.rule = rule;
    this.verdict = verdict;
  }

  get severity(): FindingSeverity {
    return SEVERITIES[this.#severity]!;
  }

  add(one: Finding): this {
    this.count += 1;
    if (this.first.length < KEPT) this.first.push(one);
    this.articles.add(one.article);
    for (const party of one.parties) this.parties.add(party);
    for (const { what } of one.missing) this.missing.add(what);
    if (one.exemption !== undefined) this.exemptions.add(one.exemption);
    this.verified &&= one.verified;
    this.#severity = Math.min(this.#severity, SEVERITIES.indexOf(one.severity));
    return this;
  }
}

/** Findings that a reader gets to see of one verdict, and so at most of one rule. */
const KEPT = 60;

/** What a text says of findings, which may be too many to be held: each is looked at once. */
export class FindingTally {
  readonly #rules = new Map<FindingVerdict, Map<string, RuleTally>>();
  verified = true;

  constructor(findings: Iterable<Finding>) {
    for (const one of findings) {
      this.verified &&= one.verified;
      const rules = this.#rules.get(one.verdict) ?? new Map<string, RuleTally>();
      this.#rules.set(one.verdict, rules);
      const known = rules.get(one.rule);
      if (known) known.add(one);
      else rules.set(one.rule, new RuleTally(one).add(one));
    }
  }

  get isEmpty(): boolean {
    return this.#rules.size === 0;
  }

  /** The rules that came to a verdict, in their order. */
  of(verdict: FindingVerdict): readonly RuleTally[] {
    return [...(this.#rules.get(verdict)?.values() ?? [])];
  }

  count(verdict: FindingVerdict): number {
    return this.of(verdict).reduce((sum, { count }) => sum + count, 0);
  }
}

/** How many findings of each rule are shown, so that no rule is hidden behind the many findings of another. */
export function shownOfEach(rules: readonly RuleTally[]): number {
  let each = KEPT;
  const shown = (): number => rules.reduce((sum, { count }) => sum + Math.min(count, each), 0);
  while (each > 1 && shown() > KEPT) each -= 1;
  return each;
}
