import { describe, expect, it } from "vitest";
import { register } from "../../src/register/register.js";
import { check } from "../../src/rules/check.js";
import type { Finding } from "../../src/rules/finding.js";
import { drawn } from "../notation.js";
import { measured } from "./saying.js";

const ON = "2025-06-30";

const findings = (rulebook: string, drawing: string, on = ON): readonly Finding[] =>
  check(register(drawn(`上市: company, listing exchange\n众: dispersed\n${drawing}`), { asOf: on }), {
    subject: "上市",
    rulebook,
  }).findings;

/** "张 advisory 1/2": parties, verdict and measure of the findings of one rule. */
const said = (rule: string, drawing: string, on?: string): string[] =>
  findings(rule.startsWith("IF") ? "ifrs-10" : "cn-takeover", drawing, on)
    .filter((one) => one.rule === rule)
    .map((one) => [one.parties.join("+"), one.verdict, measured(one)].join(" "));

const one = (rule: string, drawing: string, on?: string): Finding => {
  const [found] = findings(rule.startsWith("IF") ? "ifrs-10" : "cn-takeover", drawing, on).filter(
    (each) => each.rule === rule,
  );
  if (!found) throw new Error(`no finding of ${rule}`);
  return found;
};

describe("Article 84", () => {
  it.each([
    ["49.99%", []],
    ["50%", ["张 advisory 1/2"]],
    ["50.01%", ["张 advisory 5001/10000"]],
    ["40%-60%", ["张 undetermined 0.4-0.6"]],
    ["40%-<50%", []],
  ])("(1) a shareholder of %s", (share, expected) => {
    expect(said("CT-84-1", `张 -${share}-> 上市\n众 -40%-> 上市`)).toEqual(expected);
  });

  it.each([
    ["29.99%", []],
    ["30%", []],
    ["30.01%", ["张 advisory 3001/10000"]],
    ["25%-35%", ["张 undetermined 0.25-0.35"]],
    ["25%-30%", []],
  ])("(2) votes of %s", (share, expected) => {
    expect(said("CT-84-2", `张 -${share}-> 上市\n众 -50%-> 上市`)).toEqual(expected);
  });

  it("(2) counts votes commanded, not owned, and parties in concert together", () => {
    const proxy = "张 -20%-> 上市\n李 -11%-> 上市\n众 -69%-> 上市\n李 ~votingProxy~> 张 @ 上市";
    expect(said("CT-84-2", proxy)).toEqual(["张 advisory 31/100"]);
    const concert = "张 -20%-> 上市\n李 -11%-> 上市\n众 -69%-> 上市\n张 ~concertAgreement~> 李 @ 上市";
    expect(said("CT-84-2", concert)).toEqual(["张+李 advisory 31/100"]);
    expect(one("CT-84-2", concert)).toMatchObject({ limb: "concert", article: "84(2)", verified: true });
    expect(said("CT-84-2", concert.replace("11%", "10%").replace("69%", "70%"))).toEqual([]);
  });

  it("(2) says once what one party controls", () => {
    const family = "张 -60%-> 甲\n张 -60%-> 乙\n甲 -20%-> 上市\n乙 -20%-> 上市\n众 -60%-> 上市";
    expect(said("CT-84-2", family)).toEqual(["张 advisory 2/5"]);
  });

  it.each([
    ["4/9", ["张 undetermined 1/5"]],
    ["1/2", ["张 advisory 1/2"]],
    ["5/9", ["张 advisory 5/9"]],
  ])("(3) %s of the board", (seats, expected) => {
    expect(said("CT-84-3", `张 -20%-> 上市\n众 -80%-> 上市\n张 ~boardSeats(share ${seats})~> 上市`)).toEqual(
      expected,
    );
  });

  it("(3) adds the seats of what a party controls; a majority of the board needs no share", () => {
    const seats =
      "张 -60%-> 甲\n甲 -20%-> 上市\n众 -80%-> 上市\n张 ~boardSeats(share 2/9)~> 上市\n甲 ~boardSeats(share 3/9)~> 上市";
    expect(said("CT-84-3", seats)).toContain("张 advisory 5/9");
    expect(said("CT-84-3", "张 -20%-> 上市\n众 -80%-> 上市\n张 ~boardMajority~> 上市")).toEqual([
      "张 advisory –",
    ]);
  });

  it("(3), (4) votes of more than half decide; fewer leave it open, with what is missing", () => {
    const more = "张 -50.01%-> 上市\n众 -49.99%-> 上市";
    expect(said("CT-84-3", more)).toEqual(["张 advisory 5001/10000"]);
    expect(said("CT-84-4", more)).toEqual(["张 advisory 5001/10000"]);
    const half = "张 -50%-> 上市\n众 -50%-> 上市";
    expect(one("CT-84-3", half).missing.map(({ what }) => what)).toEqual(["boardSeats"]);
    expect(one("CT-84-4", half).missing.map(({ what }) => what)).toEqual(["attendance", "dispersion"]);
    expect(one("CT-84-4", half)).toMatchObject({ verdict: "undetermined", verified: false });
    expect(said("CT-84-4", "张 -4.99%-> 上市\n众 -95.01%-> 上市")).toEqual([]);
    expect(said("CT-84-4", "张 -5%-> 上市\n众 -95%-> 上市")).toEqual(["张 undetermined 1/20"]);
  });
});

describe("the line of the offer", () => {
  it.each([
    ["29.99%", []],
    ["30%", ["张 advisory 3/10"]],
    ["30.01%", ["张 advisory 3001/10000"]],
  ])("at %s", (share, expected) => {
    expect(said("CT-65", `张 -${share}-> 上市\n众 -60%-> 上市`)).toEqual(expected);
  });

  it("names who controls the holders, and groups in concert", () => {
    expect(said("CT-65", "张 -60%-> 甲\n甲 -30%-> 上市\n众 -70%-> 上市")).toEqual(["张 advisory 3/10"]);
    expect(said("CT-65", "张 -18%-> 上市\n李 -12%-> 上市\n众 -70%-> 上市\n张 ~spouse~> 李")).toEqual([
      "张+李 advisory 3/10",
    ]);
  });
});

describe("a closed ring", () => {
  const ring = "上市 -100%-> 甲\n甲 -100%-> 乙\n乙 -100%-> 上市";
  it("names all who hold it through each other", () => {
    expect(said("CT-65", ring)).toEqual(["乙 advisory 1", "甲 advisory 1"]);
    expect(said("CT-CHG-3", ring)).toEqual([]);
  });
});

describe("the Company Law by date", () => {
  const half = "张 -50%-> 上市\n众 -50%-> 上市";
  it("at half: a controlling shareholder until 2024-06-30, none from 2024-07-01", () => {
    expect(said("CT-CL-2", half, "2024-06-30")).toEqual(["张 advisory 1/2"]);
    expect(one("CT-CL-2", half, "2024-06-30").article).toBe("CL 216(2)");
    expect(said("CT-CL-2", half, "2024-07-01")).toEqual([]);
    expect(said("CT-CL-2", half.replaceAll("50%", "50.01%").replace("众 -50.01%", "众 -49.99%"))).toEqual([
      "张 advisory 5001/10000",
    ]);
  });

  it("votes that decide make a controlling shareholder with less capital", () => {
    const found = one("CT-CL-2", "张 -30%(voting 60%)-> 上市\n众 -70%(voting 40%)-> 上市");
    expect([found.parties, found.limb, found.verified, measured(found)]).toEqual([
      ["张"],
      "voting",
      false,
      "3/5",
    ]);
  });

  it("the actual controller alone, several jointly, or nobody", () => {
    expect(said("CT-CL-3", "张 -60%-> 甲\n甲 -51%-> 上市\n众 -49%-> 上市")).toEqual(["张 advisory 51/100"]);
    const joint =
      "张 -30%-> 上市\n李 -30%-> 上市\n众 -40%-> 上市\n张 ~concertAgreement(group g)~> @ 上市\n李 ~concertAgreement(group g)~> @ 上市";
    expect(said("CT-CL-3", joint)).toEqual(["张+李 advisory 3/5"]);
    const nobody = one("CT-CL-3", "张 -30%-> 上市\n众 -70%-> 上市");
    expect([nobody.verdict, nobody.parties, nobody.missing.map(({ what }) => what)]).toEqual([
      "undetermined",
      [],
      ["attendance", "dispersion"],
    ]);
  });
});

describe("no change of the actual controller", () => {
  const changed = (on: string): string =>
    `张 -60%(to ${on})-> 上市\n李 -60%(from ${on})-> 上市\n众 -40%-> 上市`;
  it.each([
    ["CT-CHG-1", "2022-06-29", "李 clear 36"],
    ["CT-CHG-1", "2022-06-30", "李 clear 36"],
    ["CT-CHG-1", "2022-07-01", "李 breach 35"],
    ["CT-CHG-1s", "2023-06-29", "李 clear 24"],
    ["CT-CHG-1s", "2023-06-30", "李 clear 24"],
    ["CT-CHG-1s", "2023-07-01", "李 breach 23"],
    ["CT-CHG-1s", "2022-07-01", "李 clear 24"],
  ])("%s, changed on %s", (rule, on, expected) => {
    expect(said(rule, changed(on))).toEqual([expected]);
  });

  it("is judged above the holders too, and sees a change that was undone", () => {
    const above =
      "张 -60%(to 2024-01-01)-> 甲\n李 -60%(from 2024-01-01)-> 甲\n甲 -60%-> 上市\n众 -40%-> 上市";
    expect(said("CT-CHG-1", above)).toEqual(["李 breach 17"]);
    const back =
      "张 -60%(to 2023-01-01)-> 上市\n李 -60%(from 2023-01-01, to 2024-01-01)-> 上市\n张 -60%(from 2024-01-01)-> 上市\n众 -40%-> 上市";
    expect(said("CT-CHG-1", back)).toEqual(["张 breach 17"]);
    const shell =
      "张 -60%(to 2024-01-01)-> 上市\n张 -100%-> 甲\n甲 -60%(from 2024-01-01)-> 上市\n众 -40%-> 上市";
    expect(said("CT-CHG-1", shell)).toEqual(["张 clear 36"]);
  });

  it("is open where the records do not reach back, or only possible controllers are known", () => {
    expect(said("CT-CHG-1", "张 -60%(from 2024-01-01)-> 上市")).toEqual(["张 undetermined –"]);
    expect(said("CT-CHG-1", "张 -40%-60%-> 上市\n众 -30%-> 上市")).toEqual([" undetermined –"]);
  });

  it("may be disregarded between state bodies", () => {
    const state =
      "甲委: state\n乙委: state\n甲委 -60%(to 2024-01-01)-> 上市\n乙委 -60%(from 2024-01-01)-> 上市\n众 -40%-> 上市";
    expect(said("CT-CHG-1", state)).toEqual(["乙委 exempt 17"]);
  });
});

describe("joint and presumed control, and kin", () => {
  const joint = "张 -30%-> 上市\n李 -30%-> 上市\n众 -40%-> 上市\n";
  it("joint control needs a document without an end", () => {
    const agreed = (more: string) =>
      `${joint}张 ~concertAgreement(group g${more})~> @ 上市\n李 ~concertAgreement(group g${more})~> @ 上市`;
    expect(said("CT-CHG-2", agreed(""))).toEqual(["张+李 clear 3/5"]);
    expect(said("CT-CHG-2", agreed(", end 2026-01-01"))).toEqual(["张+李 undetermined 3/5"]);
    expect(said("CT-CHG-2", `${joint}张 ~spouse~> 李`)).toEqual(["张+李 undetermined 3/5"]);
    expect(said("CT-CHG-2", joint)).toEqual([]);
  });

  it.each([
    ["29.99%", []],
    ["30%", ["张 advisory 3/10"]],
    ["30.01%", ["张 advisory 3001/10000"]],
  ])("a single holder of %s is presumed to control where nobody does", (share, expected) => {
    expect(said("CT-CHG-3", `张 -${share}-> 上市\n众 -60%-> 上市`)).toEqual(expected);
  });

  it("two of the same size are both open, and a controller leaves nothing to presume", () => {
    expect(said("CT-CHG-3", "张 -30%-> 上市\n李 -30%-> 上市\n众 -40%-> 上市")).toEqual([
      "张 undetermined 3/10",
      "李 undetermined 3/10",
    ]);
    expect(said("CT-CHG-3", "张 -60%-> 上市\n众 -40%-> 上市")).toEqual([]);
  });

  it.each([
    ["4.99%", []],
    ["5%", ["李 advisory 1/20"]],
  ])("a spouse with %s", (share, expected) => {
    expect(said("CT-CHG-4", `张 -60%-> 上市\n李 -${share}-> 上市\n众 -30%-> 上市\n张 ~spouse~> 李`)).toEqual(
      expected,
    );
  });

  it("a child in an executive post, not a sibling", () => {
    const base = "张 -60%-> 上市\n众 -40%-> 上市\n李 ~seniorManager~> 上市\n";
    expect(said("CT-CHG-4", `${base}张 ~parent~> 李`)).toEqual(["李 advisory 0"]);
    expect(said("CT-CHG-4", `${base}张 ~sibling~> 李`)).toEqual([]);
  });
});

describe("ifrs-10", () => {
  it.each([
    ["50%", []],
    ["50.01%", ["张 advisory 5001/10000"]],
    ["45%-55%", ["张 undetermined 0.45-0.55"]],
  ])("a majority at %s", (share, expected) => {
    expect(said("IF-10-1", `张 -${share}-> 上市\n众 -40%-> 上市`)).toEqual(expected);
  });

  it.each([
    ["48 % and thousands of others (Application example 4)", "张 -48%-> 上市\n众 -52%-> 上市", "advisory"],
    [
      "45 % and two of 26 % (example 6)",
      "张 -45%-> 上市\n李 -26%-> 上市\n王 -26%-> 上市\n众 -3%-> 上市",
      "clear",
    ],
    [
      "45 % and eleven of 5 % (example 7)",
      `张 -45%-> 上市\n${Array.from({ length: 11 }, (_, k) => `股东${k} -5%-> 上市`).join("\n")}`,
      "undetermined",
    ],
    [
      "35 %, three of 5 %, attendance of 75 % (example 8)",
      "张 -35%-> 上市\n李 -5%-> 上市\n王 -5%-> 上市\n赵 -5%-> 上市\n众 -50%-> 上市\n上市 ! attendance = 75%",
      "clear",
    ],
    [
      "attendance at which it is a majority",
      "张 -40%-> 上市\n众 -60%-> 上市\n上市 ! attendance = 79%",
      "advisory",
    ],
    [
      "attendance at which it is exactly half",
      "张 -40%-> 上市\n众 -60%-> 上市\n上市 ! attendance = 80%",
      "clear",
    ],
  ])("de facto control: %s", (_, drawing, expected) => {
    expect(one("IF-10-2", drawing).verdict).toBe(expected);
  });

  it("de facto control is asked only where nobody controls, from 20 % on", () => {
    expect(said("IF-10-2", "张 -60%-> 上市\n众 -40%-> 上市")).toEqual([]);
    expect(said("IF-10-2", "张 -19.99%-> 上市\n众 -80.01%-> 上市")).toEqual([]);
  });

  it("other rights, and significant influence from 20 % on or perhaps by seats", () => {
    expect(said("IF-10-3", "张 ~contractualControl~> 上市\n李 -100%-> 上市")).toEqual(["张 advisory –"]);
    expect(said("IF-10-4", "张 -20%-> 上市\n众 -80%-> 上市")).toEqual(["张 advisory 1/5"]);
    expect(said("IF-10-4", "张 -19.99%-> 上市\n众 -80.01%-> 上市")).toEqual([]);
    expect(said("IF-10-4", "张 -10%-> 上市\n众 -90%-> 上市\n张 ~boardSeats(share 1/7)~> 上市")).toEqual([
      "张 undetermined 1/10",
    ]);
    expect(said("IF-10-4", "张 -60%-> 上市\n李 -25%-> 上市\n众 -15%-> 上市")).toEqual(["李 advisory 1/4"]);
  });
});

it("findings of both rulebooks do not depend on the order of rows", () => {
  const lines =
    "张 -60%-> 甲\n甲 -20%-> 上市\n李 -15%-> 上市\n众 -65%-> 上市\n张 ~spouse~> 李\n李 ~director~> 上市\n甲 ~boardSeats(share 1/3)~> 上市".split(
      "\n",
    );
  for (const rulebook of ["cn-takeover", "ifrs-10"]) {
    expect(findings(rulebook, lines.toReversed().join("\n"))).toEqual(findings(rulebook, lines.join("\n")));
  }
});
