import { z } from "zod";
import type { LawParameter } from "../law/regulation.js";
import type { ConcertReasonResult } from "../measures/concertPairs.js";
import type { Evidence, Known } from "../measures/evidence.js";
import type { Origin } from "../model/dataset.js";
import { meets, type ShareEnds, type ShareTest, type Verdict } from "../model/share.js";
import { type ShareResult, shareResult, toShareResult } from "../model/shareResult.js";
import { ruleMessage } from "../text/ruleWords.js";

export const FINDING_VERDICTS = ["breach", "clear", "undetermined", "exempt", "advisory"] as const;
export type FindingVerdict = (typeof FINDING_VERDICTS)[number];

export const SEVERITIES = ["high", "medium", "low", "info"] as const;
export type FindingSeverity = (typeof SEVERITIES)[number];

/** What a finding rests on: relations and holdings, a path, or a recorded fact; each with the rows that say so. */
export type FindingEvidence =
  | Evidence
  | {
      readonly kind: "path";
      readonly entities: readonly string[];
      readonly share: ShareResult;
      readonly records: readonly Origin[];
    }
  | {
      readonly kind: "fact";
      readonly entity: string;
      readonly fact: string;
      readonly value: string;
      readonly on: string | null;
      readonly records: readonly Origin[];
    }
  | {
      /** Why two parties count together; the relations that say so are in `because`. */
      readonly kind: "reason";
      readonly a: string;
      readonly b: string;
      readonly reason: string;
      readonly verdict: Known;
      readonly because: readonly Evidence[];
      readonly records: readonly Origin[];
    };

/** A reason of a concert group as evidence, with the relations that say so. */
export const reasonEvidence = ({
  a,
  b,
  reason,
  verdict,
  evidence,
}: ConcertReasonResult): FindingEvidence => ({
  kind: "reason",
  a,
  b,
  reason,
  verdict,
  because: evidence,
  records: [...new Set(evidence.flatMap(({ records }) => records))],
});

/** What a careful reader must know of a finding besides its verdict. */
export const FINDING_NOTES = [
  "boundary-overlap",
  "tie",
  "transitive",
  "not-in-force",
  "evidence-cut",
] as const;
export type FindingNote = (typeof FINDING_NOTES)[number];

/** Something that would have to be known: whose, and what (a fact's name, a tie, "attendance", "holders" …). */
export interface MissingFact {
  readonly what: string;
  readonly entity: string;
}

/** What a breach leads to: an article of the rulebook and the articles of other laws under which it is handled. */
export interface Consequence {
  readonly article: string;
  /** "SL 204", "REG 71"; none where the article itself says what follows. */
  readonly under: readonly string[];
  readonly verified: boolean;
}

/** One rule applied to one party or group of a subject. */
export interface Finding {
  /** Stable name of the finding: rule, subject and parties. `explain` takes it. */
  readonly id: string;
  readonly rule: string;
  readonly article: string;
  readonly subject: string;
  readonly parties: readonly string[];
  readonly verdict: FindingVerdict;
  readonly severity: FindingSeverity;
  readonly measured: ShareResult | number | null;
  readonly comparator: "atLeast" | "moreThan" | "lessThan" | "atMost" | null;
  readonly threshold: string | null;
  readonly evidence: readonly FindingEvidence[];
  readonly missing: readonly MissingFact[];
  /** Whether text and figure were read in the source, not only about it. */
  readonly verified: boolean;
  /** Why the rule does not apply, where the verdict is exempt. */
  readonly exemption?: string;
  /** Another text that says otherwise: both are reported, none is chosen. */
  readonly conflict?: string;
  readonly limb?: string;
  /** A duty that stands. */
  readonly duty?: "approval" | "filing" | "placard" | "report";
  readonly notes?: readonly FindingNote[];
  /** Where the verdict is breach or undetermined: what a breach leads to. */
  readonly consequences?: readonly Consequence[];
  /** English; other languages are filled in from `parameters` (text/ruleWords). */
  readonly message: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a rule says of one party; the rest of a finding follows from the rule and its law. */
export interface Conclusion {
  readonly parties: readonly string[];
  readonly verdict: FindingVerdict;
  readonly measured?: ShareEnds | number | null;
  readonly evidence?: readonly FindingEvidence[];
  readonly missing?: readonly MissingFact[];
  readonly exemption?: string | undefined;
  readonly conflict?: string | undefined;
  readonly limb?: string | undefined;
  readonly duty?: Finding["duty"] | undefined;
  readonly notes?: readonly FindingNote[];
  readonly severity?: FindingSeverity;
  /** It rests, besides its parameter, on a reading that was not verified. */
  readonly unverified?: boolean | undefined;
  /** The parameter it was tested on, where that is not the rule's own. */
  readonly parameter?: LawParameter;
  /** Fills the message of the rule and verdict; `case` chooses a message of its own ("undetermined.votes"). */
  readonly parameters?: Readonly<Record<string, string>>;
}

export const findingId = (rule: string, subject: string, parties: readonly string[]): string =>
  `${rule}@${subject}${parties.length > 0 ? `:${parties.join("+")}` : ""}`;

/** A finding from a rule's conclusion. */
export function finding(
  rule: { readonly id: string; readonly severity: FindingSeverity },
  subject: string,
  parameter: LawParameter,
  conclusion: Conclusion,
): Finding {
  const { parties, verdict, measured = null, exemption, conflict, limb, duty, notes = [] } = conclusion;
  const law = conclusion.parameter ?? parameter;
  const parameters = { subject, parties: parties.join(", "), ...conclusion.parameters };
  return {
    id: findingId(rule.id, subject, parties),
    rule: rule.id,
    article: law.article,
    subject,
    parties,
    verdict,
    severity: conclusion.severity ?? rule.severity,
    measured: measured === null || typeof measured === "number" ? measured : toShareResult(measured),
    comparator: law.comparator,
    threshold: law.comparator === null ? null : String(law.value),
    evidence: conclusion.evidence ?? [],
    missing: conclusion.missing ?? [],
    verified: law.verified && conclusion.unverified !== true,
    ...(exemption === undefined ? {} : { exemption }),
    ...(conflict === undefined ? {} : { conflict }),
    ...(limb === undefined ? {} : { limb }),
    ...(duty === undefined ? {} : { duty }),
    ...(notes.length === 0 ? {} : { notes }),
    message: ruleMessage("en", rule.id, verdict, parameters),
    parameters,
  };
}

/** A prohibition: what is forbidden is certain, possible or excluded (DESIGN §13.25). */
export const ofProhibition = (forbidden: Verdict): FindingVerdict =>
  forbidden === "certain" ? "breach" : forbidden === "possible" ? "undetermined" : "clear";

/** A requirement: what is asked for is certain, possible or excluded. */
export const ofRequirement = (fulfilled: Verdict): FindingVerdict =>
  fulfilled === "certain" ? "clear" : fulfilled === "possible" ? "undetermined" : "breach";

/** A classification: certain is advisory, possible undetermined, excluded is no finding. */
export const ofClassification = (applies: Verdict): FindingVerdict | null =>
  applies === "certain" ? "advisory" : applies === "possible" ? "undetermined" : null;

/** Whether a share keeps to what a law parameter asks of it ("must stay below 5 %"). */
export const keeps = (share: ShareEnds, test: ShareTest): FindingVerdict => ofRequirement(meets(share, test));

/** Three-valued "not": what is certain is excluded. */
export const negated = (verdict: Verdict): Verdict =>
  verdict === "certain" ? "excluded" : verdict === "excluded" ? "certain" : "possible";

export const findingResult = z.object({
  id: z.string(),
  rule: z.string(),
  article: z.string(),
  subject: z.string(),
  parties: z.array(z.string()),
  verdict: z.enum(FINDING_VERDICTS),
  severity: z.enum(SEVERITIES),
  measured: z.union([shareResult, z.number()]).nullable(),
  comparator: z.enum(["atLeast", "moreThan", "lessThan", "atMost"]).nullable(),
  threshold: z.string().nullable(),
  evidence: z.array(z.looseObject({ kind: z.string() })),
  missing: z.array(z.object({ what: z.string(), entity: z.string() })),
  verified: z.boolean(),
  exemption: z.string().optional(),
  conflict: z.string().optional(),
  limb: z.string().optional(),
  duty: z.enum(["approval", "filing", "placard", "report"]).optional(),
  notes: z.array(z.enum(FINDING_NOTES)).readonly().optional(),
  consequences: z
    .array(z.object({ article: z.string(), under: z.array(z.string()).readonly(), verified: z.boolean() }))
    .readonly()
    .optional(),
  message: z.string(),
  parameters: z.record(z.string(), z.string()),
});
