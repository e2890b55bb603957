import { sharesBelow } from "../measures/holdings.js";
import { lookThrough } from "../measures/lookThrough.js";
import type { Interest } from "../model/dataset.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { type NeighbourhoodGraph, neighbourhood } from "../register/neighbourhood.js";
import { entityIndex, type Register } from "../register/register.js";

/**
 * The neighbourhood of a subject for other programs (Gephi, yEd, Cytoscape, NetworkX): every party and every record, nothing folded.
 */
export interface ChartGraph {
  readonly graph: NeighbourhoodGraph;
  readonly subject: string;
  readonly asOf: string | null;
  /** Look-through share by id: of owners in the subject, of the subject in what it holds. */
  readonly lookThrough: ReadonlyMap<string, ShareResult>;
  /** There is more than the limit of a neighbourhood. */
  readonly truncated: boolean;
}

export interface ChartGraphOptions {
  /** Id or unique name. */
  readonly subject: string;
  readonly interest?: Interest | undefined;
  readonly up?: number | undefined;
  readonly down?: number | undefined;
}

/** The graph around a subject with look-through shares. Throws an UnknownSubjectError. */
export function chartGraph(r: Register, options: ChartGraphOptions): ChartGraph {
  const subject = entityIndex(r, options.subject);
  const { interest = "equity", up, down } = options;
  const { graph, truncated } = neighbourhood(r, subject, { up, down });
  const above = lookThrough(r, { interest }).owners(subject).owners;
  const below = sharesBelow(r, { party: subject, interest }).companies;
  const shares = new Map<string, ShareResult>();
  const put = (entity: number, share: Parameters<typeof toShareResult>[0]): void => {
    const { id } = r.entities[entity]!;
    if (entity !== subject && graph.hasNode(id)) shares.set(id, toShareResult(share));
  };
  for (const { company, share } of below) put(company, share);
  // In a ring through the subject a party is both: what it owns of the subject is what is asked for.
  for (const { party, share } of above) put(party, share);
  return { graph, subject: r.entities[subject]!.id, asOf: r.asOf, lookThrough: shares, truncated };
}
