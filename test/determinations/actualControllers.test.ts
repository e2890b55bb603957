import { describe, expect, it } from "vitest";
import { actualControllers, actualControllersResult } from "../../src/determinations/actualControllers.js";
import { register } from "../../src/register/register.js";
import { noteIn } from "../../src/text/notes.js";
import { drawn } from "../notation.js";

function found(graph: string, on: string | null = null) {
  const result = actualControllers(register(drawn(graph)), { subject: "甲公司", on });
  return actualControllersResult.strict().parse(result);
}

const controlling = (graph: string, on: string | null = null): string[] =>
  found(graph, on).controllingShareholders.map(
    ({ id, basis, verdict, article }) => `${id} ${basis} ${verdict} ${article}`,
  );

describe("controlling shareholders", () => {
  // 超过 50% from 2024-07-01 on, 50%以上 before.
  it.each([
    ["49.999999999999%", "50.000000000001%", "2024-06-30", ["李四 capital certain CL 216(2)"]],
    ["50%", "50%", "2024-06-30", ["张三 capital certain CL 216(2)", "李四 capital certain CL 216(2)"]],
    ["50%", "50%", "2024-07-01", []],
    ["50.000000000001%", "49.999999999999%", "2024-07-01", ["张三 capital certain CL 265(2)"]],
    ["49.999999999999%", "50.000000000001%", "2024-07-01", ["李四 capital certain CL 265(2)"]],
  ])("with %s and %s on %s: %j", (one, other, on, expected) => {
    expect(controlling(`张三 -${one}-> 甲公司\n李四 -${other}-> 甲公司`, on)).toEqual(expected);
  });

  it("counts votes where the capital is not enough, unverified", () => {
    const graph = "张三 -40%(voting 60%)-> 甲公司\n李四 -60%(voting 40%)-> 甲公司";
    expect(controlling(graph)).toEqual(["张三 votes certain CL 265(2)", "李四 capital certain CL 265(2)"]);
    expect(found(graph).controllingShareholders[0]).toMatchObject({
      verified: false,
      share: { exact: "2/5" },
    });
  });

  it("is only direct shareholders, certain ones first", () => {
    const graph = `
      张三 -100%-> 乙公司
      乙公司 -[40%,60%]-> 甲公司
      李四 -[40%,60%]-> 甲公司
    `;
    expect(controlling(graph)).toEqual([
      "乙公司 capital possible CL 265(2)",
      "李四 capital possible CL 265(2)",
    ]);
  });
});

describe("actual controllers", () => {
  it("are those who control and whom nobody controls, with chain and article", () => {
    const { actualControllers: rows } = found(`
      张三 -51%-> 乙公司
      李四 -49%-> 乙公司
      乙公司 -51%-> 甲公司
      李四 -49%-> 甲公司
    `);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: "张三",
      verdict: "certain",
      article: "CL 265(3)",
      verified: false,
      controlledStake: { exact: "51/100" },
    });
    expect(rows[0]!.chain.map(({ from, to }) => [from, to])).toEqual([
      ["张三", "乙公司"],
      ["乙公司", "甲公司"],
    ]);
  });

  it("may be joint, by an agreement", () => {
    const { actualControllers: rows } = found(`
      张三 -40%-> 甲公司
      李四 -40%-> 甲公司
      王五 -20%-> 甲公司
      张三 ~concertAgreement(group g)~> @ 甲公司
      李四 ~concertAgreement(group g)~> @ 甲公司
    `);
    expect(rows.map(({ members }) => members)).toEqual([["张三", "李四"]]);
  });

  it("could not be shareholders before 2024-07-01: the row stays, and a note says so", () => {
    const graph = "张三 -60%-> 甲公司\n李四 -40%-> 甲公司";
    const before = found(graph, "2024-06-30");
    expect(before.actualControllers).toMatchObject([{ id: "张三", article: "CL 216(3)", verified: false }]);
    expect(before.notes).toHaveLength(1);
    expect(noteIn("zh", before.notes[0]!)).toBe(
      "张三 控制 甲公司，但为其直接股东：依当时有效的第 CL 216(3) 条属控股股东而非实际控制人",
    );
    expect(found(graph, "2024-07-01").notes).toEqual([]);
    expect(found(graph, "2018-10-25").notes[0]).toMatch(/^company-law is law from 2018-10-26/);
  });

  it("are verified where a fact, and no figure of ours, makes them so", () => {
    const { actualControllers: rows } = found(`
      甲公司: limitedPartnership
      张三 -1%-> 甲公司
      李四 -99%-> 甲公司
      张三 ~executivePartner~> 甲公司
    `);
    expect(rows).toMatchObject([{ id: "张三", basis: "executivePartner", verified: true }]);
  });

  it("names the tie without which nobody can be said to control", () => {
    expect(found("甲公司: limitedPartnership\n张三 -100%-> 甲公司")).toMatchObject({
      actualControllers: [],
      missing: [{ entity: "甲公司", tie: "executivePartner" }],
    });
  });
});
