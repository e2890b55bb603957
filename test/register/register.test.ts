import { describe, expect, test } from "vitest";
import type { Dataset, Holding } from "../../src/model/dataset.js";
import { shareText } from "../../src/model/share.js";
import { datasetOf, neighbourhood, reachable } from "../../src/register/neighbourhood.js";
import { at, factOf, findEntity, type Register, register } from "../../src/register/register.js";
import { stakeOf } from "../../src/register/stakeTable.js";
import { drawn } from "../notation.js";

const codes = (r: Register): string[] => r.issues.map(({ code, severity }) => `${severity} ${code}`);

function share(
  r: Register,
  holder: string,
  subject: string,
  interest: "equity" | "voting" | "income" = "equity",
): string {
  const stake = stakeOf(r.stakes[interest], r.index.get(holder)!, r.index.get(subject)!);
  return stake === null ? "none" : shareText(r.stakes[interest].share(stake)) || "unknown";
}

const undisclosed = (r: Register, subject: string): string => {
  const found = r.stakes.equity.undisclosed(r.index.get(subject)!);
  return found === null ? "none" : shareText(found);
};

const ofHoldings = (holdings: Holding[], extra: Partial<Dataset> = {}): Register =>
  register({ entities: [], holdings, ...extra });

describe("counts of shares", () => {
  const counted = (shareClasses: object[], holdings: object[]) =>
    register({
      entities: ["P", "Q", "S"].map((id) => ({
        id,
        name: id,
        kind: "company" as const,
        ...(id === "S" ? { shareClasses: shareClasses as never } : {}),
      })),
      holdings: holdings.map((row) => ({ subject: "S", ...row }) as Holding),
    });
  const unknownClasses = (r: Register): (string | undefined)[] =>
    r.issues.filter(({ code }) => code === "unknown-class").map(({ parameters }) => parameters.class);

  test("the class that has no number is named, not the one that has", () => {
    const r = counted(
      [{ class: "A", issued: 100 }, { class: "B" }],
      [
        { holder: "P", class: "A", shares: 100 },
        { holder: "Q", class: "B", shares: 450 },
      ],
    );
    expect(unknownClasses(r)).toEqual(["B", "B"]);
    expect(share(r, "P", "S")).toBe("unknown");
  });

  test("without a class: of the only one there is, else said and unknown, never silently", () => {
    const rows = [{ holder: "P", shares: 60 }];
    expect(share(counted([{ class: "A", issued: 100 }], rows), "P", "S")).toBe("60%");
    const none = counted([], rows);
    expect([share(none, "P", "S"), unknownClasses(none)]).toEqual(["unknown", [""]]);
    // Beside a written share the count is only a remark.
    expect(codes(counted([], [{ holder: "P", shares: 60, equity: "30%" }]))).toEqual([]);
  });
});

describe("ties that cannot do what they say", () => {
  const said = (text: string): string[] =>
    register(drawn(text)).issues.map(({ severity, code, column }) => `${severity} ${code} ${column}`);

  test("more than the holder has of the company: only what is held counts", () => {
    const holdings = "N -25%-> S\nM -25%-50%-> S";
    expect(said(`${holdings}\nN ~nominee(share 30%)~> P @ S`)).toEqual(["warning tie-exceeds-holding share"]);
    expect(said(`${holdings}\nN ~votingProxy(share 30%)~> P @ S`)).toEqual([
      "warning tie-exceeds-holding share",
    ]);
    expect(said(`${holdings}\nN ~votingProxy(share 20%)~> P @ S`)).toEqual([]);
    expect(said(`${holdings}\nM ~nominee(share 40%)~> P @ S`)).toEqual([]);
    // The part that came to M through N is M's to pass on.
    expect(said(`N -25%-> S\nN ~nominee~> M @ S\nM ~nominee(share 20%)~> P @ S`)).toEqual([]);
    expect(said(`${holdings}\nQ ~nominee(share 5%)~> P @ S`)).toEqual(["warning tie-exceeds-holding share"]);
  });

  test("without a party or company that its kind needs a tie does nothing", () => {
    const tie = (fields: object): string[] =>
      register({
        entities: ["A", "S"].map((id) => ({ id, name: id, kind: "company" as const })),
        holdings: [{ holder: "A", subject: "S", equity: "100%" }],
        ties: [{ from: "A", ...fields } as never],
      }).issues.map(({ code, parameters }) => `${code} ${parameters.missing}`);
    expect(tie({ kind: "director" })).toEqual(["tie-incomplete to"]);
    expect(tie({ kind: "nominee", subject: "S" })).toEqual(["tie-incomplete to"]);
    expect(tie({ kind: "jointHolder", to: "S" })).toEqual(["tie-incomplete subject"]);
    expect(tie({ kind: "concertAgreement" })).toEqual(["tie-incomplete to, group"]);
    expect(tie({ kind: "concertAgreement", group: "g" })).toEqual([]);
  });
});

describe("shares of one company", () => {
  test("what is not recorded is undisclosed, exactly", () => {
    const r = register(drawn("A -33.3333%-> S\nB -1/3-> S"));
    expect(undisclosed(r, "S")).toBe("1000001/3000000");
    expect(share(r, "B", "S")).toBe("1/3");
  });

  test("several rows of one holder are added, and repetitions are said", () => {
    const r = ofHoldings([
      { holder: "A", subject: "S", equity: "10%" },
      { holder: "A", subject: "S", equity: "15%" },
      { holder: "B", subject: "S", equity: "5%", acquiredBy: "exchange" },
      { holder: "B", subject: "S", equity: "6%", acquiredBy: "transfer" },
    ]);
    expect([share(r, "A", "S"), share(r, "B", "S")]).toEqual(["25%", "11%"]);
    expect(codes(r).filter((code) => !code.includes("unknown-entity"))).toEqual([
      "warning contradicting-records",
    ]);
  });

  test("a declared-complete company has no undisclosed part", () => {
    expect(undisclosed(register(drawn("S: company, complete\nA -60%-> S\nB -40%-> S")), "S")).toBe("none");
    expect(undisclosed(register(drawn("A -60%-> S\nB -10%-50%-> S")), "S")).toBe("[0%,30%]");
  });

  test("more than the whole: over-issued, each share down to its figure less the excess", () => {
    const r = register(drawn("A -70%-> S\nB -50%-> S"));
    expect(codes(r)).toContain("error over-issued");
    expect([share(r, "A", "S"), share(r, "B", "S"), undisclosed(r, "S")]).toEqual([
      "[50%,70%]",
      "[30%,50%]",
      "none",
    ]);
  });

  test("rows of one holder that come to more than the whole leave it at most the whole", () => {
    const r = register(drawn("A -51%-> S\nA -51%-> S\nB -1%-> S"));
    expect([share(r, "A", "S"), share(r, "B", "S")]).toEqual(["[99%,100%]", "[0%,1%]"]);
  });

  test("100.01 % in three rows of two decimals is rounding", () => {
    const r = register(drawn("A -33.34%-> S\nB -33.34%-> S\nC -33.33%-> S"));
    expect(codes(r)).toContain("warning rounded");
    expect(share(r, "A", "S")).toBe("[33.33%,33.34%]");
  });

  test("99.99 % is rounding too, declared complete or not; 99.9 % declared complete is incomplete", () => {
    for (const declared of ["", "S: company, complete\n"]) {
      const r = register(drawn(`${declared}A -33.33%-> S\nB -33.33%-> S\nC -33.33%-> S`));
      expect(codes(r)).toEqual(["warning rounded"]);
      expect([share(r, "A", "S"), undisclosed(r, "S")]).toEqual(["[33.33%,33.34%]", "none"]);
    }
    const r = register(drawn("S: company, complete\nA -33.30%-> S\nB -33.30%-> S\nC -33.30%-> S"));
    expect(codes(r)).toEqual(["error incomplete"]);
    expect(share(r, "A", "S")).toBe("[33.3%,33.4%]");
  });

  test("fractions are not printed figures: 1/3 and 1/2 leave 1/6 undisclosed", () => {
    expect(undisclosed(register(drawn("A -1/3-> S\nB -1/2-> S")), "S")).toBe("1/6");
  });

  test("open ends that the sum contradicts are taken as closed, and said", () => {
    const r = register(drawn("S: company, complete\nA -<40%-> S\nB -60%-> S"));
    expect(codes(r)).toEqual(["error ends-cannot-hold"]);
  });

  test("a complete company without holders is a conflict and not declared", () => {
    expect(codes(register(drawn("S: company, complete\nS -10%-> T")))).toEqual([
      "warning complete-without-holders",
    ]);
  });

  test("a share that cannot be read is an error and unknown", () => {
    const r = ofHoldings([{ holder: "A", subject: "S", equity: "abc", at: { file: "h.csv", row: 2 } }]);
    expect(r.issues.find(({ code }) => code === "invalid-share")).toMatchObject({
      file: "h.csv",
      row: 2,
      column: "equity",
    });
    expect(share(r, "A", "S")).toBe("unknown");
  });
});

describe("interests", () => {
  test("voting is equity only where no row of the company states it", () => {
    const r = register(drawn("A -60%(voting 30%)-> S\nB -40%-> S\nC -50%-> T"));
    expect([
      share(r, "A", "S", "voting"),
      share(r, "B", "S", "voting"),
      share(r, "C", "T", "voting"),
    ]).toEqual(["30%", "[0%,70%]", "50%"]);
    expect(codes(r)).toContain("warning interest-unstated");
  });

  test("equity 0 % with voting 100 % is lawful", () => {
    const r = register(drawn("A -0%(voting 100%)-> S\nB -100%(voting 0%)-> S"));
    expect(codes(r)).toEqual([]);
    expect([share(r, "A", "S"), share(r, "A", "S", "voting")]).toEqual(["0%", "100%"]);
  });

  test("classes: capital by par, votes by votes a share", () => {
    const r = register({
      entities: [
        {
          id: "S",
          name: "S",
          kind: "company",
          shareClasses: [
            { class: "A", issued: "900", votesPerShare: "1" },
            { class: "B", issued: 100, votesPerShare: 10 },
          ],
        },
      ],
      holdings: [
        { holder: "F", subject: "S", class: "B", shares: 100 },
        { holder: "F", subject: "S", class: "A", shares: 50 },
        { holder: "P", subject: "S", class: "A", shares: 850 },
      ],
    });
    expect([share(r, "F", "S"), share(r, "F", "S", "voting")]).toEqual(["15%", "21/38"]);
  });

  test("amounts become exact fractions of their sum, or of the registered capital", () => {
    const rows: Holding[] = [
      { holder: "A", subject: "S", amount: "1000000" },
      { holder: "B", subject: "S", amount: "2000000" },
    ];
    expect(share(ofHoldings(rows), "A", "S")).toBe("1/3");
    const facts = [{ entity: "S", fact: "registeredCapital", value: "4000000" }];
    const r = ofHoldings(rows, { facts });
    expect([share(r, "A", "S"), undisclosed(r, "S")]).toEqual(["25%", "25%"]);
  });

  test("a printed share that agrees with the amount within rounding gives way to the exact one", () => {
    const r = ofHoldings([
      { holder: "A", subject: "S", amount: "1", equity: "33.33%" },
      { holder: "B", subject: "S", amount: "2", equity: "66.67%" },
    ]);
    expect(share(r, "A", "S")).toBe("1/3");
  });

  test("amounts that contradict the printed share are said, and the share counts", () => {
    const r = ofHoldings([{ holder: "A", subject: "S", amount: "510", equity: "51%" }]);
    expect(codes(r)).toContain("warning amount-differs");
    expect(share(r, "A", "S")).toBe("51%");
  });
});

describe("names, dates and facts", () => {
  test("a unique name serves as id; an unknown one is made, an ambiguous one is an error", () => {
    const r = register({
      entities: [
        { id: "1", name: "张三", kind: "naturalPerson" },
        { id: "2", name: "李四", kind: "naturalPerson" },
        { id: "3", name: "李四", kind: "naturalPerson" },
      ],
      holdings: [
        { holder: "张三", subject: "甲公司", equity: "50%" },
        { holder: "李四", subject: "甲公司", equity: "50%" },
      ],
    });
    expect(share(r, "1", "甲公司")).toBe("50%");
    expect(codes(r).sort()).toEqual(["error ambiguous-name", "warning unknown-entity"]);
    expect(findEntity(r, "张三")).toEqual({ index: 0 });
    expect(findEntity(r, "王五")).toMatchObject({ index: null, reason: "unknown" });
  });

  test("a duplicate id is an error and the first row counts", () => {
    const r = register({
      entities: [
        { id: "1", name: "甲", kind: "company" },
        { id: "1", name: "乙", kind: "naturalPerson" },
      ],
      holdings: [],
    });
    expect(codes(r)).toEqual(["error duplicate-id"]);
    expect(r.entities.map(({ name }) => name)).toEqual(["甲"]);
  });

  const dated: Dataset = {
    entities: [],
    holdings: [
      { holder: "A", subject: "S", equity: "60%", from: "2020-01-01", to: "2024-06-30" },
      { holder: "B", subject: "S", equity: "60%", from: "2024-06-30", to: "9999-12-31" },
      { holder: "C", subject: "S", equity: "40%" },
    ],
  };

  test("an end is exclusive: on the day of change only the new record holds", () => {
    const on = (date: string): string[] => {
      const r = register(dated, { asOf: date });
      return [share(r, "A", "S"), share(r, "B", "S"), share(r, "C", "S")];
    };
    expect(on("2019-12-31")).toEqual(["none", "none", "40%"]);
    expect(on("2020-01-01")).toEqual(["60%", "none", "40%"]);
    expect(on("2024-06-29")).toEqual(["60%", "none", "40%"]);
    expect(on("2024-06-30")).toEqual(["none", "60%", "40%"]);
  });

  test("without a date: the latest on which anything begins; none in the data is null", () => {
    expect(register(dated).asOf).toBe("2024-06-30");
    expect(at(register(dated), "2021-01-01").asOf).toBe("2021-01-01");
    expect(register(drawn("A -60%-> S")).asOf).toBeNull();
  });

  test("the latest fact that is known on the date", () => {
    const data: Dataset = {
      entities: [{ id: "S", name: "S", kind: "company" }],
      holdings: [],
      facts: [
        { entity: "S", fact: "netAssets", value: 1, on: "2023-12-31" },
        { entity: "S", fact: "netAssets", value: 2, on: "2024-12-31" },
      ],
    };
    expect(factOf(register(data, { asOf: "2024-06-30" }), 0, "netAssets")!.record.value).toBe(1);
    expect(factOf(register(data), 0, "netAssets")!.record.value).toBe(2);
    expect(factOf(register(data, { asOf: "2020-01-01" }), 0, "netAssets")).toBeNull();
  });
});

describe("the graph that people meet", () => {
  const text = `
    张三 -60%-> 甲公司
    甲公司 -30%-> 乙公司
    鼎晟 ~executivePartner~> 丙合伙
    丙合伙: limitedPartnership
    丙合伙 -5%-> 乙公司
    乙公司 -100%-> 丁公司
  `;

  test("everyone around a subject, with levels, holdings and ties", () => {
    const r = register(drawn(text));
    const { graph, truncated } = neighbourhood(r, r.index.get("乙公司")!);
    expect(truncated).toBe(false);
    expect(graph.mapNodes((id, { level }) => `${id} ${level}`).sort()).toEqual(
      ["丁公司 -1", "丙合伙 1", "乙公司 0", "甲公司 1", "张三 2", "鼎晟 2"].sort(),
    );
    expect(graph.mapEdges((_, { label }, from, to) => `${from} ${label} ${to}`)).toContain(
      "鼎晟 executivePartner 丙合伙",
    );
    expect(reachable(graph, "乙公司", "up").map(({ id, steps }) => `${id} ${steps}`)).toContain("张三 2");
  });

  test("a limit is said", () => {
    const r = register(drawn(text));
    expect(neighbourhood(r, r.index.get("乙公司")!, { limit: 2 }).truncated).toBe(true);
  });

  test("a graph is a dataset again, whole where nothing was cut", () => {
    const r = register(drawn(text));
    const { graph } = neighbourhood(r, r.index.get("乙公司")!);
    const again = register(datasetOf(graph));
    expect([share(again, "张三", "甲公司"), share(again, "丙合伙", "乙公司")]).toEqual(["60%", "5%"]);
    expect(again.ties.length).toBe(1);
  });
});
