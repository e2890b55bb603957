import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError, type Loaded, type LoadOptions, load } from "../../src/io/index.js";
import { companyNumber, isUnitedKingdom, nameKey } from "../../src/io/psc/companies.js";
import { readNature } from "../../src/io/psc/natures.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import { register } from "../../src/register/register.js";
import { fileWith, lines } from "./folder.js";

const FIXTURES = join(fileURLToPath(new URL("..", import.meta.url)), "fixtures", "psc");

type Json = Record<string, unknown>;

/** A snapshot: one line an object. */
const snapshot = async (items: readonly Json[], options: LoadOptions = {}): Promise<Loaded> =>
  load(await fileWith("psc.txt", items.map((item) => `${JSON.stringify(item)}\n`).join("")), options);

const SELF = "/company/{company}/persons-with-significant-control/{type}/{id}";
const address = (company: string, type: string, id: string): string =>
  SELF.replace("{company}", company).replace("{type}", type).replace("{id}", id);

const line = (company: string, data: Json): Json => ({
  company_number: company,
  data: { etag: "e", ...data },
});

const individual = (
  company: string,
  id: string,
  natures: readonly string[] | undefined,
  more: Json = {},
): Json =>
  line(company, {
    kind: "individual-person-with-significant-control",
    name: `Person ${id}`,
    notified_on: "2016-04-06",
    natures_of_control: natures,
    links: { self: address(company, "individual", id) },
    ...more,
  });

const corporate = (
  company: string,
  id: string,
  identification: Json,
  natures: readonly string[],
  more: Json = {},
): Json =>
  line(company, {
    kind: "corporate-entity-person-with-significant-control",
    name: `Company ${id} Limited`,
    notified_on: "2016-04-06",
    natures_of_control: natures,
    identification,
    links: { self: address(company, "corporate-entity", id) },
    ...more,
  });

const plain = (records: readonly object[] | undefined): Json[] =>
  (records ?? []).map((record) => {
    const { at: _, ...rest } = record as Json;
    return rest;
  });

const BOTH = ["ownership-of-shares-75-to-100-percent", "voting-rights-75-to-100-percent"];

describe("natures of control", () => {
  const bands: readonly (readonly [string, string, string])[] = [
    ["25-to-50-percent", "(25%,50%]", "(25%,50%]"],
    ["50-to-75-percent", "(50%,75%]", "(50%,75%)"],
    ["75-to-100-percent", "(75%,100%]", "[75%,100%]"],
  ];

  test.each(bands)("%s is %s, or %s where exactly 75 %% belongs to the upper band", (band, lower, upper) => {
    for (const [base, kind] of [
      ["ownership-of-shares", "shares"],
      ["voting-rights", "votes"],
      ["part-right-to-share-surplus-assets", "shares"],
    ] as const) {
      expect(readNature(`${base}-${band}`, "lower")).toEqual({ kind, share: lower, throughOthers: false });
      expect(readNature(`${base}-${band}`, "upper")).toEqual({ kind, share: upper, throughOthers: false });
    }
  });

  test("every combination of the register's own list is read", () => {
    const codes: string[] = [];
    for (const [band] of bands) {
      for (const as of ["", "-as-trust", "-as-firm"]) {
        codes.push(`ownership-of-shares-${band}${as}`, `voting-rights-${band}${as}`);
        codes.push(`part-right-to-share-surplus-assets-${band}${as}`);
        codes.push(`voting-rights-${band}${as}-limited-liability-partnership`);
        codes.push(`right-to-share-surplus-assets-${band}${as}-limited-liability-partnership`);
      }
    }
    for (const as of ["", "-as-trust", "-as-firm"]) {
      codes.push(`right-to-appoint-and-remove-directors${as}`, `right-to-appoint-and-remove-person${as}`);
      codes.push(`right-to-appoint-and-remove-members${as}-limited-liability-partnership`);
      codes.push(`significant-influence-or-control${as}`);
      codes.push(`significant-influence-or-control${as}-limited-liability-partnership`);
    }
    for (const as of ["", "-as-trust", "-as-firm", "-as-control-over-trust", "-as-control-over-firm"]) {
      for (const right of [
        "ownership-of-shares-more-than-25-percent",
        "voting-rights-more-than-25-percent",
      ]) {
        codes.push(`${right}${as}-registered-overseas-entity`);
      }
      codes.push(`right-to-appoint-and-remove-directors${as}-registered-overseas-entity`);
      codes.push(`significant-influence-or-control${as}-registered-overseas-entity`);
    }
    for (const whom of ["person", "another-entity"]) {
      for (const where of ["england-wales", "scotland", "northern-ireland"]) {
        codes.push(`registered-owner-as-nominee-${whom}-${where}-registered-overseas-entity`);
      }
    }
    for (const code of codes) {
      const nature = readNature(code, "lower");
      expect(nature, code).not.toBeNull();
      expect(nature!.throughOthers, code).toBe(/-as-(trust|firm|control|nominee)/.test(code));
      expect(nature!.share !== undefined, code).toBe(code.includes("percent"));
    }
  });

  test.each([
    "",
    "ownership-of-shares",
    "ownership-of-shares-10-to-20-percent",
    "ownership-of-shares-25-to-50-percent-as-something",
    "significant-influence-or-control-25-to-50-percent",
    "voting-rights-25-to-50-percents",
  ])("%o is none that is known", (code) => {
    expect(readNature(code, "lower")).toBeNull();
  });

  test("shares, votes and board of a person; ends stay open", async () => {
    const { dataset, issues } = await snapshot([
      individual("7640868", "a", [...BOTH, "right-to-appoint-and-remove-directors"]),
    ]);
    const [self, id] = ["/company/7640868/persons-with-significant-control/individual/a", "GB-COH-07640868"];
    expect(plain(dataset.holdings)).toEqual([
      {
        holder: self,
        subject: id,
        equity: "(75%,100%]",
        voting: "(75%,100%]",
        from: "2016-04-06",
        source: BOTH.join("; "),
      },
    ]);
    expect(plain(dataset.ties)).toEqual([
      {
        kind: "boardMajority",
        from: self,
        to: id,
        start: "2016-04-06",
        source: "right-to-appoint-and-remove-directors",
      },
    ]);
    expect(plain(dataset.entities)).toEqual([
      { id, name: id, kind: "company", jurisdiction: "GB", identifiers: { "GB-COH": "07640868" } },
      { id: self, name: "Person a", kind: "naturalPerson" },
    ]);
    expect(issues).toEqual([]);
  });

  test("a holding of exactly 75 % by the other reading", async () => {
    const { dataset } = await snapshot([individual("1", "a", BOTH)], { seventyFive: "upper" });
    expect(dataset.holdings[0]!.equity).toBe("[75%,100%]");
  });

  test("what is not stated is unknown, neither the other figure nor nothing", async () => {
    const { dataset, issues } = await snapshot([
      individual("1", "a", ["ownership-of-shares-25-to-50-percent"]),
      individual("2", "b", ["voting-rights-25-to-50-percent"]),
      individual("3", "c", ["ownership-of-shares-25-to-50-percent"]),
    ]);
    expect(dataset.holdings.map(({ equity, voting }) => [equity, voting])).toEqual([
      ["(25%,50%]", "unknown"],
      ["unknown", "(25%,50%]"],
      ["(25%,50%]", "unknown"],
    ]);
    expect(lines(issues)).toEqual(["votes-unstated info 1 -"]);
    expect(issues[0]!.message).toContain("(×2)");
  });

  test("influence is no control, and what a trust or a firm holds is not the person's", async () => {
    const natures = [
      "significant-influence-or-control",
      "ownership-of-shares-50-to-75-percent-as-trust",
      "right-to-appoint-and-remove-directors-as-firm",
    ];
    const { dataset, issues } = await snapshot([individual("1", "a", natures)]);
    expect(dataset.holdings).toEqual([]);
    expect(dataset.ties!.map(({ kind, share, source }) => [kind, share, source])).toEqual([
      ["otherRelation", undefined, natures[0]],
      ["otherRelation", "(50%,75%]", natures[1]],
      ["otherRelation", undefined, natures[2]],
    ]);
    expect(issues.map(({ code }) => code)).toEqual(["relation-only", "relation-only", "relation-only"]);
  });

  test("two bands at once give a range that holds both readings", async () => {
    const { dataset, issues } = await snapshot([
      individual("1", "a", ["ownership-of-shares-25-to-50-percent", "ownership-of-shares-50-to-75-percent"]),
    ]);
    expect(dataset.holdings[0]!.equity).toBe("(50%,100%]");
    expect(lines(issues)).toContain("several-interests warning 1 -");
  });

  test.each([[undefined], [[]], [["ownership-of-shares-10-to-20-percent"]]])(
    "natures %o: somebody has control of unknown nature",
    async (natures) => {
      const { dataset, issues } = await snapshot([individual("1", "a", natures)]);
      expect(dataset.holdings.map(({ equity, voting }) => [equity, voting])).toEqual([
        ["unknown", "unknown"],
      ]);
      expect(issues.map(({ code }) => code)).toContain("interest-unknown");
    },
  );
});

describe("chains of companies", () => {
  const uk = (number: string, country = "England & Wales") => ({
    country_registered: country,
    registration_number: number,
    place_registered: "Companies House",
  });

  test("join by the number in the register, however it is written", async () => {
    const { dataset, issues } = await snapshot([
      individual("00000003", "p", BOTH),
      corporate("00000002", "c3", uk(" 3 "), ["ownership-of-shares-25-to-50-percent"]),
      corporate("SC000001", "c2", uk("2", "United Kingdom"), BOTH),
    ]);
    expect(dataset.entities.map(({ id, name, kind }) => [id, name, kind])).toEqual([
      ["GB-COH-00000003", "Company c3 Limited", "company"],
      ["/company/00000003/persons-with-significant-control/individual/p", "Person p", "naturalPerson"],
      ["GB-COH-00000002", "Company c2 Limited", "company"],
      ["GB-COH-SC000001", "GB-COH-SC000001", "company"],
    ]);
    const r = register(dataset);
    const person = dataset.entities[1]!.id;
    const share = lookThrough(r).share({ of: person, in: "GB-COH-SC000001" });
    // More than 3/4 of more than 1/4 of more than 3/4, and at most all of a half of all.
    expect(share).toMatchObject({ min: 9 / 64, max: 1 / 2, minExclusive: true });
    expect(issues.map(({ code }) => code)).toEqual(["votes-unstated"]);
  });

  test("a register is never complete: who holds 25 % or less is not in it", async () => {
    const { dataset } = await snapshot([individual("1", "p", BOTH)]);
    expect(dataset.entities.every(({ registerComplete }) => registerComplete === undefined)).toBe(true);
    const { owners } = lookThrough(register(dataset));
    expect(owners(0).undisclosed.max).not.toEqual({ n: 0n, d: 1n });
  });

  test("one number with two names is one company and is said; other spellings are not", async () => {
    const { issues, dataset } = await snapshot([
      corporate("1", "a", uk("9"), BOTH, { name: "Foo & Bar Ltd." }),
      corporate("2", "b", uk("9"), BOTH, { name: "FOO AND BAR LIMITED" }),
      corporate("3", "c", uk("9"), BOTH, { name: "Quite Another Limited" }),
    ]);
    expect(dataset.entities.filter(({ id }) => id === "GB-COH-00000009")).toHaveLength(1);
    expect(lines(issues)).toEqual(["names-differ info 3 -"]);
  });

  test("a company of another register, or without a number, is known by its own record only", async () => {
    const { dataset, issues } = await snapshot([
      corporate("1", "a", { country_registered: "Germany", registration_number: "HRB 1" }, BOTH),
      corporate("2", "b", { country_registered: "Narnia", registration_number: "7" }, BOTH),
      corporate("3", "c", { country_registered: null }, BOTH),
    ]);
    const holders = dataset.entities.filter(({ id }) => !id.startsWith("GB-COH"));
    expect(plain(holders)).toEqual([
      {
        id: address("1", "corporate-entity", "a"),
        name: "Company a Limited",
        kind: "company",
        jurisdiction: "DE",
        identifiers: { registrationNumber: "HRB 1" },
      },
      {
        id: address("2", "corporate-entity", "b"),
        name: "Company b Limited",
        kind: "company",
        identifiers: { registrationNumber: "7" },
      },
      { id: address("3", "corporate-entity", "c"), name: "Company c Limited", kind: "company" },
    ]);
    expect(lines(issues)).toEqual(["source-loss info 2 -"]);
  });

  test.each([
    ["1234567", "01234567"],
    ["sc 12345", "SC012345"],
    ["OC300001", "OC300001"],
    ["R0000123", "R0000123"],
    [56099, "00056099"],
    ["123456789", null],
    ["N/A", null],
    ["", null],
    [undefined, null],
  ])("company number %o is %o", (written, number) => {
    expect(companyNumber(written)).toBe(number);
  });

  test.each([
    ["United Kingdom", true],
    ["UK", true],
    ["U.K.", true],
    ["England & Wales", true],
    ["United Kingdom (Scotland)", true],
    ["NORTHERN IRELAND", true],
    ["Ireland", false],
    ["Republic of Ireland", false],
    ["New South Wales", false],
    ["West Yorkshire", false],
    ["Isle of Man", false],
    ["Kingdom of Spain", false],
    ["", false],
  ])("%s: the United Kingdom? %s", (country, expected) => {
    expect(isUnitedKingdom(country)).toBe(expected);
  });

  test("spellings of one name", () => {
    expect(nameKey("The A.B. & C Public Limited Company")).toBe(nameKey("AB and C PLC"));
    expect(nameKey("X Limited Liability Partnership")).toBe(nameKey("X LLP"));
    expect(nameKey("X Ltd")).not.toBe(nameKey("Y Ltd"));
  });

  test("kinds by number: partnerships, overseas entities", async () => {
    const { dataset } = await snapshot([
      individual("SL000001", "a", BOTH),
      individual("OC300001", "b", [
        "right-to-share-surplus-assets-25-to-50-percent-limited-liability-partnership",
      ]),
      line("OE000001", {
        kind: "legal-person-beneficial-owner",
        name: "Ministry",
        natures_of_control: ["ownership-of-shares-more-than-25-percent-registered-overseas-entity"],
        links: { self: address("OE000001", "legal-person-beneficial-owner", "m") },
      }),
    ]);
    const kinds = new Map(dataset.entities.map(({ id, kind }) => [id, kind]));
    expect(kinds.get("GB-COH-SL000001")).toBe("limitedPartnership");
    expect(kinds.get("GB-COH-OC300001")).toBe("company");
    expect(dataset.entities.find(({ id }) => id === "GB-COH-OE000001")).not.toHaveProperty("jurisdiction");
    expect(kinds.get(address("OE000001", "legal-person-beneficial-owner", "m"))).toBe("other");
    expect(dataset.holdings.map(({ equity }) => equity)).toEqual(["(75%,100%]", "(25%,50%]", "(25%,100%]"]);
  });
});

describe("days", () => {
  test("from the notification to the end", async () => {
    const { dataset } = await snapshot([
      individual("1", "a", BOTH, { ceased_on: "2018-01-31" }),
      individual("1", "b", BOTH, { notified_on: "2018-01-31" }),
    ]);
    const on = (asOf: string) =>
      register(dataset, { asOf }).holdings.map(({ record }) => record.holder.at(-1));
    expect(on("2016-04-05")).toEqual([]);
    expect(on("2018-01-30")).toEqual(["a"]);
    expect(on("2018-01-31")).toEqual(["b"]);
  });

  test("an end before the beginning holds on no day", async () => {
    const { dataset, issues } = await snapshot([individual("1", "a", BOTH, { ceased_on: "2016-04-06" })]);
    expect(dataset.holdings).toEqual([]);
    expect(lines(issues)).toEqual(["statement-on-no-day info 1 -"]);
  });

  test("bad days are issues", async () => {
    const { dataset, issues } = await snapshot([
      individual("1", "a", BOTH, { notified_on: "soon", ceased_on: 3 }),
    ]);
    expect(dataset.holdings).toHaveLength(1);
    expect(lines(issues)).toEqual(["invalid-date error 1 ceased_on", "invalid-date error 1 notified_on"]);
  });
});

describe("the stream", () => {
  const event = (row: Json, id: string, timepoint: number, type = "changed"): Json => ({
    resource_uri: address("10000011", "individual", id),
    resource_id: id,
    data: row.data,
    event: { type, timepoint, published_at: `2026-06-10T10:${timepoint}:00` },
  });

  test("of several events of one record the latest counts; a deletion takes it away", async () => {
    const items = [
      event(individual("x", "m", ["ownership-of-shares-50-to-75-percent"]), "m", 12),
      event(individual("x", "m", ["ownership-of-shares-25-to-50-percent"]), "m", 11),
      event(individual("x", "n", BOTH), "n", 13),
      { ...event({}, "n", 14, "deleted") },
      event(individual("x", "o", BOTH), "o", 15),
    ];
    const { dataset, issues } = await load(
      await fileWith("stream.jsonl", items.map((item) => JSON.stringify(item)).join("\n")),
    );
    expect(dataset.holdings.map(({ subject, equity, at }) => [subject, equity, at!.row])).toEqual([
      ["GB-COH-10000011", "(50%,75%]", 1],
      ["GB-COH-10000011", "(75%,100%]", 5],
    ]);
    expect(lines(issues)).toEqual([
      "votes-unstated info 1 -",
      "statement-replaced info 2 -",
      "statement-replaced info 3 -",
      "statement-closes info 4 -",
    ]);
  });
});

describe("one line of each kind", () => {
  const names = readdirSync(FIXTURES);

  test("every line is in the dataset or named", async () => {
    expect(names).toHaveLength(13);
    for (const name of names) {
      const { dataset, issues } = await load(join(FIXTURES, name));
      const rows = [...Object.values(dataset).flat(), ...issues.map(({ row }) => ({ at: { row } }))];
      expect(
        rows.map(({ at }) => at?.row),
        name,
      ).toContain(1);
      register(dataset);
    }
  });

  test.each([
    ["psc_individual.json", "naturalPerson", "(25%,50%]"],
    ["psc_ceased_on.json", "naturalPerson", "(25%,50%]"],
    ["psc_corporate.json", "company", "unknown"],
    ["psc_legal.json", "company", "unknown"],
    ["psc_no_country.json", "company", "unknown"],
    ["psc_super_secure.json", "unknown", "unknown"],
  ])("%s: a holder of kind %s with %s", async (name, kind, equity) => {
    const { dataset } = await load(join(FIXTURES, name));
    const [holding] = dataset.holdings;
    expect(holding).toMatchObject({ subject: "GB-COH-01234567", equity });
    expect(dataset.entities.find(({ id }) => id === holding!.holder)!.kind).toBe(kind);
  });

  test("a name put together, a company by its number, a secret person by the register's words", async () => {
    const nameOf = async (name: string) => (await load(join(FIXTURES, name))).dataset.entities[1]!;
    expect((await nameOf("psc_individual.json")).name).toBe("Joe Bloggs");
    expect((await nameOf("psc_corporate.json")).id).toBe("GB-COH-89101112");
    expect((await nameOf("psc_not_found.json")).id).toBe("GB-COH-00056099");
    expect((await nameOf("psc_super_secure.json")).name).toBe(
      "super-secure-persons-with-significant-control",
    );
  });

  test("why nobody is named is a fact while it holds, and an issue", async () => {
    const facts = async (name: string) => plain((await load(join(FIXTURES, name))).dataset.facts);
    const fact = { entity: "GB-COH-01234567", fact: "ownersUnspecified" };
    const nobody = "no-individual-or-entity-with-signficant-control";
    expect(await facts("psc_statement.json")).toEqual([{ ...fact, value: nobody, on: "2016-07-12" }]);
    expect(await facts("psc_statement_ceased_on.json")).toEqual([]);
    const exempt = "psc-exempt-as-shares-admitted-on-market";
    expect(await facts("psc_exemptions.json")).toEqual([{ ...fact, value: exempt, on: "2016-10-29" }]);
    for (const name of ["psc_statement.json", "psc_statement_ceased_on.json", "psc_exemptions.json"]) {
      expect(lines((await load(join(FIXTURES, name))).issues)).toEqual(["owner-unspecified warning 1 -"]);
    }
  });

  test("totals and unknown kinds make nothing and are named", async () => {
    expect(lines((await load(join(FIXTURES, "psc_totals.json"))).issues)).toEqual(["source-loss info 1 -"]);
    const { issues } = await load(join(FIXTURES, "psc_unknown_kind.json"));
    expect(lines(issues)).toEqual(["invalid-statement error 1 -"]);
    const other = await snapshot([line("1", { kind: "wizard" }), individual("2", "a", BOTH)]);
    expect(lines(other.issues)).toEqual(["invalid-statement error 1 -"]);
    expect(other.dataset.holdings).toHaveLength(1);
  });
});

test("bad lines and any values end well", async () => {
  const data = fc.record({
    kind: fc.oneof(
      fc.constantFrom(
        "individual-person-with-significant-control",
        "corporate-entity-person-with-significant-control",
        "exemptions",
        "persons-with-significant-control-statement",
        "super-secure-beneficial-owner",
      ),
      fc.jsonValue({ maxDepth: 1 }),
    ),
    name: fc.jsonValue({ maxDepth: 1 }),
    natures_of_control: fc.jsonValue({ maxDepth: 2 }),
    identification: fc.jsonValue({ maxDepth: 2 }),
    exemptions: fc.jsonValue({ maxDepth: 3 }),
    notified_on: fc.jsonValue({ maxDepth: 1 }),
    links: fc.jsonValue({ maxDepth: 2 }),
  });
  const number = fc.oneof(fc.constantFrom("1", "SC1", "x"), fc.jsonValue({ maxDepth: 1 }));
  const item = fc.record({ company_number: number, data: fc.oneof(data, fc.jsonValue({ maxDepth: 1 })) });
  const items = fc.array(
    fc.oneof(
      item.map((one) => JSON.stringify(one)),
      fc.string(),
    ),
    { maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(items, async (rest) => {
      const text = [JSON.stringify(individual("1", "a", BOTH)), ...rest].join("\n");
      const result = await load(await fileWith("psc.txt", text)).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(InputError);
      else register((result as Loaded).dataset);
    }),
    { seed: 20_240_630, numRuns: process.env.LOOKTHROUGH_FULL ? 3000 : 150 },
  );
});
