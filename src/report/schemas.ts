import { z } from "zod";
import { type Analysis, type ConcertAnswer, METHODS } from "../analyse/analysis.js";
import { chart } from "../chart/model.js";
import type { CompareResult } from "../compare.js";
import { beneficialOwnersResult } from "../determinations/beneficialOwners.js";
import { CHANGE_KINDS } from "../determinations/changes/change.js";
import { regimesResult } from "../determinations/regimes.js";
import type { RelatedPartiesResult } from "../determinations/relatedParties.js";
import { COMPARATORS, UNITS } from "../law/regulation.js";
import { CONCERT_REASONS } from "../measures/concertReasons.js";
import { controlLink } from "../measures/controlChain.js";
import { controllersResult } from "../measures/controllers.js";
import type { HoldingsResult } from "../measures/holdings.js";
import type { OwnersResult } from "../measures/owners.js";
import { votingPowerResult } from "../measures/votingPower.js";
import { INTERESTS, origin, TIE_KINDS } from "../model/dataset.js";
import { shareResult } from "../model/shareResult.js";
import type { CheckResult } from "../rules/check.js";
import { dutyResult } from "../rules/duties.js";
import { FINDING_NOTES, FINDING_VERDICTS, findingResult } from "../rules/finding.js";
import type { explainJson } from "./explainReport.js";
import type { findingJson } from "./findingReport.js";
import type { LawResult } from "./lawReport.js";
import type { SnapshotResult } from "./snapshotReport.js";
import type { ValidateResult } from "./validateReport.js";

/**
 * What `--format json` prints, verb by verb: the contract of DESIGN §9 for programs that read it. Objects are strict, so
 * that a field nobody announced fails a test here before it surprises a reader there.
 */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const id = z.string();
const ids = list(id);
const known = z.enum(["certain", "possible"]);
const verdict = z.enum(["certain", "possible", "excluded"]);
const interest = z.enum(INTERESTS);

const completion = list(z.strictObject({ holder: id.nullable(), subject: id, share: z.string() }));

const pathsFields = {
  paths: list(z.strictObject({ share: shareResult, entities: ids })),
  loop: shareResult,
  rest: shareResult,
  truncated: z.literal(true).optional(),
  completion: completion.optional(),
  completionLeftOut: z.literal(true).optional(),
  pathsLeftOut: z.literal(true).optional(),
};

const party = { id, name: z.string(), kind: z.string() };

export const ownersResult = z.strictObject({
  owners: list(
    z.strictObject({
      ...party,
      terminal: z.boolean(),
      direct: shareResult,
      share: shareResult,
      verdict: verdict.optional(),
      ...pathsFields,
      measures: z
        .strictObject({
          series: z.number().nullable(),
          weakestLink: z.number().nullable(),
          controlledStake: z.number(),
          cascade: z.number(),
        })
        .optional(),
    }),
  ),
  coverage: shareResult,
  opaque: shareResult,
  opaqueParts: z.strictObject({
    unknown: shareResult,
    undisclosed: shareResult,
    ownerless: shareResult,
    unheld: shareResult,
  }),
  undisclosed: shareResult,
  ownerless: shareResult,
  rings: list(ids),
  group: z.strictObject({ members: ids, share: shareResult }).optional(),
  unidentified: z.strictObject({ share: shareResult, verdict }).optional(),
});

export const holdingsResult = z.strictObject({
  holdings: list(z.strictObject({ ...party, direct: shareResult, share: shareResult, ...pathsFields })),
  rings: list(ids),
});

const evidence = z.strictObject({
  kind: z.enum([...TIE_KINDS, "control", "contribution", "holding"]),
  from: id,
  to: id.nullable(),
  subject: id.optional(),
  group: z.string().optional(),
  share: shareResult.optional(),
  verdict: known.optional(),
  records: list(origin),
});

const concertReason = z.enum(CONCERT_REASONS);

const concertReasonRow = z.strictObject({
  a: id,
  b: id,
  reason: concertReason,
  evidence: list(evidence),
  verdict: known,
  rebutted: z.literal(true).optional(),
  chain: z.literal(true).optional(),
  article: z.string().optional(),
  verified: z.boolean().optional(),
});

const concertGroupsShape = {
  groups: list(
    z.strictObject({
      members: ids,
      direct: shareResult,
      share: shareResult,
      transitive: z.boolean(),
      verdict: known,
      reasons: list(concertReasonRow),
      certain: list(ids).optional(),
      truncated: z.literal(true).optional(),
    }),
  ),
  advisory: list(
    z.strictObject({
      kind: z.enum(["commonStateControl", "rebutted"]),
      reason: concertReason,
      members: ids,
      through: id.nullable(),
      direct: shareResult,
      evidence: list(evidence),
    }),
  ),
  notAssessed: list(concertReason),
};

const partnershipLimit = z.strictObject({
  rule: z.string(),
  article: z.string(),
  comparator: z.string().nullable(),
  threshold: z.string(),
  verified: z.boolean(),
});

/** Limited partnerships among the holders, alone and consolidated as Article 13 of the CSRC provisions asks. */
export const partnershipGroupsResult = z.strictObject({
  groups: list(
    z.strictObject({
      members: ids,
      total: shareResult,
      joined: known,
      transitive: z.boolean(),
      verdict,
      reasons: list(concertReasonRow),
      truncated: z.literal(true).optional(),
    }),
  ),
  alone: list(z.strictObject({ id, stake: shareResult, verdict })),
  limits: z.strictObject({ group: partnershipLimit, alone: partnershipLimit }),
});

export const concertResult = z.strictObject({
  ...concertGroupsShape,
  partnershipGroups: partnershipGroupsResult.optional(),
});

export const relatedResult = z.strictObject({
  definition: z.string(),
  parties: list(
    z.strictObject({
      id,
      name: z.string(),
      verdict: known,
      reasons: list(
        z.strictObject({
          relation: z.string(),
          via: ids,
          article: z.string(),
          verdict: known,
          verified: z.boolean(),
          /** Where it counts by a window of months only: the nearest day on which it held. */
          on: z.string().optional(),
        }),
      ),
    }),
  ),
});

export const issueResult = z.strictObject({
  code: z.string(),
  severity: z.enum(["info", "warning", "error"]),
  file: z.string().nullable(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  message: z.string(),
  hint: z.string(),
});

export const validateResult = z.strictObject({ issues: list(issueResult) });

export const lawResult = z.strictObject({
  regulations: list(
    z.strictObject({
      id,
      parameter: z.string(),
      from: z.string(),
      comparator: z.enum(COMPARATORS).nullable(),
      value: z.json(),
      unit: z.enum(UNITS).nullish(),
      article: z.string(),
      quote: z.strictObject({ en: z.string().optional(), zh: z.string().optional() }),
      source: z.string(),
      verified: z.boolean(),
    }),
  ),
});

const attained = z.strictObject({ share: shareResult, attained: z.boolean(), completion });

export const explainResult = z.strictObject({
  from: id,
  to: id,
  interest,
  share: shareResult,
  ...pathsFields,
  lines: list(
    z.strictObject({
      text: z.string(),
      records: list(origin),
      rule: z.string().nullable(),
      code: z.string(),
      parameters: z.record(z.string(), z.string()),
    }),
  ),
  control: z.strictObject({ verdict, chain: list(controlLink) }),
  least: attained.optional(),
  most: attained.optional(),
  settle: z
    .strictObject({
      test: z.string(),
      verdict,
      settlements: list(
        z.strictObject({
          records: list(
            z.strictObject({ holder: id.nullable(), subject: id, range: z.string(), at: list(origin) }),
          ),
          answers: list(z.strictObject({ shares: list(z.string()), verdict, share: shareResult })),
          decides: z.enum(["both", "certain", "excluded"]),
        }),
      ),
      open: z.number().int(),
      largest: z.number().int(),
    })
    .optional(),
});

const findingEvidence = z.union([
  evidence,
  z.strictObject({ kind: z.literal("path"), entities: ids, share: shareResult, records: list(origin) }),
  z.strictObject({
    kind: z.literal("fact"),
    entity: id,
    fact: z.string(),
    value: z.string(),
    on: z.string().nullable(),
    records: list(origin),
  }),
  z.strictObject({
    kind: z.literal("reason"),
    a: id,
    b: id,
    reason: z.string(),
    verdict: known,
    because: list(evidence),
    records: list(origin),
  }),
]);

/** A finding with each kind of evidence spelt out. */
const strictFinding = z.strictObject({
  ...findingResult.shape,
  parties: ids,
  evidence: list(findingEvidence),
  missing: list(z.strictObject({ what: z.string(), entity: id })),
  notes: list(z.enum(FINDING_NOTES)).optional(),
  parameters: z.record(z.string(), z.string()).readonly(),
});

export const checkResult = z.strictObject({ rulebook: z.string(), findings: list(strictFinding) });

/** What `explain` prints of a finding's id, in place of the derivation of a share. */
export const explainFindingResult = z.strictObject({
  findings: list(
    z.strictObject({
      rulebook: z.string(),
      title: z.string(),
      finding: strictFinding,
      law: z
        .strictObject({
          parameter: z.string(),
          from: z.string(),
          article: z.string(),
          quote: z.strictObject({ en: z.string().optional(), zh: z.string().optional() }),
          source: z.string(),
          verified: z.boolean(),
        })
        .nullable(),
      formula: z.string().nullable(),
      judge: z.string(),
      controls: list(
        z.strictObject({
          from: id,
          to: id,
          links: list(z.strictObject({ ...controlLink.shape, records: list(origin) })),
        }),
      ),
      replay: z.strictObject({
        same: z.boolean(),
        cited: z
          .strictObject({
            records: z.number().int(),
            verdict: z.enum(FINDING_VERDICTS).nullable(),
            same: z.boolean(),
          })
          .nullable(),
      }),
    }),
  ),
});

/** What something is on one side of a comparison; null where it is not there. */
const changeState = z.union([
  z.null(),
  verdict,
  shareResult.strict(),
  z.strictObject({
    verdict: known,
    basis: z.string(),
    ultimate: z.boolean(),
    controlledStake: shareResult,
    members: ids.optional(),
  }),
  z.strictObject({
    members: ids,
    verdict,
    direct: shareResult.optional(),
    share: shareResult.optional(),
    total: shareResult.optional(),
  }),
  z.strictObject({
    verdict: known,
    limbs: list(z.strictObject({ limb: z.string(), article: z.string(), share: shareResult.nullable() })),
  }),
  z.strictObject({ value: z.string(), unit: z.string().nullable() }),
  z.strictObject({
    from: id,
    to: id.nullable(),
    subject: id.nullable(),
    share: z.string().optional(),
    above: z.string().optional(),
    group: z.string().optional(),
    lead: id.optional(),
    start: z.string().nullable(),
    end: z.string().nullable(),
  }),
]);

export const compareResult = z.strictObject({
  from: z.string().nullable(),
  to: z.string().nullable(),
  rulebook: z.string().nullable(),
  changes: list(
    z.strictObject({
      kind: z.enum([...CHANGE_KINDS, ...TIE_KINDS]),
      party: id,
      before: changeState,
      after: changeState,
      verdict: known,
      rule: z.string().optional(),
      article: z.string().optional(),
    }),
  ),
  duties: list(dutyResult),
  notes: list(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      parameters: z.record(z.string(), z.string()).readonly(),
    }),
  ),
});

// These are defined as schemas where they are computed.
export const controlResult = controllersResult;
export const powerResult = votingPowerResult;
/** Under one profile; under several the matrix of persons and regimes with each profile's own answer. */
export const uboResult = beneficialOwnersResult;
export const uboRegimesResult = regimesResult;

const issueWithParameters = issueResult.extend({ parameters: z.record(z.string(), z.string()).readonly() });

const settlementList = explainResult.shape.settle.unwrap().shape;

const disclosedOn = z.strictObject({
  asOf: z.string().nullable(),
  structure: list(z.strictObject({ holder: id, subject: id, share: shareResult })),
  actualControllers: list(z.strictObject({ id, name: z.string(), share: shareResult, verdict: known })),
  beneficiaries: list(z.strictObject({ id, name: z.string(), share: shareResult, terminal: z.boolean() })),
  beneficialOwners: ids,
});

const disclosureSetResult = z.strictObject({
  subject: id,
  now: disclosedOn,
  before: disclosedOn.nullable(),
  changes: list(
    z.strictObject({
      part: z.enum(["structure", "actualControllers", "beneficiaries", "beneficialOwners"]),
      party: id,
      subject: id.optional(),
      before: shareResult.nullable(),
      after: shareResult.nullable(),
    }),
  ),
});

/** The Analysis: every part as its verb prints it, and what a report needs to print them. */
export const reportResult = z.strictObject({
  subject: id,
  asOf: z.string().nullable(),
  digest: z.string().nullable(),
  version: z.string().nullable(),
  owners: ownersResult,
  control: controllersResult,
  controlTest: z.string(),
  controlVotes: list(shareResult.nullable()),
  concert: concertResult,
  related: relatedResult,
  ubo: list(beneficialOwnersResult),
  regimes: regimesResult.shape.persons.nullable(),
  check: checkResult.nullable(),
  compare: compareResult.nullable(),
  disclosure: disclosureSetResult.nullable(),
  chart,
  settle: z.strictObject({
    questions: list(
      z.strictObject({
        profile: z.string(),
        article: z.string(),
        party: id,
        interest,
        share: shareResult,
        ...settlementList,
      }),
    ),
    more: z.number().int(),
  }),
  issues: list(issueWithParameters),
  elsewhere: z.number().int(),
  parties: list(
    z.strictObject({
      ...party,
      nameEn: z.string().optional(),
      jurisdiction: z.string().optional(),
      listing: z.string().optional(),
      sector: z.string().optional(),
    }),
  ),
  law: list(
    z.strictObject({
      id,
      title: z.strictObject({ en: z.string(), zh: z.string() }),
      entries: list(lawResult.shape.regulations.unwrap().element.omit({ quote: true })),
    }),
  ),
  methods: list(z.enum(METHODS)),
});

export const snapshotResult = z.strictObject({
  path: z.string(),
  bytes: z.number(),
  entities: z.number(),
  holdings: z.number(),
  ties: z.number(),
  facts: z.number(),
});

/** The schema of the result of each verb. */
export const RESULTS = {
  owners: ownersResult,
  holdings: holdingsResult,
  control: controlResult,
  power: powerResult,
  concert: concertResult,
  related: relatedResult,
  ubo: uboResult,
  check: checkResult,
  compare: compareResult,
  explain: explainResult,
  validate: validateResult,
  snapshot: snapshotResult,
  law: lawResult,
  report: reportResult,
} as const;

/** The answer of `chart`, and the chart of a report. */
export const chartResult = chart;

/** The envelope around a result. */
export const envelopeOf = <Result extends z.ZodType>(result: Result) =>
  z.strictObject({
    lookthrough: z.string(),
    verb: z.string(),
    subject: id.nullable(),
    asOf: z.string().nullable(),
    parameters: z.record(z.string(), z.json()),
    issues: list(issueResult),
    result,
  });

/** Fails to compile where a result that a verb computes is not what its schema announces. */
type Announced<Schema extends z.ZodType, Result extends z.input<Schema>> = Result;

export type AnnouncedResults = [
  Announced<typeof ownersResult, OwnersResult>,
  Announced<typeof holdingsResult, HoldingsResult>,
  Announced<typeof concertResult, ConcertAnswer>,
  Announced<typeof relatedResult, RelatedPartiesResult>,
  Announced<typeof explainResult, ReturnType<typeof explainJson>>,
  Announced<typeof checkResult, CheckResult>,
  Announced<typeof explainFindingResult, ReturnType<typeof findingJson>>,
  Announced<typeof compareResult, CompareResult>,
  Announced<typeof validateResult, ValidateResult>,
  Announced<typeof snapshotResult, SnapshotResult>,
  Announced<typeof lawResult, LawResult>,
  Announced<typeof reportResult, Analysis>,
];
