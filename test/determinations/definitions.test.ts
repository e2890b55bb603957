import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relatedParties } from "../../src/determinations/relatedParties.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const ON = "2025-06-30";

const result = (definition: string, drawing: string, subject = "公司", asOf = ON) =>
  relatedParties(register(drawn(drawing), { asOf }), { subject, definition });

/** Ids of the parties, "?" where only possible. */
const parties = (definition: string, drawing: string, subject?: string, asOf?: string): string[] =>
  result(definition, drawing, subject, asOf).parties.map(
    ({ id, verdict }) => `${id}${verdict === "possible" ? "?" : ""}`,
  );

/** "id: relation via (article)". */
const reasons = (definition: string, drawing: string, subject?: string): string[] =>
  result(definition, drawing, subject)
    .parties.flatMap(({ id, reasons: all }) =>
      all.map(({ relation, via, article }) => `${id}: ${[relation, ...via].join(" ")} (${article})`),
    )
    .sort();

const LISTED = "公司: company, listing exchange\n众: dispersed\n众 -40%-> 公司\n";

describe("sse-listing", () => {
  const sse = (drawing: string, asOf?: string) => parties("sse-listing", `${LISTED}${drawing}`, "公司", asOf);

  it.each([
    ["4.99%", []],
    ["5%", ["甲公司"]],
    ["5.01%", ["甲公司"]],
    ["4%-6%", ["甲公司?"]],
    ["4%-<5%", []],
  ])("an enterprise with %s", (share, expected) => {
    expect(sse(`甲公司: company\n甲公司 -${share}-> 公司`)).toEqual(expected);
  });

  it.each([
    ["4.99%", []],
    ["5%", ["张"]],
  ])("a natural person with %s", (share, expected) => {
    expect(sse(`张 -${share}-> 公司`)).toEqual(expected);
  });

  it("a natural person's indirect stake, by multiplication; by control alone only possibly", () => {
    expect(sse("张 -50%-> 甲公司\n李 -50%-> 甲公司\n甲公司 -10%-> 公司")).toEqual(["张", "李", "甲公司"]);
    expect(sse("张 -49%-> 甲公司\n甲公司 -10%-> 公司")).toEqual(["甲公司"]);
    expect(sse("张 -60%-> 甲公司\n甲公司 -8%-> 公司")).toEqual(["张?", "甲公司"]);
  });

  it("controllers, what they control, and not the subject's own subsidiaries", () => {
    const drawing = `张 -60%-> 母公司\n母公司 -55%-> 公司\n母公司 -60%-> 姊妹\n公司 -60%-> 子公司\n张 ~director~> 子公司`;
    expect(sse(drawing)).toEqual(["姊妹", "张", "母公司"]);
    expect(reasons("sse-listing", LISTED + drawing)).toEqual(
      [
        "姊妹: commonControl 母公司 (6.3.3(2))",
        "姊妹: controlledByPerson 张 (6.3.3(4))",
        "张: actualController (6.3.3(1))",
        "张: indirectHolder (6.3.3, natural persons (1))",
        "母公司: controller (6.3.3(1))",
        "母公司: holder (6.3.3(3))",
      ].sort(),
    );
  });

  it("whoever owns the company in a closed ring, although it owns them too", () => {
    const ring = "公司: company, listing exchange\n公司 -100%-> 甲\n甲 -100%-> 乙\n乙 -100%-> 公司";
    expect(parties("sse-listing", ring)).toEqual(["乙", "甲"]);
  });

  it("enterprises where a related person is director or senior manager, not supervisor", () => {
    const drawing = `李 ~director~> 公司\n李 ~director~> 甲公司\n李 ~seniorManager~> 乙公司\n李 ~supervisor~> 丙公司`;
    expect(sse(drawing)).toEqual(["乙公司", "李", "甲公司"]);
  });

  it("officers of the controller, but not their families", () => {
    const drawing = `母公司 -55%-> 公司\n李 ~supervisor~> 母公司\n李 ~spouse~> 王\n李 -60%-> 李家公司`;
    expect(sse(drawing)).toEqual(["李", "李家公司", "母公司"]);
  });

  const director = "李 ~director~> 公司\n";
  it.each([
    ["spouse", "李 ~spouse~> 张", "张"],
    ["parent", "张 ~parent~> 李", "张"],
    ["spouse's parent", "李 ~spouse~> 王\n张 ~parent~> 王", "张"],
    ["sibling", "李 ~sibling~> 张", "张"],
    ["sibling's spouse", "李 ~sibling~> 王\n王 ~spouse~> 张", "张"],
    ["spouse's sibling", "李 ~spouse~> 王\n王 ~sibling~> 张", "张"],
    ["child's spouse's parent", "李 ~parent~> 王\n王 ~spouse~> 赵\n张 ~parent~> 赵", "张"],
    ["child, whose age is not recorded", "李 ~parent~> 张", "张?"],
    ["child's spouse", "李 ~parent~> 王\n王 ~spouse~> 张", "张?"],
  ])("close family: %s", (_, kin, expected) => {
    expect(sse(director + kin)).toContain(expected);
  });

  it.each([
    ["grandparent", "张 ~parent~> 王\n王 ~parent~> 李"],
    ["spouse's sibling's spouse", "李 ~spouse~> 王\n王 ~sibling~> 赵\n赵 ~spouse~> 张"],
    ["other kin", "李 ~otherKin~> 张"],
  ])("not close family: %s", (_, kin) => {
    expect(sse(director + kin).map((party) => party.replace("?", ""))).not.toContain("张");
  });

  describe("under one state owner", () => {
    const state = `国资委: state\n国资委 -100%-> 集团\n集团 -55%-> 公司\n国资委 -100%-> 别家\n`;
    it("does not relate by that alone", () => {
      expect(sse(state)).toEqual(["国资委", "集团"]);
    });
    const overlaps = (officers: string): string[] =>
      reasons("sse-listing", `${LISTED}${state}李 ~supervisor~> 公司\n${officers}`).filter((line) =>
        line.startsWith("别家: stateOverlap"),
      );
    it.each([
      ["its legal representative is an officer here", "李 ~legalRepresentative~> 别家", 1],
      ["half of its directors are", "李 ~director~> 别家\n王 ~director~> 别家", 1],
      ["fewer are", "李 ~director~> 别家\n王 ~director~> 别家\n赵 ~director~> 别家", 0],
      ["none is", "王 ~director~> 别家", 0],
    ])("relates where %s", (_, officers, count) => {
      expect(overlaps(officers)).toHaveLength(count);
    });
    it("also relates where an officer of the company is director there, whoever owns the two", () => {
      expect(
        reasons(
          "sse-listing",
          `${LISTED}${state}李 ~supervisor~> 公司\n李 ~director~> 别家\n王 ~director~> 别家\n赵 ~director~> 别家`,
        ),
      ).toContain("别家: managerOf 李 (6.3.3(4))");
    });
  });

  describe("the window of twelve months", () => {
    it.each([
      ["2025-06-29", "甲公司 -10%(to 2024-06-30)-> 公司", ["甲公司"]],
      ["2025-06-30", "甲公司 -10%(to 2024-06-30)-> 公司", []],
      ["2025-06-30", "甲公司 -10%(to 2024-07-01)-> 公司", ["甲公司"]],
      ["2025-06-30", "甲公司 -10%(from 2026-06-30)-> 公司", ["甲公司"]],
      ["2025-06-30", "甲公司 -10%(from 2026-07-01)-> 公司", []],
      ["2025-06-30", "甲公司 ~otherRelation(end 2024-07-01)~> 公司", ["甲公司"]],
      ["2025-06-30", "甲公司 ~otherRelation(end 2024-06-30)~> 公司", []],
    ])("on %s: %s", (asOf, drawing, expected) => {
      expect(sse(`甲公司: company\n${drawing}`, asOf)).toEqual(expected);
    });

    it("says on which day it held last or will hold first", () => {
      const drawing = `${LISTED}甲公司 -10%(to 2025-01-01)-> 公司\n乙公司 -10%(from 2025-09-01)-> 公司\n甲公司: company\n乙公司: company`;
      const on = result("sse-listing", drawing).parties.map(({ id, reasons: [first] }) => [id, first!.on]);
      expect(on).toEqual([
        ["乙公司", "2025-09-01"],
        ["甲公司", "2024-12-31"],
      ]);
    });

    it("says no day for what holds today, and belongs to no other definition", () => {
      const drawing = `${LISTED}甲公司: company\n甲公司 -60%-> 公司\n乙公司 -60%(to 2025-06-01)-> 丙公司`;
      expect(result("sse-listing", drawing).parties[0]!.reasons[0]).not.toHaveProperty("on");
      const past = "甲公司: company\n甲公司 -60%(to 2025-06-01)-> 公司";
      expect(parties("company-law", past)).toEqual([]);
      expect(parties("ias-24", past)).toEqual([]);
    });
  });
});

describe("ias-24", () => {
  const ias = (drawing: string, subject?: string) => parties("ias-24", drawing, subject);

  it.each([
    ["19.99%", []],
    ["20%", ["甲公司"]],
    ["20.01%", ["甲公司"]],
    ["15%-25%", ["甲公司?"]],
  ])("an investor with %s of the votes", (share, expected) => {
    expect(ias(`甲公司: company\n甲公司 -${share}-> 公司`)).toEqual(expected);
    expect(ias(`甲公司: company\n甲公司 -${share}-> 公司`, "甲公司")).toEqual(
      expected.map((party) => party.replace("甲公司", "公司")),
    );
  });

  it("counts what subsidiaries hold in full, and seats on the board as possible influence", () => {
    expect(ias("母公司 -51%-> 甲公司\n甲公司 -12%-> 公司\n母公司 -8%-> 公司")).toEqual(["母公司", "甲公司"]);
    expect(ias("母公司 -49%-> 甲公司\n甲公司 -12%-> 公司\n母公司 -8%-> 公司")).toEqual([]);
    expect(ias("甲公司: company\n甲公司 -5%-> 公司\n甲公司 ~boardSeats(share 1/5)~> 公司")).toEqual([
      "甲公司?",
    ]);
  });

  it("the group, upwards, downwards and sideways", () => {
    expect(ias("母 -60%-> 公司\n母: company\n母 -60%-> 姊妹\n公司 -60%-> 子公司")).toEqual([
      "姊妹",
      "子公司",
      "母",
    ]);
  });

  it("two associates of one investor are not related, a joint venture and an associate of one are", () => {
    const two = "投资: company\n投资 -25%-> 公司\n投资 -30%-> 别家";
    expect(ias(two)).toEqual(["投资"]);
    const joint = `投资: company\n伙伴: company\n投资 -50%-> 公司\n伙伴 -50%-> 公司
      投资 ~concertAgreement(group 合营)~> @ 公司\n伙伴 ~concertAgreement(group 合营)~> @ 公司\n投资 -30%-> 别家`;
    expect(ias(joint)).toEqual(["伙伴", "别家", "投资"]);
    expect(ias(joint, "别家")).toEqual(["公司", "投资"]);
    expect(ias(joint, "伙伴")).toEqual(["公司"]);
  });

  it("two companies that merely share a director are not related", () => {
    expect(ias("李 ~director~> 公司\n李 ~director~> 别家")).toEqual(["李"]);
  });

  it("a company where the person with control has influence or a post, and that person's company's officers' companies", () => {
    const drawing =
      "张 -60%-> 公司\n张 ~director~> 甲公司\n张 -25%-> 乙公司\n李 ~director~> 公司\n李 -60%-> 丙公司\n李 -25%-> 丁公司";
    expect(ias(drawing)).toEqual(["丙公司", "乙公司", "张", "李", "甲公司"]);
    expect(reasons("ias-24", drawing)).toEqual(
      [
        "张: actualController (IAS 24.9(a)(i))",
        "甲公司: officerOf 张 (IAS 24.9(b)(vii))",
        "乙公司: influencedByPerson 张 (IAS 24.9(b)(vii))",
        "李: director (IAS 24.9(a)(iii))",
        "丙公司: controlledByPerson 李 (IAS 24.9(b)(vi))",
      ].sort(),
    );
  });

  it("officers of the parent, and close family with what it controls", () => {
    expect(
      ias("母公司 -60%-> 公司\n李 ~seniorManager~> 母公司\n李 ~spouse~> 王\n王 -60%-> 王家公司"),
    ).toEqual(["李", "母公司", "王", "王家公司"].sort());
    expect(ias("李 ~director~> 公司\n李 ~parent~> 王")).toEqual(["李", "王"]);
    expect(ias("李 ~director~> 公司\n李 ~sibling~> 王")).toEqual(["李"]);
    expect(ias("李 ~director~> 公司\n王 ~parent~> 李")).toEqual(["李", "王?"]);
  });

  it("enterprises of one state are related, under the paragraph that exempts them from disclosure", () => {
    const drawing = "国: state\n国 -100%-> 公司\n国 -100%-> 别家";
    expect(reasons("ias-24", drawing)).toContain("别家: commonControl 国 (IAS 24.9(b)(i), 25)");
  });
});

describe("eu-close-links and ecb-close-links", () => {
  it.each([
    ["19.99%", []],
    ["20%", ["甲公司"]],
    ["20.01%", ["甲公司"]],
    ["10%-30%", ["甲公司?"]],
    ["10%-<20%", []],
  ])("a holding of %s", (share, expected) => {
    const drawing = `甲公司: company\n甲公司 -${share}-> 公司`;
    const other = expected.map((party) => party.replace("甲公司", "公司"));
    for (const definition of ["eu-close-links", "ecb-close-links"]) {
      expect(parties(definition, drawing)).toEqual(expected);
      expect(parties(definition, drawing, "甲公司")).toEqual(other);
    }
  });

  it("differ by control and by multiplication", () => {
    const controlled = "上 -60%-> 中\n中 -30%-> 公司\n上: company";
    expect(parties("eu-close-links", controlled)).toEqual(["上", "中"]);
    expect(parties("ecb-close-links", controlled)).toEqual(["中"]);
    const multiplied = "上 -45%-> 中\n中 -45%-> 公司\n上: company";
    expect(parties("eu-close-links", multiplied)).toEqual(["中"]);
    expect(parties("ecb-close-links", multiplied)).toEqual(["上", "中"]);
  });

  it("a common owner of 20 % in both links under the ECB, only a common controller under MiFID II", () => {
    const owner = "张 -20%-> 公司\n张 -20%-> 别家";
    expect(parties("ecb-close-links", owner)).toEqual(["别家", "张"]);
    expect(parties("eu-close-links", owner)).toEqual(["张"]);
    const controller = "张 -60%-> 公司\n张 -60%-> 别家";
    expect(reasons("eu-close-links", controller)).toContain("别家: commonControl 张 (4(1)(35)(c))");
    expect(parties("ecb-close-links", owner.replace("-20%-> 别家", "-19.99%-> 别家"))).toEqual(["张"]);
  });

  it("votes suffice where capital does not", () => {
    expect(
      parties(
        "eu-close-links",
        "甲公司: company\n甲公司 -10%(voting 20%)-> 公司\n乙 -90%(voting 80%)-> 公司",
      ),
    ).toEqual(["乙", "甲公司"]);
    expect(
      parties(
        "ecb-close-links",
        "甲公司: company\n甲公司 -10%(voting 20%)-> 公司\n乙 -90%(voting 80%)-> 公司",
      ),
    ).toEqual(["乙"]);
  });

  it("the public sector is carved out under the ECB", () => {
    const drawing = "国: state\n国 -60%-> 公司\n国 -60%-> 别家";
    expect(parties("ecb-close-links", drawing)).toEqual([]);
    expect(parties("eu-close-links", drawing)).toEqual(["别家", "国"]);
  });
});

describe("cn-bank-equity", () => {
  const bank = (drawing: string) =>
    parties("cn-bank-equity", `公司: company, sector bank\n众: dispersed\n众 -30%-> 公司\n${drawing}`);

  it.each([
    ["4.99%", []],
    ["5%", ["张", "甲公司"]],
    ["4%-6%", ["张?", "甲公司?"]],
  ])("a shareholder of %s and who controls it", (share, expected) => {
    expect(bank(`张 -60%-> 甲公司\n甲公司 -${share}-> 公司`)).toEqual(expected);
  });

  it("investors in concert count together", () => {
    const drawing = "张 -3%-> 公司\n李 -2%-> 公司\n张 ~concertAgreement~> 李 @ 公司";
    expect(bank(drawing)).toEqual(["张", "李"]);
    expect(bank(drawing.replace("2%", "1.99%"))).toEqual([]);
  });

  it("a major shareholder's related parties, but not through a state", () => {
    expect(bank("张 -60%-> 甲公司\n甲公司 -10%-> 公司\n甲公司 -60%-> 乙公司\n张 -60%-> 丙公司")).toEqual([
      "丙公司",
      "乙公司",
      "张",
      "甲公司",
    ]);
    expect(bank("国: state\n国 -60%-> 甲公司\n甲公司 -10%-> 公司\n国 -60%-> 丙公司")).toEqual([
      "国",
      "甲公司",
    ]);
  });
});

describe("every definition", () => {
  const names = ["甲", "乙", "丙", "丁"];
  const persons = ["张", "李"];
  const arrows = "-60%-> -25%-> -20%-> -15%-30%-> -8%-> ~contractualControl~>".split(" ");
  const line = fc.oneof(
    fc.tuple(fc.constantFrom(...names, ...persons), fc.constantFrom(...arrows), fc.constantFrom(...names)),
    fc.tuple(fc.constantFrom(...persons), fc.constantFrom("~director~>"), fc.constantFrom(...names)),
  );
  const drawingOf = (lines: readonly (readonly string[])[]): string =>
    `${names.map((name) => `${name}: company`).join("\n")}\n${lines
      .filter(([a, , b]) => a !== b)
      .map((one) => one.join(" "))
      .join("\n")}`;

  it.each(["ias-24", "eu-close-links", "ecb-close-links"])(
    "%s is symmetric among enterprises",
    (definition) => {
      fc.assert(
        fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
          const r = register(drawn(drawingOf(lines)));
          const of = new Map(
            names.map((subject) => [
              subject,
              new Map(
                relatedParties(r, { subject, definition }).parties.map(({ id, verdict }) => [id, verdict]),
              ),
            ]),
          );
          for (const a of names)
            for (const b of names) expect(of.get(a)!.get(b), `${a} ${b}`).toBe(of.get(b)!.get(a));
        }),
        { numRuns: 40, seed: 24 },
      );
    },
  );

  it.each(["sse-listing", "ias-24", "eu-close-links", "ecb-close-links", "cn-bank-equity"])(
    "%s does not depend on the order of rows",
    (definition) => {
      fc.assert(
        fc.property(fc.array(line, { maxLength: 7 }), (lines) => {
          const some = drawingOf(lines).split("\n");
          expect(result(definition, some.toReversed().join("\n"), "甲")).toEqual(
            result(definition, some.join("\n"), "甲"),
          );
        }),
        { numRuns: 25, seed: 7 },
      );
    },
  );
});
