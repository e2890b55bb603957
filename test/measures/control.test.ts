import { describe, expect, it } from "vitest";
import { type ControlOptions, controlClosure } from "../../src/measures/controlClosure.js";
import { controlledStake } from "../../src/measures/controlledStake.js";
import { type ShareRange, shareText } from "../../src/model/share.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const closureOf = (text: string, options: ControlOptions = {}) =>
  controlClosure(register(drawn(text)), options);

/** All pairs as "X > Y", possible ones with a question mark. */
const pairs = (text: string, options: ControlOptions = {}): string[] =>
  [...closureOf(text, options).allPairs()]
    .map(
      ({ controller, subject, verdict }) => `${controller} > ${subject}${verdict === "possible" ? " ?" : ""}`,
    )
    .sort();

/** A chain as "from -basis votes-> to". */
const chain = (text: string, from: string | string[], to: string): string[] =>
  closureOf(text)
    .chain({ from, to })
    .map((link) => `${link.from} -${link.basis}${link.votes ? ` ${link.votes.exact}` : ""}-> ${link.to}`);

const votes = (text: string, of: string | string[], company: string): string | null => {
  const share = closureOf(text).votes({ of, in: company });
  return share && shareText(share);
};

const stake = (text: string, by: string[], company: string): string[] => {
  const found = controlledStake(closureOf(text), { by, in: company });
  const shown = (share: ShareRange | null): string => (share ? shareText(share) : "none");
  return [shown(found.stake), shown(found.heldBySubjectGroup)];
};

describe("control by votes", () => {
  const half = "张三 -50%-> 甲公司\n 李四 -50%-> 甲公司";

  it("needs more than one half: exactly one half is not enough", () => {
    expect(pairs(half)).toEqual([]);
    expect(pairs("张三 -50.000001%-> 甲公司\n 李四 -49.999999%-> 甲公司")).toEqual(["张三 > 甲公司"]);
    expect(pairs("张三 -49.999999%-> 甲公司\n 李四 -50.000001%-> 甲公司")).toEqual(["李四 > 甲公司"]);
  });

  it("takes another test at every link: at least one half is passed by exactly one half", () => {
    expect(pairs(half, { test: { atLeast: "50%" } })).toEqual(["张三 > 甲公司", "李四 > 甲公司"]);
    const pyramid = "A -1/3-> B\n X -2/3-> B\n B -1/3-> C\n Y -2/3-> C";
    expect(pairs(pyramid, { test: { atLeast: "1/3" } })).toContain("A > C");
    expect(pairs(pyramid, { test: { moreThan: "1/3" } })).not.toContain("A > C");
    expect(() => closureOf(half, { test: { lessThan: "50%" } })).toThrow(RangeError);
  });

  it("decides exact thirds and sums of decimals without rounding", () => {
    // 0.1 + 0.2 + 0.2 is more than one half in doubles of some orders; here it is exactly one half.
    const text = "A -100%-> P\n A -100%-> Q\n A -10%-> T\n P -20%-> T\n Q -20%-> T\n B -50%-> T";
    expect(pairs(text)).toEqual(["A > P", "A > Q"]);
    expect(pairs("A -1/3-> T\n B -1/3-> T\n C -1/3-> T\n A -100%-> C")).toContain("A > T");
  });

  it("adds what the controlled ones command and does not multiply", () => {
    const text = "X -51%-> A\n Y -49%-> A\n X -51%-> B\n Y -49%-> B\n A -26%-> C\n B -25%-> C\n Y -49%-> C";
    expect(pairs(text)).toEqual(["X > A", "X > B", "X > C"]);
    expect(votes(text, "X", "C")).toBe("51%");
    expect(chain(text, "X", "C")).toEqual([
      "X -votes 51/100-> A",
      "X -votes 51/100-> B",
      "A -votes 13/50-> C",
      "B -votes 1/4-> C",
    ]);
  });

  it("counts votes, not equity", () => {
    expect(pairs("X -90%(voting 10%)-> A\n Y -10%(voting 90%)-> A")).toEqual(["Y > A"]);
    expect(pairs("X -100%(voting 0%)-> A\n Y -0%(voting 100%)-> A")).toEqual(["Y > A"]);
  });

  it("never lets the public, a depository or the subject itself control, nor a person be controlled", () => {
    expect(pairs("D: dispersed\n D -80%-> A")).toEqual([]);
    expect(pairs("H: clearingNominee\n H -80%-> A")).toEqual([]);
    expect(pairs("A -60%-> A\n X -30%-> A")).toEqual(["X > A"]);
    expect(pairs("X ~contractualControl~> P\n P: naturalPerson\n X: company")).toEqual([]);
    expect(pairs("S: state\n S -60%-> A")).toEqual(["S > A"]);
  });

  it("asks for several as one commanding set, without adding twice", () => {
    const text = "X -30%-> A\n Y -25%-> A\n Z -45%-> A\n X -60%-> Y";
    expect(closureOf(text).controls({ from: ["Y", "Z"], to: "A" })).toBe("certain");
    expect(votes(text, ["X", "Y"], "A")).toBe("55%");
    expect(closureOf(text).controls({ from: ["A"], to: "A" })).toBe("excluded");
  });
});

describe("votes that cannot be cast", () => {
  it("leave the denominator when they are treasury or suspended", () => {
    expect(pairs("X -30%-> A\n Y -25%-> A\n A -45%-> A")).toEqual(["X > A"]);
    expect(pairs("X -30%-> A\n Y -25%-> A\n Z -45%(suspended)-> A")).toEqual(["X > A"]);
    expect(pairs("X -30%-> A\n Y -25%-> A\n Z -45%(suspended 30%)-> A")).toEqual([]);
    expect(votes("X -30%-> A\n Y -25%-> A\n Z -45%(suspended)-> A", "X", "A")).toBe("6/11");
    expect(votes("X -30%(suspended 10%)-> A\n Y -70%-> A", "X", "A")).toBe("2/9");
  });

  it("are told apart row by row: a suspended lot of a holder, another that is not", () => {
    const text = "Z -20%(suspended)-> A\n Z -40%-> A\n X -40%-> A";
    expect(votes(text, "Z", "A")).toBe("50%");
    const amounts = drawn("Z -40%(amount 40)-> A\n X -60%(amount 60)-> A");
    const [first, ...rest] = amounts.holdings;
    const { equity: _, ...lot } = first!;
    const holdings = [
      { ...lot, amount: "10", votingSuspended: true },
      { ...lot, amount: "30" },
      ...rest.map(({ equity: __, ...row }) => row),
    ];
    const share = controlClosure(register({ ...amounts, holdings })).votes({ of: "Z", in: "A" });
    expect(shareText(share!)).toBe("1/3");
  });

  it("are those of nobody when all are suspended", () => {
    expect(pairs("X -100%(suspended)-> A")).toEqual([]);
    expect(votes("X -100%(suspended)-> A", "X", "A")).toBe("0%");
  });

  it("are struck where a subsidiary holds them in its parent", () => {
    // Y controls Z; without Z's 40 % X has 35 of 60.
    const text = "Y -60%-> Z\n Z -40%-> Y\n X -35%-> Y\n W -25%-> Y";
    expect(pairs(text)).toEqual(["X > Y", "X > Z", "Y > Z"]);
    expect(votes(text, "X", "Y")).toBe("7/12");
  });

  it("are not struck where each controls the other: a ring of 100 %", () => {
    expect(pairs("A -100%-> B\n B -100%-> A")).toEqual(["A > B", "B > A"]);
    expect(pairs("Y -60%-> Z\n Z -60%-> Y\n X -35%-> Y")).toEqual(["Y > Z", "Z > Y"]);
    expect(pairs("A -100%-> B\n B -100%-> C\n C -100%-> A")).toHaveLength(6);
  });

  it("are struck by the registered name, whoever has the proxy", () => {
    const text = "Y -60%-> Z\n Z -40%-> Y\n X -35%-> Y\n W -25%-> Y\n Z ~votingProxy~> W @ Y";
    expect(pairs(text)).toContain("X > Y");
  });
});

describe("one commander a vote", () => {
  it("is the taker of a proxy, and whoever controls the taker, no longer the giver", () => {
    const text =
      "H -60%-> A\n Q -40%-> A\n H ~votingProxy~> T @ A\n U -100%-> T\n V -100%-> H\n T: company\n H: company";
    expect(pairs(text)).toEqual(["T > A", "U > A", "U > T", "V > H"]);
    expect(chain(text, "U", "A")).toEqual(["U -votes 1-> T", "T -votingProxy 3/5-> A"]);
  });

  it("takes a proxy as far as it goes: a share, or the votes above a line, split in its group", () => {
    const text = "H -60%-> A\n Q -40%-> A";
    expect(votes(`${text}\n H ~votingProxy(share 15%)~> T @ A`, "T", "A")).toBe("15%");
    expect(votes(`${text}\n H ~votingProxy(share 15%)~> T @ A`, "H", "A")).toBe("45%");
    expect(votes(`${text}\n H ~votingProxy(above 30%)~> T @ A`, "T", "A")).toBe("30%");
    const two = `${text}\n H ~votingProxy(above 30%, group g)~> T @ A\n H ~votingProxy(above 30%, group g)~> U @ A`;
    expect(["T", "U", "H"].map((one) => votes(two, one, "A"))).toEqual(["15%", "15%", "30%"]);
    expect(votes(`${text}\n H ~votingProxy~> T @ B\n B: company`, "T", "A")).toBe("0%");
  });

  it("gives a range wholly away when the proxy is for all", () => {
    const text = "H -40%-60%-> A\n Q -40%-> A\n H ~votingProxy~> T @ A";
    expect(votes(text, "H", "A")).toBe("0%");
    expect(votes(text, "T", "A")).toBe("[40%,60%]");
    // What is above the line grows with the holding; what is left never exceeds the line.
    const above =
      "H -20%-60%-> A\n Q -40%-80%-> A\n A: company, complete\n H ~votingProxy(above 30%)~> T @ A";
    expect(votes(above, "H", "A")).toBe("[20%,30%]");
    expect(votes(above, "T", "A")).toBe("[0%,30%]");
  });

  it("is the principal behind a nominee, at the end of a chain of nominees", () => {
    const text = "N -60%-> A\n Q -40%-> A\n N ~nominee~> M\n M ~nominee~> P";
    expect(pairs(text)).toEqual(["P > A"]);
    expect(chain(text, "P", "A")).toEqual(["P -nominee 3/5-> A"]);
  });

  it("is the principal's principal as far as that tie goes, and each vote is passed on once", () => {
    const chained = "N -60%-> A\n Q -40%-> A\n N ~nominee~> M @ A\n M ~nominee(share 10%)~> P @ A";
    expect(["N", "M", "P"].map((one) => votes(chained, one, "A"))).toEqual(["0%", "50%", "10%"]);
    const cut = "N -60%-> A\n Q -40%-> A\n N ~nominee(share 20%)~> M @ A\n M ~nominee(share 30%)~> P @ A";
    expect(["N", "M", "P"].map((one) => votes(cut, one, "A"))).toEqual(["40%", "0%", "20%"]);
    // What M is registered for itself comes first, so that the tie never moves more than it says.
    const own = "N -50%-> A\n M -10%-> A\n Q -40%-> A\n N ~nominee~> M @ A\n M ~nominee(share 10%)~> P @ A";
    expect(["N", "M", "P"].map((one) => votes(own, one, "A"))).toEqual(["0%", "50%", "10%"]);
  });

  it("is the lead of an agreement, of many parties or of two", () => {
    const many = "A -30%-> T\n B -21%-> T\n Q -49%-> T";
    const led = `${many}\n A ~concertAgreement(group g, lead A)~> @ T\n B ~concertAgreement(group g, lead A)~> @ T`;
    expect(pairs(led)).toEqual(["A > T"]);
    expect(chain(led, "A", "T")).toEqual(["A -votes 3/10-> T", "A -concertAgreement 21/100-> T"]);
    expect(pairs(`${many}\n A ~concertAgreement(lead A)~> B @ T`)).toEqual(["A > T"]);
    expect(pairs(`${many}\n B ~concertAgreement(lead A)~> A @ T`)).toEqual(["A > T"]);
    expect(pairs(`${many}\n A ~concertAgreement(lead A, rebutted)~> B @ T`)).toEqual([]);
  });

  it("is taken in order: suspension, proxy, nominee, lead, holder", () => {
    const text = `
      H -60%(suspended 5%)-> A
      L -40%-> A
      H ~votingProxy(share 15%)~> T @ A
      H ~nominee(share 20%)~> N @ A
      H ~concertAgreement(group g, lead L)~> @ A
      L ~concertAgreement(group g, lead L)~> @ A`;
    expect(["T", "N", "L", "H"].map((one) => votes(text, one, "A"))).toEqual(["3/19", "4/19", "12/19", "0%"]);
  });

  it("takes votes from nobody by an agreement without lead", () => {
    const text = "A -30%-> T\n B -21%-> T\n Q -49%-> T\n A ~concertAgreement~> B @ T";
    expect(pairs(text)).toEqual([]);
    expect(closureOf(text).controls({ from: ["A", "B"], to: "T" })).toBe("certain");
  });

  it("counts a jointly held block whole for each holder, once for both", () => {
    const text = "A -60%-> T\n Q -40%-> T\n B ~jointHolder~> T @ A";
    expect(pairs(text)).toEqual(["A > T", "B > T"]);
    expect(votes(text, ["A", "B"], "T")).toBe("60%");
    expect(chain(text, "B", "T")).toEqual(["B -jointHolder 3/5-> T"]);
  });
});

describe("control beside votes", () => {
  const partnership = (ties: string) =>
    `甲: limitedPartnership\n L -99%-> 甲\n G -1%-> 甲\n M -60%-> G\n ${ties}`;

  it("of a limited partnership is its executive partner's, never by capital", () => {
    expect(pairs(partnership("G ~executivePartner~> 甲"))).toEqual(["G > 甲", "M > G", "M > 甲"]);
    expect(votes(partnership("G ~executivePartner~> 甲"), "L", "甲")).toBe(null);
    expect(pairs(partnership(""))).toEqual(["M > G"]);
  });

  it("falls to the sole general partner; of several each is possible", () => {
    expect(pairs(partnership("G ~generalPartner~> 甲"))).toEqual(["G > 甲", "M > G", "M > 甲"]);
    expect(pairs(partnership("G ~generalPartner~> 甲\n K ~generalPartner~> 甲"))).toEqual([
      "G > 甲 ?",
      "K > 甲 ?",
      "M > G",
      "M > 甲 ?",
    ]);
    expect(pairs(partnership("G ~executivePartner~> 甲\n K ~generalPartner~> 甲"))).not.toContain("K > 甲");
  });

  it("of several executive partners is nobody's alone, but whoever commands them all commands it", () => {
    const two = "G ~executivePartner~> 甲\n K ~executivePartner~> 甲";
    expect(pairs(partnership(two))).toEqual(["M > G"]);
    expect(pairs(partnership(`${two}\n M -51%-> K`))).toEqual(["M > G", "M > K", "M > 甲"]);
  });

  it("follows chains of executive partners", () => {
    const text = `
      甲: limitedPartnership
      乙: limitedPartnership
      丙: limitedPartnership
      张三 -60%-> 鼎晟
      鼎晟 ~executivePartner~> 甲
      甲 ~executivePartner~> 乙
      乙 ~executivePartner~> 丙
      丙 -51%-> T`;
    expect(closureOf(text).controls({ from: "张三", to: "T" })).toBe("certain");
    expect(chain(text, "张三", "T")).toEqual([
      "张三 -votes 3/5-> 鼎晟",
      "鼎晟 -executivePartner-> 甲",
      "甲 -executivePartner-> 乙",
      "乙 -executivePartner-> 丙",
      "丙 -votes 51/100-> T",
    ]);
  });

  it("of a product is its manager's, without one by votes", () => {
    const fund = "F: fund\n I -90%-> F\n F -60%-> A";
    expect(pairs(`${fund}\n M ~productManager~> F`)).toEqual(["F > A", "M > A", "M > F"]);
    expect(pairs(fund)).toEqual(["F > A", "I > A", "I > F"]);
    expect(pairs("Z: trust\n I -90%-> Z\n B ~trustee~> Z")).toEqual(["B > Z"]);
    expect(pairs("Z: trust\n B ~trustee~> Z\n C ~trustee~> Z")).toEqual(["B > Z ?", "C > Z ?"]);
  });

  it("is a board majority, a contract, a head office", () => {
    expect(pairs("X ~boardMajority~> A\n Y -100%-> A")).toEqual(["X > A", "Y > A"]);
    expect(pairs("X ~contractualControl~> V\n V -100%-> O")).toEqual(["V > O", "X > O", "X > V"]);
    expect(pairs("B: branch\n B ~branchOf~> H\n X -100%-> H")).toEqual(["H > B", "X > B", "X > H"]);
  });

  it("combines several partnerships of one manager", () => {
    const text = ["甲", "乙", "丙"]
      .map((one) => `${one}: limitedPartnership\n 鼎晟 ~executivePartner~> ${one}\n ${one} -20%-> 蓝海`)
      .join("\n");
    const whole = `${text}\n 张三 -70%-> 鼎晟\n 李四 -40%-> 蓝海`;
    expect(votes(whole, "张三", "蓝海")).toBe("60%");
    expect(chain(whole, "张三", "蓝海")).toHaveLength(7);
  });
});

describe("what is known in part", () => {
  it("is certain, possible or excluded by the ends of the range", () => {
    expect(pairs("X -50.1%-60%-> A")).toEqual(["X > A"]);
    expect(pairs("X -40%-60%-> A")).toEqual(["X > A ?"]);
    expect(pairs("X -40%-50%-> A")).toEqual([]);
    expect(pairs("X -(50%,75%]-> A")).toEqual(["X > A"]);
    expect(pairs("X -[50%,75%]-> A")).toEqual(["X > A ?"]);
    expect(pairs("X -[25%,50%)-> A", { test: { atLeast: "1/2" } })).toEqual([]);
    expect(pairs("X -[25%,50%]-> A", { test: { atLeast: "1/2" } })).toEqual(["X > A ?"]);
    expect(pairs("X --> A")).toEqual(["X > A ?"]);
  });

  it("is bounded by what all others can have", () => {
    expect(pairs("X -10%-90%-> A\n Y -10%-20%-> A\n A: company, complete")).toEqual(["X > A"]);
    expect(votes("X -10%-90%-> A\n Y -10%-20%-> A\n A: company, complete", "X", "A")).toBe("[80%,90%]");
  });

  it("does not give an undisclosed remainder to anybody", () => {
    expect(pairs("X -45%-> A\n Y -20%-> A")).toEqual([]);
    expect(votes("X -45%-> A\n Y -20%-> A", "X", "A")).toBe("45%");
  });

  it("carries through chains: what is only possible below is only possible above", () => {
    expect(pairs("X -40%-60%-> A\n A -100%-> B")).toEqual(["A > B", "X > A ?", "X > B ?"]);
    expect(chain("X -40%-60%-> A\n A -100%-> B", "X", "B")).toHaveLength(2);
    expect(
      closureOf("X -40%-60%-> A\n A -100%-> B")
        .controllersOf("B")
        .map(({ id }) => id),
    ).toEqual(["A", "X"]);
  });

  it("widens what is suspended and what may be struck", () => {
    expect(votes("X -30%-> A\n Y -70%(suspended 20%-50%)-> A", "X", "A")).toBe("[37.5%,60%]");
    // Whether Y controls Z is open, so Z's 40 % in Y may be struck.
    const text = "Y -40%-60%-> Z\n Z -40%-> Y\n X -35%-> Y\n W -25%-> Y";
    expect(pairs(text)).toEqual(["X > Y ?", "X > Z ?", "Y > Z ?"]);
    expect(votes(text, "X", "Y")).toBe("[35%,75%]");
  });
});

describe("the controlled stake", () => {
  it("is equity of the whole control set: 80 direct and 20 of a subsidiary of 70 % are 100", () => {
    const text = "X -80%-> T\n S -20%-> T\n X -70%-> S";
    expect(stake(text, ["X"], "T")).toEqual(["100%", "none"]);
  });

  it("is equity, not votes", () => {
    expect(stake("X -10%(voting 60%)-> T\n Y -90%(voting 40%)-> T", ["X"], "T")).toEqual(["10%", "none"]);
  });

  it("leaves apart what is held only through the subject", () => {
    const text = "X -60%-> T\n T -60%-> S\n S -10%-> T\n Y -30%-> T";
    expect(stake(text, ["X"], "T")).toEqual(["60%", "10%"]);
    expect(stake(`${text}\n X -40%-> S`, ["X"], "T")).toEqual(["60%", "10%"]);
    expect(stake(text.replace("T -60%-> S", "X -60%-> S\n T -40%-> S"), ["X"], "T")).toEqual(["70%", "none"]);
  });

  it("ranges from what is certainly to what is possibly controlled", () => {
    const text = "X -60%-> T\n S -20%-> T\n X -40%-60%-> S\n Y -20%-> T";
    expect(stake(text, ["X"], "T")).toEqual(["[60%,80%]", "none"]);
    expect(
      stake("X -50%-60%-> T\n S -10%-30%-> T\n X -100%-> S\n Y -20%-> T\n T: company, complete", ["X"], "T"),
    ).toEqual(["80%", "none"]);
  });

  it("counts a jointly held block once", () => {
    const text = "A -60%-> T\n Q -40%-> T\n B ~jointHolder~> T @ A";
    expect(stake(text, ["B"], "T")).toEqual(["60%", "none"]);
    expect(stake(text, ["A", "B"], "T")).toEqual(["60%", "none"]);
  });

  it("keeps what a nominee holds with the registered holder", () => {
    const text = "N -60%-> T\n Q -40%-> T\n N ~nominee~> P @ T";
    expect(stake(text, ["P"], "T")).toEqual(["0%", "none"]);
  });
});

describe("the closure", () => {
  it("is the same upwards, downwards and over the whole register", () => {
    const text = "X -60%-> A\n A -60%-> B\n B -30%-> C\n A -30%-> C\n Y -40%-> C\n C -10%-> A";
    const closure = closureOf(text);
    const up = ["A", "B", "C"].flatMap((id) => closure.controllersOf(id).map((one) => `${one.id} > ${id}`));
    const down = ["X", "A", "B", "C", "Y"].flatMap((id) =>
      closure.controlled({ by: id }).map((one) => `${id} > ${one.id}`),
    );
    expect(up.sort()).toEqual(pairs(text));
    expect(down.sort()).toEqual(pairs(text));
  });

  it("adds up decimals of a whole register exactly, thirds and votes of one in a ten-millionth too", () => {
    const text = "X -60%-> A\n X -60%-> B\n X -70%-> C\n A -10%-> C\n B -10%-> C\n A -1/3-> D\n B -1/3-> D";
    const tiny = "X -49.99999%-> E\n A -0.00001%-> E\n X -49.99999%-> F\n A -0.000011%-> F";
    const found = [...closureOf(`${text}\n ${tiny}`).allPairs()].map(
      ({ subject, votes: own }) => [subject, own?.value] as const,
    );
    expect(Object.fromEntries(found)).toEqual({ A: 0.6, B: 0.6, C: 0.9, D: 2 / 3, F: 0.50000001 });
  });

  it("gives the same result for any order of rows", () => {
    const text = "X -60%-> A\n A -60%-> B\n B -30%-> C\n A -30%-> C\n Y -40%-> C\n C -10%-> A".split("\n");
    const result = (lines: string[]) =>
      JSON.stringify(closureOf(lines.join("\n")).chain({ from: "X", to: "C" }));
    expect(result(text.toReversed())).toBe(result(text));
  });

  it("takes ids, unique names and indices, and refuses what is unknown", () => {
    const closure = closureOf("X -60%-> A\n A: company, name 甲公司");
    expect(closure.controls({ from: "X", to: "甲公司" })).toBe("certain");
    expect(closure.controls({ from: [closure.r.index.get("X")!], to: "A" })).toBe("certain");
    expect(() => closure.controls({ from: "nobody", to: "A" })).toThrow("nobody");
  });
});
