import { describe, expect, test } from "vitest";
import { compareDeclared, declaredIssues } from "../../src/measures/declared.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import { completion } from "../../src/measures/query.js";
import { settle } from "../../src/measures/settle.js";
import { fractionText } from "../../src/model/fraction.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

function asked(text: string, of: string, company: string) {
  const r = register(drawn(text));
  const measure = lookThrough(r);
  return { r, cone: measure.cone(r.index.get(company)!), set: [r.index.get(of)!], measure };
}

describe("what would settle a possible share", () => {
  const bands = `
    张三 -25%-50%-> 甲公司
    李四 -30%-> 甲公司
    甲公司 -80%-> 乙公司
  `;

  test("张三 has 20 % to 40 % of 乙公司: one record decides either way", () => {
    const { r, cone, set } = asked(bands, "张三", "乙公司");
    const found = settle(cone, set, { atLeast: "25%" });
    expect(found.verdict).toBe("possible");
    const [first] = found.settlements;
    expect(first!.decides).toBe("both");
    expect(first!.records.map(({ row, arc }) => [r.entities[cone.nodes[row]!]!.id, arc])).toEqual([
      ["甲公司", 0],
    ]);
    const answers = first!.answers.map(({ shares, verdict }) => [fractionText(shares[0]!), verdict]);
    expect(answers).toEqual([
      ["1/4", "excluded"],
      ["1/2", "certain"],
    ]);
  });

  test("an end that other open ends forbid is not disclosed, and a record comes before what nobody disclosed", () => {
    const { cone, set } = asked("P -(25%,50%]-> H\nH -(50%,75%]-> S", "P", "S");
    const { settlements } = settle(cone, set, { atLeast: "25%" });
    expect(settlements.map(({ records }) => records[0]!.arc)).toEqual([0, null]);
    // All but 25 % of H undisclosed would leave P exactly 25 %, which P has more than.
    const shares = settlements.map(({ answers }) => answers.map((answer) => fractionText(answer.shares[0]!)));
    expect(shares).toEqual([
      ["1000001/4000000", "1/2"],
      ["1/2", "2999999/4000000"],
    ]);
  });

  test("what is certain or excluded needs no settling", () => {
    const { cone, set } = asked(bands, "张三", "乙公司");
    expect(settle(cone, set, { atLeast: "20%" })).toMatchObject({ verdict: "certain", settlements: [] });
    expect(settle(cone, set, { moreThan: "40%" })).toMatchObject({ verdict: "excluded", settlements: [] });
  });

  test("where no single record decides for certain, the smallest sets that do are found", () => {
    const { cone, set } = asked(
      `
      P -0%-100%-> A
      P -0%-100%-> B
      A -20%-> C
      B -20%-> C
      Q -60%-> C
    `,
      "P",
      "C",
    );
    const found = settle(cone, set, { atLeast: "30%" });
    expect(found.verdict).toBe("possible");
    // P excluded by one record: without A it has at most 20 %. That P passes takes both.
    expect(found.settlements[0]!.records.length).toBe(1);
    expect(found.settlements[0]!.decides).toBe("excluded");
    const both = settle(cone, set, { atLeast: "20%" });
    expect(both.settlements.some(({ decides }) => decides === "certain")).toBe(true);
  });
});

describe("completions that are printed", () => {
  test("the least and the greatest share of 张三 in 乙公司 come with the shares that reach them", () => {
    const { r, measure, set } = asked(
      "张三 ->25%-50%-> 甲公司\n李四 -30%-> 甲公司\n甲公司 -80%-> 乙公司",
      "张三",
      "乙公司",
    );
    const rows = (sense: "least" | "most") =>
      completion(measure.bound({ of: set, in: r.index.get("乙公司")! }, sense)!)!
        .filter(({ subject }) => r.entities[subject]!.id === "甲公司")
        .map(({ holder, share }) => [holder === null ? null : r.entities[holder]!.id, fractionText(share)]);
    expect(rows("most")).toEqual([
      ["张三", "1/2"],
      ["李四", "3/10"],
      [null, "1/5"],
    ]);
    const least = rows("least");
    expect(least[0]![0]).toBe("张三");
    // The end is open: the completion comes near it without reaching it.
    expect(least[0]![1]).not.toBe("1/4");
    expect(measure.ends({ of: set, in: r.index.get("乙公司")! })).toMatchObject({
      minExclusive: true,
      maxExclusive: false,
    });
  });
});

describe("declared against computed", () => {
  const data = (share: string) => ({
    ...drawn("P -50%-> H\nH -25%-50%-> S"),
    declarations: [
      { owner: "P", subject: "S", interest: "equity" as const, share, at: { file: "x.json", row: 3 } },
    ],
  });

  test.each([
    ["10%-60%", "inside"],
    ["20%", "undecidable"],
    ["30%", "outside"],
    ["25%-30%", "undecidable"],
    [">25%-30%", "outside"],
  ])("P is declared to have %s of S, computed 12.5–25 %%: %s", (share, agreement) => {
    const r = register(data(share));
    expect(compareDeclared(r).map((found) => found.agreement)).toEqual([agreement]);
    const issues = declaredIssues(r).map(({ code, row }) => [code, row]);
    expect(issues).toEqual(agreement === "inside" ? [] : [[`declared-${agreement}`, 3]]);
  });
});
