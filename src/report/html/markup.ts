import { escapeMarkup } from "../escape.js";

/** Text that is HTML already. Only `html` and `trusted` make it, so that no name gets into a page unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Piece = string | number | Markup | readonly Piece[] | null | false;

/** What we wrote ourselves, or drew as SVG with every name in it escaped. */
export const trusted = (text: string): Markup => new Markup(text);

/** A template in which everything filled in is escaped, but for what is markup already; null and false are nothing. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(parts.map((part, k) => part + (k < pieces.length ? pieceText(pieces[k]!) : "")).join(""));

function pieceText(piece: Piece): string {
  if (piece === null || piece === false) return "";
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "string") return escapeMarkup(piece);
  return typeof piece === "number" ? String(piece) : piece.map(pieceText).join("");
}
