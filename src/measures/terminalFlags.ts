import { traitKey, traits, type Whole } from "../register/registerOver.js";
import { type Traits as EntityTraits, endsLookThrough, isListed, type TerminalPolicy } from "./coverage.js";

/** Where a look-through ends, by entity. */
export const ENDS = {
  no: 0,
  /** Wherever it is met. */
  always: 1,
  /** The public: only directly in the subject, or in a listed company. */
  dispersed: 2,
} as const;

/** How the policy takes every entity of a register: one look per distinct kind, listing, sector and offering. */
export function terminalFlags({ columns }: Whole, policy: TerminalPolicy): Uint8Array {
  return byTraits(columns.count, columns, (entity) => {
    if (entity.kind === "dispersed") return policy.dispersed ? ENDS.dispersed : ENDS.no;
    return endsLookThrough(entity, policy) ? ENDS.always : ENDS.no;
  });
}

/** 1 for companies with a listing of the policy. */
export const listedFlags = ({ columns }: Whole, policy: TerminalPolicy): Uint8Array =>
  byTraits(columns.count, columns, (entity) => (isListed(entity, policy) ? 1 : 0));

function byTraits(
  count: number,
  columns: Whole["columns"],
  flagOf: (entity: EntityTraits) => number,
): Uint8Array {
  const known = new Map<number, number>();
  const flags = new Uint8Array(count);
  for (let entity = 0; entity < count; entity += 1) {
    const key = traitKey(columns, entity);
    let value = known.get(key);
    if (value === undefined) {
      value = flagOf(traits(columns, entity));
      known.set(key, value);
    }
    flags[entity] = value;
  }
  return flags;
}
