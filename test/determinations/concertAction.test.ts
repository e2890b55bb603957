import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concertGroups } from "../../src/determinations/concertAction.js";
import { nearestParameter } from "../../src/law/law.js";
import { CONCERT_REASONS, type ConcertReason } from "../../src/measures/concertReasons.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const asked = (drawing: string, ...reasons: ConcertReason[]) =>
  concertGroups(register(drawn(drawing), { asOf: "2025-06-30" }), {
    subject: "上市",
    ...(reasons.length > 0 ? { reasons } : {}),
  });

/** "甲 乙" a group, with "?" where only possible. */
const groups = (drawing: string, ...reasons: ConcertReason[]): string[] =>
  asked(drawing, ...reasons).groups.map(
    ({ members, verdict }) => `${members.join(" ")}${verdict === "possible" ? "?" : ""}`,
  );

const HELD = `上市: company, listing exchange
  甲公司 -10%-> 上市
  乙公司 -6%-> 上市
  甲公司: company
  乙公司: company
  张 -5%-> 上市
`;

describe("presumption 83(4), participation with major influence", () => {
  it.each([
    ["19.99%", []],
    ["20%", ["乙公司 甲公司?"]],
    ["20.01%", ["乙公司 甲公司?"]],
    ["51%", ["乙公司 甲公司"]],
    ["10%-30%", ["乙公司 甲公司?"]],
    ["10%-<20%", []],
  ])("by votes at %s", (share, expected) => {
    expect(groups(`${HELD}甲公司 -${share}-> 乙公司`, "presumption-83-4")).toEqual(expected);
  });

  it("by seats on the board with any participation, and not without one", () => {
    expect(
      groups(`${HELD}甲公司 -5%-> 乙公司\n甲公司 ~boardSeats(share 1/7)~> 乙公司`, "presumption-83-4"),
    ).toEqual(["乙公司 甲公司"]);
    expect(
      groups(`${HELD}甲公司 -5%-> 乙公司\n甲公司 ~boardSeats(share 0)~> 乙公司`, "presumption-83-4"),
    ).toEqual([]);
    expect(groups(`${HELD}甲公司 ~boardSeats(share 1/7)~> 乙公司`, "presumption-83-4")).toEqual([]);
  });
});

describe("presumption 83(6), partnership and other economic ties", () => {
  it("joins partners of one partnership, and a partner with the partnership", () => {
    const partners = `${HELD}合伙: limitedPartnership\n甲公司 -30%-> 合伙\n乙公司 -20%-> 合伙\n`;
    expect(groups(partners, "presumption-83-6")).toEqual(["乙公司 甲公司"]);
    expect(groups(`${partners}合伙 -3%-> 上市`, "presumption-83-6")).toEqual(["乙公司 合伙 甲公司"]);
    expect(
      groups(
        `${HELD}合伙: limitedPartnership\n甲公司 ~generalPartner~> 合伙\n张 -1%-> 合伙`,
        "presumption-83-6",
      ),
    ).toEqual(["张 甲公司"]);
  });

  it("does not join shareholders of one company or unit holders of one fund", () => {
    expect(groups(`${HELD}甲公司 -30%-> 丙公司\n乙公司 -20%-> 丙公司`, "presumption-83-6")).toEqual([]);
    expect(groups(`${HELD}基金: fund\n甲公司 -30%-> 基金\n乙公司 -20%-> 基金`, "presumption-83-6")).toEqual(
      [],
    );
  });
});

describe("presumption 83(7), a natural person with a large part of the investor", () => {
  it.each([
    ["29.99%", []],
    ["30%", ["张 甲公司"]],
    ["30.01%", ["张 甲公司"]],
    ["25%-35%", ["张 甲公司?"]],
    ["25%-<30%", []],
  ])("at %s", (share, expected) => {
    expect(groups(`${HELD}张 -${share}-> 甲公司`, "presumption-83-7")).toEqual(expected);
  });

  it("is about natural persons who hold too, by themselves or through what they control", () => {
    expect(groups(`${HELD}乙公司 -30%-> 甲公司`, "presumption-83-7")).toEqual([]);
    expect(groups(`${HELD}李 -30%-> 甲公司`, "presumption-83-7")).toEqual([]);
    expect(groups(`${HELD}李 -30%-> 甲公司\n李 -60%-> 乙公司`, "presumption-83-7")).toEqual([
      "乙公司 甲公司",
    ]);
  });
});

describe("presumption 83(8), officers of the investor", () => {
  it.each(["director", "supervisor", "seniorManager"])("%s", (post) => {
    expect(groups(`${HELD}张 ~${post}~> 甲公司`, "presumption-83-8")).toEqual(["张 甲公司"]);
  });

  it("not an employee", () => {
    expect(groups(`${HELD}甲公司 ~employs~> 张`, "presumption-83-8")).toEqual([]);
  });
});

describe("presumption 83(9), relatives", () => {
  const officer = "李 ~director~> 甲公司\n";
  it.each([
    ["spouse", "李 ~spouse~> 张"],
    ["parent", "张 ~parent~> 李"],
    ["child", "张 ~child~> 李"],
    ["child's spouse", "李 ~parent~> 王\n王 ~spouse~> 张"],
    ["spouse's parent", "李 ~spouse~> 王\n张 ~parent~> 王"],
    ["sibling", "张 ~sibling~> 李"],
    ["child of one parent", "王 ~parent~> 张\n王 ~parent~> 李"],
    ["sibling's spouse", "李 ~sibling~> 王\n王 ~spouse~> 张"],
    ["spouse's sibling", "李 ~spouse~> 王\n王 ~sibling~> 张"],
    ["spouse's sibling's spouse", "李 ~spouse~> 王\n王 ~sibling~> 赵\n赵 ~spouse~> 张"],
  ])("within the degree: %s", (_, kin) => {
    expect(groups(`${HELD}${officer}${kin}`, "presumption-83-9")).toEqual(["张 甲公司"]);
  });

  it.each([
    ["grandparent", "张 ~parent~> 王\n王 ~parent~> 李"],
    ["cousin", "李 ~child~> 王\n王 ~sibling~> 赵\n赵 ~parent~> 张"],
    ["sibling's child", "李 ~sibling~> 王\n王 ~parent~> 张"],
    ["other kin", "李 ~otherKin~> 张"],
    ["child's spouse's parent", "李 ~parent~> 王\n王 ~spouse~> 赵\n张 ~parent~> 赵"],
  ])("beyond it: %s", (_, kin) => {
    expect(groups(`${HELD}${officer}${kin}`, "presumption-83-9")).toEqual([]);
  });

  it.each([
    ["29.99%", []],
    ["30%", ["张 甲公司"]],
    ["25%-35%", ["张 甲公司?"]],
  ])("of a natural person with %s of the investor", (share, expected) => {
    expect(groups(`${HELD}李 -${share}-> 甲公司\n李 ~spouse~> 张`, "presumption-83-9")).toEqual(expected);
  });

  it("leaves the officer's own holding to 83(8)", () => {
    expect(groups(`${HELD}张 ~director~> 甲公司\n张 ~spouse~> 李`, "presumption-83-9")).toEqual([]);
  });

  it("does not join two investors whose officers are kin and hold nothing", () => {
    expect(
      groups(`${HELD}李 ~director~> 甲公司\n王 ~director~> 乙公司\n李 ~spouse~> 王`, "presumption-83-9"),
    ).toEqual([]);
  });
});

describe("presumptions 83(10) and 83(11), the listed company's own people", () => {
  it("joins an officer, the relatives and what any of them controls", () => {
    const drawing = `${HELD}张 ~seniorManager~> 上市\n张 ~spouse~> 李\n李 -60%-> 甲公司`;
    expect(groups(drawing, "presumption-83-10")).toEqual(["张 甲公司"]);
    expect(groups(drawing, "presumption-83-11")).toEqual([]);
  });

  it("does not join two officers who are no kin", () => {
    const drawing = `${HELD}王 -3%-> 上市\n张 ~director~> 上市\n王 ~director~> 上市`;
    expect(groups(drawing, "presumption-83-10", "presumption-83-11")).toEqual([]);
  });

  it("joins an employee with what he or she controls or has entrusted", () => {
    expect(groups(`${HELD}上市 ~employs~> 张\n张 -60%-> 甲公司`, "presumption-83-11")).toEqual(["张 甲公司"]);
    expect(groups(`${HELD}上市 ~employs~> 张\n乙公司 ~nominee~> 张 @ 上市`, "presumption-83-11")).toEqual([
      "乙公司 张",
    ]);
    expect(
      groups(
        `${HELD}信托: trust\n信托 -2%-> 上市\n上市 ~employs~> 张\n张 ~settlor~> 信托`,
        "presumption-83-11",
      ),
    ).toEqual(["信托 张"]);
    expect(groups(`${HELD}上市 ~employs~> 张\n张 -60%-> 甲公司`, "presumption-83-10")).toEqual([]);
  });
});

describe("presumption 83(12), other related relationship", () => {
  it("is a tie that says so, or an officer of one who controls the other", () => {
    expect(groups(`${HELD}甲公司 ~otherRelation~> 乙公司`, "presumption-83-12")).toEqual(["乙公司 甲公司"]);
    expect(groups(`${HELD}李 ~director~> 甲公司\n李 -60%-> 乙公司`, "presumption-83-12")).toEqual([
      "乙公司 甲公司",
    ]);
  });
});

describe("all presumptions", () => {
  const kinds =
    "-30%-> -60%-> ~director~> ~seniorManager~> ~spouse~> ~sibling~> ~otherRelation~> ~finances~>".split(" ");
  const names = ["甲", "乙", "丙", "丁", "戊"];
  const line = fc.tuple(
    fc.constantFrom(...names),
    fc.constantFrom(...kinds),
    fc.constantFrom(...names, "上市"),
  );
  const drawingOf = (lines: readonly (readonly [string, string, string])[]): string =>
    `上市: company, listing exchange\n甲: company\n乙: company\n丙: company
    ${names.map((name) => `${name} -5%-> 上市`).join("\n")}
    ${lines
      .filter(([a, , b]) => a !== b)
      .map((one) => one.join(" "))
      .join("\n")}`;
  const presumptions = CONCERT_REASONS.filter((reason) => reason.startsWith("presumption"));

  it("are cited by their articles, and those whose number was not read say so", () => {
    for (const [k, reason] of presumptions.entries()) {
      const { article, verified } = nearestParameter("cn-takeover", `CON-83-${k + 1}`, null);
      expect(reason).toBe(`presumption-83-${k + 1}`);
      expect([article, verified]).toEqual([`83(${k + 1})`, k < 5]);
    }
    const { groups: found, notAssessed } = asked(`${HELD}张 -30%-> 甲公司`, "presumption-83-7");
    expect(asked(HELD, ...presumptions).notAssessed).toEqual([]);
    expect(found[0]!.reasons).toMatchObject([
      { reason: "presumption-83-7", article: "83(7)", verified: false },
    ]);
    expect(notAssessed).toEqual([]);
  });

  it("are all cancelled between two parties by evidence against them", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const drawing = drawingOf(lines);
        const pairs = names.flatMap((a, k) => names.slice(k + 1).map((b) => [a, b]));
        const rebutted = pairs.map(([a, b]) => `${a} ~concertAgreement(rebutted)~> ${b} @ 上市`).join("\n");
        expect(groups(`${drawing}\n${rebutted}`, ...presumptions)).toEqual([]);
      }),
      { numRuns: 60, seed: 83 },
    );
  });

  it("join no fewer when a record is added, and whatever the order of rows", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        for (const reason of ["presumption-83-8", "presumption-83-9", "presumption-83-12"] as const) {
          const some = asked(drawingOf(lines.slice(1)), reason).groups.map(({ members }) => members);
          const all = asked(drawingOf(lines), reason).groups.map(({ members }) => members);
          for (const group of some)
            expect(all.some((members) => group.every((one) => members.includes(one)))).toBe(true);
          expect(groups(drawingOf(lines.toReversed()), reason)).toEqual(groups(drawingOf(lines), reason));
        }
      }),
      { numRuns: 60, seed: 839 },
    );
  });

  it("count by default only for a company listed on an exchange", () => {
    const drawing = `${HELD}张 -30%-> 甲公司`;
    expect(groups(drawing)).toEqual(["张 甲公司"]);
    expect(groups(drawing.replace(", listing exchange", ""))).toEqual([]);
  });
});
