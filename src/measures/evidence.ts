import { ENTITY_KINDS, type Origin, type TieKind } from "../model/dataset.js";
import type { Verdict } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { columnsOf } from "../register/bulkRegister.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";

/** What a relation or a reason rests on, in ids, with the rows that say so: printed as it is. */
export interface Evidence {
  readonly kind: TieKind | "control" | "contribution" | "holding";
  readonly from: string;
  readonly to: string | null;
  /** The company that the record concerns, where it names one. */
  readonly subject?: string;
  /** The many-party agreement that the record belongs to. */
  readonly group?: string;
  readonly share?: ShareResult;
  readonly verdict?: Known;
  readonly records: readonly Origin[];
}

/** Verdicts of what is there at all: what is excluded is not listed. */
export type Known = Exclude<Verdict, "excluded">;

/** Whether a key is new, or now certain where it was only possible; remembers it. */
export function improves<Key>(seen: Map<Key, Known>, key: Key, verdict: Known): boolean {
  const before = seen.get(key);
  if (before === "certain" || before === verdict) return false;
  seen.set(key, verdict);
  return true;
}

/** What follows from both of two verdicts. */
export const both = (a: Known, b: Known): Known => (a === "certain" && b === "certain" ? a : "possible");

export const OFFICER_KINDS = ["director", "supervisor", "seniorManager", "legalRepresentative"] as const;
export const KIN_KINDS = ["spouse", "parent", "child", "sibling", "otherKin"] as const;
export const TRUST_KINDS = ["settlor", "trustee", "beneficiary", "protector"] as const;

interface TieIndex {
  /** In an order that does not depend on rows. */
  readonly all: readonly ResolvedTie[];
  readonly from: ReadonlyMap<number, readonly ResolvedTie[]>;
  readonly to: ReadonlyMap<number, readonly ResolvedTie[]>;
}

const indices = new WeakMap<Register, TieIndex>();

function tieIndex(r: Register): TieIndex {
  const known = indices.get(r);
  if (known) return known;
  const rank = (entity: number): number => (entity < 0 ? -1 : r.rank[entity]!);
  const text = (tie: ResolvedTie): string => JSON.stringify({ ...tie.record, at: undefined });
  const all = [...r.ties].sort(
    (a, b) =>
      rank(a.from) - rank(b.from) ||
      rank(a.to) - rank(b.to) ||
      rank(a.subject) - rank(b.subject) ||
      (text(a) < text(b) ? -1 : 1),
  );
  const by = (end: "from" | "to"): Map<number, ResolvedTie[]> => {
    const map = new Map<number, ResolvedTie[]>();
    for (const tie of all) {
      if (tie.record.rebutted === true) continue;
      const list = map.get(tie[end]);
      if (list) list.push(tie);
      else map.set(tie[end], [tie]);
    }
    return map;
  };
  const index = { all, from: by("from"), to: by("to") };
  indices.set(r, index);
  return index;
}

const NO_TIES: readonly ResolvedTie[] = [];

/** All ties on the register's date, rebutted ones included. */
export const orderedTies = (r: Register): readonly ResolvedTie[] => tieIndex(r).all;

/** Ties of some kinds that a party has somewhere: its posts, rights, kin. Rebutted ones do not count. */
export const tiesFrom = (r: Register, party: number, kinds: readonly TieKind[]): readonly ResolvedTie[] =>
  (tieIndex(r).from.get(party) ?? NO_TIES).filter(({ record }) => kinds.includes(record.kind));

/** Ties of some kinds that lead to a party: its officers, partners, kin. */
export const tiesTo = (r: Register, party: number, kinds: readonly TieKind[]): readonly ResolvedTie[] =>
  (tieIndex(r).to.get(party) ?? NO_TIES).filter(({ record }) => kinds.includes(record.kind));

export function tieEvidence(r: Register, { record, from, to, subject }: ResolvedTie): Evidence {
  return {
    kind: record.kind,
    from: r.entities[from]!.id,
    to: to < 0 ? null : r.entities[to]!.id,
    ...(subject < 0 ? {} : { subject: r.entities[subject]!.id }),
    ...(record.group === undefined ? {} : { group: record.group }),
    records: record.at ? [record.at] : [],
  };
}

export function stakeEvidence(r: Register, stake: number, kind: "holding" | "contribution"): Evidence {
  const table = r.stakes.equity;
  const rows = table.records(stake).flatMap((position) => r.holdings[position]!.record.at ?? []);
  return {
    kind,
    from: r.entities[table.holder[stake]!]!.id,
    to: r.entities[table.subject[stake]!]!.id,
    share: toShareResult(table.share(stake)),
    records: rows,
  };
}

export function controlEvidence(r: Register, controller: number, subject: number, verdict: Known): Evidence {
  return {
    kind: "control",
    from: r.entities[controller]!.id,
    to: r.entities[subject]!.id,
    verdict,
    records: [],
  };
}

const [PUBLIC, DEPOSITORY] = [ENTITY_KINDS.indexOf("dispersed"), ENTITY_KINDS.indexOf("clearingNominee")];

/** Parties that name nobody: the public, and a depository for whoever is behind it (DESIGN §13.5). */
export const isNobody = (r: Register, party: number): boolean => {
  const kind = columnsOf(r).kind[party];
  return kind === PUBLIC || kind === DEPOSITORY;
};
