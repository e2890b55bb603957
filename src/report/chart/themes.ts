import type { ChartNode } from "../../chart.js";
import type { TextTone } from "./geometry.js";

/** Colours of a family of boxes: what it is filled with, its border, the strip that holds the share. */
export interface BoxColours {
  readonly fill: string;
  readonly stroke: string;
  readonly foot: string;
  readonly text: string;
  readonly quiet: string;
}

/** Families of kinds, each with a shape of its own as well, so that nothing is told by colour alone. */
export const FAMILIES = [
  "subject",
  "person",
  "company",
  "partnership",
  "product",
  "state",
  "nobody",
] as const;
export type Family = (typeof FAMILIES)[number];

export interface Theme {
  readonly background: string;
  readonly line: string;
  /** Chains of control: also drawn thicker. */
  readonly control: string;
  /** Rings and what is marked: also drawn with signs. */
  readonly mark: string;
  readonly group: string;
  readonly groupFill: string;
  readonly role: { readonly fill: string; readonly text: string };
  readonly tones: Readonly<Record<Exclude<TextTone, "name" | "quiet" | "share" | "role">, string>>;
  readonly boxes: Readonly<Record<Family, BoxColours>>;
}

export const THEMES = ["light", "dark", "print"] as const;
export type ThemeName = (typeof THEMES)[number];

const box = (fill: string, stroke: string, foot: string, text: string, quiet: string): BoxColours => ({
  fill,
  stroke,
  foot,
  text,
  quiet,
});

/** Borders after Okabe and Ito's palette for colour-blind readers, darkened; texts have a contrast of at least 4.5. */
const light: Theme = {
  background: "#ffffff",
  line: "#7a8592",
  control: "#b3261e",
  mark: "#8a4b00",
  group: "#6b4f9e",
  groupFill: "#f6f2fc",
  role: { fill: "#b3261e", text: "#ffffff" },
  tones: { direct: "#1b2733", right: "#6b4f9e", mark: "#8a4b00", group: "#5a3f8c", title: "#1b2733" },
  boxes: {
    subject: box("#17375e", "#0d2440", "#0d2440", "#ffffff", "#d5e1ef"),
    person: box("#fff4e3", "#c46a00", "#fbe3c0", "#33230c", "#6b5433"),
    company: box("#f0f6fc", "#2d6da8", "#d8e8f7", "#12283d", "#47617a"),
    partnership: box("#eef8f2", "#1d7f5c", "#d3eddf", "#0f3022", "#3f6553"),
    product: box("#faf0f6", "#a04a7f", "#f1dbe8", "#3a1430", "#74506a"),
    state: box("#fdf0ef", "#a63d36", "#f7d9d6", "#3f1512", "#7a4f4b"),
    nobody: box("#f5f5f5", "#6f6f6f", "#e6e6e6", "#2b2b2b", "#5c5c5c"),
  },
};

const dark: Theme = {
  background: "#12161c",
  line: "#8b97a5",
  control: "#ff8a80",
  mark: "#ffc277",
  group: "#b39ddb",
  groupFill: "#1d1a29",
  role: { fill: "#ff8a80", text: "#2a0704" },
  tones: { direct: "#eef2f6", right: "#c9b6ee", mark: "#ffc277", group: "#c9b6ee", title: "#eef2f6" },
  boxes: {
    subject: box("#d5e4f5", "#ffffff", "#b4cdea", "#0c1c2e", "#324a63"),
    person: box("#33260f", "#e69f00", "#4a3712", "#fdf1dc", "#d8c19a"),
    company: box("#14273a", "#56b4e9", "#1d3a55", "#e6f2fc", "#a9c4dc"),
    partnership: box("#0f2b21", "#2fbf8f", "#164032", "#dff5eb", "#9fcbb8"),
    product: box("#301a29", "#cc79a7", "#47263c", "#fae6f1", "#d5aec4"),
    state: box("#35191a", "#ef7f78", "#4d2425", "#fde6e4", "#dcacaa"),
    nobody: box("#22262b", "#9aa0a6", "#30353b", "#e8eaed", "#b6bbc0"),
  },
};

const grey = box("#ffffff", "#000000", "#e4e4e4", "#000000", "#404040");

/** Black on white for a printer without colours: shapes, thickness and dashes say everything. */
const print: Theme = {
  background: "#ffffff",
  line: "#505050",
  control: "#000000",
  mark: "#202020",
  group: "#303030",
  groupFill: "#fafafa",
  role: { fill: "#000000", text: "#ffffff" },
  tones: { direct: "#000000", right: "#303030", mark: "#202020", group: "#202020", title: "#000000" },
  boxes: {
    subject: box("#202020", "#000000", "#000000", "#ffffff", "#dcdcdc"),
    person: grey,
    company: grey,
    partnership: grey,
    product: grey,
    state: grey,
    nobody: box("#f4f4f4", "#404040", "#e4e4e4", "#000000", "#404040"),
  },
};

export const THEME: Readonly<Record<ThemeName, Theme>> = { light, dark, print };

const FAMILY_OF: Readonly<Record<NonNullable<ChartNode["kind"]>, Family>> = {
  naturalPerson: "person",
  company: "company",
  branch: "company",
  other: "company",
  limitedPartnership: "partnership",
  generalPartnership: "partnership",
  fund: "product",
  wealthManagementProduct: "product",
  trust: "product",
  state: "state",
  collective: "state",
  dispersed: "nobody",
  clearingNominee: "nobody",
  unknown: "nobody",
};

export function familyOf({ side, kind }: Pick<ChartNode, "side" | "kind">): Family {
  if (side === "subject") return "subject";
  return kind === null ? "nobody" : FAMILY_OF[kind];
}
