import { createHash } from "node:crypto";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InputError, load } from "../../src/io/index.js";
import { fileWith, folderWith, lines } from "./folder.js";

const HOLDINGS = "holder,subject,equity\n张三,甲公司,51%\n";

async function refusal(path: string): Promise<InputError> {
  const error = await load(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

describe("a folder of tables", () => {
  test("is read whole, every record with the place where it stands", async () => {
    const folder = await folderWith({
      "entities.csv":
        "id,name,kind,identifiers.lei,registeredIn\nA,甲公司,company,LEI1,HK;US\nP,张三,naturalPerson,,\n",
      "holdings.csv": "holder,subject,equity,from,to\nP,A,51%,2020-01-01,2024-06-30\n",
      "ties.csv": "kind,from,to,start\ndirector,P,A,2021/1/2\n",
      "facts.csv":
        "entity,fact,value,unit,on\nA,netAssets,5000,万元,2024-12-31\nA,controlFactsAnswered,true,,\n",
      "classes.csv": "company,class,issued,votesPerShare\nA,B,1000,10\n甲公司,C,500,\n",
      "declarations.csv": "owner,subject,share\nP,A,51%\n",
      "README.md": "no table",
    });
    const { dataset, issues, files } = await load(folder);
    expect(issues).toEqual([]);
    expect(files).toEqual([
      "classes.csv",
      "declarations.csv",
      "entities.csv",
      "facts.csv",
      "holdings.csv",
      "ties.csv",
    ]);
    expect(dataset.entities).toEqual([
      {
        id: "A",
        name: "甲公司",
        kind: "company",
        identifiers: { lei: "LEI1" },
        registeredIn: ["HK", "US"],
        shareClasses: [
          { class: "B", issued: "1000", votesPerShare: "10" },
          { class: "C", issued: "500" },
        ],
        at: { file: "entities.csv", row: 2 },
      },
      { id: "P", name: "张三", kind: "naturalPerson", at: { file: "entities.csv", row: 3 } },
    ]);
    expect(dataset.holdings).toEqual([
      {
        holder: "P",
        subject: "A",
        equity: "51%",
        from: "2020-01-01",
        to: "2024-06-30",
        at: { file: "holdings.csv", row: 2 },
      },
    ]);
    expect(dataset.ties).toEqual([
      { kind: "director", from: "P", to: "A", start: "2021-01-02", at: { file: "ties.csv", row: 2 } },
    ]);
    expect(dataset.facts).toEqual([
      {
        entity: "A",
        fact: "netAssets",
        value: "50000000",
        unit: "CNY",
        on: "2024-12-31",
        at: { file: "facts.csv", row: 2 },
      },
      { entity: "A", fact: "controlFactsAnswered", value: true, at: { file: "facts.csv", row: 3 } },
    ]);
    expect(dataset.declarations).toEqual([
      {
        owner: "P",
        subject: "A",
        interest: "equity",
        share: "51%",
        at: { file: "declarations.csv", row: 2 },
      },
    ]);
  });

  test("may have Chinese names and other formats", async () => {
    const folder = await folderWith({
      "主体.csv": "编号,名称,类型\nA,甲公司,公司\n",
      "持股.json": JSON.stringify([{ holder: "张三", subject: "A", equity: 0.1 }]),
      "关系.jsonl": '{"kind":"spouse","from":"张三","to":"李四"}\n',
    });
    const { dataset, issues } = await load(folder);
    expect(issues).toEqual([]);
    expect(dataset.entities).toHaveLength(1);
    expect(dataset.holdings[0]).toMatchObject({ equity: 0.1, at: { file: "持股.json", row: 1 } });
    expect(dataset.ties?.[0]).toMatchObject({ kind: "spouse", at: { file: "关系.jsonl", row: 1 } });
  });

  test("digest is of the bytes of its tables in order of names, whatever else lies there", async () => {
    const files = { "holdings.csv": HOLDINGS, "entities.csv": "id,kind\nA,company\n" };
    const expected = createHash("sha256")
      .update(files["entities.csv"] + files["holdings.csv"])
      .digest("hex");
    expect((await load(await folderWith(files))).digest).toBe(expected);
    expect((await load(await folderWith({ ...files, "notes.txt": "x" }))).digest).toBe(expected);
  });

  test("with neither entities nor holdings is refused, and what was found is named", async () => {
    const error = await refusal(await folderWith({ "ties.csv": "kind,from\n", "read me.pdf": "" }));
    expect(error.issue.code).toBe("no-input");
    expect(error.message).toContain("read me.pdf, ties.csv");
    expect((await refusal(await folderWith({}))).issue.code).toBe("no-input");
  });

  test("says when a file is nearly named like a table", async () => {
    const { issues } = await load(await folderWith({ "holdings.csv": HOLDINGS, "entites.csv": "id\n" }));
    expect(lines(issues)).toEqual(["not-read warning - -"]);
    expect(issues[0]?.hint).toBe("name it entities.csv");
  });

  test("does not lead out of itself by links", async () => {
    const outside = await fileWith("secret.csv", "id\nsecret\n");
    const folder = await folderWith({ "holdings.csv": HOLDINGS });
    await symlink(outside, join(folder, "entities.csv"));
    const { dataset, issues, files } = await load(folder);
    expect(lines(issues)).toEqual(["unreadable-file error - -"]);
    expect(dataset.entities).toEqual([]);
    expect(files).toEqual(["holdings.csv"]);
  });
});

describe("what cannot be read", () => {
  test("a missing path", async () => {
    const error = await refusal("/no/such/folder");
    expect(error.issue.code).toBe("no-input");
    expect(error.message).toContain("/no/such/folder");
  });

  test.each(["", "\n\n , ,\n", "\uFEFF"])("an empty file alone (%j)", async (content) => {
    const error = await refusal(await folderWith({ "holdings.csv": content }));
    expect(error.issue).toMatchObject({ code: "empty-file", severity: "error", file: "holdings.csv" });
  });

  test("an empty file beside a good one is an issue", async () => {
    const folder = await folderWith({ "holdings.csv": HOLDINGS, "entities.csv": "", "ties.jsonl": " \n" });
    const { dataset, issues } = await load(folder);
    expect(dataset.holdings).toHaveLength(1);
    expect(issues.map(({ code, file }) => [code, file])).toEqual([
      ["empty-file", "entities.csv"],
      ["empty-file", "ties.jsonl"],
    ]);
  });

  test("a header without rows is a table, if an empty one", async () => {
    const { dataset, issues } = await load(await folderWith({ "holdings.csv": "holder,subject,equity\n" }));
    expect(issues).toEqual([]);
    expect(dataset.holdings).toEqual([]);
  });

  test("a wrong header alone; beside other tables it costs only its own rows", async () => {
    const wrong = "持有者名,公司,比例\n张三,甲公司,51%\n";
    const error = await refusal(await folderWith({ "holdings.csv": wrong }));
    expect(error.issue).toMatchObject({ code: "wrong-header", severity: "error", row: 1 });
    expect(error.message).toBe(
      "holdings.csv: no column for holder among: 持有者名, 公司, 比例; name the columns holder / 股东",
    );
    expect(error.issues.map(({ code }) => code)).toEqual(["unknown-column", "wrong-header"]);
    const { dataset, issues } = await load(
      await folderWith({ "holdings.csv": HOLDINGS, "ties.csv": "x,y\n1,2\n" }),
    );
    expect(dataset.holdings).toHaveLength(1);
    expect(issues.map(({ code }) => code)).toEqual(["unknown-column", "unknown-column", "wrong-header"]);
  });

  test("invalid JSON, a bare list, an object without tables, an unknown format, a folder named like a file", async () => {
    const refused = async (name: string, content: string): Promise<string> =>
      (await refusal(await fileWith(name, content))).message;
    expect(await refused("a.json", '{"holdings": [')).toContain("not valid JSON");
    expect(await refused("a.json", '[{"holder": "A", "subject": "B"}]')).toContain(
      'write {"entities": [], "holdings": []}',
    );
    expect(await refused("a.json", '{"people": []}')).toContain("nothing to read");
    expect(await refused("a.json", '{"holdings": {}}')).toContain("is not a list");
    expect(await refused("a.bin", "x")).toContain("its format is not known");
    const folder = await folderWith({});
    await mkdir(join(folder, "holdings.csv"));
    expect((await refusal(folder)).message).toContain("not a regular file");
  });

  test("an encoding that does not exist", async () => {
    const path = await fileWith("holdings.csv", HOLDINGS);
    await expect(load(path, { encoding: "gbk2" })).rejects.toBeInstanceOf(InputError);
  });
});

describe("one JSON object", () => {
  test("keeps numbers as numbers and ranges as objects", async () => {
    const path = await fileWith(
      "register.json",
      JSON.stringify({
        entities: [
          { id: "A", name: "甲", kind: "company", identifiers: { uscc: "91" }, registerComplete: true },
        ],
        holdings: [
          {
            holder: "P",
            subject: "A",
            equity: 0.1,
            voting: { min: "25%", max: 0.5, maxExclusive: true },
            income: null,
          },
        ],
        ties: [{ kind: "concertAgreement", from: "P", group: "g", above: 0.3 }],
        facts: [{ entity: "A", fact: "profit", value: -12.5, unit: "CNY" }],
        declarations: [{ owner: "P", subject: "A", interest: "voting", share: ">25%" }],
      }),
    );
    const { dataset, issues } = await load(path);
    expect(issues).toEqual([]);
    expect(dataset).toEqual({
      entities: [
        {
          id: "A",
          name: "甲",
          kind: "company",
          identifiers: { uscc: "91" },
          registerComplete: true,
          at: { file: "register.json!entities", row: 1 },
        },
      ],
      holdings: [
        {
          holder: "P",
          subject: "A",
          equity: 0.1,
          voting: { min: "25%", max: 0.5, maxExclusive: true },
          at: { file: "register.json!holdings", row: 1 },
        },
      ],
      ties: [
        {
          kind: "concertAgreement",
          from: "P",
          group: "g",
          above: 0.3,
          at: { file: "register.json!ties", row: 1 },
        },
      ],
      facts: [
        {
          entity: "A",
          fact: "profit",
          value: -12.5,
          unit: "CNY",
          at: { file: "register.json!facts", row: 1 },
        },
      ],
      declarations: [
        {
          owner: "P",
          subject: "A",
          interest: "voting",
          share: ">25%",
          at: { file: "register.json!declarations", row: 1 },
        },
      ],
    });
  });

  test("loses a bad field and not its record, a bad record and not its list", async () => {
    const holdings = [
      {
        holder: "P",
        subject: "A",
        equity: [51],
        from: "2024-02-30",
        amount: -1,
        acquiredBy: "theft",
        equty: 1,
      },
      "P owns A",
      { holder: "", subject: "A" },
      { holder: 7, subject: "A", equity: { min: 0.6, max: 0.5 } },
      { holder: "Q", subject: "A", equity: { minimum: 0.2 }, equty: 2 },
    ];
    const { dataset, issues } = await load(
      await fileWith("a.json", JSON.stringify({ holdings, people: [] })),
    );
    expect(dataset.holdings.map(({ at: _, ...record }) => record)).toEqual([
      { holder: "P", subject: "A", equity: "unknown" },
      { holder: "7", subject: "A", equity: "unknown" },
      { holder: "Q", subject: "A", equity: "unknown" },
    ]);
    expect(lines(issues)).toEqual([
      "not-read warning - -",
      "unknown-column warning - equty",
      "invalid-date error 1 from",
      "invalid-number error 1 amount",
      "invalid-share error 1 equity",
      "invalid-value error 1 acquiredBy",
      "invalid-record error 2 -",
      "missing-value error 3 holder",
      "share-range-reversed error 4 equity",
      "invalid-share error 5 equity",
    ]);
  });

  test("reads share classes within an entity like the table of classes", async () => {
    const shareClasses = [
      { class: "A", issued: "1,000", votesPerShare: 10 },
      { issued: 5 },
      { class: "B", par: "x" },
    ];
    const { dataset, issues } = await load(
      await fileWith("a.json", JSON.stringify({ entities: [{ id: "A", shareClasses }] })),
    );
    expect(dataset.entities[0]?.shareClasses).toEqual([
      { class: "A", issued: "1000", votesPerShare: 10 },
      { class: "B" },
    ]);
    expect(lines(issues)).toEqual(["invalid-number error 1 par", "missing-value error 1 class"]);
  });
});

describe("JSON Lines", () => {
  test("have a table a line; wrong lines are issues with their row", async () => {
    const path = await fileWith(
      "register.jsonl",
      [
        '{"record":"entity","id":"A","name":"甲","kind":"公司"}',
        '{"record":"holding","holder":"P","subject":"A","equity":"1/3"}\r',
        "",
        '{"record":"holding","holder":',
        '{"record":"owner","id":"B"}',
        '{"id":"B"}',
        "[1]",
        '{"record":"tie","kind":"director","from":"P","to":"A"}',
        '{"record":"class","company":"A","class":"X","issued":10}',
      ].join("\n"),
    );
    const { dataset, issues } = await load(path);
    expect(dataset.entities[0]).toMatchObject({
      kind: "company",
      shareClasses: [{ class: "X", issued: 10 }],
    });
    expect(dataset.holdings[0]).toMatchObject({ equity: "1/3", at: { file: "register.jsonl", row: 2 } });
    expect(dataset.ties).toHaveLength(1);
    expect(lines(issues)).toEqual([
      "invalid-record error 4 -",
      "invalid-value error 5 record",
      "invalid-value error 6 record",
      "invalid-record error 7 -",
    ]);
  });
});

test("keys of JSON cannot reach prototypes", async () => {
  const text =
    '{"entities":[{"id":"A","__proto__":{"polluted":1},"identifiers":{"__proto__":"x","constructor":"y"}}]}';
  const { dataset } = await load(await fileWith("a.json", text));
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(dataset.entities[0]?.id).toBe("A");
});
