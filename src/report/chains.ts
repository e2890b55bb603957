import type { ControlBasis } from "../measures/controlChain.js";
import type { ShareResult } from "../model/shareResult.js";
import { BASIS_LABELS } from "../text/vocabulary.js";
import type { Language, Word } from "../text/words.js";
import type { Line } from "./document.js";
import type { View } from "./labels.js";
import { harmless } from "./safeText.js";
import { shareText } from "./shareText.js";

/** What drawing a chain needs of a link. */
export interface ChainLink {
  readonly from: string;
  readonly to: string;
  readonly basis: string;
  readonly votes: ShareResult | null;
}

const BASES: Readonly<Record<ControlBasis, Word> & Record<string, Word>> = BASIS_LABELS;

/** What a link of control rests on, in words. */
export const basisLabel = (language: Language, basis: string): string =>
  BASES[basis]?.[language] ?? harmless(basis);

/** Links of a chain that are drawn; a longer one says how many more there are. */
const LINKS = 60;

/**
 * A chain link by link: "张三 ─votes 60 %→ 甲公司 ─executive partner→ 乙合伙". Where several links lead to one company,
 * each further way is a line of its own.
 */
export function chainLines(view: View, chain: readonly ChainLink[]): Line[] {
  const { say } = view;
  const shown = chain.slice(0, LINKS);
  const goesOn = new Map<string, ChainLink[]>();
  for (const link of shown) {
    const known = goesOn.get(link.from);
    if (known) known.push(link);
    else goesOn.set(link.from, [link]);
  }
  const drawn = new Set<ChainLink>();
  const lines: Line[] = [];
  for (const first of shown) {
    if (drawn.has(first)) continue;
    let text = view.name(first.from);
    for (let link: ChainLink | undefined = first; link; ) {
      drawn.add(link);
      text += linkText(view, link);
      link = goesOn.get(link.to)?.find((next) => !drawn.has(next));
    }
    lines.push(text);
  }
  return chain.length > LINKS ? [...lines, `… ${say("and.more", { count: chain.length - LINKS })}`] : lines;
}

/** " ─votes 60 %→ 甲公司": where a link leads, and by what right. */
export function linkText(view: View, { to, basis, votes }: ChainLink): string {
  const figure = votes === null ? "" : ` ${shareText(votes)}`;
  return ` ─${basisLabel(view.language, basis)}${figure}→ ${view.name(to)}`;
}
