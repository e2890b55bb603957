import { nearestParameter, testOf } from "../../law/law.js";
import { type ControlClosure, controlClosure } from "../../measures/controlClosure.js";
import { type ControllersResult, controllers } from "../../measures/controllers.js";
import type { Interest } from "../../model/dataset.js";
import { compare, toNumber } from "../../model/fraction.js";
import { type ShareEnds, type ShareRange, sameShare, type Verdict } from "../../model/share.js";
import type { Register } from "../../register/register.js";
import type { ResolvedHolding } from "../../register/resolve.js";
import { NO_SHARE, type StakeTable, stakeOf } from "../../register/stakeTable.js";

/** A registered holder of the subject on one side, with the rows behind its stake. */
export interface SideHolder {
  readonly index: number;
  readonly id: string;
  /** As the rest of the company's register allows: what thresholds are compared with. */
  readonly equity: ShareRange;
  /** As the records have it: what a change is a change of. */
  readonly written: Readonly<Record<Interest, ShareRange>>;
  readonly rows: readonly ResolvedHolding[];
}

/** The subject in one register. */
export interface Side {
  readonly r: Register;
  readonly subject: number;
  /** Registered holders by id, in the order of ids, the subject's own shares included. */
  readonly holders: ReadonlyMap<string, SideHolder>;
  readonly closure: ControlClosure;
  readonly controllers: ControllersResult;
  /** Entity index of an id; -1 where this register does not know it. */
  index(id: string): number;
  /** Direct equity of a party, nothing where it holds none. */
  equity(id: string): ShareRange;
  /** The same as the records have it. */
  written(id: string, interest?: Interest): ShareRange;
}

/** The subject before and after. The law of one day, the later one, is applied to both: only facts differ. */
export interface Sides {
  readonly subject: string;
  readonly before: Side;
  readonly after: Side;
  /** The day whose law applies; null is the newest known. */
  readonly on: string | null;
}

export function sides(
  before: { readonly r: Register; readonly subject: number },
  after: { readonly r: Register; readonly subject: number },
): Sides {
  const on = after.r.asOf;
  return {
    subject: after.r.entities[after.subject]!.id,
    before: side(before.r, before.subject, on),
    after: side(after.r, after.subject, on),
    on,
  };
}

function side(r: Register, subject: number, on: string | null): Side {
  const holders = holdersOf(r, subject);
  const test = testOf(nearestParameter("company-law", "actualController.controlTest", on));
  let found: ControllersResult | undefined;
  return {
    r,
    subject,
    holders,
    get closure() {
      return controlClosure(r, { test });
    },
    get controllers() {
      found ??= controllers(r, { subject, test });
      return found;
    },
    index: (id) => r.index.get(id) ?? -1,
    equity: (id) => holders.get(id)?.equity ?? NO_SHARE,
    written: (id, interest = "equity") => holders.get(id)?.written[interest] ?? NO_SHARE,
  };
}

function holdersOf(r: Register, subject: number): ReadonlyMap<string, SideHolder> {
  const { equity, voting, income } = r.stakes;
  const list: SideHolder[] = [];
  for (let stake = equity.start[subject]!; stake < equity.start[subject + 1]!; stake += 1) {
    const index = equity.holder[stake]!;
    list.push({
      index,
      id: r.entities[index]!.id,
      equity: equity.share(stake),
      written: {
        equity: equity.written(stake),
        voting: writtenIn(voting, equity, stake),
        income: writtenIn(income, equity, stake),
      },
      rows: equity.records(stake).map((position) => r.holdings[position]!),
    });
  }
  list.sort((a, b) => r.rank[a.index]! - r.rank[b.index]!);
  return new Map(list.map((holder) => [holder.id, holder]));
}

/** Most registers state neither votes nor income apart, and the tables are then one. */
function writtenIn(table: StakeTable, equity: StakeTable, stake: number): ShareRange {
  if (table === equity) return equity.written(stake);
  const position = stakeOf(table, equity.holder[stake]!, equity.subject[stake]!);
  return position === null ? NO_SHARE : table.written(position);
}

/** Ids of two maps or lists, each once, in the order of ids. */
export const unionOfIds = (a: Iterable<string>, b: Iterable<string>): string[] =>
  [...new Set([...a, ...b])].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));

/** How far apart doubles may be that stand for one share. */
const ROUNDING = 1e-9;

const approximately = (a: ShareEnds, b: ShareEnds): boolean =>
  Math.abs(toNumber(a.min) - toNumber(b.min)) <= ROUNDING &&
  Math.abs(toNumber(a.max) - toNumber(b.max)) <= ROUNDING;

/** Whether two shares are known to the same ends; shares known only as doubles are the same within their error. */
export function isUnchanged(a: ShareEnds, b: ShareEnds): boolean {
  if (a.approximate !== undefined || b.approximate !== undefined) return approximately(a, b);
  return sameShare(a, b);
}

/** Whether a share certainly changed: no figure is within both ranges. */
export function changeVerdict(a: ShareEnds, b: ShareEnds): Exclude<Verdict, "excluded"> {
  return isBelow(a, b) || isBelow(b, a) ? "certain" : "possible";
}

function isBelow(a: ShareEnds, b: ShareEnds): boolean {
  const order = compare(a.max, b.min);
  return order < 0 || (order === 0 && (a.maxExclusive || b.minExclusive));
}
