import type { Interest } from "../model/dataset.js";
import type { Say } from "../text/words.js";
import { type Block, type Line, span, title } from "./document.js";
import { interestLabel, kindOf, type View } from "./labels.js";
import { printable } from "./safeText.js";

/** "张三 (zhangsan) · natural person · equity · as of 2024-06-30". */
export function subjectTitle(view: View, subject: string, extra: readonly string[] = []): Block {
  const name = view.name(subject);
  const id = printable(subject);
  const named = name === id || name.endsWith(`(${id})`) ? name : `${name} (${id})`;
  return title([named, kindOf(view, subject), ...extra, dateText(view)].join(" · "));
}

export const interestTitle = (view: View, interest: Interest): string =>
  interestLabel(view.language, interest);

export const dateText = ({ say, parties }: View): string =>
  parties.asOf === null ? say("title.noDate") : say("title.asOf", { date: parties.asOf });

/** Names in a row, the first few of many. */
export function nameList(view: View, ids: readonly string[], most = 10): string {
  const { say } = view;
  const named = ids.slice(0, most).map((id) => view.name(id));
  const left = ids.length - named.length;
  return [...named, ...(left > 0 ? [say("and.more", { count: left })] : [])].join(say("list.separator"));
}

/** "A, B and C" in a sentence; `left` more are only counted. */
export function enumeration(say: Say, names: readonly string[], left = 0): string {
  if (left > 0) return [...names, say("and.more", { count: left })].join(say("list.separator"));
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : names.slice(0, -1).join(say("list.separator")) + say("list.and") + last;
}

/** Rings as lines: the members of each, or the company that holds itself. */
export function ringLines(view: View, rings: readonly (readonly string[])[]): Line[] {
  const { say } = view;
  return rings.map((ring) =>
    ring.length === 1
      ? [span("warning", "↺ "), say("rings.self", { name: view.name(ring[0]!) })]
      : [span("warning", "↺ "), nameList(view, ring, 20).replaceAll(say("list.separator"), " ⇄ ")],
  );
}
