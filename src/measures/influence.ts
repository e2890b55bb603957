import { toNumber } from "../model/fraction.js";
import { meets, type ShareRange, type ShareTest, threshold, type Verdict } from "../model/share.js";
import type { Register } from "../register/register.js";
import { seatsOf } from "./boardSeats.js";
import { PECULIAR } from "./commandIndex.js";
import type { ControlClosure } from "./controlClosure.js";
import { controlFacts } from "./controlFacts.js";
import { controlledStake } from "./controlledStake.js";
import { controllers } from "./controllers.js";
import { controllersOfEach } from "./controllersOfEach.js";
import { isNobody, type Known, tiesFrom, tiesTo } from "./evidence.js";
import type { Relation } from "./relations.js";
import { voteBlocks } from "./votes.js";
import { equityWatch, heldBy, stakeBetween } from "./watch.js";

const relation = (party: number, verdict: Known): Relation => ({ party, verdict, evidence: [] });

const inOrder = (r: Register, parties: Iterable<number>): number[] =>
  [...new Set(parties)].sort((a, b) => r.rank[a]! - r.rank[b]!);

/** Several verdicts of one question, of which any suffices. */
const either = (...verdicts: readonly Verdict[]): Known | null =>
  verdicts.includes("certain") ? "certain" : verdicts.includes("possible") ? "possible" : null;

const tested = (share: ShareRange | null, test: ShareTest): Verdict =>
  share === null ? "excluded" : meets(share, test);

/**
 * Everyone who commands votes in a company or holds its equity, and everyone who controls one of those, with the most
 * that they can have of votes and equity together: doubles that only sort out the small.
 */
function candidates(control: ControlClosure, company: number): Map<number, number> {
  const { r } = control;
  const most = new Map<number, number>();
  const add = (party: number, share: number): void => {
    if (party !== company && !isNobody(r, party)) most.set(party, (most.get(party) ?? 0) + share);
  };
  for (const { commanders, share } of voteBlocks(r, company)) {
    for (const party of commanders) add(party, toNumber(share.max));
  }
  const { equity } = r.stakes;
  for (let stake = equity.start[company]!; stake < equity.start[company + 1]!; stake += 1) {
    add(equity.holder[stake]!, equity.max[stake]!);
  }
  const own = new Map(most);
  for (const { controller, party } of controllersOfEach(control, [...own.keys()])) {
    add(controller, own.get(party)!);
  }
  return most;
}

/** Candidates who may reach a test; in rings and where votes cannot be cast, a part of those that can may be more. */
function inReach(control: ControlClosure, company: number, test: ShareTest): number[] {
  const all = candidates(control, company);
  const { peculiar } = control.engine.index;
  const plain = (peculiar[company]! & ~PECULIAR.noVotes) === 0;
  const line = toNumber(threshold(test)) * (1 - 2 ** -30);
  return inOrder(
    control.r,
    [...all].filter(([, most]) => !plain || most >= line).map(([party]) => party),
  );
}

/** A party that commands a part of a company's votes, with all that it controls. */
export interface Commander {
  readonly party: number;
  readonly votes: ShareRange;
  readonly verdict: Known;
}

/** Everyone whose part of the votes that can be cast passes a test, in the order of ids. */
export function commanders(control: ControlClosure, company: number, test: ShareTest): Commander[] {
  return inReach(control, company, test).flatMap((party) => {
    const votes = control.votes({ of: party, in: company });
    const verdict = tested(votes, test);
    return votes && verdict !== "excluded" ? [{ party, votes, verdict }] : [];
  });
}

/** Companies in which a party, or anyone whom it may control, has equity, votes or seats. */
function companiesOf(control: ControlClosure, party: number): number[] {
  const { r } = control;
  const { table, splitBlocks, splitBy } = control.engine.index;
  const { equity } = r.stakes;
  const found = new Set<number>();
  for (const member of new Set([party, ...control.commanded("most", [party])])) {
    for (const stakes of [equity, r.stakes.voting]) {
      for (const stake of stakes.held.subarray(stakes.heldStart[member]!, stakes.heldStart[member + 1]!))
        found.add(stakes.subject[stake]!);
    }
    for (const block of splitBy.get(member) ?? []) {
      const split = splitBlocks[block - table.holder.length];
      if (split) found.add(split.company);
    }
    for (const { to } of tiesFrom(r, member, ["boardSeats"])) if (to >= 0) found.add(to);
  }
  found.delete(party);
  return inOrder(r, found);
}

/** Seats on a board are evidence of influence, but by themselves prove none. */
const bySeats = (r: Register, party: number, company: number): Verdict =>
  seatsOf(r, party, company).length > 0 ? "possible" : "excluded";

/**
 * Parties with significant influence over a company: with all that they control they command votes that pass a test, or
 * possibly, they have seats on its board. Whoever controls it is among them.
 */
export function influencers(control: ControlClosure, company: number, test: ShareTest): Relation[] {
  const { r } = control;
  const seated = tiesTo(r, company, ["boardSeats"]).map(({ from }) => from);
  const parties = inOrder(r, [...inReach(control, company, test), ...seated]);
  return parties.flatMap((party) => {
    if (party === company || isNobody(r, party)) return [];
    const votes = tested(control.votes({ of: party, in: company }), test);
    const verdict = either(votes, bySeats(r, party, company));
    return verdict ? [relation(party, verdict)] : [];
  });
}

/** Companies over which a party has significant influence. */
export function influenced(control: ControlClosure, party: number, test: ShareTest): Relation[] {
  if (isNobody(control.r, party)) return [];
  const companies = companiesOf(control, party);
  const votes = control.votesInEach(party, companies);
  return companies.flatMap((company, k) => {
    const verdict = either(tested(votes[k]!, test), bySeats(control.r, party, company));
    return verdict ? [relation(company, verdict)] : [];
  });
}

/** Parties with a part of the votes or the capital of a company, their own and that of all they control, that passes. */
export function participants(control: ControlClosure, company: number, test: ShareTest): Relation[] {
  return inReach(control, company, test).flatMap((party) => {
    const votes = tested(control.votes({ of: party, in: company }), test);
    const verdict =
      votes === "certain"
        ? votes
        : either(votes, tested(controlledStake(control, { by: [party], in: company }).stake, test));
    return verdict ? [relation(party, verdict)] : [];
  });
}

/** Companies in which a party has such a part. */
export function participations(control: ControlClosure, party: number, test: ShareTest): Relation[] {
  const { r } = control;
  if (isNobody(r, party)) return [];
  const companies = companiesOf(control, party);
  const votes = control.votesInEach(party, companies);
  const most = [party, ...control.commanded("most", [party])];
  return companies.flatMap((company, k) => {
    const byVotes = tested(votes[k]!, test);
    if (byVotes === "certain") return [relation(company, byVotes)];
    const watch = equityWatch(r, company);
    const greatest = heldBy(watch, most);
    const byCapital =
      tested(stakeBetween(watch, greatest, greatest), test) === "excluded"
        ? "excluded"
        : tested(controlledStake(control, { by: [party], in: company }).stake, test);
    const verdict = either(byVotes, byCapital);
    return verdict ? [relation(company, verdict)] : [];
  });
}

/** Those who control a company only together, by agreement or office; a family without agreement is none. */
export function jointControllers(control: ControlClosure, company: number): Relation[] {
  const { r, test } = control;
  const found = new Map<number, Known>();
  for (const { members, basis, verdict } of controllers(r, { subject: company, test }).controllers) {
    if (!members || basis === "kinship") continue;
    for (const id of members) {
      const party = r.index.get(id)!;
      if (found.get(party) !== "certain") found.set(party, verdict);
    }
  }
  return inOrder(r, found.keys()).map((party) => relation(party, found.get(party)!));
}

/** What a party, or anyone it certainly controls, controls jointly with others. */
export function jointlyControlled(control: ControlClosure, party: number): Relation[] {
  const { r } = control;
  if (isNobody(r, party)) return [];
  const own = new Set([party, ...control.commanded("least", [party])]);
  const companies = new Set<number>();
  for (const member of own) {
    for (const company of jointlyOffered(r, member)) companies.add(company);
  }
  return inOrder(r, companies).flatMap((company) => {
    if (own.has(company)) return [];
    const verdicts = jointControllers(control, company)
      .filter((one) => own.has(one.party))
      .map(({ verdict }) => verdict);
    const verdict = either(...verdicts);
    return verdict ? [relation(company, verdict)] : [];
  });
}

/** Companies that records suggest a party controls with others: by an agreement, or one of several offices. */
function jointlyOffered(r: Register, party: number): number[] {
  const agreements = [...tiesFrom(r, party, ["concertAgreement"]), ...tiesTo(r, party, ["concertAgreement"])];
  const { voting } = r.stakes;
  const held = [...voting.held.subarray(voting.heldStart[party]!, voting.heldStart[party + 1]!)];
  const byAgreement = agreements.flatMap(({ subject }) =>
    subject >= 0 ? [subject] : held.map((stake) => voting.subject[stake]!),
  );
  const byOffice = (controlFacts(r).by.get(party) ?? [])
    .filter(({ members }) => members.length > 1)
    .map(({ entity }) => entity);
  return [...byAgreement, ...byOffice].filter((company) => company !== party);
}
