import { unionShare } from "../measures/portions.js";
import type { Walk, WalkArc } from "../measures/walk.js";
import { compare } from "../model/fraction.js";
import type { ShareRange } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { type Line, type Span, span, type TreeRow } from "./document.js";
import type { RegisterView } from "./labels.js";
import { isNothing, percentOnly, shareText } from "./shareText.js";

/** How much of a structure a tree draws; a table beside it has the rest, and the report says that it was cut. */
export const TREE_LIMITS = { lines: 120, depth: 12, width: 12 } as const;

export interface DrawnTree {
  readonly rows: readonly TreeRow[];
  /** Something was left out by a limit, besides small holders folded into one line. */
  readonly cut: boolean;
}

/** One line below another: a step to an entity, holders folded into one, or the part that is not disclosed. */
type Branch =
  | { readonly kind: "step"; readonly entity: number; readonly share: ShareRange; readonly arc: WalkArc }
  | { readonly kind: "folded"; readonly count: number; readonly share: ShareRange | null }
  | { readonly kind: "undisclosed"; readonly share: ShareRange };

interface Drawing {
  readonly view: RegisterView;
  readonly branches: (entity: number) => readonly Branch[];
  /** Look-through share and mark of an entity by id. */
  readonly lookThrough: ReadonlyMap<string, { readonly share: ShareResult; readonly terminal: boolean }>;
  readonly words: {
    readonly others: "tree.others" | "tree.otherCompanies";
    readonly deeper: "tree.deeper" | "tree.deeperBelow";
  };
}

type Shares = Drawing["lookThrough"];

/** The chain upwards from a subject as the walk goes: direct share on each line, look-through share in brackets. */
export function treeAbove(view: RegisterView, walk: Walk, subject: number, lookThrough: Shares): DrawnTree {
  const branches = (company: number): Branch[] => branchesAbove(view, walk, company);
  return draw(
    { view, branches, lookThrough, words: { others: "tree.others", deeper: "tree.deeper" } },
    subject,
  );
}

/** The chain downwards from a party. */
export function treeBelow(view: RegisterView, walk: Walk, party: number, lookThrough: Shares): DrawnTree {
  const branches = (holder: number): Branch[] => branchesBelow(view, walk, holder);
  const words = { others: "tree.otherCompanies", deeper: "tree.deeperBelow" } as const;
  return draw({ view, branches, lookThrough, words }, party);
}

type Step = Extract<Branch, { kind: "step" }>;

const largestFirst =
  (view: RegisterView) =>
  (a: Step, b: Step): number =>
    compare(b.share.min, a.share.min) ||
    compare(b.share.max, a.share.max) ||
    view.register.rank[a.entity]! - view.register.rank[b.entity]!;

function branchesAbove(view: RegisterView, walk: Walk, company: number): Branch[] {
  const { arcs, undisclosed } = walk.row(company);
  const steps = arcs
    .map((arc): Step => ({ kind: "step", entity: arc.next, share: arc.share, arc }))
    .sort(largestFirst(view));
  const shown = steps.length > TREE_LIMITS.width ? steps.slice(0, TREE_LIMITS.width - 1) : steps;
  const folded = steps.slice(shown.length).map(({ share }) => share);
  const others = [...shown.map(({ share }) => share), ...(undisclosed ? [undisclosed] : [])];
  return [
    ...shown,
    ...(folded.length > 0
      ? [{ kind: "folded", count: folded.length, share: unionShare(folded, others) } as const]
      : []),
    ...(undisclosed ? [{ kind: "undisclosed", share: undisclosed } as const] : []),
  ];
}

function branchesBelow(view: RegisterView, walk: Walk, holder: number): Branch[] {
  const steps = walk
    .below(holder)
    .flatMap((company) =>
      walk
        .row(company)
        .arcs.filter((arc) => arc.next === holder || arc.also.includes(holder))
        .map((arc): Step => ({ kind: "step", entity: company, share: arc.share, arc })),
    )
    .sort(largestFirst(view));
  if (steps.length <= TREE_LIMITS.width) return steps;
  const shown = steps.slice(0, TREE_LIMITS.width - 1);
  return [...shown, { kind: "folded", count: steps.length - shown.length, share: null }];
}

/** Depth first with a stack of its own, so that a chain of a hundred thousand companies cannot overflow it. */
function draw(drawing: Drawing, root: number): DrawnTree {
  const { view, branches, words } = drawing;
  const rows: TreeRow[] = [{ depth: 0, line: span("strong", nameAt(view, root)) }];
  const expanded = new Set([root]);
  const onPath = new Set([root]);
  let cut = false;
  const stack = [{ entity: root, left: [...branches(root)].reverse() }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const branch = top.left.pop();
    if (branch === undefined) {
      stack.pop();
      onPath.delete(top.entity);
      continue;
    }
    if (rows.length >= TREE_LIMITS.lines) return { rows, cut: true };
    const depth = stack.length;
    if (branch.kind !== "step") {
      rows.push({ depth, line: restLine(drawing, branch) });
      continue;
    }
    const { entity } = branch;
    const next = branches(entity);
    const repeated = expanded.has(entity) && next.length > 0;
    const deeper = !repeated && next.length > 0 && depth >= TREE_LIMITS.depth;
    if (deeper) cut = true;
    const mark = onPath.has(entity)
      ? span("warning", `  ${view.say("tree.ring")}`)
      : span("dim", repeated ? `  ${view.say("tree.above")}` : deeper ? `  ${view.say(words.deeper)}` : "");
    rows.push({ depth, line: [...stepLine(drawing, branch, depth), ...(mark.text ? [mark] : [])] });
    if (repeated || deeper || next.length === 0) continue;
    expanded.add(entity);
    onPath.add(entity);
    stack.push({ entity, left: [...next].reverse() });
  }
  return { rows, cut };
}

const nameAt = (view: RegisterView, entity: number): string => view.name(view.register.entities[entity]!.id);

function stepLine({ view, lookThrough }: Drawing, step: Step, depth: number): readonly (string | Span)[] {
  const { share, arc, entity } = step;
  const found = lookThrough.get(view.register.entities[entity]!.id);
  const direct = shareText(toShareResult(share));
  const through = found && percentOnly(found.share);
  // On the first line of a chain the two are the same unless the owner has other ways as well.
  const bracket =
    through !== undefined && (depth > 1 || through !== percentOnly(toShareResult(share)))
      ? `  (${through})`
      : "";
  const notes = [
    ...(arc.via >= 0 && arc.via !== entity
      ? [view.say("tree.nominee", { name: nameAt(view, arc.via) })]
      : []),
    ...arc.also.map((other) => view.say("tree.joint", { name: nameAt(view, other) })),
  ];
  return [
    found?.terminal ? span("strong", nameAt(view, entity)) : nameAt(view, entity),
    `  ${direct}`,
    span("dim", bracket),
    ...(found?.terminal ? [" ●"] : []),
    ...(notes.length > 0 ? [span("dim", `  ${notes.join(view.say("list.semicolon"))}`)] : []),
  ];
}

function restLine({ view, words }: Drawing, branch: Exclude<Branch, Step>): Line {
  if (branch.kind === "undisclosed") {
    return span("warning", `${view.say("tree.undisclosed")}  ${shareText(toShareResult(branch.share))}`);
  }
  const share = branch.share && toShareResult(branch.share);
  const together = share === null || isNothing(share) ? "" : `  ${shareText(share)}`;
  return span("dim", `${view.say(words.others, { count: branch.count })}${together}`);
}
