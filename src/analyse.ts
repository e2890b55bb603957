import { policy } from "./law/law.js";
import type { TerminalPolicy } from "./measures/coverage.js";
import { type ExplainResult, explain as explainByIndex } from "./measures/explain.js";
import { type HoldingsResult, holdingsOf } from "./measures/holdings.js";
import { type OwnersResult, ownersOf } from "./measures/owners.js";
import type { Interest } from "./model/dataset.js";
import { readTest, type ShareTest, testText } from "./model/share.js";
import { entityIndex, type Register } from "./register/register.js";

/** A share test, or its text: ">25%", ">=25%", "25%" (at least). */
export type WrittenTest = ShareTest | string;

/** Reads a written test. Throws a RangeError for text that is none. */
function testOf(written: WrittenTest): ShareTest {
  if (typeof written !== "string") return written;
  const test = readTest(written);
  if (!test) throw new RangeError(`"${written}" is not a test of a share: write >25%, >=25% or 25%`);
  return test;
}

export interface OwnersQuestion {
  /** Id or unique name of the company. */
  readonly subject: string;
  readonly interest?: Interest | undefined;
  /** Paths per owner; 5 by default. */
  readonly paths?: number | undefined;
  /** Ids whose joint look-through share is wanted too. */
  readonly of?: readonly string[] | undefined;
  readonly measures?: boolean | undefined;
  readonly undisclosed?: "nobody" | "anyone" | undefined;
  readonly test?: WrittenTest | undefined;
  readonly terminalOnly?: boolean | undefined;
  /** Where a look-through may end; by default the policy of law/terminals.json. */
  readonly policy?: TerminalPolicy | undefined;
}

/** Everyone who stands behind a company. Throws an UnknownSubjectError for an unknown id. */
export function owners(r: Register, question: OwnersQuestion): OwnersResult {
  const { subject, of, test, policy: own, ...options } = question;
  return ownersOf(r, {
    ...options,
    subject: entityIndex(r, subject),
    policy: own ?? policy(),
    ...(of ? { group: of.map((id) => entityIndex(r, id)) } : {}),
    ...(test === undefined ? {} : { test: testOf(test) }),
  });
}

/** Everything that a party stands behind. Throws an UnknownSubjectError for an unknown id. */
export function holdings(
  r: Register,
  question: {
    readonly party: string;
    readonly interest?: Interest | undefined;
    readonly paths?: number | undefined;
  },
): HoldingsResult {
  return holdingsOf(r, { ...question, party: entityIndex(r, question.party) });
}

/** The derivation of one party's share and control in a company. Throws an UnknownSubjectError for an unknown id. */
export function explain(
  r: Register,
  question: {
    readonly from: string;
    readonly to: string;
    readonly interest?: Interest | undefined;
    readonly paths?: number | undefined;
    readonly least?: boolean | undefined;
    readonly most?: boolean | undefined;
    readonly settle?: WrittenTest | undefined;
  },
): ExplainResult {
  const { from, to, settle, ...options } = question;
  const test = settle === undefined ? undefined : testOf(settle);
  return explainByIndex(r, {
    ...options,
    from: entityIndex(r, from),
    to: entityIndex(r, to),
    ...(test ? { settle: { test, text: testText(test) } } : {}),
  });
}
