import { z } from "zod";
import { addDays, addWorkingDays, calendar } from "../../law/calendar.js";
import { nearestParameter, parameter } from "../../law/law.js";
import type { LawParameter } from "../../law/regulation.js";
import type { Verdict } from "../../model/share.js";
import { type Say, sayIn } from "../../text/words.js";

export const DUTY_KINDS = ["approval", "filing", "placard", "report"] as const;
export const OFFICES = ["csrc", "csrc-local", "exchange", "company"] as const;
export type Office = (typeof OFFICES)[number];

/** What a duty follows from; each has words in text/compareWords. */
export const CAUSES = [
  "newMajorShareholder",
  "largestShareholder",
  "controllingShareholder",
  "actualController",
  "wholeStake",
  "registeredCapital",
  "equity",
  "blockController",
  "accumulated",
  "changeStep",
  "noticeStep",
] as const;
export type Cause = (typeof CAUSES)[number];

/** The day from which a period runs, and what the records call that day; null where no record says one. */
export interface DutyEvent {
  readonly on: string | null;
  readonly basis: "registeredOn" | "from" | "end" | "fact" | null;
}

/** Something else that the article attaches to the duty, as the law has it. */
export interface DutyTerm {
  readonly term: string;
  readonly article: string;
  readonly value: number | string | null;
  readonly unit: string | null;
  readonly verified: boolean;
}

/** One thing to be done because of a change: one a rule and cause. */
export interface Duty {
  readonly rule: string;
  readonly article: string;
  readonly duty: (typeof DUTY_KINDS)[number];
  readonly to: Office;
  /** Others who are to be told as well. */
  readonly alsoTo?: readonly Office[];
  /** An approval comes before the change takes effect; one for a purchase on an exchange stops further purchases. */
  readonly timing: "beforeEffect" | "standstill" | "within";
  readonly event: DutyEvent;
  /** The period, as the article counts it; null for what has none. */
  readonly due: {
    readonly count: number;
    readonly unit: "workingDays" | "days";
    readonly article: string;
  } | null;
  /** The period where it is counted in working days. */
  readonly dueInWorkingDays: number | null;
  /** The last day of the period; null where there is no period or no day to count from. */
  readonly dueBy: string | null;
  /** Unpublished: only weekends were left out, since no working days have been published for the time. */
  readonly calendar?: "published" | "unpublished";
  readonly parties: readonly string[];
  readonly cause: Cause;
  readonly verdict: "certain" | "possible";
  readonly verified: boolean;
  readonly conflict?: string;
  /** Who was it before and who is now, where somebody takes another's place. */
  readonly outgoing?: readonly string[];
  readonly incoming?: readonly string[];
  readonly terms?: readonly DutyTerm[];
  readonly missing: readonly { readonly what: string; readonly entity: string }[];
  /** English; other languages are filled in from cause and parameters. */
  readonly message: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a rule says of a change; the rest of the duty follows from the law. */
export interface DutyClaim {
  readonly rule: string;
  /** Parameters of the law: the one it cites, and the one that says by when. */
  readonly parameter: string;
  readonly period?: string;
  readonly duty: Duty["duty"];
  readonly to: Office;
  readonly alsoTo?: readonly Office[];
  readonly timing: Duty["timing"];
  readonly event: DutyEvent;
  readonly parties: readonly string[];
  readonly cause: Cause;
  readonly verdict: Duty["verdict"];
  readonly conflict?: string;
  readonly outgoing?: readonly string[];
  readonly incoming?: readonly string[];
  readonly terms?: readonly DutyTerm[];
  readonly missing?: Duty["missing"];
  /** False where the claim rests on more than its own parameter, and that was not read in a source. */
  readonly verified?: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The duty of a claim; null where its law was not in force on the day of the event. */
export function dutyOf(regulation: string, claim: DutyClaim, on: string | null): Duty | null {
  const { rule, duty, to, alsoTo, timing, event, parties, cause, verdict } = claim;
  const { conflict, outgoing, incoming, terms } = claim;
  const law = parameter(regulation, claim.parameter, event.on ?? on);
  if (!law) return null;
  const period =
    claim.period === undefined ? null : nearestParameter(regulation, claim.period, event.on ?? on);
  return {
    rule,
    article: law.article,
    duty,
    to,
    ...(alsoTo ? { alsoTo } : {}),
    timing,
    event,
    ...dueOf(period, event),
    parties,
    cause,
    verdict,
    verified: law.verified && (period?.verified ?? true) && (claim.verified ?? true),
    ...(conflict === undefined ? {} : { conflict }),
    ...(outgoing ? { outgoing } : {}),
    ...(incoming ? { incoming } : {}),
    ...(terms ? { terms } : {}),
    missing: [
      ...(claim.missing ?? []),
      ...(event.on === null ? [{ what: "registeredOn", entity: parties[0]! }] : []),
    ],
    message: causeText(sayIn("en"), cause, claim.parameters),
    parameters: claim.parameters,
  };
}

/** What a duty follows from, in words. A place that nobody has is said so. */
export function causeText(say: Say, cause: Cause, parameters: Readonly<Record<string, string>>): string {
  const filled = (name: string): string => parameters[name] || say("duty.nobody");
  return say(`duty.cause.${cause}`, {
    parties: filled("parties"),
    subject: filled("subject"),
    before: filled("before"),
    after: filled("after"),
  });
}

function dueOf(
  period: LawParameter | null,
  { on }: DutyEvent,
): Pick<Duty, "due" | "dueInWorkingDays" | "dueBy" | "calendar"> {
  if (!period) return { due: null, dueInWorkingDays: null, dueBy: null };
  const unit = period.unit === "workingDays" ? "workingDays" : "days";
  const count = Number(period.value);
  const due = { count, unit, article: period.article } as const;
  const dueInWorkingDays = unit === "workingDays" ? count : null;
  if (on === null) return { due, dueInWorkingDays, dueBy: null };
  const last = (unit === "workingDays" ? addWorkingDays : addDays)(calendar(), on, count);
  return { due, dueInWorkingDays, dueBy: last.date, calendar: last.calendar };
}

/** A parameter of the law as a term. */
export function termOf(regulation: string, name: string, on: string | null): DutyTerm {
  const { article, value, unit, verified } = nearestParameter(regulation, name, on);
  const plain = typeof value === "number" || typeof value === "string" ? value : null;
  return { term: name.slice(name.indexOf(".") + 1), article, value: plain, unit: unit ?? null, verified };
}

type Known = Duty["verdict"];

/** Newly there: it passes after and did not before. */
export function newly(before: Verdict, after: Verdict): Verdict {
  if (after === "excluded" || before === "certain") return "excluded";
  return after === "certain" && before === "excluded" ? "certain" : "possible";
}

/** What several possible or certain things make together: certain where one is. */
export const any = (verdicts: readonly Known[]): Known =>
  verdicts.includes("certain") ? "certain" : "possible";

const event = z.strictObject({
  on: z.string().nullable(),
  basis: z.enum(["registeredOn", "from", "end", "fact"]).nullable(),
});

export const dutyResult = z.strictObject({
  rule: z.string(),
  article: z.string(),
  duty: z.enum(DUTY_KINDS),
  to: z.enum(OFFICES),
  alsoTo: z.array(z.enum(OFFICES)).readonly().optional(),
  timing: z.enum(["beforeEffect", "standstill", "within"]),
  event,
  due: z
    .strictObject({ count: z.number().int(), unit: z.enum(["workingDays", "days"]), article: z.string() })
    .nullable(),
  dueInWorkingDays: z.number().int().nullable(),
  dueBy: z.string().nullable(),
  calendar: z.enum(["published", "unpublished"]).optional(),
  parties: z.array(z.string()).readonly(),
  cause: z.enum(CAUSES),
  verdict: z.enum(["certain", "possible"]),
  verified: z.boolean(),
  conflict: z.string().optional(),
  outgoing: z.array(z.string()).readonly().optional(),
  incoming: z.array(z.string()).readonly().optional(),
  terms: z
    .array(
      z.strictObject({
        term: z.string(),
        article: z.string(),
        value: z.union([z.number(), z.string()]).nullable(),
        unit: z.string().nullable(),
        verified: z.boolean(),
      }),
    )
    .readonly()
    .optional(),
  missing: z.array(z.strictObject({ what: z.string(), entity: z.string() })).readonly(),
  message: z.string(),
  parameters: z.record(z.string(), z.string()).readonly(),
});
