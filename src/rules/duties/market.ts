import type { Sides } from "../../determinations/changes/sides.js";
import { compare } from "../../model/fraction.js";
import type { Verdict } from "../../model/share.js";
import type { Events } from "./events.js";

const ON_MARKET: ReadonlySet<string> = new Set(["exchange", "offering"]);

export const isQuoted = ({ after }: Sides): boolean => {
  const { listing } = after.r.entities[after.subject]!;
  return listing === "exchange" || listing === "neeq";
};

/**
 * Whether what a holder has more was bought on an exchange or in the share transfer system (`acquiredBy` of its new rows), or
 * also in a public offering. Possible where the records do not say and the company is quoted.
 */
export function isMarketBought(
  both: Sides,
  events: Events,
  id: string,
  ways: ReadonlySet<string> = new Set(["exchange"]),
): Verdict {
  const rows = events.newRows(id);
  const said = rows.map(({ record }) => record.acquiredBy);
  if (said.some((way) => way !== undefined && ways.has(way))) {
    return said.every((way) => way !== undefined && ways.has(way)) ? "certain" : "possible";
  }
  return said.includes(undefined) && isQuoted(both) ? "possible" : "excluded";
}

export const isOnMarket = (both: Sides, events: Events, id: string): Verdict =>
  isMarketBought(both, events, id, ON_MARKET);

/** Whether a holder has more, or less, than before; null where its ranges do not say. */
export function direction({ before, after }: Sides, id: string): "up" | "down" | null {
  const [was, is] = [before.written(id), after.written(id)];
  const [low, high] = [compare(is.min, was.min), compare(is.max, was.max)];
  if (low >= 0 && high >= 0) return "up";
  return low <= 0 && high <= 0 ? "down" : null;
}
