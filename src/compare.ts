import { type Sides, sides } from "./determinations/changes/sides.js";
import { type Change, changesBetween } from "./determinations/changes.js";
import { regulation } from "./law/law.js";
import { at, entityIndex, type Register } from "./register/register.js";
import { RulebookError } from "./rules/check.js";
import { DUTY_RULEBOOKS, type Duties, type Duty, dutiesBetween } from "./rules/duties.js";
import { type ComparisonNoteCode, comparisonNoteText } from "./text/compareNotes.js";

export interface CompareOptions {
  /** Id or unique name; the other register is asked for the same id. */
  readonly subject: string;
  /** ISO days of the earlier and the later side, by default those of the registers. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The later side, where it is another register. */
  readonly with?: Register | undefined;
  /** By default the one written for the subject's sector. */
  readonly rulebook?: string | undefined;
  /** Applies the rulebook to a subject of another sector too. */
  readonly force?: boolean | undefined;
}

/** Something that a reader of the comparison must know. */
export interface ComparisonNote {
  readonly code: ComparisonNoteCode;
  /** English; other languages are filled in from the parameters. */
  readonly message: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What changed, and what is to be done because of it. */
export interface CompareResult {
  readonly from: string | null;
  readonly to: string | null;
  /** Null where no rulebook says what follows from change: there are then no duties. */
  readonly rulebook: string | null;
  readonly changes: readonly Change[];
  readonly duties: readonly Duty[];
  readonly notes: readonly ComparisonNote[];
}

/**
 * What changed about a subject between two dates of a register, or between two registers, and the duties that follow with
 * their last days: docs/method/compare.md. Throws an UnknownSubjectError, a RulebookError, or a RangeError where the
 * earlier side is not the earlier one.
 */
export function compare(r: Register, options: CompareOptions): CompareResult {
  const both = sidesOf(r, options);
  const rulebook = rulebookOf(both, options);
  const changes = changesBetween(both, { securities: rulebook !== null });
  const found: Duties = rulebook === null ? { duties: [], beforeLaw: [] } : dutiesBetween(both);
  return {
    from: both.before.r.asOf,
    to: both.after.r.asOf,
    rulebook,
    changes,
    duties: found.duties,
    notes: notesOn(both, rulebook, changes, found),
  };
}

function sidesOf(r: Register, { subject, from, to, with: other }: CompareOptions): Sides {
  const before = from === undefined ? r : at(r, from);
  const later = other ?? r;
  const after = to === undefined ? later : at(later, to);
  const [earlier, latest] = [before.asOf, after.asOf];
  if (earlier !== null && latest !== null && (earlier > latest || (earlier === latest && !other))) {
    throw new RangeError(`the earlier side is of ${earlier}, the later one of ${latest}`);
  }
  const index = entityIndex(before, subject);
  const id = before.entities[index]!.id;
  return sides({ r: before, subject: index }, { r: after, subject: entityIndex(after, id) });
}

function rulebookOf({ after }: Sides, { rulebook, force }: CompareOptions): string | null {
  const { sector } = after.r.entities[after.subject]!;
  const known = Object.keys(DUTY_RULEBOOKS);
  if (rulebook === undefined) return known.find((id) => DUTY_RULEBOOKS[id]!.sector === sector) ?? null;
  const asked = DUTY_RULEBOOKS[rulebook];
  if (!asked) throw new RulebookError("unknown", rulebook, known);
  if (asked.sector !== sector && !force) throw new RulebookError("sector", rulebook, known);
  return rulebook;
}

function notesOn(
  both: Sides,
  rulebook: string | null,
  changes: readonly Change[],
  { duties, beforeLaw }: Duties,
): ComparisonNote[] {
  const entity = both.after.r.entities[both.after.subject]!;
  const unpublished = duties.filter(({ calendar }) => calendar === "unpublished").length;
  const fromRow = duties.some(({ event, dueBy }) => dueBy !== null && !STATED.has(event.basis));
  const judged = duties.some(({ missing }) => missing.some(({ what }) => what === "attendance"));
  const owners = changes.some(({ kind }) => kind === "beneficialOwner");
  const notes: (ComparisonNote | null)[] = [
    rulebook === null ? note("noRulebook", { subject: entity.name, sector: entity.sector ?? "?" }) : null,
    rulebook !== null && beforeLaw.length > 0
      ? note("beforeLaw", {
          rulebook,
          from: regulation(rulebook).inForce[0]!.from,
          count: String(beforeLaw.length),
        })
      : null,
    fromRow ? note("fromForRegistration", {}) : null,
    unpublished > 0 ? note("unpublished", { count: String(unpublished) }) : null,
    judged ? note("influence", {}) : null,
    owners ? note("ownersFiling", {}) : null,
    changes.length > 0 ? note("snapshots", {}) : null,
  ];
  return notes.flatMap((one) => (one ? [one] : []));
}

const note = (code: ComparisonNoteCode, parameters: ComparisonNote["parameters"]): ComparisonNote => ({
  code,
  message: comparisonNoteText("en", code, parameters),
  parameters,
});

/** Days that the records themselves call the day of registration, or of the fact. */
const STATED: ReadonlySet<string | null> = new Set(["registeredOn", "fact"]);
