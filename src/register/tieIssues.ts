import type { TieKind } from "../model/dataset.js";
import { compare } from "../model/fraction.js";
import { type Issue, issue } from "../model/issue.js";
import { readShare, shareText } from "../model/share.js";
import type { ResolvedTie } from "./resolve.js";
import { percent } from "./shares.js";
import { NO_SHARE, type StakeTable, stakeOf } from "./stakeTable.js";

/** What is wrong with the ties that hold on a date, given the votes that holders have (DESIGN §8, §13). */
export function tieIssues(
  ties: readonly ResolvedTie[],
  votes: StakeTable,
  idOf: (index: number) => string,
): Issue[] {
  const passedOn = new Set(
    ties.flatMap(({ record, to, subject }) => (record.kind === "nominee" ? [`${to} ${subject}`] : [])),
  );
  return ties.flatMap((tie) => {
    const missing = missingIn(tie);
    if (missing.length > 0) return [incomplete(tie, missing)];
    // What came to a nominee through another one stands in no stake of its own.
    const { from, subject } = tie;
    const isPrincipal = passedOn.has(`${from} ${subject}`) || passedOn.has(`${from} -1`);
    return isPrincipal ? [] : exceeding(tie, votes, idOf);
  });
}

/** The fields without which a tie cannot do anything: `from` alone says only who. */
function missingIn({ record, to, subject }: ResolvedTie): string[] {
  if (record.kind === "concertAgreement") return to >= 0 || record.group ? [] : ["to", "group"];
  const missing = to < 0 ? ["to"] : [];
  if (record.kind === "jointHolder" && subject < 0) missing.push("subject");
  return missing;
}

function incomplete({ record }: ResolvedTie, missing: readonly string[]): Issue {
  const parameters = { kind: record.kind, missing: missing.join(", ") };
  return issue("tie-incomplete", "warning", { ...record.at, column: missing[0] }, parameters);
}

const MOVES_A_PART: ReadonlySet<TieKind> = new Set(["nominee", "votingProxy"]);

/** A nominee or proxy for more of one company than its giver can have. */
function exceeding(
  { record, from, subject }: ResolvedTie,
  votes: StakeTable,
  idOf: (index: number) => string,
): Issue[] {
  if (!MOVES_A_PART.has(record.kind) || record.share === undefined || subject < 0) return [];
  const { range } = readShare(record.share);
  const stake = stakeOf(votes, from, subject);
  const held = stake === null ? NO_SHARE : votes.share(stake);
  if (!range || compare(range.min, held.max) <= 0) return [];
  const parameters = {
    share: shareText(range),
    subject: idOf(subject),
    holder: idOf(from),
    held: shareText(held) || percent(held.max),
  };
  return [issue("tie-exceeds-holding", "warning", { ...record.at, column: "share" }, parameters)];
}
