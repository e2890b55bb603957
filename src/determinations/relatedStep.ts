import type { Definition, DefinitionStep } from "../law/definition.js";
import { nearestParameter, testOf } from "../law/law.js";
import type { Known } from "../measures/evidence.js";
import type { Relation } from "../measures/relations.js";
import type { ShareTest } from "../model/share.js";
import type { Register } from "../register/register.js";

/** A way from the subject to a party in a role. */
export interface Reached {
  readonly party: number;
  readonly role: string;
  readonly verdict: Known;
  readonly via: readonly number[];
}

export type Follow = (from: Reached, step: DefinitionStep) => readonly Relation[];

/** Whether nothing is related through a party for what it controls or owns. */
export const isCarvedOut = (
  r: Register,
  subject: number,
  { notThrough }: Definition,
  party: number,
): boolean => party !== subject && notThrough.includes(r.entities[party]!.kind);

/** The test of a parameter in the version in force on the register's date. */
export const testInForce = (r: Register, { regulation, parameter }: Definition["controlTest"]): ShareTest =>
  testOf(nearestParameter(regulation, parameter, r.asOf));
