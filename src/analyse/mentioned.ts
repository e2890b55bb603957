import type { Entity } from "../model/dataset.js";
import type { Register } from "../register/register.js";

/** A party that an analysis speaks of, with what is needed to name it. */
export interface MentionedParty {
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly kind: Entity["kind"];
  readonly jurisdiction?: string;
  readonly listing?: string;
  readonly sector?: string;
}

/** Keys whose text is a figure or a sentence, where an id such as "1" would be met by chance. */
const NO_IDS: ReadonlySet<string> = new Set([
  ...["exact", "share", "value", "threshold", "range", "shares", "above"],
  ...["name", "message", "hint", "article", "quote", "source", "file", "on"],
]);

/** Joint controllers stand under their ids with `+` between, parameters of messages have lists with `, `. */
const SEPARATORS = ["+", ", "] as const;

/**
 * Everyone whom results name, in the order of ids. The results are looked through as data, so that a new field with an
 * id in it needs no list here. `others` are registers asked for ids that the first one does not have.
 */
export function mentioned(r: Register, results: unknown, others: readonly Register[] = []): MentionedParty[] {
  const found = new Map<string, Entity>();
  const note = (id: string): boolean => {
    for (const known of [r, ...others]) {
      const index = known.index.get(id);
      if (index === undefined) continue;
      if (!found.has(id)) found.set(id, known.entities[index]!);
      return true;
    }
    return false;
  };
  const queue: unknown[] = [results];
  while (queue.length > 0) {
    const value = queue.pop();
    if (typeof value === "string") {
      if (note(value)) continue;
      for (const separator of SEPARATORS) if (value.includes(separator)) value.split(separator).forEach(note);
    } else if (Array.isArray(value)) for (const item of value) queue.push(item);
    else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) if (!NO_IDS.has(key)) queue.push(item);
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(described);
}

const described = ({ id, name, nameEn, kind, jurisdiction, listing, sector }: Entity): MentionedParty => ({
  id,
  name,
  ...(nameEn === undefined ? {} : { nameEn }),
  kind,
  ...(jurisdiction === undefined ? {} : { jurisdiction }),
  ...(listing === undefined ? {} : { listing }),
  ...(sector === undefined ? {} : { sector }),
});
