import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { register } from "../../src/register/register.js";
import { check } from "../../src/rules/check.js";
import type { Finding } from "../../src/rules/finding.js";
import { ruleMessage } from "../../src/text/ruleWords.js";
import { drawn } from "../notation.js";

const ON = "2025-06-30";

const findings = (drawing: string, on: string = ON): readonly Finding[] =>
  check(register(drawn(`蓝海: company, sector securities\n${drawing}`), { asOf: on }), { subject: "蓝海" })
    .findings;

/** "张 advisory equity 1/2": party, verdict, limb and measure of the findings of one rule. */
const said = (rule: string, drawing: string, on?: string): string[] =>
  findings(drawing, on)
    .filter((one) => one.rule === rule)
    .map((one) => [one.parties.join("+"), one.verdict, one.limb, measured(one)].join(" "));

const measured = ({ measured: share }: Finding): string =>
  typeof share === "number"
    ? String(share)
    : share === null
      ? "–"
      : (share.exact ?? `${share.min}-${share.max}`);

const only = (rule: string, drawing: string, on?: string): Finding => {
  const found = findings(drawing, on).filter((one) => one.rule === rule);
  expect(found.length, rule).toBeGreaterThan(0);
  return found[0]!;
};

const COMPLETE = "蓝海: company, sector securities, complete";

describe("SC-5-1, controlling shareholder", () => {
  it.each([
    ["49.99%", ["张 undetermined voting 4999/10000"]],
    ["50%", ["张 advisory equity 1/2"]],
    ["50.01%", ["张 advisory equity 5001/10000"]],
    ["49%-50%", ["张 undetermined equity 0.49-0.5"]],
    ["49%-<50%", ["张 undetermined voting 0.49-0.5"]],
  ])("by capital at %s", (share, expected) => {
    expect(said("SC-5-1", `张 -${share}-> 蓝海\n公众: dispersed\n公众 -30%-> 蓝海`)).toEqual(expected);
  });

  it("at exactly one half conflicts with the Company Law from 2024-07-01, not above and not before", () => {
    const half = `${COMPLETE}\n张 -50%-> 蓝海\n李 -50%-> 蓝海`;
    expect(findings(half).filter(({ rule }) => rule === "SC-5-1")).toMatchObject([
      { parties: ["张"], conflict: "CL 265(2)", article: "5(1)", comparator: "atLeast", threshold: "50%" },
      { parties: ["李"], conflict: "CL 265(2)" },
    ]);
    expect(only("SC-5-1", half, "2024-06-30")).not.toHaveProperty("conflict");
    expect(only("SC-5-1", half, "2024-07-01")).toHaveProperty("conflict");
    expect(only("SC-5-1", half.replaceAll("50%", "51%"))).not.toHaveProperty("conflict");
  });

  it.each([
    ["50%", "张 undetermined voting 1/2"],
    ["50.01%", "张 advisory voting 5001/10000"],
  ])("by votes at %s", (voting, expected) => {
    const drawing = `${COMPLETE}\n张 -40%(voting ${voting})-> 蓝海\n公众: dispersed\n公众 -60%(voting ${voting === "50%" ? "50%" : "49.99%"})-> 蓝海`;
    expect(said("SC-5-1", drawing)).toEqual([expected]);
    expect(only("SC-5-1", drawing)).toMatchObject({ verified: false, comparator: "moreThan" });
  });

  it("counts votes commanded by agreement, and none that are given away", () => {
    const drawing = `${COMPLETE}\n张 -30%-> 蓝海\n李 -30%-> 蓝海\n王 -40%-> 蓝海\n李 ~votingProxy~> 张 @ 蓝海`;
    expect(said("SC-5-1", drawing)).toEqual(["张 advisory voting 3/5"]);
  });

  it("raises below one half only who commands most, with what is missing", () => {
    const drawing = `${COMPLETE}\n张 -30%-> 蓝海\n李 -29%-> 蓝海\n公众: dispersed\n公众 -41%-> 蓝海`;
    expect(said("SC-5-1", drawing)).toEqual(["张 undetermined voting 3/10"]);
    expect(only("SC-5-1", drawing).missing).toEqual([
      { what: "attendance", entity: "蓝海" },
      { what: "dispersion", entity: "蓝海" },
    ]);
    const tied = drawing.replace("29%", "30%").replace("41%", "40%");
    expect(said("SC-5-1", tied)).toHaveLength(2);
    const many = Array.from({ length: 25 }, (_, i) => `人${i} -4%-> 蓝海`).join("\n");
    expect(said("SC-5-1", `${COMPLETE}\n${many}`)).toEqual([]);
  });

  it("is never the public or a depository", () => {
    const drawing = `${COMPLETE}\n公众: dispersed\n公众 -60%-> 蓝海\n结算: clearingNominee\n结算 -40%-> 蓝海`;
    expect(findings(drawing).filter(({ rule }) => /^SC-(5|42)/.test(rule))).toEqual([]);
  });
});

describe("SC-5-2 and SC-5-3, major and minor shareholders", () => {
  it.each([
    ["4.99%", [], ["张 advisory equity 499/10000"]],
    ["5%", ["张 advisory equity 1/20"], []],
    ["5.01%", ["张 advisory equity 501/10000"], []],
    ["1/20", ["张 advisory equity 1/20"], []],
    ["4%-5%", ["张 undetermined equity 0.04-0.05"], ["张 undetermined equity 0.04-0.05"]],
    ["4%-<5%", [], ["张 advisory equity 0.04-0.05"]],
    ["5%-6%", ["张 advisory equity 0.05-0.06"], []],
  ])("at %s", (share, major, minor) => {
    const drawing = `张 -${share}-> 蓝海`;
    expect(said("SC-5-2", drawing)).toEqual(major);
    expect(said("SC-5-3", drawing)).toEqual(minor);
  });

  it("notes at exactly the line that the words of both classes meet there", () => {
    expect(only("SC-5-2", "张 -5%-> 蓝海").notes).toEqual(["boundary-overlap"]);
    expect(only("SC-5-2", "张 -2%-> 蓝海\n张 -3%-> 蓝海").notes).toEqual(["boundary-overlap"]);
    expect(only("SC-5-2", "张 -5.01%-> 蓝海")).not.toHaveProperty("notes");
  });

  it("points out who reaches the line with what it controls or with its group", () => {
    const held = "甲: company\n甲 -3%-> 蓝海\n甲 -60%-> 乙\n乙 -2%-> 蓝海";
    expect(said("SC-5-2", held)).toEqual(["乙 advisory concert 1/20", "甲 advisory control 1/20"]);
    expect(said("SC-5-2", held.replace("60%", "40%-60%"))).toContain("甲 undetermined control 0.03-0.05");
    const agreed =
      "张 -3%-> 蓝海\n李 -2%-> 蓝海\n张 ~concertAgreement(group g)~> @ 蓝海\n李 ~concertAgreement(group g)~> @ 蓝海";
    expect(said("SC-5-2", agreed)).toEqual(["张 advisory concert 1/20", "李 advisory concert 1/20"]);
    expect(said("SC-5-2", agreed.replace("2%", "1.99%"))).toEqual([]);
    expect(said("SC-5-3", agreed)).toHaveLength(2);
  });
});

describe("SC-42, largest shareholder", () => {
  it.each([
    ["4.99%", []],
    ["5%", ["张 advisory equity 1/20"]],
    ["5.01%", ["张 advisory equity 501/10000"]],
  ])("needs at least the line: %s", (share, expected) => {
    const rest = Array.from({ length: 4 }, (_, i) => `人${i} -4%-> 蓝海`).join("\n");
    const left = share === "5%" ? "79%" : share === "4.99%" ? "79.01%" : "78.99%";
    const drawing = `${COMPLETE}\n张 -${share}-> 蓝海\n${rest}\n公众: dispersed\n公众 -${left}-> 蓝海`;
    expect(said("SC-42", drawing)).toEqual(expected);
  });

  it("lists all who are tied, with a note", () => {
    const drawing = `${COMPLETE}\n张 -40%-> 蓝海\n李 -40%-> 蓝海\n王 -20%-> 蓝海`;
    expect(said("SC-42", drawing)).toEqual(["张 advisory equity 2/5", "李 advisory equity 2/5"]);
    expect(only("SC-42", drawing).notes).toEqual(["tie"]);
  });

  it.each([
    ["what is not disclosed may be one holder", "张 -40%-> 蓝海", ["张 undetermined equity 2/5"]],
    ["unless it is less", "张 -50%-> 蓝海", ["张 advisory equity 1/2"]],
    [
      "ranges that overlap",
      `${COMPLETE}\n张 -30%-50%-> 蓝海\n李 -40%-60%-> 蓝海\n王 -10%-> 蓝海`,
      ["张 undetermined equity 0.3-0.5", "李 undetermined equity 0.4-0.6"],
    ],
    [
      "ranges that the rest of the register settles",
      `${COMPLETE}\n张 -30%-50%-> 蓝海\n李 -40%-> 蓝海\n王 -10%-> 蓝海`,
      ["张 advisory equity 0.3-0.5"],
    ],
    [
      "an open end that is not reached",
      `${COMPLETE}\n张 -25%-<50%-> 蓝海\n李 -50%-> 蓝海\n王 -0%-25%-> 蓝海`,
      ["李 advisory equity 1/2"],
    ],
  ])("%s", (_, drawing, expected) => {
    expect(said("SC-42", drawing)).toEqual(expected);
  });
});

describe("classes", () => {
  const records = fc.array(
    fc.record({ holder: fc.integer({ min: 0, max: 4 }), share: fc.integer({ min: 1, max: 20 }) }),
    { minLength: 1, maxLength: 5 },
  );

  it("do not depend on the order of records", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const lines = rows.map(({ holder, share }) => `人${holder} -${share}%-> 蓝海`);
        const classes = (drawing: string): string[] =>
          findings(drawing)
            .filter(({ rule }) => /^SC-(5|42)/.test(rule))
            .map(({ id, verdict, limb, message }) => [id, verdict, limb, message].join(" "));
        expect(classes(lines.toReversed().join("\n"))).toEqual(classes(lines.join("\n")));
      }),
    );
  });

  it("do not change when a wholly owned shell stands above a shareholder", () => {
    const without = "甲: company, complete\n甲 -60%-> 蓝海\n张 -100%-> 甲\n李 -10%-> 蓝海";
    const shell =
      "甲: company, complete\n壳: company, complete\n甲 -60%-> 蓝海\n壳 -100%-> 甲\n张 -100%-> 壳\n李 -10%-> 蓝海";
    const rules = /^SC-(5|42|7-3|13|15)/;
    const classes = (drawing: string): string[] =>
      findings(drawing)
        .filter(({ rule, parties }) => rules.test(rule) && !parties.includes("壳"))
        .map((one) => [one.id, one.verdict, measured(one)].join(" "));
    expect(classes(shell)).toEqual(classes(without));
  });

  it("have words in both languages", () => {
    for (const one of findings("张 -5%-> 蓝海\n李 -3%-6%-> 蓝海\n王 -60%-> 蓝海")) {
      if (!/^SC-(5|42)/.test(one.rule)) continue;
      for (const language of ["en", "zh"] as const)
        expect(ruleMessage(language, one.rule, one.verdict, one.parameters)).not.toMatch(/[{}]/);
    }
  });
});
