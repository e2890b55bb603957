import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError, type Loaded, load } from "../../src/io/index.js";
import { compareDeclared } from "../../src/measures/declared.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import { fraction } from "../../src/model/fraction.js";
import type { ShareEnds } from "../../src/model/share.js";
import { register } from "../../src/register/register.js";
import { ISSUE_CODES } from "../../src/text/issues.js";
import { fileWith, lines } from "./folder.js";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const SAMPLES = join(HERE, "..", "samples");
const FIXTURES = join(HERE, "fixtures", "bods");
const REAL = join(FIXTURES, "real-0.4");

type Json = Record<string, unknown>;

/** A list of statements as a file. */
const file = (statements: readonly unknown[], name = "s.json"): Promise<string> =>
  fileWith(name, JSON.stringify(statements));

const loaded = async (...statements: readonly unknown[]): Promise<Loaded> => load(await file(statements));

const statement = (recordType: string, recordId: string, recordDetails: Json, more: Json = {}): Json => ({
  statementId: `statement-${recordId}-0123456789abcdef`,
  declarationSubject: "A",
  statementDate: "2020-01-01",
  recordId,
  recordType,
  recordStatus: "new",
  recordDetails: { isComponent: false, ...recordDetails },
  ...more,
});

const company = (id: string, details: Json = {}, more: Json = {}): Json =>
  statement(
    "entity",
    id,
    { entityType: { type: "registeredEntity" }, name: `Company ${id}`, ...details },
    more,
  );

const person = (id: string, details: Json = {}, more: Json = {}): Json =>
  statement(
    "person",
    id,
    { personType: "knownPerson", names: [{ fullName: `Person ${id}` }], ...details },
    more,
  );

const relationship = (
  party: unknown,
  subject: unknown,
  interests: readonly Json[] | undefined,
  more: Json = {},
  details: Json = {},
): Json =>
  statement(
    "relationship",
    typeof party === "string" ? `${party}-${subject}` : `none-${subject}`,
    { subject, interestedParty: party, ...(interests ? { interests } : {}), ...details },
    more,
  );

const interest = (type: string, more: Json = {}): Json => ({ type, directOrIndirect: "direct", ...more });
const shares = (share: unknown, more: Json = {}): Json => interest("shareholding", { share, ...more });

/** Records without where they stand and where they come from: what a person would compare. */
const plain = (records: readonly object[] | undefined): Json[] =>
  (records ?? []).map((record) => {
    const { at: _, source: __, ...rest } = record as Json;
    return rest;
  });

/** Every row is in the dataset or named in an issue. */
function unaccounted({ dataset, issues }: Loaded, count: number): number[] {
  const rows = new Set<number>();
  for (const table of Object.values(dataset)) for (const { at } of table) rows.add(at.row);
  for (const { row } of issues) if (row !== null) rows.add(row);
  return Array.from({ length: count }, (_, i) => i + 1).filter((row) => !rows.has(row));
}

interface Hand {
  readonly data: string;
  readonly subject: string;
  readonly asOf: string | null;
  readonly owners: readonly { readonly id: string; readonly share: string; readonly direct: string }[];
  readonly undisclosed?: string;
}

/** "[9/64,1/2]" or "3/5" as ends. */
function endsOf(written: string): ShareEnds {
  const [min, max] = written.replace(/[[\]]/g, "").split(",");
  const read = (text: string) => {
    const [n, d] = text.split("/");
    return fraction(BigInt(n!), BigInt(d ?? 1));
  };
  return { min: read(min!), max: read(max ?? min!), minExclusive: false, maxExclusive: false };
}

describe("samples against the calculation by hand", () => {
  test.each([
    ["uk-bands", "hand.json"],
    ["uk-bands", "hand-2018.json"],
    ["bods-indirect", "hand.json"],
    ["bods-indirect", "hand-multiple.json"],
  ])("%s %s", async (sample, name) => {
    const hand = JSON.parse(readFileSync(join(SAMPLES, sample, name), "utf8")) as Hand;
    const { dataset } = await load(join(SAMPLES, sample, hand.data));
    const r = register(dataset, hand.asOf === null ? {} : { asOf: hand.asOf });
    const measure = lookThrough(r);
    const subject = r.index.get(hand.subject)!;
    for (const { id, share } of hand.owners) {
      const ends = measure.ends({ of: [r.index.get(id)!], in: subject });
      expect(ends, id).toMatchObject(endsOf(share));
    }
    expect(measure.upstream(subject)).toHaveLength(hand.owners.length);
    if (hand.undisclosed) expect(measure.owners(subject).undisclosed).toMatchObject(endsOf(hand.undisclosed));
  });

  test("a declared indirect stake is compared and never walked", async () => {
    const { dataset } = await load(join(SAMPLES, "bods-indirect", "indirect-ownership.json"));
    expect(plain(dataset.declarations)).toEqual([
      {
        owner: "c25d4d612c2c",
        subject: "ad3f6c2fcc9e",
        interest: "equity",
        share: "30%",
        from: "2017-11-01",
      },
    ]);
    expect(plain(dataset.holdings)).toEqual([
      { holder: "d4ab89ea169a", subject: "ad3f6c2fcc9e", equity: "60%", from: "2017-11-01" },
      { holder: "c25d4d612c2c", subject: "d4ab89ea169a", equity: "unknown", from: "2018-12-17" },
    ]);
    expect(compareDeclared(register(dataset)).map(({ agreement }) => agreement)).toEqual(["undecidable"]);
  });
});

describe("real files", () => {
  test.each([
    // statements; entities, holdings, ties, facts
    ["uk-00031014.jsonl", 62, [31, 30, 4, 0]],
    ["uk-01126618.jsonl", 5, [3, 0, 2, 0]],
    ["uk-04152338.jsonl", 3, [2, 1, 1, 0]],
    ["uk-07068789.jsonl", 46, [23, 23, 21, 0]],
    ["gleif-213800BC4TEGCCQH9V07.jsonl", 3, [1, 0, 0, 2]],
    ["gleif-2138008RB4WDK7HYYS91.jsonl", 4, [2, 0, 2, 0]],
    ["merged-2138008KTNTDICZU8L25.jsonl", 16, [8, 0, 8, 0]],
  ] as const)("%s: every statement is in the dataset or named", async (name, count, sizes) => {
    const result = await load(join(REAL, name));
    const { entities, holdings, ties, facts } = result.dataset;
    expect([entities, holdings, ties ?? [], facts ?? []].map((table) => table.length)).toEqual([...sizes]);
    expect(unaccounted(result, count)).toEqual([]);
    expect(result.issues.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(register(result.dataset).issues).toEqual([]);
  });

  test("bands stay as they are written, dates are those of the interests", async () => {
    const { dataset } = await load(join(REAL, "uk-07068789.jsonl"));
    const bands = new Set(dataset.holdings.map(({ equity }) => equity));
    expect([...bands]).toEqual(["[75%,100%]"]);
    expect(dataset.holdings.every(({ equity, voting }) => voting === undefined || voting === equity)).toBe(
      true,
    );
    const ended = dataset.holdings.filter(({ to }) => to !== undefined);
    expect(ended.length).toBeGreaterThan(0);
    for (const { from, to } of ended) expect(from! < to!).toBe(true);
  });

  test("an ended interest is there before its end and not after", async () => {
    const { dataset } = await load(join(SAMPLES, "uk-bands", "07640868.jsonl"));
    const above = (asOf: string) => {
      const r = register(dataset, { asOf });
      const psc = r.index.get("GB-COH-11116433")!;
      return r.holdings.filter(({ subject }) => subject === psc).map(({ record }) => record.holder);
    };
    expect(above("2017-12-17")).toEqual([]);
    expect(above("2017-12-18")).toEqual(["GB-COH-04984787"]);
    expect(above("2024-11-29")).toEqual(["GB-COH-04984787"]);
    expect(above("2024-11-30")).toEqual(["GB-COH-15920551"]);
  });

  test("parties that are named by their statements, empty text for no figure and no date", async () => {
    const { dataset, issues } = await load(join(REAL, "uk-04152338.jsonl"));
    const [iran, bank] = ["GB-COH-ENT-04152338-rmTC0eAX1y8tc1XYM9dH00eqWEM", "GB-COH-04152338"];
    expect(plain(dataset.holdings)).toEqual([
      { holder: iran, subject: bank, equity: "[75%,100%]", voting: "[75%,100%]", from: "2016-04-06" },
    ]);
    expect(plain(dataset.ties)).toEqual([
      { kind: "boardMajority", from: iran, to: bank, start: "2016-04-06" },
    ]);
    expect(issues.map(({ code }) => code)).not.toContain("invalid-date");
  });

  test("a reason in the place of an owner is a fact and an issue, and makes no holder", async () => {
    const { dataset, issues } = await load(join(REAL, "gleif-213800BC4TEGCCQH9V07.jsonl"));
    expect(dataset.entities).toHaveLength(1);
    expect(plain(dataset.facts)).toEqual(
      [1, 2].map(() => ({
        entity: "XI-LEI-213800BC4TEGCCQH9V07",
        fact: "ownersUnspecified",
        value: "informationUnknownToPublisher",
        on: "2024-06-06",
      })),
    );
    const named = issues.filter(({ code }) => code === "owner-unspecified");
    expect(named.map(({ row }) => row)).toEqual([2, 3]);
    expect(named[0]!.message).toContain("informationUnknownToPublisher; Exception Reason: NO KNOWN_PERSON");
  });

  test("entities keep identifiers and jurisdiction; two ids of one company are not merged", async () => {
    const { dataset } = await load(join(REAL, "merged-2138008KTNTDICZU8L25.jsonl"));
    const saderat = dataset.entities.filter(({ name }) => /SADERAT PLC/i.test(name));
    expect(saderat.map(({ id }) => id).sort()).toEqual(["GB-COH-01126618", "XI-LEI-2138008KTNTDICZU8L25"]);
    const byLei = saderat.find(({ id }) => id.startsWith("XI-LEI"))!;
    expect(byLei.identifiers).toEqual({ lei: "2138008KTNTDICZU8L25", "GB-COH": "01126618" });
    expect(byLei.jurisdiction).toBe("GB");
  });

  test("what has no place is said once a kind, with how often", async () => {
    const { issues } = await load(join(REAL, "uk-07068789.jsonl"));
    expect(issues.filter(({ code }) => code === "source-loss").map(({ message }) => message)).toEqual([
      expect.stringMatching(/row 1: entity\.addresses \(×23\) has no place here/),
      expect.stringMatching(/row 1: entity\.entityType\.details \(×22\) has no place here/),
      expect.stringMatching(/row 1: entity\.foundingDate \(×22\) has no place here/),
    ]);
    expect(issues.filter(({ code }) => code === "directness-unknown")).toHaveLength(2);
  });
});

describe("shares", () => {
  test.each([
    [{ exact: 60 }, "60%", []],
    [{ exact: 33.333333333333336 }, "33.333333333333336%", []],
    [{ exact: 0 }, "0%", []],
    [{ exact: 100, minimum: 100, maximum: 100 }, "100%", []],
    [{ minimum: 25, maximum: 50 }, "[25%,50%]", []],
    [{ exclusiveMinimum: 25, maximum: 50 }, "(25%,50%]", []],
    [{ minimum: 25, exclusiveMaximum: 50 }, "[25%,50%)", []],
    [{ exclusiveMinimum: 25, exclusiveMaximum: 50 }, "(25%,50%)", []],
    [{ minimum: 75 }, "[75%,100%]", []],
    [{ exclusiveMaximum: 50 }, "[0%,50%)", []],
    [{ minimum: 30, maximum: 30 }, "30%", []],
    [{ minimum: 25, exclusiveMinimum: true, maximum: 50, exclusiveMaximum: false }, "(25%,50%]", []],
    [{ minimum: 25, exclusiveMinimum: 25, maximum: 50 }, "(25%,50%]", ["share-stated-twice"]],
    [{ minimum: 30, exclusiveMinimum: 25, maximum: 50 }, "[30%,50%]", ["share-stated-twice"]],
    [{ exact: 40, minimum: 25, maximum: 50 }, "40%", ["share-stated-twice"]],
    [{ minimum: "", maximum: "" }, "unknown", []],
    [undefined, "unknown", []],
    [{ exact: 500 }, "unknown", ["share-above-one"]],
    [{ maximum: 500 }, "unknown", ["share-above-one"]],
    [{ minimum: -5 }, "unknown", ["share-negative"]],
    [{ minimum: 50, maximum: 25 }, "unknown", ["share-range-reversed"]],
    [{ exclusiveMinimum: 50, maximum: 50 }, "unknown", ["share-range-reversed"]],
    [{ exact: "half" }, "unknown", ["invalid-share"]],
    [50, "unknown", ["invalid-share"]],
  ] as const)("%o is %s", async (share, written, codes) => {
    const { dataset, issues } = await loaded(
      company("A"),
      person("P"),
      relationship("P", "A", [shares(share)]),
    );
    expect(dataset.holdings[0]!.equity).toBe(written);
    expect(issues.map(({ code }) => code)).toEqual([...codes]);
  });

  test("several interests of a relationship are one row; votes alone leave equity unknown", async () => {
    const band = { minimum: 25, exclusiveMaximum: 50 };
    const { dataset } = await loaded(
      company("A"),
      company("B"),
      person("P"),
      person("Q"),
      relationship("P", "A", [
        shares({ exact: 40 }),
        interest("votingRights", { share: band }),
        interest("rightsToProfitOrIncome", { share: { exact: 10 } }),
      ]),
      relationship("Q", "B", [interest("votingRights", { share: band })]),
    );
    expect(plain(dataset.holdings)).toEqual([
      { holder: "P", subject: "A", equity: "40%", voting: "[25%,50%)", income: "10%", from: "2020-01-01" },
      { holder: "Q", subject: "B", equity: "unknown", voting: "[25%,50%)", from: "2020-01-01" },
    ]);
  });

  test("two figures of one interest at once: a range that holds parcels and repetition", async () => {
    const { dataset, issues } = await loaded(
      company("A"),
      relationship("P", "A", [shares({ exact: 10 }), shares({ exact: 20 })]),
      relationship("Q", "A", [
        shares({ exclusiveMinimum: 25, maximum: 50 }),
        shares({ exclusiveMinimum: 25, maximum: 50 }),
      ]),
    );
    expect(dataset.holdings.map(({ equity }) => equity)).toEqual(["[20%,30%]", "(25%,100%]"]);
    expect(lines(issues)).toEqual(["several-interests warning 2 -", "several-interests warning 3 -"]);
  });

  test("interests of different days are rows of their own days", async () => {
    const { dataset } = await loaded(
      company("A"),
      relationship("P", "A", [
        shares({ exact: 40 }, { startDate: "2018-01-01" }),
        interest("votingRights", { share: { exact: 30 }, startDate: "2019-01-01", endDate: "2021-01-01" }),
      ]),
    );
    expect(plain(dataset.holdings)).toEqual([
      { holder: "P", subject: "A", equity: "40%", from: "2018-01-01", to: "2019-01-01" },
      {
        holder: "P",
        subject: "A",
        equity: "40%",
        voting: "30%",
        heldSince: "2018-01-01",
        from: "2019-01-01",
        to: "2021-01-01",
      },
      { holder: "P", subject: "A", equity: "40%", heldSince: "2018-01-01", from: "2021-01-01" },
    ]);
  });
});

describe("interests", () => {
  test.each([
    ["appointmentOfBoard", undefined, { kind: "boardMajority" }],
    ["appointmentOfBoard", { exact: 40 }, { kind: "boardSeats", share: "40%" }],
    ["otherInfluenceOrControl", undefined, { kind: "otherRelation" }],
    ["controlViaCompanyRulesOrArticles", undefined, { kind: "contractualControl" }],
    ["controlByLegalFramework", undefined, { kind: "otherRelation" }],
    ["rightsGrantedByContract", undefined, { kind: "otherRelation" }],
    ["conditionalRightsGrantedByContract", undefined, { kind: "otherRelation" }],
    ["seniorManagingOfficial", undefined, { kind: "seniorManager" }],
    ["boardMember", undefined, { kind: "director" }],
    ["boardChair", undefined, { kind: "director" }],
    ["settlor", undefined, { kind: "settlor" }],
    ["trustee", undefined, { kind: "trustee" }],
    ["protector", undefined, { kind: "protector" }],
    ["beneficiaryOfLegalArrangement", { maximum: 50 }, { kind: "beneficiary", share: "[0%,50%]" }],
    ["enjoymentAndUseOfAssets", undefined, { kind: "otherRelation" }],
    ["rightToProfitOrIncomeFromAssets", { exact: 5 }, { kind: "otherRelation", share: "5%" }],
  ])("%s %o is a tie", async (type, share, tie) => {
    const { dataset, issues } = await loaded(
      company("A"),
      person("P"),
      relationship("P", "A", [interest(type, { details: "local name", ...(share ? { share } : {}) })]),
    );
    expect(dataset.holdings).toEqual([]);
    expect(plain(dataset.ties)).toEqual([{ from: "P", to: "A", start: "2020-01-01", ...tie }]);
    const related = tie.kind === "otherRelation";
    expect(dataset.ties![0]!.source).toBe(related ? `${type}: local name` : "local name");
    expect(issues.map(({ code }) => code)).toEqual(related ? ["relation-only"] : []);
  });

  test("every code of the standard is read", async () => {
    const codes = readFileSync(new URL("../fixtures/bods/interestTypes.txt", import.meta.url), "utf8");
    for (const type of codes.trim().split("\n")) {
      const { issues, dataset } = await loaded(company("A"), relationship("P", "A", [interest(type)]));
      expect(
        issues.map(({ code }) => code),
        type,
      ).not.toContain("invalid-value");
      expect(dataset.holdings.length + dataset.ties!.length, type).toBe(1);
    }
  });

  test.each([
    ["unknownInterest", [interest("unknownInterest")], "interest-unknown"],
    ["unpublishedInterest", [interest("unpublishedInterest")], "interest-unknown"],
    ["no type", [{ directOrIndirect: "direct" }], "interest-unknown"],
    ["an unknown type", [interest("share")], "invalid-value"],
    ["no interests", undefined, "interest-unknown"],
    ["an empty list", [], "interest-unknown"],
  ] as const)("%s may be a holding of any size", async (_, interests, code) => {
    const { dataset, issues } = await loaded(
      company("A"),
      relationship("P", "A", interests as Json[] | undefined),
    );
    expect(plain(dataset.holdings)).toEqual([
      { holder: "P", subject: "A", equity: "unknown", from: "2020-01-01" },
    ]);
    expect(issues.map((issue) => issue.code)).toContain(code);
  });

  test("surplus assets are the capital where there are no shares, else income", async () => {
    const surplus = interest("rightsToSurplusAssetsOnDissolution", { share: { exact: 30 } });
    const { dataset } = await loaded(
      company("LLP"),
      company("A"),
      relationship("P", "LLP", [surplus]),
      relationship("P", "A", [surplus]),
      relationship("Q", "A", [shares({ exact: 60 })]),
    );
    expect(plain(dataset.holdings).map(({ equity, income }) => [equity, income])).toEqual([
      ["30%", undefined],
      ["unknown", "30%"],
      ["60%", undefined],
    ]);
  });

  test("indirect stakes are declarations, also by their components; an explicit direct one is a holding", async () => {
    const { dataset, issues } = await loaded(
      company("A"),
      company("B"),
      person("P"),
      relationship("P", "A", [
        shares({ exact: 20 }, { directOrIndirect: "indirect" }),
        interest("votingRights", { directOrIndirect: "indirect", share: { minimum: 10 } }),
        shares({ exact: 1 }),
      ]),
      relationship(
        "P",
        "B",
        [shares({ exact: 30 }, { directOrIndirect: "unknown" })],
        {},
        {
          componentRecords: ["A"],
        },
      ),
    );
    expect(plain(dataset.declarations)).toEqual([
      { owner: "P", subject: "A", interest: "equity", share: "20%", from: "2020-01-01" },
      { owner: "P", subject: "A", interest: "voting", share: "[10%,100%]", from: "2020-01-01" },
      { owner: "P", subject: "B", interest: "equity", share: "30%", from: "2020-01-01" },
    ]);
    expect(plain(dataset.holdings)).toEqual([
      { holder: "P", subject: "A", equity: "1%", from: "2020-01-01" },
    ]);
    expect(issues).toEqual([]);
  });

  test("joint ownership through an arrangement is walked", async () => {
    const { dataset } = await loaded(
      company("A"),
      statement("entity", "J", { entityType: { type: "arrangement" }, name: "Joint shareholding" }),
      person("P"),
      person("Q"),
      relationship("J", "A", [shares({ exact: 100 })]),
      relationship("P", "J", [shares({ exact: 50 })]),
      relationship("Q", "J", [shares({ exact: 50 })]),
    );
    const { share } = lookThrough(register(dataset));
    expect(share({ of: "P", in: "A" }).exact).toBe("1/2");
    expect(share({ of: ["P", "Q"], in: "A" }).exact).toBe("1");
  });
});

describe("parties", () => {
  test.each([
    [{ type: "registeredEntity" }, "company"],
    [{ type: "registeredEntity", details: "Limited Partnership" }, "limitedPartnership"],
    [{ type: "registeredEntity", details: "Limited liability partnership" }, "company"],
    [{ type: "legalEntity" }, "company"],
    [{ type: "legalEntity", subtype: "trust" }, "trust"],
    [{ type: "arrangement" }, "other"],
    [{ type: "arrangement", subtype: "trust" }, "trust"],
    [{ type: "arrangement", subtype: "nomination" }, "other"],
    [{ type: "state" }, "state"],
    [{ type: "stateBody", subtype: "governmentDepartment" }, "state"],
    [{ type: "anonymousEntity" }, "unknown"],
    [{ type: "unknownEntity" }, "unknown"],
    [{ type: "constructor" }, "unknown"],
  ])("%o is %s", async (entityType, kind) => {
    const { dataset } = await loaded(company("A", { entityType }));
    expect(dataset.entities[0]!.kind).toBe(kind);
  });

  test("persons who are not identified are unknown and keep what is said of them", async () => {
    const why = { reason: "interestedPartyExemptFromDisclosure", description: "a minor" };
    const { dataset } = await loaded(
      person("P", {
        names: [
          { type: "former", fullName: "Old" },
          { type: "legal", fullName: "New" },
        ],
      }),
      person("Q", { personType: "anonymousPerson", names: [], unspecifiedPersonDetails: why }),
      person("R", {
        personType: "unknownPerson",
        names: undefined,
        unspecifiedPersonDetails: { reason: "unknown" },
      }),
      person("S", { names: [{ givenName: "Ann", familyName: "Lee" }], nationalities: [{ code: "ie" }] }),
    );
    expect(plain(dataset.entities)).toEqual([
      { id: "P", name: "New", kind: "naturalPerson" },
      { id: "Q", name: "a minor", kind: "unknown" },
      { id: "R", name: "unknown", kind: "unknown" },
      { id: "S", name: "Ann Lee", kind: "naturalPerson", jurisdiction: "IE" },
    ]);
  });

  test("listing, identifiers and jurisdiction", async () => {
    const { dataset, issues } = await loaded(
      company("A", {
        publicListing: { hasPublicListing: true, securitiesListings: [{}] },
        jurisdiction: { name: "Hong Kong" },
        identifiers: [
          { scheme: "XI-LEI", id: "L1" },
          { scheme: "GB-COH", id: 7 },
          { scheme: "GB-COH", id: "8" },
          { schemeName: "Tax office (old)", id: "T" },
        ],
      }),
      company("B", { publicListing: { hasPublicListing: false } }),
    );
    expect(plain(dataset.entities)).toEqual([
      {
        id: "A",
        name: "Company A",
        kind: "company",
        jurisdiction: "HK",
        listing: "exchange",
        identifiers: { lei: "L1", "GB-COH": "7", "Tax-office-old-": "T" },
      },
      { id: "B", name: "Company B", kind: "company", listing: "none" },
    ]);
    expect(lines(issues)).toEqual([
      "invalid-value warning 1 identifiers.id",
      "source-loss info 1 -",
      "source-loss info 1 -",
    ]);
  });

  test("a reason for a party: a fact while it holds, with its share in the issue", async () => {
    const unable = { reason: "subjectUnableToConfirmOrIdentifyBeneficialOwner", description: "searching" };
    const { dataset, issues } = await loaded(
      company("A"),
      relationship(unable, "A", [shares({ minimum: 25, maximum: 50 }, { startDate: "2019-05-01" })]),
      relationship({ reason: "noBeneficialOwners" }, "B", [shares({ exact: 1 }, { endDate: "2021-01-01" })]),
      relationship("P", { reason: "subjectExemptFromDisclosure" }, [shares({ exact: 1 })]),
    );
    expect(dataset.holdings).toEqual([]);
    expect(plain(dataset.facts)).toEqual([
      {
        entity: "A",
        fact: "ownersUnspecified",
        value: "subjectUnableToConfirmOrIdentifyBeneficialOwner",
        on: "2019-05-01",
      },
    ]);
    expect(lines(issues)).toEqual([
      "owner-unspecified warning 2 -",
      "owner-unspecified warning 3 -",
      "source-loss info 4 -",
    ]);
    expect(issues[0]!.message).toContain("searching; [25%,50%]");
  });

  test("nominees: the arrangement's holdings are the nominator's", async () => {
    const { dataset, issues } = await loaded(
      company("A"),
      statement("entity", "N", { entityType: { type: "arrangement", subtype: "nomination" }, name: "N" }),
      person("P"),
      person("Q"),
      relationship("N", "A", [shares({ exact: 30 })]),
      relationship("P", "N", [interest("nominee")]),
      relationship("Q", "N", [interest("nominator")]),
    );
    expect(plain(dataset.ties)).toEqual([
      { kind: "nominee", from: "N", to: "Q", start: "2020-01-01" },
      { kind: "nominee", from: "P", to: "Q", subject: "N", start: "2020-01-01" },
    ]);
    const { share } = lookThrough(register(dataset));
    expect(share({ of: "Q", in: "A" }).exact).toBe("3/10");
    expect(share({ of: "P", in: "A" }).exact).toBe("0");
    expect(issues).toEqual([]);
  });

  test("a nominator who is not disclosed leaves a relation; of two nobody knows how much is whose", async () => {
    const arrangement = (id: string) =>
      statement("entity", id, { entityType: { type: "arrangement", subtype: "nomination" } });
    const { dataset, issues } = await loaded(
      arrangement("N"),
      arrangement("M"),
      relationship("P", "N", [interest("nominee")]),
      relationship("Q", "M", [interest("nominator")]),
      relationship("R", "M", [interest("nominator")]),
    );
    expect(plain(dataset.ties)).toEqual([
      { kind: "otherRelation", from: "P", to: "N", start: "2020-01-01" },
      { kind: "nominee", from: "M", to: "Q", share: "unknown", start: "2020-01-01" },
      { kind: "nominee", from: "M", to: "R", share: "unknown", start: "2020-01-01" },
    ]);
    expect(lines(issues)).toEqual(["nominee-one-sided info 3 -"]);
  });
});

describe("history", () => {
  const at = (statementDate: string, recordStatus: string): Json => ({ statementDate, recordStatus });
  const half = shares({ exact: 50 }, { startDate: "2019-09-11" });

  /** Who holds what of A by the as-of rule on a day. */
  const held = ({ dataset }: Loaded, asOf: string): string[] =>
    register(dataset, { asOf })
      .holdings.map(({ record }) => `${record.holder} ${record.equity}`)
      .sort();

  const inherited = () =>
    loaded(
      company("A", {}, at("2019-09-11T11:17:23Z", "new")),
      person("P", {}, at("2019-09-11T11:17:23Z", "new")),
      person("Q", {}, at("2019-09-11T11:17:23Z", "new")),
      relationship("P", "A", [half], at("2019-09-11T11:17:23Z", "new")),
      relationship("Q", "A", [half], at("2019-09-11T11:17:23Z", "new")),
      relationship("Q", "A", [half], at("2020-09-11T16:30:23Z", "updated")),
      person("P", { deathDate: "2021-04-03" }, at("2021-09-11T14:02:11Z", "closed")),
      relationship("P", "A", [{ ...half, endDate: "2021-04-03" }], at("2021-09-11T14:02:11Z", "closed")),
      person("R", {}, at("2021-09-11T14:02:11Z", "new")),
      relationship(
        "R",
        "A",
        [shares({ exact: 50 }, { startDate: "2021-04-03" })],
        at("2021-09-11T14:02:11Z", "new"),
      ),
      relationship(
        "R",
        "A",
        [shares({ exact: 50 }, { startDate: "2021-04-03" })],
        at("2021-09-11T16:15:08Z", "updated"),
      ),
      relationship(
        "Q",
        "A",
        [shares({ exact: 100 }, { startDate: "2019-09-11" })],
        at("2022-01-21T11:56:47Z", "updated"),
      ),
      relationship("R", "A", [], at("2022-01-21T11:56:47Z", "closed")),
    );

  test.each([
    ["2019-09-10", []],
    ["2019-09-11", ["P 50%", "Q 50%"]],
    ["2020-12-31", ["P 50%", "Q 50%"]],
    // Published on 2021-09-11: until then the latest statements say that P holds.
    ["2021-06-01", ["P 50%", "Q 50%"]],
    ["2021-09-11", ["Q 50%", "R 50%"]],
    ["2022-01-20", ["Q 50%", "R 50%"]],
    ["2022-01-21", ["Q 100%"]],
  ])("on %s the latest statements up to then count", async (asOf, holders) => {
    expect(held(await inherited(), asOf)).toEqual(holders);
  });

  test("every statement is in the dataset or named, and what continues is one row", async () => {
    const result = await inherited();
    expect(unaccounted(result, 13)).toEqual([]);
    expect(lines(result.issues)).toEqual([
      "statement-replaced info 2 -",
      "statement-repeats info 6 -",
      "statement-closes info 8 -",
      "statement-replaced info 10 -",
      "statement-closes info 13 -",
    ]);
    expect(plain(result.dataset.holdings)[1]).toEqual({
      holder: "Q",
      subject: "A",
      equity: "50%",
      from: "2019-09-11",
      to: "2022-01-21",
    });
    expect(plain(result.dataset.holdings)[2]).toMatchObject({ from: "2022-01-21", heldSince: "2019-09-11" });
  });

  test("the order of statements changes nothing", async () => {
    const statements = JSON.parse(
      readFileSync(join(SAMPLES, "bods-indirect", "multiple-indirect-ownership.json"), "utf8"),
    ) as Json[];
    const sorted = (records: readonly object[] | undefined) =>
      plain(records)
        .map((record) => JSON.stringify(record))
        .sort();
    const forwards = await loaded(...statements);
    const backwards = await loaded(...statements.toReversed());
    for (const table of ["entities", "holdings", "ties", "declarations"] as const) {
      expect(sorted(backwards.dataset[table])).toEqual(sorted(forwards.dataset[table]));
    }
  });

  test("a single statement counts from the start of its interest, else from its own day", async () => {
    const { dataset } = await loaded(
      company("A"),
      relationship("P", "A", [half], at("2024-01-01", "updated")),
      relationship("Q", "A", [shares({ exact: 5 })], at("2024-01-01", "new")),
    );
    expect(dataset.holdings.map(({ from }) => from)).toEqual(["2019-09-11", "2024-01-01"]);
  });

  test("a record known by its closing statement alone was held until its end", async () => {
    const { dataset, issues } = await loaded(
      company("A"),
      relationship("P", "A", [{ ...half, endDate: "2023-05-01" }], at("2019-09-11", "closed")),
      relationship("Q", "A", [half], at("2022-02-02", "closed")),
      relationship("R", "A", [half], at("2019-09-11", "closed")),
    );
    expect(dataset.holdings.map(({ holder, from, to }) => [holder, from, to])).toEqual([
      ["P", "2019-09-11", "2023-05-01"],
      ["Q", "2019-09-11", "2022-02-02"],
    ]);
    expect(lines(issues)).toEqual(["statement-on-no-day info 4 -"]);
  });

  test("nobody holds after death or dissolution", async () => {
    const { dataset, issues } = await loaded(
      company("A", { dissolutionDate: "2023-03-03" }),
      person("P", { deathDate: "2021-04" }),
      relationship("P", "A", [half]),
      relationship("Q", "A", [half]),
    );
    expect(dataset.holdings.map(({ holder, to }) => [holder, to])).toEqual([
      ["P", "2021-05-01"],
      ["Q", "2023-03-03"],
    ]);
    expect(lines(issues)).toEqual(["party-ended info 3 -", "party-ended info 4 -"]);
  });
});

describe("statements that break the standard", () => {
  const folder = join(FIXTURES, "validation-0.4", "invalid-statements");
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

  test("are read or named, and nothing throws", async () => {
    expect(names.length).toBeGreaterThan(120);
    for (const name of names) {
      const result = await load(join(folder, name));
      expect(unaccounted(result, 1), name).toEqual([]);
      for (const { code, file: where } of result.issues) {
        expect(ISSUE_CODES).toContain(code);
        expect(where).toBe(name);
      }
      register(result.dataset);
    }
  });

  test.each([
    ["relationship_subject_missing.json", "invalid-statement error 1 -"],
    ["relationship_interestedParty_missing.json", "invalid-statement error 1 -"],
    ["statement_recordId_missing.json", "invalid-statement error 1 -"],
    ["statement_recordType_code.json", "invalid-statement error 1 -"],
    ["statement_recordDetails_no_object.json", "invalid-statement error 1 -"],
    ["statement_recordStatus_code.json", "invalid-value warning 1 recordStatus"],
    ["statement_statementDate_not_string.json", "invalid-date error 1 statementDate"],
    ["entity_type_not_object.json", "invalid-value warning 1 entityType"],
    ["entity_type_type_not_codelist.json", "invalid-value warning 1 entityType.type"],
    ["entity_name_not_string.json", "invalid-value warning 1 name"],
    ["entity_identifiers_not_array.json", "invalid-value warning 1 identifiers"],
    ["entity_dissolution_date_string.json", "invalid-date error 1 dissolutionDate"],
    ["person_type_missing.json", "invalid-value warning 1 personType"],
    ["person_names_not_array.json", "invalid-value warning 1 names"],
    ["relationship_interests_type_code.json", "invalid-value warning 1 interests.type"],
    ["relationship_interests_share_exact_too_big.json", "share-above-one error 1 interests.share"],
    ["relationship_interests_share_minimum_too_small.json", "share-negative error 1 interests.share"],
    ["relationship_interests_share_not_object.json", "invalid-share error 1 interests.share"],
    ["relationship_interests_end_date_string.json", "invalid-date error 1 interests.endDate"],
  ])("%s: %s", async (name, line) => {
    expect(lines((await load(join(folder, name))).issues)).toContain(line);
  });

  test("valid ones raise no error", async () => {
    const valid = join(FIXTURES, "validation-0.4", "valid-statements");
    for (const name of readdirSync(valid).filter((entry) => entry.endsWith(".json"))) {
      const { issues } = await load(join(valid, name));
      expect(
        issues.filter(({ severity }) => severity === "error"),
        name,
      ).toEqual([]);
      expect(
        issues.filter(({ code }) => code === "invalid-value"),
        name,
      ).toEqual([]);
    }
  });
});

describe("how statements come", () => {
  const statements = [company("A"), person("P"), relationship("P", "A", [shares({ exact: 50 })])];
  const text = statements.map((item) => JSON.stringify(item));

  test.each([
    ["a list", "s.json", JSON.stringify(statements)],
    ["a list with indents", "s.json", JSON.stringify(statements, null, 2)],
    ["JSON Lines", "s.jsonl", `${text.join("\n")}\n`],
    ["JSON Lines named .json", "s.json", text.join("\r\n")],
    ["JSON Lines named .txt", "s.txt", text.join("\n")],
    [
      "objects in a row with indents",
      "s.json",
      statements.map((item) => JSON.stringify(item, null, 1)).join("\n"),
    ],
    ["a list in an object", "s.json", JSON.stringify({ publisher: { name: "X" }, statements })],
    ["a list with a byte order mark", "s.json", `\uFEFF${JSON.stringify(statements)}`],
  ])("%s", async (_, name, content) => {
    const { dataset, issues } = await load(await fileWith(name, content));
    expect(issues).toEqual([]);
    expect(dataset.entities.map(({ id }) => id)).toEqual(["A", "P"]);
    expect(dataset.holdings).toHaveLength(1);
    expect(dataset.holdings[0]!.at!.row).toBe(3);
  });

  test("a bad element or line costs itself only", async () => {
    const list = await load(
      await fileWith("s.json", `[${text[0]}, 5, "x", null, {"a":1}, ${text[1]}, {"recordId":`),
    );
    expect(lines(list.issues)).toEqual([2, 3, 4, 5, 7].map((row) => `invalid-statement error ${row} -`));
    expect(list.dataset.entities).toHaveLength(2);
    const linewise = await load(await fileWith("s.jsonl", `${text[0]}\n{"recordId":\n\n${text[1]}`));
    expect(lines(linewise.issues)).toEqual(["invalid-statement error 2 -"]);
    expect(linewise.dataset.entities.map(({ at }) => at!.row)).toEqual([1, 4]);
  });

  test("BODS 0.2 is named and not taken for anything else", async () => {
    const old = {
      statementID: "x",
      statementType: "entityStatement",
      entityType: "registeredEntity",
      name: "A",
    };
    const error = await load(await file([old])).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toContain("BODS 0.2 or 0.3");
  });

  test("an entity and a person of one id are both kept, and the register says so", async () => {
    const { dataset } = await loaded(company("X"), person("X"));
    expect(dataset.entities).toHaveLength(2);
    expect(register(dataset).issues.map(({ code }) => code)).toEqual(["duplicate-id"]);
  });
});

describe("hostile files", () => {
  const runs = process.env.LOOKTHROUGH_FULL ? 3000 : 150;
  const seed = { seed: 20_240_630, numRuns: runs };
  const valid = Buffer.from(
    JSON.stringify([
      company("A", { identifiers: [{ scheme: "GB-COH", id: "1" }] }),
      person("P", { deathDate: "2021-04-03" }),
      relationship("P", "A", [shares({ minimum: 25, exclusiveMaximum: 50 }, { endDate: "2022-01-01" })]),
      relationship({ reason: "unknown" }, "A", undefined),
    ]),
  );

  async function endsWell(bytes: Uint8Array): Promise<void> {
    const result = await load(await fileWith("s.json", bytes)).catch((error: unknown) => error);
    if (result instanceof Error) expect(result).toBeInstanceOf(InputError);
    else register((result as Loaded).dataset);
  }

  test("with damaged bytes", async () => {
    const damage = fc
      .tuple(
        fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(valid.length),
      )
      .map(([places, end]) => {
        const bytes = Buffer.from(valid);
        for (const [place, value] of places) bytes[place] = value;
        return end % 3 === 0 ? bytes.subarray(0, end) : bytes;
      });
    await fc.assert(fc.asyncProperty(damage, endsWell), seed);
  });

  test("with any value in any field", async () => {
    const fields = ["recordId", "recordType", "recordStatus", "statementDate", "recordDetails", "source"];
    const details = [
      "entityType",
      "names",
      "identifiers",
      "subject",
      "interestedParty",
      "interests",
      "componentRecords",
    ];
    const any = fc.jsonValue({ maxDepth: 3 });
    const made = fc
      .tuple(fc.constantFrom("entity", "person", "relationship"), fc.constantFrom(...fields, ...details), any)
      .map(([type, field, value]) => {
        const base = {
          entityType: { type: "state" },
          personType: "knownPerson",
          subject: "A",
          interestedParty: "P",
        };
        const made = statement(type, "X", base);
        if (details.includes(field)) (made.recordDetails as Json)[field] = value;
        else made[field] = value;
        return Buffer.from(JSON.stringify([company("A"), made]));
      });
    await fc.assert(fc.asyncProperty(made, endsWell), seed);
  });

  test("with names of the language itself and deep nesting", async () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const odd = `{"statementId":"x","statementDate":"2020-01-01","recordId":"__proto__","recordType":"entity","recordDetails":{"entityType":${deep},"identifiers":[{"scheme":"__proto__","id":"1"},{"scheme":"constructor","id":"2"}],"constructor":1}}`;
    const { dataset } = await load(await fileWith("s.json", `[${odd},${JSON.stringify(company("A"))}]`));
    expect(dataset.entities.map(({ id }) => id)).toEqual(["__proto__", "A"]);
    register(dataset);
  });

  test("with very many field names, statements and versions", async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, 1]));
    const { issues } = await loaded(company("A", many));
    expect(issues.length).toBeLessThan(250);
    const versions = Array.from({ length: 20_000 }, (_, i) =>
      relationship("P", "A", [shares({ exact: i % 2 })], {
        statementDate: new Date(Date.UTC(1950, 0, 1 + i)).toISOString().slice(0, 10),
      }),
    );
    const { dataset } = await loaded(...versions);
    expect(dataset.holdings).toHaveLength(20_000);
  });
});

test("the fixtures are all named in their list of sources", () => {
  const sources = readFileSync(join(HERE, "fixtures", "SOURCES.md"), "utf8");
  for (const name of readdirSync(REAL)) expect(sources).toContain(basename(name));
});
