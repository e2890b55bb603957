import type { Definition } from "../law/definition.js";
import { figureOf, nearestParameter } from "../law/law.js";
import { toNumber } from "../model/fraction.js";
import { dayBefore, monthsAfter } from "../model/months.js";
import { at, type Register } from "../register/register.js";

/**
 * Registers of the days that decide a window of months around a register's date, nearest first: before it the last day
 * of each state of the records, after it the first. None where the register has no date.
 */
export function* windowRegisters(
  r: Register,
  subject: number,
  window: NonNullable<Definition["window"]>,
): Generator<Register> {
  if (r.asOf === null) return;
  const stated = nearestParameter(window.regulation, window.parameter, r.asOf);
  const months = toNumber(figureOf(stated));
  const [from, to] = [monthsAfter(r.asOf, -months), monthsAfter(r.asOf, months)];
  const changes = r.archive.changes(subject).filter((date) => date > from && date <= to);
  const today = r.asOf;
  const past = changes.filter((date) => date <= today).map(dayBefore);
  const future = changes.filter((date) => date > today);
  for (const date of [...past.reverse(), ...future]) yield at(r, date);
}
