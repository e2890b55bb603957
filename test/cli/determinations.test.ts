import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RESULTS, uboRegimesResult } from "../../src/report/schemas.js";
import { answered, folderWith, lookthrough, SAMPLES } from "./command.js";

const sample = (name: string): string[] => ["--data", join(SAMPLES, name)];
const PYRAMID = sample("pyramid");
const PARTNERSHIPS = sample("one-manager-three-partnerships");
const NOMINEE = sample("nominee-and-proxy");
const FAMILY = sample("family-behind-shells");

describe("control", () => {
  it("says who controls, with the chain link by link in both languages", () => {
    const { code, stdout } = lookthrough(["control", "蓝海证券", ...PYRAMID]);
    expect(code).toBe(0);
    expect(stdout).toContain("Zhang San is the ultimate controller of Lanhai Securities.");
    expect(stdout).toContain(
      "Zhang San ─votes 60 %→ Jia Holdings ─votes 51 %→ Yi Industries ─votes 51 %→ Bing Investment",
    );
    expect(lookthrough(["control", "蓝海证券", ...PYRAMID, "--lang", "zh"]).stdout).toContain(
      "张三 ─表决权 60 %→ 甲控股有限公司",
    );
  });

  it("gives the controlled stake beside the votes", () => {
    const { result, parameters } = answered(
      lookthrough(["control", "蓝海证券", ...PYRAMID, "--format", "json"]),
      RESULTS.control,
    );
    expect(parameters).toEqual({ test: "> 50%", by: [] });
    expect(result.controllers[0]).toMatchObject({
      id: "张三",
      ultimate: true,
      verdict: "certain",
      controlledStake: { exact: "16/25" },
    });
  });

  it("answers that nobody controls, which is an answer", () => {
    const { code, stdout } = lookthrough(["control", "蓝海证券", ...PARTNERSHIPS]);
    expect(code).toBe(0);
    expect(stdout).toContain("Nobody controls Lanhai Securities for certain");
    expect(stdout).toContain("more than 50 % of the votes");
    expect(lookthrough(["control", "蓝海证券", ...PARTNERSHIPS, "--test", ">=30%"]).stdout).toContain(
      "Tang Muyun and Lin Yuanhang are ultimate controllers",
    );
  });

  it("asks for several together with --by", () => {
    const args = ["control", "宏图实业", ...FAMILY, "--by", "许建国,王丽华", "--by", "许一诺"];
    const { result } = answered(lookthrough([...args, "--format", "json"]), RESULTS.control);
    expect(result.joint).toMatchObject({
      by: ["许建国", "王丽华", "许一诺"],
      verdict: "certain",
      votes: { exact: "11/20" },
    });
    expect(lookthrough(args).stdout).toContain("They command 55 % of the votes.");
  });

  it("shows a family as possible and joint", () => {
    const { stdout } = lookthrough(["control", "宏图实业", ...FAMILY, "--lang", "zh"]);
    expect(stdout).toMatch(/可能控制：.*（共同）/);
    expect(stdout).toMatch(/可能 {2}亲属关系 {2}55 %/);
  });

  it("has rows whose first columns are those of --all", () => {
    const { stdout } = lookthrough(["control", "蓝海证券", ...PYRAMID, "--format", "csv"]);
    expect(stdout).toMatch(/^controller,subject,votes,basis,verdict,/);
    expect(stdout).toMatch(/^张三,蓝海证券,0\.64,votes,certain,/m);
  });

  it.each(["<50%", "half", "50"])("refuses --test %s", (test) => {
    expect(lookthrough(["control", "蓝海证券", ...PYRAMID, "--test", test])).toMatchObject({
      code: 2,
      stdout: "",
    });
  });
});

describe("power", () => {
  const CLASSES = sample("two-share-classes");

  it("gives a dictator everything, whatever the others hold", () => {
    const { result } = answered(
      lookthrough(["power", "xingchen", ...CLASSES, "--format", "json"]),
      RESULTS.power,
    );
    expect(result.quota).toBe("> 50%");
    expect(result.holders[0]).toMatchObject({ votes: { exact: "30/47" }, shapleyShubik: 1, banzhaf: 1 });
  });

  it("takes a quota; a bare share is reached, not exceeded", () => {
    const { stdout } = lookthrough(["power", "蓝海证券", ...PARTNERSHIPS, "--quota", "2/3"]);
    expect(stdout).toContain("at least 66.6667 % of the votes wins; 9 voters");
    expect(stdout).toMatch(/Yuanhang Industrial Group +远航集团 +company +34\.8 %/);
  });

  it("says everything in Chinese too", () => {
    const { stdout } = lookthrough(["power", "蓝海证券", ...PARTNERSHIPS, "--lang", "zh"]);
    expect(stdout).toContain("公众股东 代表众多持有人，视为一个表决者");
    expect(stdout).not.toMatch(/ (is|are|the) /);
  });

  it("has rows", () => {
    expect(lookthrough(["power", "xingchen", ...CLASSES, "--format", "csv"]).stdout).toMatch(
      /^subject,holder,votes,min,max,shapleyShubik,banzhaf\n/,
    );
  });

  it.each(["<50%", "most"])("refuses --quota %s", (quota) => {
    expect(lookthrough(["power", "xingchen", ...CLASSES, "--quota", quota]).code).toBe(2);
  });
});

describe("concert", () => {
  it("joins the partnerships of one executive partner, with the rows that say so", () => {
    const { result, parameters } = answered(
      lookthrough(["concert", "蓝海证券", ...PARTNERSHIPS, "--format", "json"]),
      RESULTS.concert,
    );
    expect(result.groups).toHaveLength(1);
    expect(result.groups[0]).toMatchObject({ direct: { exact: "13/250" }, verdict: "certain" });
    expect(parameters.reasons).toContain("sameExecutivePartner");
    const { stdout } = lookthrough(["concert", "蓝海证券", ...PARTNERSHIPS, "--lang", "zh"]);
    expect(stdout).toContain("第 1 组：3 名股东，合计 5.2 %");
    expect(stdout).toMatch(/─执行事务合伙人→ 甲股权投资合伙企业.* {2}ties\.csv:2/);
  });

  it("joins by the reasons that are asked for, and refuses reasons that there are not", () => {
    const args = ["concert", "蓝海证券", ...PARTNERSHIPS, "--reasons"];
    expect(lookthrough([...args, "agreement,kinship"]).stdout).toContain("No holders");
    const { code, stderr } = lookthrough([...args, "friendship"]);
    expect(code).toBe(2);
    expect(stderr).toContain("sameExecutivePartner");
  });

  it("has a row for each member", () => {
    const { stdout } = lookthrough(["concert", "蓝海证券", ...PARTNERSHIPS, "--format", "csv"]);
    expect(stdout).toMatch(/^group,subject,member,direct,share,/);
    expect(stdout).toMatch(/^1,蓝海证券,甲合伙,0\.052,0\.052,certain,false,0\.021,/m);
    expect(stdout.trimEnd().split("\n")).toHaveLength(4);
  });
});

describe("related", () => {
  it("takes the definition of the sector, and names relation, way and article", () => {
    const { result } = answered(
      lookthrough(["related", "蓝海证券", ...PYRAMID, "--format", "json"]),
      RESULTS.related,
    );
    expect(result.definition).toBe("csrc-securities");
    expect(result.parties.map(({ id }) => id)).toContain("张三");
    const { stdout } = lookthrough(["related", "蓝海证券", ...PYRAMID]);
    expect(stdout).toMatch(/Zhang San +张三 +natural person +shareholder/);
    expect(stdout).toContain("unverified reading");
  });

  it("takes another definition, and lists what there is for an unknown one", () => {
    const args = ["related", "蓝海证券", ...PYRAMID, "--definition"];
    expect(lookthrough([...args, "company-law", "--format", "csv"]).stdout).toMatch(
      /^subject,party,relation,via,article,/,
    );
    const { code, stderr } = lookthrough([...args, "neighbours"]);
    expect(code).toBe(2);
    expect(stderr).toContain("company-law");
  });
});

describe("ubo", () => {
  it("answers first, then gives limb, article and way", () => {
    const { stdout } = lookthrough(["ubo", "蓝海证券", ...PYRAMID]);
    expect(stdout.split("\n")[2]).toBe("2 beneficial owners for certain, 0 possible.");
    expect(stdout).toMatch(/Zhao Liu \(赵六\) {2}certain\n {2}└─ equity {2}36 % {2}article 6\(1\)/);
    expect(stdout).toMatch(/actual control {2}article 6\(3\) {2}unverified reading/);
    expect(lookthrough(["ubo", "蓝海证券", ...PYRAMID, "--lang", "zh"]).stdout).toContain(
      "受益所有人：确定 2 人，可能 0 人。",
    );
  });

  it("takes another threshold and says that it did", () => {
    const ids = (...flags: string[]): string[] =>
      answered(
        lookthrough(["ubo", "蓝海证券", ...PYRAMID, "--format", "json", ...flags]),
        RESULTS.ubo,
      ).result.owners.map(({ id }) => id);
    expect(ids().sort()).toEqual(["张三", "赵六"].sort());
    expect(ids("--at-least", "24.99%")).toContain("王五");
    expect(ids("--more-than", "24.99%")).not.toContain("王五");
    expect(lookthrough(["ubo", "蓝海证券", ...PYRAMID, "--at-least", "10%"]).stdout).toContain(">= 10%");
  });

  it("has a row for each limb", () => {
    const { stdout } = lookthrough(["ubo", "qingyuan", ...NOMINEE, "--format", "csv"]);
    expect(stdout).toMatch(/^subject,owner,limb,article,share,min,max,verdict,/);
    expect(stdout).toMatch(/^qingyuan,dingyi,equity,6\(1\),0\.25,0\.25,0\.25,certain,/m);
  });

  const REGIMES = ["ubo", "目标公司", ...sample("one-structure-every-regime")];

  it("prints the matrix of regimes in every format, with the reasons", () => {
    const text = lookthrough([...REGIMES, "--profile", "all", "--lang", "zh"]).stdout;
    expect(text).toMatch(/^ {2}cn-pboc-bo +确定 70 % +排除 18 % /m);
    expect(text).toMatch(/eu-amld \[3\(6\)\(a\)\(i\)\].*：确定 30 %；其控制的各主体直接持有之和：达到 > 25%/);
    const ran = lookthrough([...REGIMES, "--profile", "all", "--format", "json"]);
    const { persons, profiles } = uboRegimesResult.parse(JSON.parse(ran.stdout).result);
    expect(profiles).toHaveLength(17);
    expect(persons.map(({ id }) => id).sort()).toEqual(["张三", "李四", "王五"].sort());
    const csv = lookthrough([...REGIMES, "--profile", "eu-amld,fatf", "--format", "csv"]).stdout;
    expect(csv).toMatch(/^subject,owner,profile,verdict,limb,article,share,min,max,interest,method,test,/);
    expect(csv).toMatch(
      /^目标公司,张三,fatf,excluded,equity,[^,]*,0\.18,0\.18,0\.18,equity,multiply,> 25%,/m,
    );
    const md = lookthrough([
      ...REGIMES,
      "--profile",
      "eu-amld",
      "--profile",
      "fatf",
      "--format",
      "md",
    ]).stdout;
    expect(md).toContain("| eu-amld | certain 70 % | certain 30 % |");
  });

  it("takes listed persons as one", () => {
    const ask = (...flags: string[]) =>
      answered(
        lookthrough([
          ...["ubo", "B6", ...sample("ofac-50-percent-rule"), "--profile", "ofac-50", "--format", "json"],
          ...flags,
        ]),
        RESULTS.ubo,
      ).result.owners.map(({ id }) => id);
    expect(ask()).toEqual([]);
    expect(ask("--listed", "X,Y")).toEqual(["X", "Y"]);
    expect(ask("--listed", "X", "--listed", "Y")).toEqual(["X", "Y"]);
    expect(ask("--listed", "X")).toEqual([]);
  });

  it("applies a profile from a file, and says what is wrong with one", () => {
    const shipped = JSON.parse(
      readFileSync(new URL("../../src/law/profiles/fatf.json", import.meta.url), "utf8"),
    );
    const spoilt = structuredClone(shipped);
    spoilt.profile.limbs[0].method = "multiplied";
    shipped.id = "house-rule";
    const folder = folderWith({
      "own.json": JSON.stringify(shipped),
      "spoilt.json": JSON.stringify(spoilt),
      "cut.json": "{",
    });
    const own = lookthrough([...REGIMES, "--profile", join(folder, "own.json"), "--format", "json"]);
    expect(answered(own, RESULTS.ubo).result.profile).toBe("house-rule");
    const bad = lookthrough([...REGIMES, "--profile", join(folder, "spoilt.json")]);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toMatch(
      /profile\.limbs\.0\.method: is "multiplied"; write one of multiply, controlledSet/,
    );
    expect(bad.stderr).toContain("docs/profiles.md");
    const cut = lookthrough([...REGIMES, "--profile", join(folder, "cut.json")]);
    expect([cut.code, cut.stderr]).toEqual([2, expect.stringContaining("not JSON")]);
    const absent = lookthrough([...REGIMES, "--profile", join(folder, "absent.json")]);
    expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining("ENOENT")]);
  });

  it("refuses an unknown profile with the list", () => {
    const { code, stderr } = lookthrough(["ubo", "蓝海证券", ...PYRAMID, "--profile", "mars"]);
    expect(code).toBe(2);
    expect(stderr).toContain("cn-pboc-bo");
  });
});

describe("explain", () => {
  it("derives the share line by line, with the rows of the data", () => {
    const { stdout } = lookthrough(["explain", "张三", "蓝海证券", ...PYRAMID]);
    expect(stdout).toContain("Zhang San has 17.3591 % of Lanhai Securities");
    expect(stdout).toMatch(/├─ Zhang San holds 60 % of Jia Holdings {2}holdings\.csv:10/);
    expect(stdout).toContain("Control, link by link");
  });

  it("fills the text of each line in, in English, and keeps code and parameters", () => {
    const ran = lookthrough(["explain", "张三", "蓝海证券", ...PYRAMID, "--format", "json", "--lang", "zh"]);
    const { result, subject, parameters } = answered(ran, RESULTS.explain);
    expect(subject).toBe("蓝海证券");
    expect(parameters).toMatchObject({ from: "张三", interest: "equity" });
    expect(result.lines[1]).toMatchObject({
      text: "Zhang San holds 60 % of Jia Holdings",
      code: "link",
      records: [{ file: "holdings.csv", row: 10 }],
    });
  });

  it("prints completions and what would settle a question", () => {
    const data = folderWith({ "holdings.csv": "holder,subject,equity\nP,A,>25%-50%\nA,B,75%-100%\n" });
    const { stdout } = lookthrough([
      ...["explain", "P", "B", "--data", data],
      ...["--least", "--most", "--settle", ">=30%"],
    ]);
    expect(stdout).toContain("P has more than 18.75 %, at most 50 % of B");
    expect(stdout).toContain("18.75 %, which is not reached; within a millionth of it, if:");
    expect(stdout).toMatch(/50 %, if:\n {2}• P in A 50 %/);
    expect(stdout).toContain("What would settle whether it is ≥ 30 %");
    expect(stdout).toMatch(/If it were disclosed: P in A \(>25–50 %\)/);
  });

  it("says that there is no way from one to the other", () => {
    const { code, stdout } = lookthrough(["explain", "赵六", "丙投资", ...PYRAMID]);
    expect(code).toBe(0);
    expect(stdout).toContain("No way leads from Zhao Liu to Bing Investment");
  });

  it("needs two parties and is no table", () => {
    expect(lookthrough(["explain", "张三", ...PYRAMID]).code).toBe(2);
    expect(lookthrough(["explain", "张三", "蓝海证券", ...PYRAMID, "--format", "csv"]).code).toBe(2);
    expect(lookthrough(["explain", "蓝海证券", "张三", ...PYRAMID]).stderr).toContain("holdings");
  });
});

describe("persons have no owners, controllers or partners in concert", () => {
  it.each(["owners", "control", "power", "concert", "ubo"])("%s refuses one with a hint", (verb) => {
    const { code, stdout, stderr } = lookthrough([verb, "张三", ...PYRAMID]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("lookthrough holdings 张三");
  });
});
