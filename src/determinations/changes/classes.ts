import { nearestParameter, testOf } from "../../law/law.js";
import type { LawParameter } from "../../law/regulation.js";
import { controlClosure } from "../../measures/controlClosure.js";
import { compare, type Fraction } from "../../model/fraction.js";
import { meets, type ShareRange, type Verdict } from "../../model/share.js";
import { actualControllers } from "../actualControllers.js";
import { type Change, CLASS_KINDS, type ClassKind } from "./change.js";
import { type Side, type SideHolder, type Sides, unionOfIds } from "./sides.js";

/** Members of a class by id: those of whom it is certain or possible. */
export type ClassMembers = ReadonlyMap<string, Exclude<Verdict, "excluded">>;

/** Parameters of the rulebook whose words the classes are. */
const PARAMETERS: Readonly<Record<ClassKind, string>> = {
  controllingShareholder: "SC-5-1",
  largestShareholder: "SC-42",
  majorShareholder: "SC-5-2",
  minorShareholder: "SC-5-3",
};
const VOTES = "SC-5-1.votes";
export const CLASS_REGULATION = "csrc-securities";

const lawOf = (name: string, on: string | null): LawParameter => nearestParameter(CLASS_REGULATION, name, on);

/** Whether a holder can be of a class at all: not the subject itself, the public or a depository (DESIGN §13.5). */
const mayBeOfClass = ({ r, subject }: Side, { index }: SideHolder): boolean => {
  const { kind } = r.entities[index]!;
  return index !== subject && kind !== "dispersed" && kind !== "clearingNominee";
};

/**
 * The registered shareholders of a class on one side, by figures alone: votes below half that are of significant influence
 * all the same (Article 5) are for a person to judge.
 */
export function classMembers(side: Side, kind: ClassKind, on: string | null): ClassMembers {
  const holders = [...side.holders.values()].filter((holder) => mayBeOfClass(side, holder));
  const test = testOf(lawOf(PARAMETERS[kind], on));
  const members = new Map<string, "certain" | "possible">();
  const largest = kind === "largestShareholder" ? largestTest(side, holders) : null;
  for (const { id, equity } of holders) {
    if (equity.max.n === 0n) continue;
    const verdict = both(meets(equity, test), largest?.(equity) ?? "certain");
    if (verdict !== "excluded") members.set(id, verdict);
  }
  if (kind === "controllingShareholder") addByVotes(side, holders, on, members);
  return members;
}

const both = (a: Verdict, b: Verdict): Verdict => {
  if (a === "excluded" || b === "excluded") return "excluded";
  return a === "certain" && b === "certain" ? "certain" : "possible";
};

function addByVotes(
  side: Side,
  holders: readonly SideHolder[],
  on: string | null,
  members: Map<string, "certain" | "possible">,
): void {
  const held = new Map(holders.map((holder) => [holder.index, holder.id]));
  const closure = controlClosure(side.r, { test: testOf(lawOf(VOTES, on)) });
  for (const { controller, verdict, votes } of closure.controllersOf(side.subject)) {
    const id = held.get(controller);
    if (id === undefined || votes === null) continue;
    if (members.get(id) !== "certain") members.set(id, verdict);
  }
}

/**
 * Whether nobody has more: all who are at the top together are the largest. Somebody not named could have all that is not
 * disclosed.
 */
function largestTest(side: Side, holders: readonly SideHolder[]): (share: ShareRange) => Verdict {
  const undisclosed = side.r.stakes.equity.undisclosed(side.subject)?.max;
  const most = twoGreatest([
    ...holders.map(({ equity }) => equity.max),
    ...(undisclosed ? [undisclosed] : []),
  ]);
  const least = twoGreatest(holders.map(({ equity }) => equity.min));
  return (share) => {
    const othersMost = otherThan(most, share.max);
    const othersLeast = otherThan(least, share.min);
    if (othersMost === null || compare(share.min, othersMost) >= 0) return "certain";
    return othersLeast === null || compare(share.max, othersLeast) >= 0 ? "possible" : "excluded";
  };
}

function twoGreatest(values: readonly Fraction[]): readonly Fraction[] {
  return [...values].sort((a, b) => compare(b, a)).slice(0, 2);
}

/** The greatest figure of the others, where one figure among them is one's own. */
function otherThan([first, second]: readonly Fraction[], own: Fraction): Fraction | null {
  if (first === undefined) return null;
  return compare(first, own) === 0 ? (second ?? null) : first;
}

/** Who came into a class, left it, or is in it less or more surely. */
export function classChanges({ before, after, on }: Sides): Change[] {
  return CLASS_KINDS.flatMap((kind) => {
    const { parameter: rule, article } = lawOf(PARAMETERS[kind], on);
    const [old, now] = [classMembers(before, kind, on), classMembers(after, kind, on)];
    return memberChanges(kind, { rule, article }, old, now);
  });
}

function memberChanges(
  kind: ClassKind,
  cited: { readonly rule: string; readonly article: string },
  old: ClassMembers,
  now: ClassMembers,
): Change[] {
  return unionOfIds(old.keys(), now.keys()).flatMap((party): Change[] => {
    const was: Verdict = old.get(party) ?? "excluded";
    const is: Verdict = now.get(party) ?? "excluded";
    if (was === is) return [];
    const verdict = was === "possible" || is === "possible" ? "possible" : "certain";
    return [{ kind, party, before: was, after: is, verdict, ...cited }];
  });
}

/** Controlling shareholders under the Company Law, for subjects that no rulebook classifies. */
export function companyLawChanges({ subject, before, after, on }: Sides): Change[] {
  const of = ({ r }: Side): { members: ClassMembers; articles: ReadonlyMap<string, string> } => {
    const rows = actualControllers(r, { subject, on }).controllingShareholders;
    return {
      members: new Map(rows.map(({ id, verdict }) => [id, verdict])),
      articles: new Map(rows.map(({ id, article }) => [id, article])),
    };
  };
  const [old, now] = [of(before), of(after)];
  const rule = "controllingShareholder";
  return memberChanges("controllingShareholder", { rule, article: "" }, old.members, now.members).map(
    (change) => ({
      ...change,
      article: (now.articles.get(change.party) ?? old.articles.get(change.party))!,
    }),
  );
}
