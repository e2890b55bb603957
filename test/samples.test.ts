import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  beneficialOwners,
  check,
  compare,
  concertGroups,
  controllers,
  type Dataset,
  findEntity,
  owners,
  partnershipGroups,
  type Register,
  readShare,
  register,
  relatedParties,
  toShareResult,
} from "../src/index.js";
import { load } from "../src/io/index.js";

const samples = fileURLToPath(new URL("../samples/", import.meta.url));

interface Hand {
  readonly data?: string;
  readonly subject: string;
  readonly asOf: string | null;
  readonly owners?: readonly {
    id: string;
    interest?: "equity" | "voting" | "income";
    share?: string;
    direct?: string;
  }[];
  readonly coverage?: string;
  readonly undisclosed?: string;
  readonly ownerless?: string;
  readonly rings?: readonly (readonly string[])[];
  readonly controllers?: readonly {
    id?: string;
    members?: readonly string[];
    ultimate?: boolean;
    verdict?: string;
    controlledStake?: string;
    basis?: string;
  }[];
  readonly concert?: readonly { members: readonly string[]; direct?: string; share?: string }[];
  readonly ubo?: readonly { id: string; limbs?: readonly string[] }[];
  /** Certain related parties by definition. */
  readonly related?: Readonly<Record<string, readonly string[]>>;
  /** Of the findings; by default the one that fits the subject's sector. */
  readonly rulebook?: string;
  readonly findings?: readonly {
    rule: string;
    parties: readonly string[];
    verdict: string;
    measured?: string | number;
  }[];
  /** Certain owners under other profiles; `share` is that of the first limb. */
  readonly regimes?: readonly {
    profile: string;
    listed?: readonly string[];
    owners: readonly { id: string; limbs?: readonly string[]; share?: string }[];
  }[];
  readonly compare?: {
    from: string;
    to: string;
    duties: readonly {
      rule: string;
      cause: string;
      parties: readonly string[];
      to?: string;
      verdict: string;
      dueBy: string | null;
    }[];
  };
}

/** A share written by hand, in the form that results have. */
function byHand(written: string) {
  const { range } = readShare(written);
  if (!range) throw new Error(`hand.json: "${written}" is no share`);
  return toShareResult(range);
}

const cases = readdirSync(samples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(samples, name))
      .filter((file) => /^hand.*\.json$/.test(file))
      .map((file) => ({ name, file })),
  );

async function open(name: string, hand: Hand): Promise<{ dataset: Dataset; r: Register }> {
  const { dataset } = await load(join(samples, name, hand.data ?? ""));
  return { dataset, r: hand.asOf === null ? register(dataset) : register(dataset, { asOf: hand.asOf }) };
}

/** Everything that the program says of a case; expected.json is compared whole. */
function answers(r: Register, { subject, regimes: asked }: Hand): unknown {
  return {
    subject,
    asOf: r.asOf,
    issues: r.issues.map(({ code, severity, file, row }) => ({ code, severity, file, row })),
    owners: owners(r, { subject, measures: true }),
    control: controllers(r, { subject }),
    concert: concertGroups(r, { subject }),
    partnerships: partnershipGroups(r, { subject }),
    ubo: beneficialOwners(r, { subject }),
    related: relatedParties(r, { subject }),
    ...(asked
      ? { regimes: asked.map(({ profile, listed }) => beneficialOwners(r, { subject, profile, listed })) }
      : {}),
    ...(isSecuritiesCompany(r, subject) ? { findings: findingsOf(r, subject) } : {}),
  };
}

const isSecuritiesCompany = (r: Register, subject: string): boolean =>
  r.entities[findEntity(r, subject).index ?? -1]?.sector === "securities";

/** What each rule concludes; how it got there is tested with the rules. */
const findingsOf = (r: Register, subject: string) =>
  check(r, { subject }).findings.map(
    ({ rule, parties, verdict, measured, missing, exemption, conflict }) => ({
      rule,
      parties,
      verdict,
      measured,
      missing,
      exemption,
      conflict,
    }),
  );

const sorted = (parties: readonly string[]): string => [...parties].sort().join("+");

describe.each(cases)("samples/$name/$file", ({ name, file }) => {
  const hand = JSON.parse(readFileSync(join(samples, name, file), "utf8")) as Hand;

  test("shares, coverage and rings as calculated by hand", async () => {
    const { r } = await open(name, hand);
    const result = owners(r, { subject: hand.subject });
    const of = { equity: result } as Record<string, typeof result>;
    for (const expected of hand.owners ?? []) {
      const interest = expected.interest ?? "equity";
      of[interest] ??= owners(r, { subject: hand.subject, interest });
      const found = of[interest].owners.find(({ id }) => id === expected.id);
      if (expected.share !== undefined) {
        expect(found?.share ?? byHand("0"), `${expected.id} ${interest}`).toEqual(byHand(expected.share));
      }
      if (expected.direct !== undefined) {
        expect(found?.direct ?? byHand("0"), `${expected.id} direct`).toEqual(byHand(expected.direct));
      }
    }
    for (const key of ["coverage", "undisclosed", "ownerless"] as const) {
      if (hand[key] !== undefined) expect(result[key], key).toEqual(byHand(hand[key]));
    }
    if (hand.rings) expect(result.rings).toEqual(hand.rings);
  });

  test("controllers, groups and beneficial owners as found by hand", async () => {
    const { r } = await open(name, hand);
    if (hand.controllers) {
      const rows = controllers(r, { subject: hand.subject }).controllers;
      const names = (row: { id?: string; members?: readonly string[] }): string =>
        row.members ? [...row.members].sort().join("+") : row.id!;
      expect(rows.map(names).sort()).toEqual(hand.controllers.map(names).sort());
      for (const expected of hand.controllers) {
        const row = rows.find((each) => names(each) === names(expected))!;
        const { id: _id, members: _members, controlledStake, ...rest } = expected;
        expect(row, names(expected)).toMatchObject(rest);
        if (controlledStake) expect(row.controlledStake, names(expected)).toEqual(byHand(controlledStake));
      }
    }
    if (hand.concert) {
      const groups = concertGroups(r, { subject: hand.subject }).groups;
      for (const expected of hand.concert) {
        const group = groups.find(
          ({ members }) => [...members].sort().join() === [...expected.members].sort().join(),
        );
        expect(group, expected.members.join("、")).toBeDefined();
        if (expected.direct) expect(group!.direct).toEqual(byHand(expected.direct));
        if (expected.share) expect(group!.share).toEqual(byHand(expected.share));
      }
    }
    if (hand.ubo) {
      const certain = beneficialOwners(r, { subject: hand.subject }).owners.filter(
        (owner) => owner.verdict === "certain",
      );
      expect(certain.map(({ id }) => id).sort()).toEqual(hand.ubo.map(({ id }) => id).sort());
      for (const expected of hand.ubo) {
        const limbs = certain.find(({ id }) => id === expected.id)!.limbs.map(({ limb }) => limb);
        expect(limbs).toEqual(expect.arrayContaining([...(expected.limbs ?? [])]));
      }
    }
  });

  test("related parties under each definition as found by hand", async () => {
    const { r } = await open(name, hand);
    for (const [definition, expected] of Object.entries(hand.related ?? {})) {
      const { parties } = relatedParties(r, { subject: hand.subject, definition });
      const certain = parties.filter(({ verdict }) => verdict === "certain").map(({ id }) => id);
      expect(certain.sort(), definition).toEqual([...expected].sort());
    }
  });

  test("findings and duties as found by hand", async () => {
    const { r } = await open(name, hand);
    if (hand.findings) {
      const found = check(r, { subject: hand.subject, rulebook: hand.rulebook }).findings;
      for (const { rule, parties, verdict, measured } of hand.findings) {
        const row = found.find((each) => each.rule === rule && sorted(each.parties) === sorted(parties));
        expect(row?.verdict, `${rule} ${parties.join("、")}`).toBe(verdict);
        if (measured === undefined) continue;
        expect(row!.measured, rule).toEqual(typeof measured === "number" ? measured : byHand(measured));
      }
    }
    if (hand.compare) {
      const { from, to, duties } = hand.compare;
      const found = compare(r, { subject: hand.subject, from, to }).duties;
      const keys = (rows: typeof duties): string[] =>
        rows.map(({ rule, cause, parties }) => `${rule} ${cause} ${sorted(parties)}`).sort();
      expect(keys(found)).toEqual(keys(duties));
      for (const { parties, ...expected } of duties) {
        const row = found.find(
          (each) =>
            each.rule === expected.rule &&
            each.cause === expected.cause &&
            sorted(each.parties) === sorted(parties),
        );
        expect(row, `${expected.rule} ${expected.cause}`).toMatchObject(expected);
      }
    }
  });

  test("beneficial owners under each regime as found by hand", async () => {
    const { r } = await open(name, hand);
    for (const { profile, listed, owners: expected } of hand.regimes ?? []) {
      const certain = beneficialOwners(r, { subject: hand.subject, profile, listed }).owners.filter(
        ({ verdict }) => verdict === "certain",
      );
      expect(certain.map(({ id }) => id).sort(), profile).toEqual(expected.map(({ id }) => id).sort());
      for (const { id, limbs, share } of expected) {
        const found = certain.find((owner) => owner.id === id)!.limbs;
        const names = found.map(({ limb }) => limb);
        if (limbs) expect(names, `${profile} ${id}`).toEqual(expect.arrayContaining([...limbs]));
        if (share) expect(found[0]!.share, `${profile} ${id}`).toEqual(byHand(share));
      }
    }
  });

  test("the whole answer is the one that was read and kept (UPDATE=1 rewrites it)", async () => {
    const { r } = await open(name, hand);
    expect(findEntity(r, hand.subject).index, `${hand.subject} is in the sample`).not.toBeNull();
    const path = join(samples, name, file.replace("hand", "expected"));
    const found = JSON.parse(JSON.stringify(answers(r, hand))) as unknown;
    if (process.env.UPDATE === "1") writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
    expect(existsSync(path), `${path} is there`).toBe(true);
    expect(found).toEqual(JSON.parse(readFileSync(path, "utf8")));
  });
});
