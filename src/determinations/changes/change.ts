import type { TieKind } from "../../model/dataset.js";
import type { Verdict } from "../../model/share.js";
import type { ShareResult } from "../../model/shareResult.js";

/** Classes of shareholders, each with the rule that it is a class of. */
export const CLASS_KINDS = [
  "controllingShareholder",
  "largestShareholder",
  "majorShareholder",
  "minorShareholder",
] as const;
export type ClassKind = (typeof CLASS_KINDS)[number];

/** Kinds of change besides ties, whose kind is that of the tie; in the order in which changes are listed. */
export const CHANGE_KINDS = [
  "registeredCapital",
  "entered",
  "left",
  "equity",
  "voting",
  "income",
  "lookThrough",
  ...CLASS_KINDS,
  "actualController",
  "controller",
  "concertGroup",
  "partnershipGroup",
  "beneficialOwner",
  "coverage",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number] | TieKind;

/** What a controller is on one side. */
export interface ControllerState {
  readonly verdict: "certain" | "possible";
  readonly basis: string;
  readonly ultimate: boolean;
  readonly controlledStake: ShareResult;
  readonly members?: readonly string[];
}

/** What a group is on one side: `total` of partnerships consolidated is the union of what they control. */
export interface GroupState {
  readonly members: readonly string[];
  readonly verdict: Verdict;
  readonly direct?: ShareResult;
  readonly share?: ShareResult;
  readonly total?: ShareResult;
}

export interface OwnerState {
  readonly verdict: "certain" | "possible";
  readonly limbs: readonly {
    readonly limb: string;
    readonly article: string;
    readonly share: ShareResult | null;
  }[];
}

export interface CapitalState {
  readonly value: string;
  readonly unit: string | null;
}

/** A tie on one side, in ids. */
export interface TieState {
  readonly from: string;
  readonly to: string | null;
  readonly subject: string | null;
  readonly share?: string;
  readonly above?: string;
  readonly group?: string;
  readonly lead?: string;
  readonly start: string | null;
  readonly end: string | null;
}

/** A share, a verdict, or what something is; null where it is not there on that side. */
export type ChangeState =
  | null
  | Verdict
  | ShareResult
  | ControllerState
  | GroupState
  | OwnerState
  | CapitalState
  | TieState;

/** One difference between two sides. */
export interface Change {
  readonly kind: ChangeKind;
  /** Who it is about: a party's id, ids of a group joined with "+", or the subject. */
  readonly party: string;
  readonly before: ChangeState;
  readonly after: ChangeState;
  /** Possible where the two sides, as far as they are known, could be the same. */
  readonly verdict: "certain" | "possible";
  /** The rule of a class, with its article. */
  readonly rule?: string;
  readonly article?: string;
}
