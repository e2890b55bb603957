import type { Origin, TieKind } from "../../model/dataset.js";
import { UNUSABLE_SHARE } from "../cells.js";
import { present } from "../fields.js";
import type { Losses } from "../losses.js";
import { type Reading, say } from "../reading.js";
import { addDeclaration, addHolding, addTie } from "../records.js";
import { severalShares } from "../severalShares.js";
import type { NomineeSides } from "./nominees.js";
import { earlier, type Held } from "./versions.js";

/** Everything one holder has in one subject by one relationship record, over time. */
export interface Pair {
  readonly holder: string;
  readonly subject: string;
  readonly held: readonly Held[];
}

export interface PairContext {
  readonly file: string;
  readonly into: Reading;
  readonly losses: Losses;
  /** Subjects in which the file knows shares: there a right to surplus assets is not the capital. */
  readonly capital: ReadonlySet<string>;
  readonly sides: NomineeSides;
}

type Basis = "equity" | "voting" | "income" | "any";

/** A part of a holding for as long as it is held. */
interface Part {
  readonly basis: Basis;
  readonly entry: Held;
}

/** Interests of one pair as holdings, ties and declarations. */
export function addInterests(pair: Pair, context: PairContext): void {
  const parts: Part[] = [];
  for (const entry of pair.held) {
    const { effect, directness, type } = entry.interest;
    if ("tie" in effect) addInterestTie(pair, entry, effect.tie, context);
    else if ("side" in effect) context.sides.add(pair.subject, pair.holder, effect.side, entry);
    else {
      const basis = basisOf(effect.holding, pair.subject, context);
      if (directness === "indirect") declare(pair, entry, basis, context);
      else {
        parts.push({ basis, entry });
        if (directness === "unknown")
          context.losses.note("directness-unknown", type ?? "interest", entry.row);
      }
    }
  }
  for (const { active, from, to } of spans(parts)) addRow(pair, active, from, to, context);
}

/**
 * A right to surplus assets is the capital of who has no shares (limited liability partnerships); beside shares it is a
 * right to income.
 */
function basisOf(
  holding: "equity" | "voting" | "income" | "surplus" | "any",
  subject: string,
  { capital }: PairContext,
): Basis {
  if (holding !== "surplus") return holding;
  return capital.has(subject) ? "income" : "equity";
}

/** The publisher's own words for the interests, and where the statement says it comes from. */
const sourceOf = (entries: readonly Held[]): string | undefined => {
  const texts = entries.flatMap(({ interest, source }) => [interest.details, source]);
  const known = [...new Set(texts.filter((text) => text !== undefined))];
  return known.length === 0 ? undefined : known.join("; ");
};

function addInterestTie(pair: Pair, entry: Held, kind: TieKind, { file, into, losses }: PairContext): void {
  const { type, details, share } = entry.interest;
  const at = { file, row: entry.row };
  const named = kind === "otherRelation" ? `${type}${details === undefined ? "" : `: ${details}`}` : details;
  const source = [named, entry.source].filter((text) => text !== undefined).join("; ");
  if (kind === "otherRelation") losses.note("relation-only", type ?? "interest", entry.row);
  addTie(
    {
      kind,
      from: pair.holder,
      to: pair.subject,
      share,
      start: entry.from,
      end: entry.to,
      source: source === "" ? undefined : source,
    },
    at,
    into,
  );
}

/** A stake that the source calls indirect is compared with what the holdings give and never walked. */
function declare(pair: Pair, entry: Held, basis: Basis, { file, into }: PairContext): void {
  const at = { file, row: entry.row };
  if (basis === "any") {
    say(into, "source-loss", "info", at, { what: "an indirect interest of unknown nature" });
    return;
  }
  const share = entry.interest.share ?? UNUSABLE_SHARE;
  const fields = {
    owner: pair.holder,
    subject: pair.subject,
    interest: basis,
    share,
    from: entry.from,
    to: entry.to,
    source: sourceOf([entry]),
  };
  addDeclaration(present(fields), at, into);
}

interface Span {
  readonly active: readonly Part[];
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const BEGINNING = "";
const END = "\uFFFF";

/** The spans of time between which parts begin or end, with what is held in each, in one pass over the days. */
function* spans(parts: readonly Part[]): Generator<Span> {
  const days = new Map<string, { begin: Part[]; end: Part[] }>();
  const on = (day: string) => {
    const known = days.get(day) ?? { begin: [], end: [] };
    days.set(day, known);
    return known;
  };
  for (const part of parts) {
    on(part.entry.from ?? BEGINNING).begin.push(part);
    on(part.entry.to ?? END).end.push(part);
  }
  const ordered = [...days.keys()].sort();
  const active = new Set<Part>();
  for (const [at, day] of ordered.entries()) {
    for (const part of days.get(day)!.end) active.delete(part);
    for (const part of days.get(day)!.begin) active.add(part);
    if (active.size === 0) continue;
    const next = ordered[at + 1]!;
    yield {
      active: [...active],
      from: day === BEGINNING ? undefined : day,
      to: next === END ? undefined : next,
    };
  }
}

/**
 * One row of all that is held at a time. A row that states votes or income states equity too, as unknown where the
 * source is silent: it must not seem that nothing else is held.
 */
function addRow(
  pair: Pair,
  active: readonly Part[],
  from: Span["from"],
  to: Span["to"],
  context: PairContext,
): void {
  const entries = active.map(({ entry }) => entry);
  const at = { file: context.file, row: Math.max(...entries.map(({ row }) => row)) };
  const shareOf = (basis: Basis): string | undefined => {
    const own = active.filter((part) => part.basis === basis).map(({ entry }) => entry.interest.share);
    if (own.length === 0) return undefined;
    const shares = own.map((share) => share ?? UNUSABLE_SHARE);
    if (shares.length === 1) return shares[0];
    const taken = severalShares(shares);
    const parameters = { interest: basis, values: shares.join(", "), taken };
    say(context.into, "several-interests", "warning", at, parameters);
    return taken;
  };
  const equity = shareOf("equity");
  noteUnknown(active, equity, at, context);
  const start = entries.reduce<string | undefined>(
    (least, entry) => earlier(least, entry.interest.start),
    undefined,
  );
  const fields = {
    holder: pair.holder,
    subject: pair.subject,
    equity: equity ?? UNUSABLE_SHARE,
    voting: shareOf("voting"),
    income: shareOf("income"),
    from,
    to,
    heldSince: start !== undefined && from !== undefined && start < from ? start : undefined,
    source: sourceOf(entries),
  };
  addHolding(present(fields), at, context.into);
}

/** An interest of unknown nature may be a holding of any size; beside a stated one it adds nothing that can be said. */
function noteUnknown(
  active: readonly Part[],
  equity: string | undefined,
  at: Origin,
  { into, losses }: PairContext,
): void {
  for (const { basis, entry } of active) {
    if (basis !== "any") continue;
    const { type, share } = entry.interest;
    const what = share === undefined ? (type ?? "interest") : `${type ?? "interest"} ${share}`;
    if (equity === undefined) say(into, "interest-unknown", "info", at, { what });
    else losses.lose(`${what} beside a shareholding`, entry.row);
  }
}
