import { z } from "zod";
import { CONTROL_BASES } from "../measures/controlChain.js";
import { ENTITY_KINDS, INTERESTS, TIE_KINDS } from "../model/dataset.js";
import { shareResult } from "../model/shareResult.js";

/**
 * A 股权穿透图 as inert data: everything that a picture prints, and nothing of its geometry. Each party is one node, however often
 * it is met; an edge says by its `role` how a tree draws it.
 */
const id = z.string();
const known = z.enum(["certain", "possible"]);

/** What a party is to the subject by law, with the article that says so. */
export const chartRole = z.strictObject({
  role: z.enum(["actualController", "controllingShareholder", "beneficialOwner"]),
  verdict: known,
  article: z.string().nullable(),
});
export type ChartRole = z.infer<typeof chartRole>;

/** A party that a box of many stands for. */
export const foldedParty = z.strictObject({
  id,
  name: z.string(),
  nameEn: z.string().optional(),
  kind: z.enum(ENTITY_KINDS),
  share: shareResult.nullable(),
});
export type FoldedParty = z.infer<typeof foldedParty>;

export const chartNode = z.strictObject({
  /** The party's id; for a box that is no party an id that no party has. */
  id,
  /** "others" stands for parties folded into one box, "undisclosed" for the part of a company that nobody named holds. */
  type: z.enum(["party", "others", "undisclosed"]),
  name: z.string(),
  nameEn: z.string().optional(),
  kind: z.enum(ENTITY_KINDS).nullable(),
  listing: z.enum(["exchange", "neeq", "none"]).optional(),
  jurisdiction: z.string().optional(),
  /** Owners stand above the subject, what it holds stands below. */
  side: z.enum(["subject", "up", "down"]),
  /** Steps from the subject, negative below it. */
  level: z.number().int(),
  /** Look-through share: above, of the party in the subject; below, of the subject in the company. */
  share: shareResult.nullable(),
  roles: z.array(chartRole).readonly(),
  /** A look-through may end here. */
  terminal: z.boolean(),
  /** Position in `groups` and in `rings`; null outside them. */
  group: z.number().int().nullable(),
  ring: z.number().int().nullable(),
  /** Parties in the box: one, or as many as are folded. */
  count: z.number().int(),
  /** The largest of the folded. */
  folded: z.array(foldedParty).readonly(),
  /** Holders (above) or holdings (below) one step further that are not drawn. */
  more: z.number().int(),
});
export type ChartNode = z.infer<typeof chartNode>;

export const chartEdge = z.strictObject({
  /** Holder, or whoever has the right. */
  from: id,
  /** Company, or the party on whose holding the right lies. */
  to: id,
  /** A holding, with whatever rights go with it, or a right without one. */
  type: z.enum(["holding", "tie"]),
  /** On which side of the subject it hangs: above it the holder is the outer end, below it the company. */
  side: z.enum(["up", "down"]),
  /** "tree": the only way the box hangs on; "again": the box stands elsewhere; "back": the same, closing a ring; "across": from one side of the subject to the other. */
  role: z.enum(["tree", "again", "back", "across"]),
  /** Direct share as the records have it; of folded parties their sum. */
  share: shareResult.nullable(),
  /** Direct share of the votes, where it is another one. */
  voting: shareResult.nullable(),
  rights: z.array(z.enum([...TIE_KINDS, ...CONTROL_BASES])).readonly(),
  /** Part of a chain by which somebody actually controls the subject. */
  control: known.nullable(),
  /** Both ends are in one ring. */
  ring: z.boolean(),
});
export type ChartEdge = z.infer<typeof chartEdge>;

/** Direct holders of the subject that act in concert. */
export const chartGroup = z.strictObject({
  members: z.array(id).readonly(),
  direct: shareResult,
  share: shareResult,
  verdict: known,
  transitive: z.boolean(),
  reasons: z.array(z.string()).readonly(),
});
export type ChartGroup = z.infer<typeof chartGroup>;

export const chart = z.strictObject({
  subject: id,
  asOf: z.string().nullable(),
  /** Digest of the records, where the caller gave one. */
  digest: z.string().nullable(),
  interest: z.enum(INTERESTS),
  nodes: z.array(chartNode).readonly(),
  edges: z.array(chartEdge).readonly(),
  groups: z.array(chartGroup).readonly(),
  rings: z.array(z.array(id).readonly()).readonly(),
  /** What is not drawn, so that a reader knows that and how to see it. */
  left: z.strictObject({
    /** Parties in boxes of others. */
    folded: z.number().int(),
    /** Boxes with something further out. */
    unexpanded: z.number().int(),
    /** Steps asked for; null for all. */
    up: z.number().int().nullable(),
    down: z.number().int().nullable(),
    holders: z.number().int().nullable(),
    boxes: z.number().int(),
  }),
});
export type Chart = z.infer<typeof chart>;
