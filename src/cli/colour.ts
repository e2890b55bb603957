import colours from "picocolors";
import type { Tone } from "../report/document.js";

const { bold, dim, green, yellow, red } = colours.createColors(true);

const PAINTS: Readonly<Record<Tone, (text: string) => string>> = {
  strong: bold,
  dim,
  good: green,
  warning: yellow,
  bad: red,
};

/** The colours of a terminal. */
export const terminalPaint = (tone: Tone, text: string): string => (text === "" ? "" : PAINTS[tone](text));
