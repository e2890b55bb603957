import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { register } from "../../src/register/register.js";
import { check } from "../../src/rules/check.js";
import type { Finding } from "../../src/rules/finding.js";
import { ruleMessage } from "../../src/text/ruleWords.js";
import { drawn } from "../notation.js";

const findings = (drawing: string): readonly Finding[] =>
  check(register(drawn(`蓝海: company, sector securities\n${drawing}`), { asOf: "2025-06-30" }), {
    subject: "蓝海",
  }).findings;

const of = (rule: string, party: string, drawing: string): Finding => {
  const found = findings(drawing).find((one) => one.rule === rule && one.parties.join() === party);
  expect(found, `${rule} of ${party}`).toBeDefined();
  return found!;
};

const exact = ({ measured }: Finding): unknown =>
  measured === null || typeof measured === "number"
    ? measured
    : (measured.exact ?? [measured.min, measured.max]);

const HELD = "甲 -10%-> 蓝海\n甲: company, complete";

describe("SC-7-3a, structure known to the ultimate holders", () => {
  it.each([
    ["a natural person", "张 -10%-> 蓝海", "张"],
    [
      "a listed company, whatever is above it",
      "甲: company, listing exchange\n甲 -10%-> 蓝海\n谜 -40%-> 甲\n谜: unknown",
      "甲",
    ],
    ["the state", "国资委: state\n国资委 -10%-> 蓝海", "国资委"],
    ["a company of persons", `${HELD}\n张 -60%-> 甲\n李 -40%-> 甲`, "甲"],
    [
      "a ring that persons hold",
      `${HELD}\n张 -60%-> 甲\n乙 -40%-> 甲\n乙: company, complete\n甲 -50%-> 乙\n李 -50%-> 乙`,
      "甲",
    ],
    ["shares known in part, of whom all are known", `${HELD}\n张 -0%-100%-> 甲\n李 -0%-100%-> 甲`, "甲"],
  ])("is clear for %s", (_, drawing, party) => {
    const one = of("SC-7-3a", party, drawing);
    expect([one.verdict, exact(one), one.missing]).toEqual(["clear", "1", []]);
  });

  it.each([
    ["99.99%", "undetermined", "9999/10000"],
    ["100%", "clear", "1"],
  ])("with %s known is %s", (share, verdict, coverage) => {
    const one = of("SC-7-3a", "甲", `甲 -10%-> 蓝海\n张 -${share}-> 甲`);
    expect([one.verdict, exact(one)]).toEqual([verdict, coverage]);
    expect(one).toMatchObject({ article: "7(3)", comparator: "atLeast", threshold: "100%" });
  });

  it("asks for the holders of registers that are not complete, on any layer", () => {
    const one = of("SC-7-3a", "甲", `${HELD}\n乙 -50%-> 甲\n张 -50%-> 甲\n李 -80%-> 乙`);
    expect([one.verdict, exact(one), one.missing]).toEqual([
      "undetermined",
      "9/10",
      [{ what: "holders", entity: "乙" }],
    ]);
    expect(one.evidence).toContainEqual(expect.objectContaining({ kind: "holding", from: "乙", to: "甲" }));
  });

  it.each([
    ["a company without holders", "甲: company\n甲 -10%-> 蓝海", "甲"],
    ["a product", `${HELD}\n理财: wealthManagementProduct\n理财 -100%-> 甲`, "理财"],
    ["the public of a company that is not listed", `${HELD}\n公众: dispersed\n公众 -100%-> 甲`, "甲"],
    ["a depository", `${HELD}\n结算: clearingNominee\n结算 -100%-> 甲`, "甲"],
  ])("does not end with %s", (_, drawing, missing) => {
    const one = of("SC-7-3a", "甲", drawing);
    expect([one.verdict, one.missing]).toEqual(["undetermined", [{ what: "holders", entity: missing }]]);
  });

  it("is breached by a closed ring and by an unknown holder in a complete register", () => {
    const ring = `${HELD}\n张 -50%-> 甲\n乙 -50%-> 甲\n乙: company, complete\n丙: company, complete\n丙 -100%-> 乙\n乙 -100%-> 丙`;
    expect([of("SC-7-3a", "甲", ring).verdict, exact(of("SC-7-3a", "甲", ring))]).toEqual(["breach", "1/2"]);
    const unknown = `${HELD}\n张 -50%-> 甲\n谜 -50%-> 甲\n谜: unknown`;
    expect(of("SC-7-3a", "甲", unknown)).toMatchObject({
      verdict: "breach",
      missing: [{ what: "identity", entity: "谜" }],
    });
    expect(of("SC-7-3a", "甲", unknown.replace(", complete", "")).verdict).toBe("undetermined");
    expect(of("SC-7-3a", "甲", unknown.replaceAll("50%", "0%-100%")).verdict).toBe("undetermined");
  });

  it("looks behind a nominee too", () => {
    const drawing = "张 -10%-> 蓝海\n张 ~nominee~> 甲 @ 蓝海\n甲: company";
    expect(of("SC-7-3a", "张", drawing)).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "holders", entity: "甲" }],
    });
  });
});

describe("the exemptions of Article 7", () => {
  const bought = (share: string, way: string): string =>
    `甲 -${share}(acquiredBy ${way})-> 蓝海\n甲: company`;

  it.each([
    ["4.99%", "exchange", "exempt"],
    ["4.99%", "offering", "exempt"],
    ["4.99%", "transfer", "undetermined"],
    ["5%", "exchange", "undetermined"],
    ["5.01%", "exchange", "undetermined"],
    ["4%-5%", "exchange", "undetermined"],
    ["4%-<5%", "exchange", "exempt"],
  ])("%s by %s is %s", (share, way, verdict) => {
    expect(of("SC-7-3a", "甲", bought(share, way)).verdict).toBe(verdict);
    expect(of("SC-7-3b", "甲", bought(share, way)).verdict).toBe(verdict);
  });

  it("take the public and depositories out", () => {
    const drawing = "公众: dispersed\n公众 -40%-> 蓝海\n结算: clearingNominee\n结算 -30%-> 蓝海";
    expect(of("SC-7-3a", "公众", drawing)).toMatchObject({ verdict: "exempt", exemption: "dispersed" });
    expect(of("SC-7-3b", "结算", drawing)).toMatchObject({ verdict: "exempt", exemption: "clearingNominee" });
  });

  it("leave a breach open where a listed company's record does not say how a small stake was acquired", () => {
    const product = "理财: wealthManagementProduct\n理财 -3%-> 蓝海";
    expect(of("SC-7-3b", "理财", product).verdict).toBe("breach");
    const listed = `蓝海: company, sector securities, listing exchange\n${product}`;
    expect(of("SC-7-3b", "理财", listed)).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "acquiredBy", entity: "理财" }],
    });
    expect(of("SC-7-3b", "理财", listed.replace("3%", "5%")).verdict).toBe("breach");
  });
});

describe("SC-7-3b, no wealth-management product", () => {
  const product = `${HELD}\n张 -60%-> 甲\n理财: wealthManagementProduct\n理财 -40%-> 甲\n李 -100%-> 理财`;

  it("is breached by one on any path, the holder itself included", () => {
    expect(of("SC-7-3b", "甲", product)).toMatchObject({
      verdict: "breach",
      severity: "high",
      parameters: { products: "理财" },
    });
    expect(of("SC-7-3b", "甲", product).evidence).toContainEqual(
      expect.objectContaining({ from: "理财", to: "甲" }),
    );
    expect(of("SC-7-3b", "理财", "理财: wealthManagementProduct\n理财 -1%-> 蓝海").verdict).toBe("breach");
  });

  it("ends at the first terminal", () => {
    const above = product.replace("甲: company, complete", "甲: company, complete, listing exchange");
    expect(of("SC-7-3b", "甲", above).verdict).toBe("clear");
  });

  it("is open where a share may be nothing, or something is not recorded", () => {
    const maybe = product.replace("60%", "50%-100%").replace("40%", "0%-50%");
    expect(of("SC-7-3b", "甲", maybe).verdict).toBe("undetermined");
    expect(of("SC-7-3b", "甲", "甲 -10%-> 蓝海\n张 -60%-> 甲")).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "holders", entity: "甲" }],
    });
    expect(of("SC-7-3b", "甲", `${HELD}\n张 -100%-> 甲`).verdict).toBe("clear");
  });

  it("is exempt where every product is approved", () => {
    const approved = `${product}\n理财 ! approval:SC-7-3b = 证监许可2024-1`;
    expect(of("SC-7-3b", "甲", approved)).toMatchObject({ verdict: "exempt", exemption: "approval" });
    expect(of("SC-7-3b", "甲", approved).evidence).toContainEqual(expect.objectContaining({ kind: "fact" }));
    expect(of("SC-7-3b", "甲", `${product}\n甲 ! approval:SC-7-3b = 1号`).verdict).toBe("exempt");
    expect(of("SC-7-3b", "甲", `${product}\n理财 ! approval:SC-7-3b = false`).verdict).toBe("breach");
    const second = "理财二: wealthManagementProduct\n理财二 -50%-> 理财";
    expect(of("SC-7-3b", "甲", `${approved.replace("李 -100%", "李 -50%")}\n${second}`).verdict).toBe(
      "breach",
    );
  });
});

describe("SC-22, structure explained", () => {
  it("is an advisory where all is recorded, else open with what is missing", () => {
    expect(of("SC-22", "甲", `${HELD}\n张 -100%-> 甲`)).toMatchObject({
      verdict: "advisory",
      verified: false,
    });
    expect(of("SC-22", "甲", "甲 -10%-> 蓝海\n张 -60%-> 甲").verdict).toBe("undetermined");
    const partnership = "合伙: limitedPartnership, complete\n合伙 -4%-> 蓝海\n张 -100%-> 合伙";
    expect(of("SC-22", "合伙", partnership)).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "executivePartner", entity: "合伙" }],
    });
    expect(findings("张 -10%-> 蓝海").filter(({ rule }) => rule === "SC-22")).toEqual([]);
  });
});

describe("penetration", () => {
  const rows = fc.array(
    fc.record({
      holder: fc.constantFrom("甲", "乙", "丙", "张", "理财", "谜", "公众"),
      subject: fc.constantFrom("蓝海", "甲", "乙", "丙"),
      share: fc.constantFrom("10%", "20%", "25%", "0%-30%"),
    }),
    { minLength: 1, maxLength: 9 },
  );
  const kinds = `甲: company, complete\n乙: company, complete\n丙: company\n张: naturalPerson\n理财: wealthManagementProduct
    谜: unknown\n公众: dispersed`;
  const all = (drawing: string): Finding[] =>
    findings(drawing).filter(({ rule }) => /^SC-(7-3|22)/.test(rule));

  it("does not depend on the order of records, and has words for what it says", () => {
    fc.assert(
      fc.property(rows, (records) => {
        const lines = records.map(({ holder, subject, share }) => `${holder} -${share}-> ${subject}`);
        const found = all(`${kinds}\n${lines.join("\n")}`);
        expect(all(`${kinds}\n${lines.toReversed().join("\n")}`)).toEqual(found);
        for (const one of found)
          expect(ruleMessage("zh", one.rule, one.verdict, one.parameters)).not.toMatch(/[{}]/);
      }),
      { numRuns: 60 },
    );
  });

  it("is clear exactly where the coverage is one", () => {
    fc.assert(
      fc.property(rows, (records) => {
        const lines = records.map(({ holder, subject, share }) => `${holder} -${share}-> ${subject}`);
        for (const one of all(`${kinds}\n${lines.join("\n")}`)) {
          if (one.rule !== "SC-7-3a" || one.verdict === "exempt") continue;
          const { min, max } = one.measured as { min: number; max: number };
          expect(one.verdict === "clear", one.id).toBe(min === 1);
          if (one.verdict === "breach") expect(max, one.id).toBeLessThan(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
