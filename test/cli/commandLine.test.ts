import { describe, expect, it } from "vitest";
import { version } from "../../src/cli/version.js";
import { folderWith, lookthrough } from "./command.js";

const DATA = folderWith({
  "entities.csv": "id,name,kind\nA,甲公司,company\nP,张三,naturalPerson\n",
  "holdings.csv": "holder,subject,equity\nP,A,60%\n",
});

describe("help and version", () => {
  it("prints the version and nothing else", () => {
    expect(lookthrough(["--version"])).toEqual({ code: 0, stdout: `${version()}\n`, stderr: "" });
  });

  it.each([
    [{}, "Usage:", "Verbs:"],
    [{ LANG: "zh_CN.UTF-8" }, "用法：", "命令："],
    [{ LC_ALL: "zh_TW", LANG: "en_GB" }, "用法：", "命令："],
    [{ LC_ALL: "C", LANG: "zh_CN.UTF-8" }, "Usage:", "Verbs:"],
  ])("speaks the language of %j", (environment, usage, verbs) => {
    const { code, stdout, stderr } = lookthrough(["--help"], environment);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(usage);
    expect(stdout).toContain(verbs);
  });

  it("lists every verb with help of its own, formats and two examples at least", () => {
    const verbs = [...lookthrough(["--help"]).stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);
    expect(verbs).toEqual(expect.arrayContaining(["owners", "holdings", "validate", "law"]));
    for (const verb of verbs.filter((name) => name !== "help")) {
      const { code, stdout } = lookthrough([verb, "--help"]);
      expect({ verb, code }).toEqual({ verb, code: 0 });
      expect(stdout).toMatch(/^Formats: (?:text, json|svg, html)/m);
      expect(
        [...stdout.matchAll(new RegExp(`^ {2}lookthrough ${verb}`, "gm"))].length,
      ).toBeGreaterThanOrEqual(2);
    }
  });

  it("helps in the language of --lang, wherever it stands", () => {
    expect(lookthrough(["owners", "--help", "--lang", "zh"]).stdout).toContain("示例：");
  });
});

describe("command lines that cannot be used exit with 2, say why on stderr and print nothing on stdout", () => {
  it.each([
    [[], /Usage/],
    [["ownrs"], /“ownrs” is no verb; did you mean owners\?/],
    [["owners"], /argument is missing: subject/],
    [["owners", "A"], /--data PATH/],
    [["owners", "A", "--data"], /value is missing after --data/],
    [["owners", "A", "--data", DATA, "--interset", "voting"], /no option .* did you mean --interest\?/],
    [["owners", "A", "--data", DATA, "--as-of", "2024-02-30"], /--as-of “2024-02-30” is no day/],
    [["owners", "A", "--data", DATA, "--lang", "fr"], /“fr” is no language/],
    [["owners", "A", "--data", DATA, "--interest", "shares"], /equity, voting, income/],
    [["owners", "A", "--data", DATA, "--paths", "-1"], /whole number from 0 to 1000/],
    [["owners", "A", "--data", DATA, "--at-least", "a lot"], /is no share/],
    [["owners", "A", "--data", DATA, "--at-least", "25"], /is no share/],
    [["owners", "A", "--data", DATA, "--at-least", "25%", "--more-than", "25%"], /cannot be used together/],
    [["owners", "A", "--data", DATA, "--undisclosed", "me"], /nobody, anyone/],
    [["owners", "A", "--data", "neo4j://127.0.0.1:1"], /does not answer/],
    [["owners", "A", "--data", `${DATA}/nowhere`], /nowhere/],
    [["owners", "A", "--data", DATA, "--encoding", "klingon"], /klingon/],
    [["validate", "A", "--data", DATA], /too many arguments/],
    [["law", "no-such-law"], /no-such-law.*csrc-securities/],
    [["law", "--on", "soon"], /--on “soon” is no day/],
  ])("%j", (args, why) => {
    const { code, stdout, stderr } = lookthrough(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(why);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    [["ownrs"], /没有命令“ownrs”；是否指 owners/],
    [["owners", "A", "--data", DATA, "--as-of", "x"], /不是日期/],
    [["owners", "B", "--data", DATA], /数据中没有“B”/],
    [["owners", "张三", "--data", DATA], /自然人/],
    [["owners", "A", "--data", `${DATA}/nowhere`], /没有可读取的数据/],
  ])("in Chinese: %j", (args, why) => {
    const { code, stderr } = lookthrough(args, { LANG: "zh_CN.UTF-8" });
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  });

  it.each([
    ["owners", "xlsx"],
    ["holdings", "svg"],
    ["validate", "html"],
    ["law", "xml"],
  ])("%s has no format %s, and says which it has", (verb, format) => {
    const args =
      verb === "law" ? [verb] : verb === "validate" ? [verb, "--data", DATA] : [verb, "A", "--data", DATA];
    const { code, stdout, stderr } = lookthrough([...args, "--format", format]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/text, json/);
  });
});

describe("what is about the whole register", () => {
  it.each([["--shard", "1/2"], ["--since", "old", "--rows", "old.csv"], ["--origin"]])(
    "%s is refused without --all",
    (...words) => {
      const { code, stdout, stderr } = lookthrough([
        "owners",
        "蓝海证券",
        "--data",
        "samples/pyramid",
        ...words,
      ]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(`${words[0]} goes with --all`);
    },
  );
});

describe("subjects", () => {
  const many = folderWith({
    "entities.csv": [
      "id,name,nameEn,kind",
      "C1,蓝海证券股份有限公司,Lanhai Securities,company",
      "C2,蓝海控股有限公司,Lanhai Holdings,company",
      "C3,同名公司,,company",
      "C4,同名公司,,company",
      "P1,张三,Zhang San,naturalPerson",
      '"X,1",逗号公司,,company',
      "",
    ].join("\n"),
    "holdings.csv": 'holder,subject,equity\nC2,C1,60%\nP1,C2,100%\n"X,1",C1,10%\n',
  });
  const refused = (key: string): string => {
    const { code, stderr } = lookthrough(["owners", key, "--data", many]);
    expect(code).toBe(2);
    return stderr;
  };

  it("are found by id and by unique name", () => {
    expect(lookthrough(["owners", "C1", "--data", many]).code).toBe(0);
    expect(lookthrough(["owners", "蓝海控股有限公司", "--data", many]).code).toBe(0);
  });

  it.each([
    ["蓝海证卷股份有限公司", "C1"],
    ["蓝海证券", "C1"],
    ["lanhai sec", "C1"],
    ["Lanhai Securites", "C1"],
    ["c2", "C2"],
  ])("“%s” is not there; %s is offered first", (key, first) => {
    expect(refused(key)).toMatch(new RegExp(`meant:\n {2}${first} `));
  });

  it("offers nothing where nothing is alike", () => {
    expect(refused("完全不相干的东西")).not.toMatch(/meant/);
  });

  it("lists the ids that have an ambiguous name", () => {
    expect(refused("同名公司")).toMatch(/C3[\s\S]*C4/);
  });

  it("are no persons, who are shown the verb that fits", () => {
    expect(refused("张三")).toMatch(/lookthrough holdings P1 --data/);
    expect(lookthrough(["holdings", "张三", "--data", many]).code).toBe(0);
  });

  it("of --of are taken apart at commas unless an id has one", () => {
    const args = ["owners", "C1", "--data", many, "--format", "json"];
    const members = (...of: string[]): unknown => {
      const { stdout } = lookthrough([...args, ...of.flatMap((value) => ["--of", value])]);
      return JSON.parse(stdout).result.group.members;
    };
    expect(members("C2,P1")).toEqual(["C2", "P1"]);
    expect(members("X,1")).toEqual(["X,1"]);
    expect(members("X,1", "C2", "P1,C2")).toEqual(["X,1", "C2", "P1"]);
  });
});
