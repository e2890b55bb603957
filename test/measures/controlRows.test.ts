import { describe, expect, it } from "vitest";
import { controllers, controllersResult } from "../../src/measures/controllers.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const answer = (text: string, subject: string, more: Partial<Parameters<typeof controllers>[1]> = {}) => {
  const result = controllers(register(drawn(text)), { subject, ...more });
  // What is printed is exactly what the published schema says.
  expect(controllersResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  return result;
};

/** Rows as "id verdict basis stake", with * for ultimate controllers. */
const rows = (text: string, subject: string): string[] =>
  answer(text, subject).controllers.map(
    (row) =>
      `${row.ultimate ? "*" : ""}${row.id} ${row.verdict} ${row.basis} ${row.controlledStake.exact ?? `${row.controlledStake.min}..${row.controlledStake.max}`}`,
  );

const jointRows = (text: string, subject: string): string[] =>
  rows(text, subject).filter((row) => row.includes("+"));

describe("who controls a subject", () => {
  const chain = "张三 -60%-> 甲公司\n 李四 -40%-> 甲公司\n 甲公司 -70%-> 蓝海\n 王五 -30%-> 蓝海";

  it("lists everyone who controls alone; ultimate are those whom nobody controls", () => {
    expect(rows(chain, "蓝海")).toEqual(["*张三 certain votes 7/10", "甲公司 certain votes 7/10"]);
    const [first] = answer(chain, "蓝海").controllers;
    expect(first).toMatchObject({ id: "张三", name: "张三", ultimate: true, verdict: "certain" });
    expect(first!.chain).toEqual([
      { from: "张三", to: "甲公司", basis: "votes", votes: { value: 0.6, min: 0.6, max: 0.6, exact: "3/5" } },
      {
        from: "甲公司",
        to: "蓝海",
        basis: "votes",
        votes: { value: 0.7, min: 0.7, max: 0.7, exact: "7/10" },
      },
    ]);
  });

  it("orders by verdict, then by controlled stake, then by id", () => {
    const text = `${chain}\n 王五 -20%-50.5%-> 乙\n 乙 ~boardMajority~> 蓝海`;
    expect(rows(text, "蓝海")).toEqual([
      "*张三 certain votes 7/10",
      "甲公司 certain votes 7/10",
      "*乙 certain boardMajority 0",
      "*王五 possible boardMajority 3/10",
    ]);
  });

  it("has nobody in a company of equal halves", () => {
    expect(rows("A -50%-> T\n B -50%-> T", "T")).toEqual([]);
    expect(answer("A -50%-> T\n B -50%-> T", "T", { test: { atLeast: "1/2" } }).controllers).toHaveLength(2);
  });

  it("answers whether some control together, by their votes out of those that can be cast", () => {
    const text = "A -30%-> T\n B -20%-> T\n C -10%-> T\n T -40%-> T";
    expect(answer(text, "T", { by: ["A", "C"] }).joint).toEqual({
      by: ["A", "C"],
      verdict: "certain",
      votes: { value: 2 / 3, min: 2 / 3, max: 2 / 3, exact: "2/3" },
    });
    expect(answer(text, "T", { by: ["B", "C"] }).joint!.verdict).toBe("excluded");
    const range = answer("A -30%-40%-> T\n B -15%-> T", "T", { by: ["A", "B"] }).joint!;
    expect([range.verdict, range.votes!.min, range.votes!.max]).toEqual(["possible", 0.45, 0.55]);
  });

  it("names the tie that is missing where a limited partnership has no executive partner", () => {
    const text = "甲: limitedPartnership\n L -99%-> 甲\n 甲 -60%-> T\n Q -40%-> T";
    expect(answer(text, "甲")).toEqual({
      controllers: [],
      missing: [{ entity: "甲", tie: "executivePartner" }],
    });
    expect(answer(text, "T").missing).toEqual([{ entity: "甲", tie: "executivePartner" }]);
    expect(rows(text, "T")).toEqual(["*甲 certain votes 3/5"]);
    expect(answer(`${text}\n G ~executivePartner~> 甲`, "T").missing).toEqual([]);
  });

  it("says by what right: a proxy, a nominee, a lead, or plain votes where these suffice", () => {
    const text = "A -30%-> T\n B -25%-> T\n Q -45%-> T";
    expect(rows(`${text}\n B ~votingProxy~> A @ T`, "T")).toEqual(["*A certain votingProxy 3/10"]);
    expect(rows("A -60%-> T\n B -25%-> T\n Q -15%-> T\n B ~votingProxy~> A @ T", "T")).toEqual([
      "*A certain votes 3/5",
    ]);
    expect(rows(`${text}\n B ~concertAgreement(lead A)~> A @ T`, "T")).toEqual([
      "*A certain concertAgreement 3/10",
    ]);
  });
});

describe("ultimate", () => {
  it("is no member of an ownerless ring", () => {
    expect(rows("A -100%-> B\n B -100%-> A\n A -60%-> T\n Q -40%-> T", "T")).toEqual([
      "A certain votes 3/5",
      "B certain votes 3/5",
    ]);
    // Nobody controls anybody in this ring, but nobody outside holds it either.
    const four = ["A", "B", "C"]
      .flatMap((one) => ["A", "B", "C"].filter((two) => two !== one).map((two) => `${two} -50%-> ${one}`))
      .join("\n");
    expect(rows(`${four}\n A -60%-> T\n Q -40%-> T`, "T")).toEqual(["A certain votes 3/5"]);
  });

  it("is nobody whom the subject controls", () => {
    expect(rows("A -60%-> T\n T -60%-> A\n X -40%-> T\n Y -40%-> A", "T")).toEqual(["A certain votes 3/5"]);
  });

  it("is nobody whom joint controllers control", () => {
    const text =
      "甲: limitedPartnership\n A ~executivePartner~> 甲\n B ~executivePartner~> 甲\n 甲 -60%-> T\n Q -40%-> T";
    expect(rows(text, "T")).toEqual(["*A+B certain executivePartner 3/5", "甲 certain votes 3/5"]);
  });
});

describe("what is held through the subject", () => {
  it("stands apart, with a conflict where it would change the outcome of the test", () => {
    const text = "X -45%(voting 60%)-> T\n Y -45%(voting 35%)-> T\n S -10%(voting 5%)-> T\n T -60%-> S";
    const [row] = answer(text, "T").controllers;
    expect(row).toMatchObject({ id: "X", conflict: "heldBySubjectGroup" });
    expect(row!.controlledStake.exact).toBe("9/20");
    expect(row!.heldBySubjectGroup!.exact).toBe("1/10");
    const without = answer("X -60%-> T\n T -60%-> S\n S -10%-> T\n Y -30%-> T", "T").controllers[0]!;
    expect(without.heldBySubjectGroup!.exact).toBe("1/10");
    expect(without.conflict).toBeUndefined();
  });
});

describe("joint controllers", () => {
  const partners =
    "甲: limitedPartnership\n A ~executivePartner~> 甲\n B ~executivePartner~> 甲\n L -100%-> 甲";

  it("are several executive partners in one row, none alone", () => {
    expect(rows(partners, "甲")).toEqual(["*A+B certain executivePartner 0"]);
    const [row] = answer(partners, "甲").controllers;
    expect(row!.members).toEqual(["A", "B"]);
    expect(row!.chain.map(({ from, to, votes }) => [from, to, votes])).toEqual([
      ["A", "甲", null],
      ["B", "甲", null],
    ]);
  });

  it("are not joint where one commands the other", () => {
    expect(rows(`${partners}\n A -100%-> B`, "甲")).toEqual(["*A certain executivePartner 0"]);
    // Somebody above both controls alone; the two are then nobody's ultimate controllers.
    expect(rows(`${partners}\n Z -100%-> A\n Z -100%-> B`, "甲")).toEqual([
      "A+B certain executivePartner 0",
      "*Z certain executivePartner 0",
    ]);
  });

  it("are several general partners, each of them possible", () => {
    const text = "甲: limitedPartnership\n A ~generalPartner~> 甲\n B ~generalPartner~> 甲\n L -100%-> 甲";
    expect(rows(text, "甲")).toEqual([
      "*A+B certain generalPartner 0",
      "*A possible generalPartner 0",
      "*B possible generalPartner 0",
    ]);
  });

  it("control through all partnerships that they run, not by what each holds besides", () => {
    const two = `
      甲: limitedPartnership
      乙: limitedPartnership
      A ~executivePartner~> 甲\n B ~executivePartner~> 甲
      A ~executivePartner~> 乙\n B ~executivePartner~> 乙`;
    expect(jointRows(`${two}\n 甲 -30%-> T\n 乙 -30%-> T\n Q -40%-> T`, "T")).toEqual([
      "*A+B certain executivePartner 3/5",
    ]);
    expect(jointRows(`${two}\n 甲 -10%-> T\n A -30%-> T\n B -30%-> T\n Q -30%-> T`, "T")).toEqual([]);
  });

  it("are parties to an agreement without lead who pass together and not alone", () => {
    const text = "A -30%-> T\n B -21%-> T\n Q -49%-> T";
    const agreed = `${text}\n A ~concertAgreement~> B @ T`;
    expect(rows(agreed, "T")).toEqual(["*A+B certain concertAgreement 51/100"]);
    expect(answer(agreed, "T").controllers[0]!.chain).toHaveLength(2);
    expect(rows(text, "T")).toEqual([]);
    expect(jointRows("A -60%-> T\n B -21%-> T\n A ~concertAgreement~> B @ T", "T")).toEqual([]);
    expect(jointRows(`${text}\n A ~concertAgreement(rebutted)~> B @ T`, "T")).toEqual([]);
    expect(jointRows("A -30%-> T\n B -20%-> T\n Q -50%-> T\n A ~concertAgreement~> B @ T", "T")).toEqual([]);
    expect(jointRows(`${text}\n A ~concertAgreement~> B @ U\n U: company`, "T")).toEqual([]);
  });

  it("are joint through what the agreement is about", () => {
    const text = "A -30%-> M\n B -30%-> M\n Q -40%-> M\n M -60%-> T\n Q -40%-> T";
    const agreed = `${text}\n A ~concertAgreement(group g)~> @ M\n B ~concertAgreement(group g)~> @ M`;
    expect(jointRows(agreed, "T")).toEqual(["*A+B certain concertAgreement 3/5"]);
    expect(
      answer(agreed, "T")
        .controllers.find(({ members }) => members)!
        .chain.map(({ to }) => to),
    ).toEqual(["M", "M", "T"]);
    // The agreement says nothing of the votes in T itself.
    const beside = "A -30%-> T\n B -30%-> T\n Q -40%-> T\n A -30%-> M\n B -30%-> M\n M -1%-> Z";
    expect(jointRows(`${beside}\n A ~concertAgreement~> B @ M`, "T")).toEqual([]);
    expect(jointRows(`${beside}\n A ~concertAgreement~> B`, "T")).toEqual([
      "*A+B certain concertAgreement 3/5",
    ]);
  });

  it("are possible where only some completion makes them pass", () => {
    expect(rows("A -30%-40%-> T\n B -15%-> T\n A ~concertAgreement~> B @ T", "T")).toEqual([
      "*A+B possible concertAgreement 0.45..0.55",
    ]);
  });
});

describe("families", () => {
  const text = "父 -30%-> T\n 母 -25%-> T\n Q -45%-> T";

  it("without agreement are possible joint controllers by kinship", () => {
    expect(rows(`${text}\n 父 ~spouse~> 母`, "T")).toEqual(["*母+父 possible kinship 11/20"]);
    expect(rows(text, "T")).toEqual([]);
    expect(rows("父 -60%-> T\n 母 -25%-> T\n 父 ~spouse~> 母", "T")).toEqual(["*父 certain votes 3/5"]);
    expect(rows("父 -30%-> T\n 母 -20%-> T\n 父 ~spouse~> 母", "T")).toEqual([]);
  });

  it("count those who command votes, through companies and a member who holds nothing", () => {
    const children = "子 -30%-> M\n 女 -30%-> M\n Q -40%-> M\n M -60%-> T\n R -40%-> T\n 父: naturalPerson";
    const [row] = answer(`${children}\n 父 ~parent~> 子\n 父 ~parent~> 女`, "T").controllers.filter(
      ({ members }) => members,
    );
    expect(row!.members).toEqual(["女", "子"]);
    expect(row!.transitive).toBeUndefined();
  });

  it("say so when members are joined only by longer chains", () => {
    const kin = "a ~sibling~> b\n b ~spouse~> c\n c ~sibling~> d";
    const chain = `a -30%-> T\n d -30%-> T\n Q -40%-> T\n b: naturalPerson\n c: naturalPerson\n ${kin}`;
    const [row] = answer(chain, "T").controllers;
    expect(row).toMatchObject({ id: "a+d", verdict: "possible", basis: "kinship", transitive: true });
  });

  it("with an agreement are what the agreement makes them", () => {
    expect(rows(`${text}\n 父 ~spouse~> 母\n 父 ~concertAgreement~> 母 @ T`, "T")).toHaveLength(1);
    expect(rows(`${text}\n 父 ~spouse~> 母\n 父 ~concertAgreement~> 母 @ T`, "T")[0]).toContain(
      "certain concertAgreement",
    );
  });
});
