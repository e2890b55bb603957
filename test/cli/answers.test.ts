import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../../src/cli/version.js";
import { holdingsResult, lawResult, ownersResult } from "../../src/report/schemas.js";
import { answered, folderWith, lookthrough, SAMPLES } from "./command.js";

const PYRAMID = ["--data", join(SAMPLES, "pyramid")];
const PARTNERSHIPS = ["--data", join(SAMPLES, "one-manager-three-partnerships")];
const NOMINEE = ["--data", join(SAMPLES, "nominee-and-proxy")];

describe("owners", () => {
  it("gives the envelope of the contract, keys in order", () => {
    const ran = lookthrough(["owners", "蓝海证券", ...PARTNERSHIPS, "--format", "json"]);
    const envelope = answered(ran, ownersResult);
    expect(Object.keys(JSON.parse(ran.stdout))).toEqual([
      "lookthrough",
      "verb",
      "subject",
      "asOf",
      "parameters",
      "issues",
      "result",
    ]);
    expect(envelope).toMatchObject({
      lookthrough: version(),
      verb: "owners",
      subject: "蓝海证券",
      asOf: "2024-05-20",
      parameters: { interest: "equity", paths: 5, undisclosed: "nobody" },
    });
    expect(envelope.result.coverage.exact).toBe("2453/2500");
    expect(envelope.result.owners[0]).toMatchObject({ id: "远航集团", share: { exact: "87/250" } });
  });

  it("prints JSON with two spaces a level and a line feed at the end", () => {
    const { stdout } = lookthrough(["owners", "蓝海证券", ...PYRAMID, "--format", "json"]);
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
  });

  it("draws the chain, the table and what is known, in Chinese", () => {
    const { code, stdout, stderr } = lookthrough(["owners", "蓝海证券", ...PARTNERSHIPS, "--lang", "zh"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("蓝海证券股份有限公司 (蓝海证券) · 公司 · 股权 · 截至 2024-05-20");
    expect(stdout).toMatch(/├─ 远航工业集团有限公司 {2}34\.8 %/);
    expect(stdout).toMatch(/林远航 {2}100 % {2}\(20\.88 %\) ●/);
    expect(stdout).toMatch(/未披露 {2}14 %/);
    expect(stdout).toContain("↺ 循环持股");
    expect(stdout).toMatch(/覆盖率 {2}98\.12 %/);
    expect(stdout).toMatch(/金桥实业有限公司 ⇄ 银桥实业有限公司/);
  });

  it("says the same in English, with English names where there are some", () => {
    const { stdout } = lookthrough(["owners", "蓝海证券", ...PARTNERSHIPS]);
    expect(stdout).toContain("Lanhai Securities (蓝海证券) · company · equity · as of 2024-05-20");
    expect(stdout).toContain("↺ ring");
    expect(stdout).toMatch(/Coverage {5}98\.12 % of the equity/);
    expect(stdout).toMatch(/Opaque {7}1\.88 %: 1\.4 % holdings that are not disclosed; 0\.48 %/);
  });

  it("has rows whose first columns are those of --all", () => {
    const { stdout } = lookthrough([
      "owners",
      "蓝海证券",
      ...PYRAMID,
      "--format",
      "csv",
      "--at-least",
      "24.99%",
    ]);
    const [header, ...rows] = stdout.trimEnd().split("\n");
    expect(header).toMatch(/^subject,owner,share,min,max,verdict,/);
    expect(rows.map((row) => row.split(",").slice(0, 6).join(","))).toEqual([
      "蓝海证券,丙投资,0.51,0.51,0.51,certain",
      "蓝海证券,赵六,0.36,0.36,0.36,certain",
      "蓝海证券,乙实业,0.2601,0.2601,0.2601,certain",
      "蓝海证券,王五,0.2499,0.2499,0.2499,certain",
    ]);
  });

  it("tests exactly: 24.99 % is not 25 %, and 25 % is not more than 25 %", () => {
    const owners = (...flags: string[]): string[] =>
      answered(
        lookthrough(["owners", "qingyuan", ...NOMINEE, "--format", "json", ...flags]),
        ownersResult,
      ).result.owners.map(({ id }) => id);
    expect(owners("--at-least", "25%")).toEqual(["gaoyuan", "dingyi"]);
    expect(owners("--more-than", "1/4")).toEqual(["gaoyuan"]);
    expect(owners("--terminal", "--at-least", "0.1")).not.toContain("shunda");
  });

  it("names the registered holder of a nominee's stake", () => {
    expect(lookthrough(["owners", "qingyuan", ...NOMINEE]).stdout).toMatch(
      /Gao Yuan {2}30 % {2}\(45 %\) ● {2}registered: Ma Li/,
    );
  });

  it("answers for several subjects: an array in JSON, one header in CSV, one after the other in text", () => {
    const args = ["owners", "蓝海证券", "丙投资", ...PYRAMID, "--format"];
    const envelopes = JSON.parse(lookthrough([...args, "json"]).stdout) as { subject: string }[];
    expect(envelopes.map(({ subject }) => subject)).toEqual(["蓝海证券", "丙投资"]);
    expect(lookthrough([...args, "csv"]).stdout.match(/^subject,/gm)).toHaveLength(1);
    expect(lookthrough([...args, "text"]).stdout.match(/ · company · /g)).toHaveLength(2);
  });

  it("prints Markdown with tables and nested lists", () => {
    const { stdout } = lookthrough(["owners", "蓝海证券", ...PYRAMID, "--format", "md"]);
    expect(stdout).toMatch(/^# Lanhai Securities/);
    expect(stdout).toMatch(/^\| Owner \| Id \| Kind \|/m);
    expect(stdout).toMatch(/^ {4}- .*Yi Industries/m);
  });

  it("says so when nobody is recorded", () => {
    expect(lookthrough(["owners", "启明国资委", ...PYRAMID]).stdout).toMatch(/Nobody upstream is recorded/);
  });

  it("prints paths when they are asked for", () => {
    const { stdout } = lookthrough(["owners", "蓝海证券", ...PYRAMID, "--paths", "2"]);
    expect(stdout).toContain(
      "• 7.9591 %  Zhang San → Jia Holdings → Yi Industries → Bing Investment → Lanhai Securities",
    );
    expect(stdout).toContain("• 4 %  further paths");
  });

  it("keeps ranges ranges, with their open ends", () => {
    const data = folderWith({ "holdings.csv": "holder,subject,equity\nP,A,>25%-50%\nA,B,75%-100%\n" });
    const { stdout } = lookthrough(["owners", "B", "--data", data]);
    expect(stdout).toContain(">18.75–50 %");
    expect(lookthrough(["owners", "B", "--data", data, "--lang", "zh", "--of", "P"]).stdout).toContain(
      "超过 18.75 %，至多 50 %",
    );
  });

  it("gives the same bytes for the same data in another order of rows", () => {
    const rows = ["P,A,60%", "Q,A,40%", "A,B,51%", "Q,B,49%"];
    const print = (all: readonly string[]): string => {
      const data = folderWith({
        "entities.csv": "id,name,kind\nA,A,company\nB,B,company\nP,P,naturalPerson\nQ,Q,naturalPerson\n",
        "holdings.csv": `holder,subject,equity\n${all.join("\n")}\n`,
      });
      return lookthrough(["owners", "B", "--data", data, "--format", "json"]).stdout;
    };
    expect(print([...rows].reverse())).toBe(print(rows));
  });
});

describe("holdings", () => {
  it("goes downwards from a person", () => {
    const ran = lookthrough(["holdings", "沈鼎", ...PARTNERSHIPS, "--format", "json"]);
    const { result } = answered(ran, holdingsResult);
    expect(result.holdings.at(-1)).toMatchObject({ id: "蓝海证券", share: { exact: "97/150000" } });
    expect(lookthrough(["holdings", "沈鼎", ...PARTNERSHIPS]).stdout).toMatch(/5 companies downstream/);
  });

  it("says so when nothing is held", () => {
    expect(lookthrough(["holdings", "蓝海证券", ...PYRAMID]).stdout).toMatch(/holds nothing/);
  });
});

describe("law", () => {
  it("gives what is in force on a day, and marks what was not verified", () => {
    const ran = lookthrough(["law", "company-law", "--on", "2023-01-01", "--format", "json"]);
    const { result, asOf } = answered(ran, lawResult);
    expect(asOf).toBe("2023-01-01");
    expect(result.regulations.find(({ parameter }) => parameter === "controllingShareholder")).toMatchObject({
      article: "CL 216(2)",
      comparator: "atLeast",
    });
    expect(lookthrough(["law", "company-law", "--lang", "zh"]).stdout).toContain("未经核实的解读");
  });

  it("lists every regulation without an id", () => {
    const { stdout } = lookthrough(["law"]);
    for (const id of ["csrc-securities", "cn-pboc-bo", "company-law"]) expect(stdout).toContain(id);
  });
});

describe("hostile names", () => {
  const data = folderWith({
    "holdings.csv": [
      "holder,subject,equity",
      '"\u001b[2J\u001b]0;pwned\u0007red",T,10%',
      '"=HYPERLINK(""http://x"")",T,20%',
      "<img src=x onerror=alert(1)>,T,15%",
      "evil\u202egnp.exe,T,5%",
      `${"长".repeat(100_000)},T,1%`,
      "",
    ].join("\n"),
  });

  it("cannot act on a terminal", () => {
    const { code, stdout } = lookthrough(["owners", "T", "--data", data]);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
    expect(stdout).toContain("␛[2J");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThan(300);
  });

  it("are no formulas in CSV and no tags in Markdown", () => {
    expect(lookthrough(["owners", "T", "--data", data, "--format", "csv"]).stdout).toContain(`"'=HYPERLINK`);
    expect(lookthrough(["owners", "T", "--data", data, "--format", "md"]).stdout).not.toContain("<img");
  });

  it("do not disturb standard error either", () => {
    expect(lookthrough(["owners", "\u001b[2Jx", "--data", data]).stderr).not.toContain("\u001b");
    expect(lookthrough(["owners", "T", "--data", data]).stderr).not.toContain("\u001b");
  });
});
