import { describe, expect, test } from "vitest";
import { headingKey } from "../../src/io/headers.js";
import { load } from "../../src/io/index.js";
import { TABLES } from "../../src/io/tables.js";
import { ENTITY_KIND_WORDS, TIE_KIND_WORDS, type Words, wordKey } from "../../src/io/words.js";
import { ENTITY_KINDS, TIE_KINDS } from "../../src/model/dataset.js";
import { fileWith, folderWith, lines } from "./folder.js";

describe("descriptions of the tables", () => {
  test.each(TABLES.map((table) => [table.name, table] as const))(
    "%s: every header means one column",
    (_, table) => {
      const owners = new Map<string, string>();
      for (const column of table.columns) {
        for (const name of [column.name, column.zh, ...column.aliases].filter(Boolean)) {
          const owner = owners.get(headingKey(name));
          expect(owner ?? column.name, `${name} means ${owner} and ${column.name}`).toBe(column.name);
          owners.set(headingKey(name), column.name);
        }
      }
    },
  );

  test.each([
    ["entity kinds", ENTITY_KIND_WORDS],
    ["tie kinds", TIE_KIND_WORDS],
  ] as [string, Words][])("%s: every word means one kind", (_, words) => {
    const owners = new Map<string, string>();
    for (const [kind, others] of Object.entries(words)) {
      for (const word of [kind, ...others]) {
        expect(owners.get(wordKey(word)) ?? kind, word).toBe(kind);
        owners.set(wordKey(word), kind);
      }
    }
  });
});

describe("one sheet is enough to begin", () => {
  test.each([
    ["股东,公司,比例", "51%"],
    ["股东名称,被投资企业,持股比例（%）", "51"],
    ["投资人,标的公司,出资比例", "51%"],
    ["shareholder,company,stake", "51%"],
    ["Owner,Issuer,% held", "51"],
    ["Investor , Investee ,Ownership (%)", "51"],
    ["\uFEFF 股 东 ,企业名称,股权比例", "51%"],
  ])("%s", async (header, share) => {
    const { dataset, issues } = await load(await fileWith("名册.csv", `${header}\n张三,甲公司,${share}\n`));
    expect(issues).toEqual([]);
    expect(dataset.holdings).toEqual([
      { holder: "张三", subject: "甲公司", equity: "51%", at: { file: "名册.csv", row: 2 } },
    ]);
  });
});

describe("columns", () => {
  test("that are not known are named once, with the nearest known one", async () => {
    const { issues } = await load(
      await fileWith("h.csv", "holder,subject,equty,序号,股东名称\nA,B,1%,1,C\n"),
    );
    expect(issues.map(({ code, column, hint }) => [code, column, hint.slice(0, 24)])).toEqual([
      ["unknown-column", "equty", "equty → equity?"],
      ["unknown-column", "序号", "holder, subject, equity,"],
      ["unknown-column", "股东名称", "= holder"],
    ]);
  });

  test("without a header, and keys that mean the same, are said once", async () => {
    const csv = await load(await fileWith("h.csv", ",holder,subject,equity\n0,A,B,1%\n1,C,D,2%\n"));
    expect(csv.dataset.holdings).toHaveLength(2);
    expect(lines(csv.issues)).toEqual(["unknown-column warning - #1"]);
    const holding = { holder: "A", subject: "B", equity: "1%", stake: "2%" };
    const json = await load(await fileWith("h.json", JSON.stringify({ holdings: [holding, holding] })));
    expect(json.dataset.holdings.map(({ equity }) => equity)).toEqual(["1%", "1%"]);
    expect(lines(json.issues)).toEqual(["unknown-column warning - stake"]);
  });

  test("entities without an id are known by their credit code, else their name", async () => {
    const text = "名称,统一社会信用代码,类型\n甲公司,91110000AAAA,有限公司\n张三,,自然人\n,,公司\n";
    const { dataset, issues } = await load(await fileWith("entities.csv", text));
    expect(dataset.entities.map(({ id, name, identifiers }) => [id, name, identifiers?.uscc])).toEqual([
      ["91110000AAAA", "甲公司", "91110000AAAA"],
      ["张三", "张三", undefined],
    ]);
    expect(lines(issues)).toEqual(["missing-value error 4 id"]);
  });

  test("an id column must be filled, and other registers' identifiers have columns too", async () => {
    const text = "id,name,identifiers.uscc,identifiers.duns,注册号\nA,,9,123456789,77\n,乙,9,,\n";
    const { dataset, issues } = await load(await fileWith("entities.csv", text));
    expect(dataset.entities.map(({ at: _, ...rest }) => rest)).toEqual([
      {
        id: "A",
        name: "A",
        kind: "unknown",
        identifiers: { uscc: "9", duns: "123456789", registrationNumber: "77" },
      },
    ]);
    expect(lines(issues)).toEqual(["missing-value error 3 id"]);
  });

  test("an id that a spreadsheet has rounded is reported", async () => {
    const { issues } = await load(await fileWith("h.csv", "holder,subject,equity\n1.10101E+17,B,1%\n"));
    expect(lines(issues)).toEqual(["invalid-value error 2 holder"]);
  });
});

describe("words", () => {
  test.each([
    ["自然人", "naturalPerson"],
    ["个人", "naturalPerson"],
    ["person", "naturalPerson"],
    ["natural person", "naturalPerson"],
    ["有限责任公司", "company"],
    ["LP", "limitedPartnership"],
    ["limited_partnership", "limitedPartnership"],
    ["有限合伙企业", "limitedPartnership"],
    ["普通合伙", "generalPartnership"],
    ["资管产品", "wealthManagementProduct"],
    ["国资", "state"],
    ["集体", "collective"],
    ["社会公众股", "dispersed"],
  ])("entity kind %s", async (word, kind) => {
    const { dataset, issues } = await load(await fileWith("entities.csv", `编号,类型\nA,${word}\n`));
    expect(issues).toEqual([]);
    expect(dataset.entities[0]?.kind).toBe(kind);
  });

  test.each([
    ["执行事务合伙人", "executivePartner"],
    ["第一大有限合伙人", "firstLimitedPartner"],
    ["高级管理人员", "seniorManager"],
    ["一致行动协议", "concertAgreement"],
    ["表决权委托", "votingProxy"],
    ["代持", "nominee"],
    ["协议控制", "contractualControl"],
    ["管理人", "productManager"],
    ["配偶", "spouse"],
    ["兄弟姐妹", "sibling"],
  ])("tie kind %s", async (word, kind) => {
    const { dataset, issues } = await load(
      await folderWith({ "entities.csv": "id\nA\n", "ties.csv": `关系,甲方,乙方\n${word},A,B\n` }),
    );
    expect(issues).toEqual([]);
    expect(dataset.ties?.[0]).toMatchObject({ kind, from: "A", to: "B" });
  });

  test("every kind of entity and tie is accepted as itself and has a Chinese word", () => {
    for (const kind of ENTITY_KINDS)
      expect(
        ENTITY_KIND_WORDS[kind].some((word) => /\p{Script=Han}/u.test(word)),
        kind,
      ).toBe(true);
    for (const kind of TIE_KINDS)
      expect(
        TIE_KIND_WORDS[kind].some((word) => /\p{Script=Han}/u.test(word)),
        kind,
      ).toBe(true);
  });

  test("a word that is not known is an error with the nearest one; kinds fall back, other cells are left out", async () => {
    const { dataset, issues } = await load(
      await folderWith({
        "entities.csv":
          "id,kind,listing,jurisdiction,sector,publicOffering\nA,compny,moon,Wonderland,bakery,maybe\n",
        "ties.csv": "kind,from,to\ndirecter,A,B\n",
      }),
    );
    expect(dataset.entities).toEqual([
      { id: "A", name: "A", kind: "unknown", at: { file: "entities.csv", row: 2 } },
    ]);
    expect(dataset.ties?.[0]?.kind).toBe("otherRelation");
    expect(lines(issues)).toEqual([
      "invalid-value error 2 jurisdiction",
      "invalid-value error 2 kind",
      "invalid-value error 2 listing",
      "invalid-value error 2 publicOffering",
      "invalid-value error 2 sector",
      "invalid-value error 2 kind",
    ]);
    expect(issues.map((issue) => issue.hint)).toContain("compny → company?");
    expect(issues.map((issue) => issue.hint)).toContain("directer → director?");
  });

  test("countries by code or common name", async () => {
    const text = "id,国籍,registeredIn\nA,中国,香港;bvi\nB,uk,US-DE\nC,开曼群岛,\n";
    const { dataset, issues } = await load(await fileWith("entities.csv", text));
    expect(issues).toEqual([]);
    expect(dataset.entities.map(({ jurisdiction, registeredIn }) => [jurisdiction, registeredIn])).toEqual([
      ["CN", ["HK", "VG"]],
      ["GB", ["US-DE"]],
      ["KY", undefined],
    ]);
  });

  test("register complete: a flag or a day; clauses: several", async () => {
    const folder = await folderWith({
      "entities.csv": "id,名册完整\nA,是\nB,no\nC,2024年6月30日\nD,perhaps\n",
      "holdings.csv": "holder,subject,合同条款,取得方式\nA,B,对赌;pledgeeVotes,协议转让\nB,C,gift;回购,\n",
    });
    const { dataset, issues } = await load(folder);
    expect(dataset.entities.map((entity) => entity.registerComplete)).toEqual([
      true,
      false,
      "2024-06-30",
      undefined,
    ]);
    expect(dataset.holdings.map(({ contractClauses, acquiredBy }) => [contractClauses, acquiredBy])).toEqual([
      [["redemptionOnFailure", "pledgeeVotes"], "transfer"],
      [["redemptionOnFailure"], undefined],
    ]);
    expect(lines(issues)).toEqual(["invalid-value error 5 名册完整", "invalid-value error 3 合同条款"]);
  });
});

describe("numbers", () => {
  const amounts = async (header: string, cells: readonly string[]) => {
    const text = `holder,subject,${header}\n${cells.map((cell) => `A,B,"${cell}"`).join("\n")}\n`;
    const { dataset, issues } = await load(await fileWith("h.csv", text));
    return { amounts: dataset.holdings.map((holding) => holding.amount), lines: lines(issues) };
  };

  test("are exact text; thousands separators, wide digits and yuan are understood", async () => {
    const { amounts: read, lines } = await amounts("认缴出资额", [
      "1,000,000",
      "３００",
      "12.50",
      "1e6",
      "￥5",
      "500万元",
      "1.2亿",
      "5 元人民币",
      "0",
    ]);
    expect(read).toEqual(["1000000", "300", "12.50", "1000000", "5", "5000000", "120000000", "5", "0"]);
    expect(lines).toEqual([]);
  });

  test("take the unit of the header, exactly", async () => {
    expect((await amounts("认缴出资额(万元)", ["0.1", "123,456.789012", "300", "500万元"])).amounts).toEqual([
      "1000",
      "1234567890.12",
      "3000000",
      "5000000",
    ]);
    expect((await amounts("认缴出资额（亿元）", ["1.5"])).amounts).toEqual(["150000000"]);
    expect((await amounts("capital (RMB million)", ["1.5"])).amounts).toEqual(["1500000"]);
  });

  test("that are none are left out and said", async () => {
    const { amounts: read, lines } = await amounts("amount", [
      "abc",
      "-5",
      "1,00",
      "1.000,5",
      "500万美元",
      "1/2",
      "∞",
    ]);
    expect(read.every((amount) => amount === undefined)).toBe(true);
    expect(lines).toEqual([2, 3, 4, 5, 6, 7, 8].map((row) => `invalid-number error ${row} amount`));
  });
});

describe("dates", () => {
  test("are read as people write them; bad ones are left out; an end before the beginning is said and kept", async () => {
    const text =
      "股东,公司,开始日期,结束日期\nA,B,2024/6/30,2024年7月1日\nA,B,2024-02-30,\nA,B,2024-06-30,2024-06-30\nA,B,20240101,9999-12-31\n";
    const { dataset, issues } = await load(await fileWith("h.csv", text));
    expect(dataset.holdings.map(({ from, to }) => [from, to])).toEqual([
      ["2024-06-30", "2024-07-01"],
      [undefined, undefined],
      ["2024-06-30", "2024-06-30"],
      ["2024-01-01", "9999-12-31"],
    ]);
    expect(lines(issues)).toEqual(["invalid-date error 3 开始日期", "reversed-dates error 4 结束日期"]);
    expect(issues[1]?.message).toContain("ends on 2024-06-30");
  });
});

describe("what a holding says of its holder", () => {
  test("a partner's role makes the tie, for the period of the holding", async () => {
    const text =
      "合伙人,合伙企业,合伙人类型,出资比例,开始日期\n鼎晟,甲合伙,执行事务合伙人,1%,2020-01-01\n乙,甲合伙,普通合伙人,1%,\n丙,甲合伙,有限合伙人,98%,\n";
    const { dataset, issues } = await load(await fileWith("h.csv", text));
    expect(issues).toEqual([]);
    expect(dataset.holdings).toHaveLength(3);
    expect(dataset.ties).toEqual([
      {
        kind: "executivePartner",
        from: "鼎晟",
        to: "甲合伙",
        start: "2020-01-01",
        at: { file: "h.csv", row: 2 },
      },
      { kind: "generalPartner", from: "乙", to: "甲合伙", at: { file: "h.csv", row: 3 } },
    ]);
  });

  test("a kind makes the entity of a holder that no entities row defines, by id or by name", async () => {
    const folder = await folderWith({
      "entities.csv": "id,name,kind\nP,张三,naturalPerson\n",
      "holdings.csv":
        "holder,subject,股东类型\n张三,S,公司\n李四,S,自然人\n李四,T,企业法人\n丙合伙,S,执行事务合伙人\n王五,S,神仙\n",
    });
    const { dataset, issues } = await load(folder);
    expect(dataset.entities.map(({ id, kind }) => [id, kind])).toEqual([
      ["P", "naturalPerson"],
      ["李四", "naturalPerson"],
    ]);
    expect(dataset.ties).toHaveLength(1);
    expect(lines(issues)).toEqual(["invalid-value error 4 holderKind", "invalid-value error 6 股东类型"]);
  });
});

test("share classes of an unknown company make it, and say so", async () => {
  const folder = await folderWith({
    "holdings.csv": "holder,subject\nA,S\n",
    "classes.csv": "company,class,issued\nS,A,100\nS,B,5\n",
  });
  const { dataset, issues } = await load(folder);
  expect(dataset.entities).toMatchObject([
    { id: "S", kind: "unknown", shareClasses: [{ class: "A" }, { class: "B" }] },
  ]);
  expect(lines(issues)).toEqual(["unknown-entity warning 2 company"]);
});

test("facts: units are multiplied out, percents keep their sign, other names and texts stay", async () => {
  const text = [
    "主体,事实,数值,单位,日期",
    'A,净资产,"5,000",万元,2024-12-31',
    "A,总资产,3亿,,",
    "A,stakeToTotalAssets,60,%,",
    "A,stakeToTotalAssets,60%,%,",
    "A,usersOfPersonalInformation,120,万人,",
    "A,approval:SC-7-3b,证监许可〔2020〕1号,,",
    "A,重大违法,否,,",
    "A,profit,-12.5,亿元,bad",
  ].join("\n");
  const { dataset, issues } = await load(await folderWith({ "entities.csv": "id\nA\n", "facts.csv": text }));
  expect(dataset.facts?.map(({ fact, value, unit }) => [fact, value, unit])).toEqual([
    ["netAssets", "50000000", "CNY"],
    ["totalAssets", "300000000", undefined],
    ["stakeToTotalAssets", "60%", undefined],
    ["stakeToTotalAssets", "60%", undefined],
    ["usersOfPersonalInformation", "1200000", "users"],
    ["approval:SC-7-3b", "证监许可〔2020〕1号", undefined],
    ["majorViolation", false, undefined],
    ["profit", "-1250000000", "CNY"],
  ]);
  expect(lines(issues)).toEqual(["invalid-date error 9 日期"]);
});
