import { z } from "zod";
import { parseFraction } from "../model/fraction.js";
import { isExact, readShare } from "../model/share.js";
import { policyRules } from "./policy.js";
import { profileRules } from "./profileRules.js";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "an ISO date");
const text = z.string().trim().min(1);
const period = z.object({ from: date, to: date.optional() }).strict();

/** 以上 (atLeast) and 超过 (moreThan) are different words, and so are 不足 (lessThan) and 不得超过 (atMost). */
export const COMPARATORS = ["atLeast", "moreThan", "lessThan", "atMost"] as const;
export const UNITS = [
  "share",
  "CNY",
  "days",
  "months",
  "years",
  "workingDays",
  "tradingDays",
  "companies",
  "kinds",
  "users",
] as const;

const isFigure = (value: unknown, unit: string | undefined): boolean => {
  if (unit !== "share") return parseFraction(String(value)) !== null;
  const share = typeof value === "string" ? readShare(value).range : null;
  return share !== null && isExact(share);
};

const lawParameter = z
  .object({
    parameter: text,
    /** First day in force. */
    from: date,
    /** First day no longer in force. */
    to: date.optional(),
    comparator: z.enum(COMPARATORS).nullable(),
    /** A share is text ("25%", "1/4"), an amount is text; null where the article has no figure. */
    value: z.json(),
    unit: z.enum(UNITS).optional(),
    /** In the numbering in force; an instrument other than the regulation's own stands before it ("CL 265(2)"). */
    article: text,
    quote: z.object({ en: text.optional(), zh: text.optional() }).strict().default({}),
    source: text,
    /** Whether figure and comparator were read in the source; a reading of our own never is. */
    verified: z.boolean(),
  })
  .strict()
  .refine(({ from, to }) => to === undefined || from < to, "ends before it begins")
  .refine(
    ({ comparator, value, unit }) => comparator === null || isFigure(value, unit),
    "compares with no figure",
  );

/** One dated, cited parameter of a regulation. */
export type LawParameter = z.infer<typeof lawParameter>;

const regulation = z
  .object({
    id: text,
    title: z.object({ en: text, zh: text }).strict(),
    kind: z.enum(["rulebook", "profile", "definition", "policy"]),
    source: text,
    inForce: z.array(period).min(1),
    profile: profileRules.optional(),
    parameters: z.array(lawParameter),
  })
  .strict();

/** A regulation as data: DESIGN §5. */
export type Regulation = z.infer<typeof regulation>;

/** Thrown for a law file that cannot be trusted: it names the file, the parameter and what is wrong. */
export class LawError extends Error {
  override readonly name = "LawError";
}

/**
 * Reads one law file. Throws a {@link LawError} when anything is missing: a parameter without article or source does
 * not load, nor do two versions of one parameter in force on one day, nor a profile that names an unknown parameter.
 */
export function readRegulation(file: string, content: unknown): Regulation {
  const read = regulation.safeParse(content);
  if (!read.success) {
    const problem = read.error.issues[0]!;
    throw new LawError(
      `${place(file, content, problem.path)}: ${problem.path.join(".")}: ${inWords(problem, content)}`,
    );
  }
  for (const versions of byParameter(read.data).values()) checkVersions(file, versions);
  checkProfile(file, read.data);
  checkPolicies(file, read.data);
  return read.data;
}

/** What is wrong with a field, and how to mend it. */
function inWords(problem: z.core.$ZodIssue, content: unknown): string {
  const found = problem.path.reduce<unknown>(
    (part, key) =>
      typeof part === "object" && part !== null ? (part as Record<PropertyKey, unknown>)[key] : undefined,
    content,
  );
  if (problem.code === "unrecognized_keys") {
    return `the key ${problem.keys.map((key) => `"${key}"`).join(", ")} is not known here: correct or remove it`;
  }
  if (problem.code === "invalid_value") {
    const is = found === undefined ? "is missing" : `is ${JSON.stringify(found)}`;
    return `${is}; write one of ${problem.values.map(String).join(", ")}`;
  }
  if (problem.code === "invalid_type") {
    const is = found === undefined ? "is missing" : `is ${JSON.stringify(found).slice(0, SHOWN_VALUE)}`;
    return `${is}; a value of type ${problem.expected} is needed`;
  }
  return problem.message;
}

const SHOWN_VALUE = 60;

function place(file: string, content: unknown, path: readonly PropertyKey[]): string {
  const [field, position] = path;
  if (field !== "parameters" || typeof position !== "number") return file;
  const { parameters } = content as { parameters: readonly { parameter?: unknown }[] };
  return `${file}, parameter ${String(parameters[position]?.parameter ?? position)}`;
}

/** The versions of each parameter, oldest first. */
export function byParameter({ parameters }: Regulation): Map<string, LawParameter[]> {
  const versions = new Map<string, LawParameter[]>();
  for (const parameter of parameters) {
    const known = versions.get(parameter.parameter);
    if (known) known.push(parameter);
    else versions.set(parameter.parameter, [parameter]);
  }
  for (const list of versions.values()) list.sort((a, b) => (a.from < b.from ? -1 : 1));
  return versions;
}

function checkVersions(file: string, versions: readonly LawParameter[]): void {
  versions.slice(1).forEach((later, i) => {
    const { parameter, to } = versions[i]!;
    if (to !== undefined && to <= later.from) return;
    throw new LawError(`${file}, parameter ${parameter}: two versions are in force on ${later.from}`);
  });
}

function checkProfile(file: string, { kind, profile, parameters }: Regulation): void {
  if ((kind === "profile") !== (profile !== undefined)) {
    throw new LawError(`${file}: a regulation of kind profile, and no other, has the field profile`);
  }
  if (!profile) return;
  const known = new Map(parameters.map((stated) => [stated.parameter, stated]));
  for (const { place, name } of parametersNamed(profile, "profile")) {
    if (known.has(name)) continue;
    throw new LawError(
      `${file}: the profile names the parameter ${name}, which is not there (${place}): add it to parameters`,
    );
  }
  for (const { place, name } of testsNamed(profile)) {
    if (parameters.every((each) => each.parameter !== name || each.comparator !== null)) continue;
    throw new LawError(
      `${file}, parameter ${name}: ${place} needs a test, and comparator is null: give comparator, value and unit`,
    );
  }
  const limbs = new Set(profile.limbs.flatMap((rule) => limbNames(rule)));
  profile.limbs.forEach(({ unless }, position) => {
    for (const limb of unless) {
      if (limbs.has(limb)) continue;
      throw new LawError(
        `${file}: profile.limbs.${position}.unless names the limb ${limb}, which no limb of the profile has; it has ${[...limbs].join(", ")}`,
      );
    }
  });
}

type ProfileLimb = NonNullable<Regulation["profile"]>["limbs"][number];

/** Every name under which a limb can be reported. */
const limbNames = (rule: ProfileLimb): string[] =>
  rule.test === "share"
    ? [rule.limb, ...(rule.jointLimb ? [rule.jointLimb] : []), ...(rule.bands ?? []).map(({ limb }) => limb)]
    : [rule.limb];

interface Named {
  readonly place: string;
  readonly name: string;
}

const PARAMETER_FIELDS: ReadonlySet<string> = new Set(["parameter", "link", "controlTest", "terminals"]);

/** Every field of a profile that names a parameter, with its place. */
function parametersNamed(part: unknown, place: string): Named[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([field, value]): Named[] =>
    PARAMETER_FIELDS.has(field) && typeof value === "string"
      ? [{ place: `${place}.${field}`, name: value }]
      : parametersNamed(value, `${place}.${field}`),
  );
}

/** The fields whose parameter has to state a test. */
function testsNamed({ limbs, controlTest }: NonNullable<Regulation["profile"]>): Named[] {
  const named = limbs.flatMap((rule, position): Named[] => {
    if (rule.test !== "share") return [];
    const place = `profile.limbs.${position}`;
    return [
      { place: `${place}.parameter`, name: rule.parameter },
      ...(rule.link ? [{ place: `${place}.link`, name: rule.link }] : []),
      ...(rule.bands ?? []).map(({ parameter }, k) => ({
        place: `${place}.bands.${k}.parameter`,
        name: parameter,
      })),
    ];
  });
  return [{ place: "profile.controlTest", name: controlTest }, ...named];
}

/** Every parameter that says where a look-through may end, in a policy or a profile, must say it in full. */
function checkPolicies(file: string, { kind, profile, parameters }: Regulation): void {
  for (const { parameter, value } of parameters) {
    if (kind !== "policy" && parameter !== profile?.terminals) continue;
    const problem = policyRules.safeParse(value).error?.issues[0];
    if (problem)
      throw new LawError(`${file}, parameter ${parameter}: ${problem.path.join(".")}: ${problem.message}`);
  }
}
