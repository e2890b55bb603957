import type { Declaration, Interest } from "../model/dataset.js";
import { compare } from "../model/fraction.js";
import { type Issue, issue } from "../model/issue.js";
import { readShare, type ShareEnds, shareText } from "../model/share.js";
import type { Register } from "../register/register.js";
import { type LookThrough, lookThrough } from "./lookThrough.js";

/** Whether a declared stake agrees with what the holdings give. */
export type Agreement = "inside" | "outside" | "undecidable";

export interface ComparedDeclaration {
  readonly declaration: Declaration;
  readonly owner: number;
  readonly subject: number;
  readonly declared: ShareEnds;
  readonly computed: ShareEnds;
  readonly agreement: Agreement;
}

/**
 * Stakes that a source declares as indirect or in total, against the least and greatest look-through share: inside
 * where every completion of the holdings agrees with the declaration, outside where none does.
 */
export function compareDeclared(r: Register): ComparedDeclaration[] {
  const measures = new Map<Interest, LookThrough>();
  const result: ComparedDeclaration[] = [];
  for (const { record: declaration, owner, subject } of r.declarations) {
    const declared = readShare(declaration.share).range;
    if (!declared) continue;
    const measure = measures.get(declaration.interest) ?? lookThrough(r, { interest: declaration.interest });
    measures.set(declaration.interest, measure);
    const computed = measure.ends({ of: [owner], in: subject });
    result.push({ declaration, owner, subject, declared, computed, agreement: agree(declared, computed) });
  }
  return result;
}

/** Compares two ranges, open ends included. */
export function agree(declared: ShareEnds, computed: ShareEnds): Agreement {
  const lowToHigh = compare(declared.min, computed.max);
  const highToLow = compare(declared.max, computed.min);
  const apart =
    lowToHigh > 0 ||
    highToLow < 0 ||
    (lowToHigh === 0 && (declared.minExclusive || computed.maxExclusive)) ||
    (highToLow === 0 && (declared.maxExclusive || computed.minExclusive));
  if (apart) return "outside";
  const low = compare(computed.min, declared.min);
  const high = compare(computed.max, declared.max);
  const within =
    (low > 0 || (low === 0 && (!declared.minExclusive || computed.minExclusive))) &&
    (high < 0 || (high === 0 && (!declared.maxExclusive || computed.maxExclusive)));
  return within ? "inside" : "undecidable";
}

/** Declarations that the holdings contradict or leave open, as issues about the data. */
export function declaredIssues(r: Register): Issue[] {
  return compareDeclared(r)
    .filter(({ agreement }) => agreement !== "inside")
    .map(({ declaration, owner, subject, declared, computed, agreement }) =>
      issue(
        agreement === "outside" ? "declared-outside" : "declared-undecidable",
        agreement === "outside" ? "error" : "info",
        { ...declaration.at, column: "share" },
        {
          owner: r.entities[owner]!.id,
          subject: r.entities[subject]!.id,
          declared: rangeText(declared),
          computed: rangeText(computed),
        },
      ),
    );
}

const rangeText = (share: ShareEnds): string =>
  shareText({ ...share, rounding: { n: 0n, d: 1n } }) || "[0%,100%]";
