import type { RegisterColumns } from "./bulkRegister.js";

/** Entities by the beginning of their id or name. */
export interface PrefixIndex {
  /** Entities whose id or name begins so, at most so many: those of ids in order of ids first, then those of names. */
  beginningWith(text: string, limit: number): number[];
}

/** Width, case and space at the ends make no difference. */
const plain = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/**
 * Sorts ids and names once, O(n log n); keeps one number an entity for each, no text. A look-up reads some 2·log₂ n texts
 * of the register. Ties are broken by id, so that the order of rows makes no difference.
 */
export function prefixIndex(
  columns: Pick<RegisterColumns, "count" | "id" | "name" | "compareIds">,
): PrefixIndex {
  const indexes = [(entity: number) => columns.id(entity), (entity: number) => columns.name(entity)].map(
    (read) => {
      const text = (entity: number): string => plain(read(entity));
      return { text, order: sorted(columns, text) };
    },
  );
  return {
    beginningWith(written, limit) {
      const key = plain(written);
      const found = new Set<number>();
      for (const { order, text } of indexes) {
        for (let k = firstFrom(order, text, key); k < order.length && found.size < limit; k += 1) {
          if (!text(order[k]!).startsWith(key)) break;
          found.add(order[k]!);
        }
      }
      return [...found];
    },
  };
}

function sorted(
  { count, compareIds }: Pick<RegisterColumns, "count" | "compareIds">,
  text: (entity: number) => string,
): Int32Array {
  // The texts are read once and let go when all is sorted.
  const texts = Array.from({ length: count }, (_, entity) => text(entity));
  return Int32Array.from({ length: count }, (_, entity) => entity).sort((a, b) => {
    const [one, other] = [texts[a]!, texts[b]!];
    return one < other ? -1 : one > other ? 1 : compareIds(a, b);
  });
}

/** The first place whose text is not before a key. */
function firstFrom(order: Int32Array, text: (entity: number) => string, key: string): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (text(order[middle]!) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
