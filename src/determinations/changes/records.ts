import { add, type Fraction, fractionText, parseFraction, ZERO } from "../../model/fraction.js";
import { isNoEnd } from "../../model/period.js";
import { factOf } from "../../register/register.js";
import type { ResolvedHolding, ResolvedTie } from "../../register/resolve.js";
import type { CapitalState, Change, TieState } from "./change.js";
import type { Side, Sides } from "./sides.js";

/** The registered capital as a fact says it, else as the sum of the amounts that all holders have subscribed. */
export function capitalOf(side: Side): CapitalState | null {
  const fact = factOf(side.r, side.subject, "registeredCapital");
  if (fact) return { value: figureText(String(fact.record.value)), unit: fact.record.unit ?? null };
  const rows = [...side.holders.values()].flatMap((holder) => holder.rows);
  let total: Fraction = ZERO;
  for (const { record } of rows) {
    const amount = record.amount === undefined ? null : parseFraction(String(record.amount));
    if (!amount) return null;
    total = add(total, amount);
  }
  return rows.length === 0 ? null : { value: fractionText(total), unit: null };
}

/** "5,000,000" and "5000000" are one figure. */
function figureText(written: string): string {
  const figure = parseFraction(written);
  return figure ? fractionText(figure) : written;
}

/** A capital that only one side states may have been the same on the other. */
export function capitalChanges({ subject, before, after }: Sides): Change[] {
  const [was, is] = [capitalOf(before), capitalOf(after)];
  if (was?.value === is?.value) return [];
  const verdict = was && is ? "certain" : "possible";
  return [{ kind: "registeredCapital", party: subject, before: was, after: is, verdict }];
}

/** Kinds of tie that bear on votes wherever their giver holds, where they name no company. */
const EVERYWHERE: ReadonlySet<string> = new Set(["votingProxy", "nominee", "concertAgreement"]);

/** Ties that concern the subject, by what they say: who is bound to whom, for how much. */
export function tiesOf(side: Side): ReadonlyMap<string, ResolvedTie> {
  const { r, subject } = side;
  const holders = new Set([...side.holders.values()].map(({ index }) => index));
  const concerns = (tie: ResolvedTie): boolean =>
    tie.subject === subject ||
    tie.to === subject ||
    (tie.subject < 0 && EVERYWHERE.has(tie.record.kind) && (holders.has(tie.from) || holders.has(tie.to)));
  const ties = new Map<string, ResolvedTie>();
  for (const tie of r.ties) if (concerns(tie)) ties.set(tieKey(side, tie), tie);
  return ties;
}

function tieKey(side: Side, tie: ResolvedTie): string {
  const { start: _start, end: _end, ...state } = tieState(side, tie);
  const { kind, rebutted } = tie.record;
  return JSON.stringify([state.from, kind, rebutted ?? false, state]);
}

function tieState({ r }: Side, { record, from, to, subject, lead }: ResolvedTie): TieState {
  const idOf = (entity: number): string | null => (entity < 0 ? null : r.entities[entity]!.id);
  const written = (share: typeof record.share): string =>
    typeof share === "object" ? JSON.stringify(share) : String(share);
  return {
    from: idOf(from)!,
    to: idOf(to),
    subject: idOf(subject),
    ...(record.share === undefined ? {} : { share: written(record.share) }),
    ...(record.above === undefined ? {} : { above: written(record.above) }),
    ...(record.group === undefined ? {} : { group: record.group }),
    ...(lead < 0 ? {} : { lead: idOf(lead)! }),
    start: record.start ?? null,
    end: isNoEnd(record.end) ? null : record.end!,
  };
}

/** Ties that began or ended. */
export function tieChanges({ before, after }: Sides): Change[] {
  const [old, now] = [tiesOf(before), tiesOf(after)];
  const began = [...now].filter(([key]) => !old.has(key));
  const ended = [...old].filter(([key]) => !now.has(key));
  return [
    ...ended.map(([key, tie]) => ({ key, tie, was: tieState(before, tie), is: null })),
    ...began.map(([key, tie]) => ({ key, tie, was: null, is: tieState(after, tie) })),
  ]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ tie, was, is }) => ({
      kind: tie.record.kind,
      party: (is ?? was)!.from,
      before: was,
      after: is,
      verdict: "certain" as const,
    }));
}

/** What a row of a holder says, so that the same row is found on the other side. */
export const rowKey = ({ record }: ResolvedHolding): string => {
  const { holder: _holder, subject: _subject, source: _source, at: _at, to: _to, ...said } = record;
  return JSON.stringify(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)));
};
