import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relatedParties } from "../../src/determinations/relatedParties.js";
import { at, register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const ON = "2025-06-30";

/** "id: relation via a b (article)", one line a reason; "?" where only possible. */
function related(drawing: string, subject = "蓝海", definition?: string): string[] {
  const result = relatedParties(register(drawn(drawing), { asOf: ON }), { subject, definition });
  const lines = result.parties.flatMap(({ id, reasons }) =>
    reasons.map(
      ({ relation, via, article, verdict }) =>
        `${id}${verdict === "possible" ? "?" : ""}: ${[relation, ...via].join(" ")} (${article})`,
    ),
  );
  return lines.sort();
}

const SECURITIES = "蓝海: company, sector securities\n";
const LISTED = "蓝海: company, sector securities, listing exchange\n";

describe("company-law", () => {
  it("is the definition of every company that is not a securities company", () => {
    const r = register(drawn("甲 -60%-> 乙公司\n甲 -60%-> 蓝海\n蓝海: company, sector securities"));
    expect(relatedParties(r, { subject: "乙公司" }).definition).toBe("company-law");
    expect(relatedParties(r, { subject: "蓝海" }).definition).toBe("csrc-securities");
  });

  it("relates controllers, officers and what they control", () => {
    const drawing = `张 -60%-> 母公司\n母公司 -60%-> 公司\n张 -60%-> 姊妹公司\n公司 -60%-> 子公司
      李 ~director~> 公司\n李 -60%-> 李家公司\n张 ~supervisor~> 别家公司\n王 -10%-> 公司`;
    expect(related(drawing, "公司")).toEqual(
      [
        "别家公司: officerOf 张 (CL 265(4))",
        "姊妹公司: commonControl 张 (CL 265(4))",
        "子公司: controls (CL 265(4))",
        "张: actualController (CL 265(3))",
        "李: director (CL 265(4))",
        "李家公司: controlledByOfficer 李 (CL 265(4))",
        "母公司: controllingShareholder (CL 265(2))",
      ].sort(),
    );
  });

  it("does not relate enterprises merely by common state control, nor two that share a director", () => {
    const drawing = `国资委: state\n国资委 -100%-> 公司\n国资委 -100%-> 集团\n集团 -100%-> 子公司
      张 ~director~> 公司\n张 ~director~> 别家`;
    expect(related(drawing, "公司")).toEqual([
      "国资委: actualController (CL 265(3))",
      "国资委: controllingShareholder (CL 265(2))",
      "张: director (CL 265(4))",
    ]);
    expect(related(drawing, "子公司").map((line) => line.split(":")[0])).toEqual(["国资委", "集团"]);
    expect(related(drawing, "国资委").map((line) => line.split(":")[0])).toContain("子公司");
  });

  it("tests the controlling shareholder's capital as the law in force does", () => {
    const r = register(drawn("张 -50%-> 公司\n李 -50%-> 公司"));
    const relations = (on: string) =>
      relatedParties(at(r, on), { subject: "公司" }).parties.flatMap(({ reasons }) =>
        reasons.map(({ relation, article }) => `${relation} ${article}`),
      );
    expect(relations("2024-06-30")).toEqual([
      "controllingShareholder CL 216(2)",
      "controllingShareholder CL 216(2)",
    ]);
    expect(relations("2024-07-01")).toEqual([]);
  });

  it("is symmetric", () => {
    const names = ["甲", "乙", "丙", "丁", "戊", "己"];
    const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    const line = fc.tuple(
      pair,
      fc.constantFrom("-60%->", "-40%-60%->", "~director~>", "~otherRelation~>", "~contractualControl~>"),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), fc.constantFrom("", "甲: state\n"), (lines, state) => {
        const drawing = `${state}${names.map((name) => (state && name === "甲" ? "" : `${name}: company`)).join("\n")}
          ${lines.map(([[from, to], arrow]) => `${from} ${arrow} ${to}`).join("\n")}`;
        const r = register(drawn(drawing));
        const of = new Map(
          names.map((name) => [
            name,
            new Map(relatedParties(r, { subject: name }).parties.map(({ id, verdict }) => [id, verdict])),
          ]),
        );
        for (const a of names) for (const b of names) expect(of.get(a)!.get(b)).toBe(of.get(b)!.get(a));
      }),
    );
  });
});

describe("csrc-securities", () => {
  it("relates shareholders and everyone whom Article 28(2) names with them", () => {
    const drawing = `${SECURITIES}张 -60%-> 控股\n控股 -10%-> 蓝海\n张 -60%-> 姊妹\n李 ~director~> 控股
      李 -60%-> 李家\n控股 -60%-> 子公司\n王 -3%-> 蓝海\n王 ~concertAgreement~> 赵`;
    expect(related(drawing)).toEqual(
      [
        "控股: shareholder (28(2))",
        "王: shareholder (28(2))",
        "张: controllingShareholder 控股 (28(2))",
        "张: actualController 控股 (28(2))",
        "张: ultimateHolder 控股 (28(2))",
        "李: director 控股 (28(2))",
        "子公司: controls 控股 (28(2))",
        "姊妹: commonControl 控股 张 (28(2))",
        "李家: controlledByOfficer 控股 李 (28(2))",
        "赵: concert 王 (28(2))",
      ].sort(),
    );
  });

  it("adds the company's own related parties under the general law", () => {
    const drawing = `${SECURITIES}张 -60%-> 蓝海\n蓝海 -60%-> 期货公司\n钱 ~seniorManager~> 蓝海`;
    expect(related(drawing)).toEqual(
      [
        "张: shareholder (28(2))",
        "张: controllingShareholder (CL 265(2))",
        "张: actualController (CL 265(3))",
        "期货公司: controls (CL 265(4))",
        "钱: seniorManager (CL 265(4))",
      ].sort(),
    );
  });

  it.each([
    ["4.99%", LISTED, []],
    ["5%", LISTED, ["张", "李"]],
    ["5%", LISTED.replace("exchange", "neeq"), ["张", "李"]],
    ["4.99%", SECURITIES, ["张", "李"]],
    ["4%-6%", LISTED, ["张?", "李?"]],
    ["4%-<5%", LISTED, []],
  ])("a shareholder of %s, %j: %j", (share, subject, expected) => {
    const drawing = `${subject}众: dispersed\n众 -50%-> 蓝海\n张 -${share}-> 蓝海\n张 ~otherRelation~> 李`;
    const parties = related(drawing).map((line) => line.split(":")[0]!);
    expect([...new Set(parties)].sort()).toEqual(expected);
  });

  it("drops only what is reached through small shareholders alone", () => {
    const drawing = `${LISTED}张 -60%-> 小股东\n小股东 -1%-> 蓝海\n小股东 -60%-> 甲公司\n大股东 -20%-> 蓝海
      张 -60%-> 大股东\n小股东 ~director~> 乙公司\n王 -1%-> 蓝海\n王 ~director~> 蓝海`;
    const lines = related(drawing);
    expect(lines).toContain("小股东: concert 大股东 (28(2))");
    expect(lines).toContain("甲公司: commonControl 大股东 张 (28(2))");
    expect(lines.some((line) => line.startsWith("乙公司"))).toBe(false);
    expect(lines).toContain("王: director (CL 265(4))");
  });

  it("does not go above a terminal, but beside and below it", () => {
    const drawing = `${SECURITIES}上市: company, listing exchange\n张 -60%-> 上市\n上市 -10%-> 蓝海
      上市 -60%-> 子公司\n李 ~director~> 上市\n张 -60%-> 别家\n上市 -60%-> 中间\n中间 -10%-> 蓝海`;
    const parties = new Set(related(drawing).map((line) => line.split(":")[0]!));
    expect([...parties].sort()).toEqual(["上市", "中间", "子公司", "李"].sort());
  });

  it("never relates the public, a depository or a remainder; who merely has no holders is a possible end", () => {
    const drawing = `${SECURITIES}众: dispersed\n结算: clearingNominee\n众 -10%-> 控股\n结算 -20%-> 蓝海
      控股 -10%-> 蓝海\n上层 -30%-> 控股\n上层: company\n张 -1%-> 控股`;
    expect(related(drawing)).toEqual(
      [
        "控股: shareholder (28(2))",
        "上层?: ultimateHolder 控股 (28(2))",
        "张: ultimateHolder 控股 (28(2))",
      ].sort(),
    );
  });

  it("penetrates nominees and trusts", () => {
    const drawing = `${SECURITIES}信托: trust\n代持 -10%-> 蓝海\n代持 ~nominee~> 张\n张 -60%-> 张家公司\n信托 -10%-> 蓝海
      受益 ~beneficiary~> 信托\n设立 ~settlor~> 信托`;
    expect(related(drawing)).toEqual(
      [
        "代持: shareholder (28(2))",
        "张: principal 代持 (28(2))",
        "张家公司: controls 代持 张 (28(2))",
        "信托: shareholder (28(2))",
        "受益: beneficiary 信托 (28(2))",
        "受益: ultimateHolder 信托 (28(2))",
        "设立: settlor 信托 (28(2))",
      ].sort(),
    );
  });

  it("prints shortest reasons, and a certain one beside those that are only possible", () => {
    const drawing = `${SECURITIES}张 -40%-60%-> 蓝海\n李 -10%-> 蓝海\n张 -40%-60%-> 甲公司\n李 -60%-> 乙公司\n乙公司 -60%-> 甲公司`;
    const lines = related(drawing).filter((line) => line.startsWith("甲公司"));
    expect(lines).toEqual(["甲公司: controls 李 (28(2))"]);
  });

  it("says what was verified and what is a reading", () => {
    const r = register(drawn(`${SECURITIES}信托: trust\n信托 -10%-> 蓝海\n设立 ~settlor~> 信托`), {
      asOf: ON,
    });
    const { parties } = relatedParties(r, { subject: "蓝海" });
    expect(parties.map(({ id, reasons }) => [id, reasons[0]!.verified])).toEqual([
      ["信托", true],
      ["设立", false],
    ]);
  });

  it("does not depend on the order of rows", () => {
    const lines =
      `${SECURITIES}张 -60%-> 控股\n控股 -10%-> 蓝海\n张 -60%-> 甲\n李 -10%-> 蓝海\n李 -60%-> 乙\n张 ~director~> 乙
      甲: company\n乙: company\n控股 ~otherRelation~> 李`.split("\n");
    expect(related(lines.toReversed().join("\n"))).toEqual(related(lines.join("\n")));
  });
});
