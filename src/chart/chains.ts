import type { Assembly } from "./assembly.js";
import type { ControlStep } from "./control.js";
import type { ChartEdge } from "./model.js";

/** Marks the edges on which the subject is actually controlled; a link that no edge shows is added as a right. */
export function withControl({ r, up, subject, marks }: Assembly, edges: readonly ChartEdge[]): ChartEdge[] {
  const marked = new Map<ChartEdge, ChartEdge>();
  const byEnds = new Map<string, ChartEdge[]>();
  const key = (from: string, to: string): string => JSON.stringify([from, to]);
  for (const edge of edges) {
    const known = byEnds.get(key(edge.from, edge.to));
    if (known) known.push(edge);
    else byEnds.set(key(edge.from, edge.to), [edge]);
  }
  const id = (entity: number): string => r.entities[entity]!.id;
  const isDrawn = (entity: number): boolean => entity === subject || up.levels.has(entity);
  const mark = (from: number, to: number, { basis, verdict }: ControlStep): boolean => {
    const found = byEnds.get(key(id(from), id(to))) ?? [];
    for (const edge of found) {
      const before = marked.get(edge) ?? edge;
      const rights =
        basis === "votes" || before.rights.includes(basis) ? before.rights : [...before.rights, basis];
      const control = before.control === "certain" ? before.control : verdict;
      marked.set(edge, { ...before, rights, control });
    }
    return found.length > 0;
  };
  const added: ChartEdge[] = [];
  for (const step of marks.steps) {
    const through = step.through.filter((holder) => mark(step.from, holder, step));
    for (const holder of through) mark(holder, step.to, { ...step, basis: "votes" });
    if (through.length > 0 || mark(step.from, step.to, step)) continue;
    if (!isDrawn(step.from) || !isDrawn(step.to)) continue;
    const edge: ChartEdge = {
      from: id(step.from),
      to: id(step.to),
      type: "tie",
      side: "up",
      role: "across",
      share: null,
      voting: null,
      rights: [step.basis],
      control: step.verdict,
      ring: false,
    };
    byEnds.set(key(edge.from, edge.to), [edge]);
    added.push(edge);
  }
  return [...edges, ...added].map((edge) => marked.get(edge) ?? edge);
}
