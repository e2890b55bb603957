import type { ChartEdge, ChartNode } from "../../chart.js";

/** Pixels; x to the right, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** How a text line is meant; a theme says how that looks. */
export type TextTone = "name" | "quiet" | "share" | "role" | "direct" | "right" | "mark" | "group" | "title";

/** One line of text, centred at x, its middle at y. */
export interface TextLine extends Point {
  readonly text: string;
  readonly size: number;
  readonly tone: TextTone;
  readonly bold: boolean;
}

/** A box: a party, folded parties, what is not disclosed, or a pointer to a party that stands elsewhere. */
export interface Box extends Rectangle {
  /** The id of the element, and of the one that a pointer leads to: the party's own box. */
  readonly anchor: string;
  readonly target: string;
  readonly node: ChartNode;
  readonly pointer: "again" | "back" | null;
  readonly lines: readonly TextLine[];
  /** Height of the strip at the top that holds the roles, and of the one at the bottom that holds the share; 0 without. */
  readonly head: number;
  readonly foot: number;
  /** The whole of what was clipped. */
  readonly hint: string;
}

/** An edge as horizontal and vertical pieces, interrupted where its label stands. */
export interface Line {
  readonly edge: ChartEdge;
  readonly pieces: readonly (readonly Point[])[];
  /** Where the arrow's point is, and the way it looks. */
  readonly arrow: { readonly at: Point; readonly way: "up" | "down" | "left" | "right" } | null;
}

export interface Label extends Rectangle {
  readonly edge: ChartEdge;
  readonly lines: readonly TextLine[];
}

/** A frame round the members of a concert group. */
export interface Frame extends Rectangle {
  readonly group: number;
  readonly lines: readonly TextLine[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
  readonly frames: readonly Frame[];
}
