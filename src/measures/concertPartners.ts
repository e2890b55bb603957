import type { Register } from "../register/register.js";
import { agreementsOf, concerns, signatories } from "./concertCircle.js";
import { type ConcertSetOptions, concertSets } from "./concertSets.js";
import type { ControlClosure } from "./controlClosure.js";
import { isNobody, type Known } from "./evidence.js";

/** Parties who act in concert with each other in one company: a group, or the parties of one agreement. */
export interface ConcertCircle {
  readonly key: string;
  readonly verdict: Known;
  readonly parties: readonly number[];
}

/**
 * With whom each party acts in concert in a company: the concert groups of its holders, and agreements about it with
 * parties who hold nothing directly. Circles are shared by their parties, so that a large one is listed once.
 */
export function concertPartners(
  r: Register,
  subject: number,
  control: ControlClosure,
  options: Pick<ConcertSetOptions, "reasons" | "figures"> = {},
): (party: number) => readonly ConcertCircle[] {
  const { circle, groups } = concertSets(r, subject, { ...options, control });
  const circles: ConcertCircle[] = [];
  const enter = (verdict: Known, parties: readonly number[]): void => {
    if (parties.length > 1) circles.push({ key: `circle ${circles.length}`, verdict, parties });
  };
  for (const { members, verdict, certain } of groups) {
    for (const part of certain) enter("certain", part);
    if (verdict === "possible") enter("possible", members);
  }
  for (const ties of agreementsOf(circle)) {
    const parties = new Set<number>();
    for (const tie of ties) {
      if (!concerns(tie, subject)) continue;
      for (const party of [...signatories(tie), tie.lead]) if (party >= 0) parties.add(party);
    }
    enter(
      "certain",
      [...parties].filter((party) => party !== subject && !isNobody(r, party)),
    );
  }
  const of = new Map<number, ConcertCircle[]>();
  for (const one of circles) {
    for (const party of one.parties) {
      const own = of.get(party);
      if (own) own.push(one);
      else of.set(party, [one]);
    }
  }
  return (party) => of.get(party) ?? [];
}
