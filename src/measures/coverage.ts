import type { Entity, EntityKind, Interest } from "../model/dataset.js";
import {
  add,
  complement,
  type Fraction,
  isZero,
  multiply,
  ONE,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import { exactShare, type ShareEnds } from "../model/share.js";
import type { Register } from "../register/register.js";
import { exactly } from "./arithmetic.js";
import { type Chain, chainValues } from "./chain.js";
import { extreme } from "./extremes.js";
import { affordable, complementEnds, hitEnds, queryFrom, type Seed, undisclosedSeeds } from "./query.js";
import { type Cone, cone, walk } from "./walk.js";

/** Where a penetration may stop: data of law/terminals.json or of a profile (DESIGN §13.9). */
export interface TerminalPolicy {
  readonly kinds: readonly EntityKind[];
  readonly listings: readonly string[];
  readonly sectors: readonly string[];
  /** A fund offered to the public. */
  readonly publicOffering: boolean;
  /** The public as holder: terminal only directly in the subject or in a listed company. */
  readonly dispersed: boolean;
  /** Kinds and sectors that never end a penetration, whatever else holds. */
  readonly never: { readonly kinds: readonly EntityKind[]; readonly sectors: readonly string[] };
}

/** What a policy asks about an entity. */
export type Traits = Pick<Entity, "kind" | "listing" | "sector" | "publicOffering">;

export const isListed = (entity: Traits, policy: TerminalPolicy): boolean =>
  entity.listing !== undefined && policy.listings.includes(entity.listing);

/** Whether the policy stops at a holder, met as a holder of `company`; the subject is never its own terminal. */
export function isTerminal(
  r: Register,
  policy: TerminalPolicy,
  holder: number,
  place: { readonly subject: number; readonly company: number },
): boolean {
  if (holder === place.subject) return false;
  const entity = r.entities[holder]!;
  if (entity.kind === "dispersed") {
    if (!policy.dispersed) return false;
    return place.company === place.subject || isListed(r.entities[place.company]!, policy);
  }
  return endsLookThrough(entity, policy);
}

/** The same wherever an entity is met; of the public (kind dispersed) it depends on where. */
export function endsLookThrough(entity: Traits, policy: TerminalPolicy): boolean {
  if (policy.never.kinds.includes(entity.kind)) return false;
  if (entity.sector !== undefined && policy.never.sectors.includes(entity.sector)) return false;
  return (
    policy.kinds.includes(entity.kind) ||
    isListed(entity, policy) ||
    (entity.sector !== undefined && policy.sectors.includes(entity.sector)) ||
    (policy.publicOffering && entity.kind === "fund" && entity.publicOffering === true)
  );
}

/** How much of a subject is known to its ends, and why the rest is not. */
export interface Coverage {
  readonly coverage: ShareEnds;
  /** 1 − coverage. */
  readonly opaque: ShareEnds;
  /** Opacity by what is met first: an unknown holder, a remainder, a ring that nobody holds, a holder without holders. */
  readonly parts: Readonly<Record<"unknown" | "undisclosed" | "ownerless" | "unheld", ShareEnds>>;
}

export interface CoverageOptions {
  readonly subject: number;
  readonly policy: TerminalPolicy;
  readonly interest?: Interest | undefined;
}

/** The probability that the walk from the subject meets a terminal, and what it meets otherwise. */
export function coverage(r: Register, options: CoverageOptions): Coverage {
  const above = cone(walk(r, options.interest ?? "equity"), options.subject);
  const ends = arcEnds(r, above, options);
  const covered = hitEnds(above, ends.terminal, () => false);
  const parts =
    above.exact && affordable(above) ? exactParts(above, ends, covered.min) : partsInRanges(above, ends);
  return { coverage: covered, opaque: complementEnds(covered), parts };
}

interface ArcEnds {
  readonly terminal: readonly Seed[];
  /** By row and arc: true where the arc ends the walk at a terminal. */
  readonly stops: readonly (readonly boolean[])[];
  readonly unknown: readonly boolean[];
  readonly unheld: readonly boolean[];
}

function arcEnds(r: Register, above: Cone, { subject, policy }: CoverageOptions): ArcEnds {
  const terminal: Seed[] = [];
  const stops = above.rows.map(({ arcs }, row) => {
    const place = { subject, company: above.nodes[row]! };
    return arcs.map((arc, k) => {
      const end = [arc.next, ...arc.also].some((party) => isTerminal(r, policy, party, place));
      if (end) terminal.push({ row, arc: k });
      return end;
    });
  });
  const kinds = Array.from(above.nodes, (entity) => r.entities[entity]!.kind);
  return {
    terminal,
    stops,
    unknown: kinds.map((kind) => kind === "unknown"),
    unheld: above.rows.map(({ arcs }) => arcs.length === 0),
  };
}

const NONE = exactShare(ZERO);
const NO_PARTS: Coverage["parts"] = { unknown: NONE, undisclosed: NONE, ownerless: NONE, unheld: NONE };

/** Parts in an exactly known cone; together with coverage they sum to one, the ring part being what is left. */
function exactParts(above: Cone, ends: ArcEnds, covered: Fraction): Coverage["parts"] {
  if (above.rows[above.root]!.arcs.length === 0) return { ...NO_PARTS, unheld: exactShare(ONE) };
  const asked = queryFrom(above, ends.terminal, () => false);
  const coveredAt = new Map<number, Fraction>();
  if (asked) {
    const { value } = extreme(exactly, asked.chain, "most");
    asked.rowOf.forEach((row, i) => {
      coveredAt.set(row, value[i]!);
    });
  }
  const pay = {
    unknown: (next: number) => (ends.unknown[next] ? complement(coveredAt.get(next) ?? ZERO) : ZERO),
    unheld: (next: number) => (!ends.unknown[next] && ends.unheld[next] ? complement(ZERO) : ZERO),
    undisclosed: () => ZERO,
  };
  const part = (kind: keyof typeof pay): Fraction => firstMet(above, ends, pay[kind], kind === "undisclosed");
  const unknown = part("unknown");
  const unheld = part("unheld");
  const undisclosed = part("undisclosed");
  const ownerless = subtract(complement(covered), sum([unknown, unheld, undisclosed]));
  return {
    unknown: exactShare(unknown),
    undisclosed: exactShare(undisclosed),
    ownerless: exactShare(ownerless),
    unheld: exactShare(unheld),
  };
}

/** Expected pay of the first opaque thing that a walk without a terminal meets. */
function firstMet(
  above: Cone,
  ends: ArcEnds,
  pay: (next: number) => Fraction,
  payUndisclosed: boolean,
): Fraction {
  const arcs: { to: number[]; mass: Fraction[] }[] = [];
  const absorbed: Fraction[] = [];
  const reward: Fraction[] = [];
  above.rows.forEach((row, x) => {
    const to: number[] = [];
    const mass: Fraction[] = [];
    let leaving = row.undisclosed?.min ?? ZERO;
    let paid = payUndisclosed ? leaving : ZERO;
    row.arcs.forEach((arc, k) => {
      const next = above.targets[x]![k]!;
      if (isZero(arc.share.min)) return;
      if (ends.stops[x]![k]! || ends.unknown[next] || ends.unheld[next]) {
        leaving = add(leaving, arc.share.min);
        if (!ends.stops[x]![k]!) paid = add(paid, multiply(arc.share.min, pay(next)));
        return;
      }
      to.push(next);
      mass.push(arc.share.min);
    });
    arcs.push({ to, mass });
    absorbed.push(leaving);
    reward.push(paid);
  });
  const chain: Chain<Fraction> = { arcs, absorbed, reward };
  return chainValues(exactly, chain).value[above.root]!;
}

/** Parts where shares are ranges, or too long as fractions: each bounded on its own. */
function partsInRanges(above: Cone, ends: ArcEnds): Coverage["parts"] {
  const isStop = (row: number): boolean => ends.unknown[row]! && row !== above.root;
  const arcsTo = (wanted: (next: number) => boolean): Seed[] => {
    const seeds: Seed[] = [];
    above.rows.forEach(({ arcs }, row) => {
      arcs.forEach((_, arc) => {
        if (!ends.stops[row]![arc]! && wanted(above.targets[row]![arc]!)) seeds.push({ row, arc });
      });
    });
    return seeds;
  };
  // A terminal on the way stops the walk: rows entered only through terminals are cut by leaving their arcs out.
  const terminalRows = new Set<number>();
  above.rows.forEach((_, row) => {
    above.targets[row]!.forEach((next, k) => {
      if (ends.stops[row]![k]!) terminalRows.add(next);
    });
  });
  const stop = (row: number): boolean => isStop(row) || terminalRows.has(row);
  const leaving = [...ends.terminal, ...undisclosedSeeds(above), ...arcsTo((next) => ends.unheld[next]!)];
  return {
    unknown: {
      ...hitEnds(
        above,
        arcsTo((next) => ends.unknown[next]!),
        stop,
      ),
      min: hitEnds(
        above,
        arcsTo((next) => ends.unknown[next]! && ends.unheld[next]!),
        stop,
      ).min,
    },
    undisclosed: hitEnds(above, undisclosedSeeds(above), stop),
    ownerless: complementEnds(hitEnds(above, leaving, () => false)),
    unheld: hitEnds(
      above,
      arcsTo((next) => ends.unheld[next]! && !ends.unknown[next]!),
      stop,
    ),
  };
}
