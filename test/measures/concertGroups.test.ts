import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConcertOptions, type ConcertResult, concertGroups } from "../../src/measures/concertGroups.js";
import { type FirstLimitedPartner, firstLimitedPartners } from "../../src/measures/firstLimitedPartner.js";
import { entityIndex, register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const groupsOf = (drawing: string, options: ConcertOptions = {}): ConcertResult =>
  concertGroups(register(drawn(drawing)), { subject: "蓝海", ...options });

const members = (result: ConcertResult): string[] => result.groups.map((group) => group.members.join(" "));
const reasons = (result: ConcertResult): string[] =>
  result.groups.flatMap((group) =>
    group.reasons.map(
      ({ a, b, reason, verdict, rebutted }) => `${a} ${b} ${reason} ${verdict}${rebutted ? " rebutted" : ""}`,
    ),
  );

const PARTNERSHIPS = `
  甲合伙: limitedPartnership
  乙合伙: limitedPartnership
  丙合伙: limitedPartnership
  甲合伙 -3%-> 蓝海
  乙合伙 -2%-> 蓝海
  丙合伙 -4%-> 蓝海
`;

describe("the first limited partner", () => {
  const firsts = (drawing: string): string[] => {
    const r = register(drawn(`合伙: limitedPartnership\n${drawing}`));
    return firstLimitedPartners(r, entityIndex(r, "合伙")).map(
      ({ partner, verdict }: FirstLimitedPartner) => `${r.entities[partner]!.id} ${verdict}`,
    );
  };

  it("contributes most and is neither executive nor general partner", () => {
    const drawing = `鼎晟 -50%-> 合伙\n管家 -20%-> 合伙\n甲 -18%-> 合伙\n乙 -12%-> 合伙
      鼎晟 ~executivePartner~> 合伙\n管家 ~generalPartner~> 合伙`;
    expect(firsts(drawing)).toEqual(["甲 certain"]);
  });

  it("is everybody who ties exactly", () => {
    expect(firsts("甲 -1/3-> 合伙\n乙 -1/3-> 合伙\n丙 -1/3-> 合伙")).toHaveLength(3);
    expect(firsts("甲 -1/3-> 合伙\n乙 -33.33%-> 合伙")).toEqual(["甲 possible"]);
  });

  it.each([
    ["甲 -40%-> 合伙\n乙 -30%-> 合伙", ["甲 certain"], "30% undisclosed do not exceed 40%"],
    ["甲 -40%-> 合伙\n乙 -10%-> 合伙", ["甲 possible"], "50% undisclosed may be one partner's"],
    ["甲 -30%-40%-> 合伙\n乙 -35%-> 合伙", ["甲 possible", "乙 possible"], "ranges that overlap"],
    ["甲 -35%-40%-> 合伙\n乙 -30%-35%-> 合伙", ["甲 certain", "乙 possible"], "ranges that meet"],
    ["甲 ->35%-40%-> 合伙\n乙 -30%-35%-> 合伙", ["甲 certain"], "ranges that meet at an open end"],
    ["甲 --> 合伙\n乙 -30%-> 合伙", ["甲 possible", "乙 possible"], "a contribution that is not known"],
    ["某: unknown\n某 -60%-> 合伙\n甲 -40%-> 合伙", ["甲 possible"], "an unknown holder is never first"],
    ["众: dispersed\n众 -60%-> 合伙\n甲 -40%-> 合伙", ["甲 certain"], "the public is many"],
    ["甲 -90%-> 合伙\n乙 -10%-> 合伙\n乙 ~firstLimitedPartner~> 合伙", ["乙 certain"], "a tie overrides"],
    ["鼎 -100%-> 合伙\n鼎 ~generalPartner~> 合伙", [], "nobody but the general partner"],
  ])("%j is %j: %s", (drawing, expected) => {
    expect(firsts(drawing)).toEqual(expected.toSorted());
  });

  it("leaves room for all shares to sum to one", () => {
    const complete =
      "合伙: limitedPartnership, complete\n甲 -0%-30%-> 合伙\n乙 -0%-100%-> 合伙\n丙 -0%-100%-> 合伙";
    expect(firsts(complete)).toEqual(["丙 possible", "乙 possible"]);
  });
});

describe("reasons that join", () => {
  it("the same executive partner", () => {
    const result = groupsOf(
      `${PARTNERSHIPS}
      鼎晟 ~executivePartner~> 甲合伙\n鼎晟 ~executivePartner~> 乙合伙\n别家 ~executivePartner~> 丙合伙`,
      {
        reasons: ["sameExecutivePartner"],
      },
    );
    expect(members(result)).toEqual(["乙合伙 甲合伙"]);
    expect(result.groups[0]!.direct.exact).toBe("1/20");
    expect(result.groups[0]!.share.exact).toBe("1/20");
    expect(result.groups[0]!.reasons[0]!.evidence.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ["executivePartner", "鼎晟", "乙合伙"],
      ["executivePartner", "鼎晟", "甲合伙"],
    ]);
  });

  it("a sole general partner where no executive partner is recorded; each of several only possibly", () => {
    const several = `${PARTNERSHIPS}
      鼎晟 ~generalPartner~> 甲合伙\n别家 ~generalPartner~> 甲合伙\n鼎晟 ~generalPartner~> 乙合伙`;
    expect(reasons(groupsOf(several, { reasons: ["sameExecutivePartner"] }))).toEqual([
      "乙合伙 甲合伙 sameExecutivePartner possible",
    ]);
  });

  it("the same first limited partner, every tied one counting", () => {
    const result = groupsOf(
      `${PARTNERSHIPS}
      张 -50%-> 甲合伙\n王 -50%-> 甲合伙\n王 -60%-> 乙合伙\n李 -40%-> 乙合伙\n张 -70%-> 丙合伙`,
      {
        reasons: ["sameFirstLimitedPartner"],
      },
    );
    expect(members(result)).toEqual(["丙合伙 乙合伙 甲合伙"]);
    expect(result.groups[0]!.transitive).toBe(true);
    expect(reasons(result)).toEqual([
      "丙合伙 甲合伙 sameFirstLimitedPartner certain",
      "乙合伙 甲合伙 sameFirstLimitedPartner certain",
    ]);
  });

  it("an agreement of many parties about this company, with or without a lead", () => {
    const drawing = (lead: string): string => `甲 -10%-> 蓝海\n乙 -10%-> 蓝海\n丙 -10%-> 蓝海\n丁 -10%-> 蓝海
      甲 ~concertAgreement(group 一${lead})~> @ 蓝海\n乙 ~concertAgreement(group 一${lead})~> @ 蓝海
      丙 ~concertAgreement(group 一${lead})~> @ 别处\n丁 ~concertAgreement(group 二)~> @ 蓝海`;
    for (const lead of ["", ", lead 甲"]) {
      const result = groupsOf(drawing(lead));
      expect(members(result)).toEqual(["乙 甲"]);
      expect(result.groups[0]!.transitive).toBe(false);
    }
  });

  it("an agreement between two, also of persons who control the holders", () => {
    expect(members(groupsOf("甲 -10%-> 蓝海\n乙 -10%-> 蓝海\n甲 ~concertAgreement~> 乙"))).toEqual(["乙 甲"]);
    const through = `张 -60%-> 甲公司\n王 -60%-> 乙公司\n甲公司 -10%-> 蓝海\n乙公司 -10%-> 蓝海
      张 ~concertAgreement~> 王 @ 蓝海`;
    expect(reasons(groupsOf(through))).toEqual(["乙公司 甲公司 agreement certain"]);
    // A signatory alone does not make its own two companies parties to an agreement with each other.
    const alone =
      "张 -60%-> 甲公司\n张 -60%-> 乙公司\n甲公司 -1%-> 蓝海\n乙公司 -1%-> 蓝海\n张 ~concertAgreement~> 王";
    expect(members(groupsOf(alone, { reasons: ["agreement"] }))).toEqual([]);
  });

  it("kinship, recorded or through one common member; longer chains are transitive", () => {
    const near = groupsOf("甲 -1%-> 蓝海\n乙 -1%-> 蓝海\n母 ~parent~> 甲\n母 ~parent~> 乙");
    expect(reasons(near)).toEqual(["乙 甲 kinship certain"]);
    expect(near.groups[0]!.transitive).toBe(false);
    expect(near.groups[0]!.reasons[0]!.evidence.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "母 乙",
      "母 甲",
    ]);
    const far = groupsOf("甲 -1%-> 蓝海\n乙 -1%-> 蓝海\n母 ~parent~> 甲\n母 ~sibling~> 姨\n姨 ~parent~> 乙");
    expect(members(far)).toEqual(["乙 甲"]);
    expect(far.groups[0]!.transitive).toBe(true);
    expect(far.groups[0]!.reasons[0]).toMatchObject({ reason: "kinship", chain: true });
    expect(far.groups[0]!.reasons[0]!.evidence).toHaveLength(3);
  });

  it("kinship of those who control the holders", () => {
    const drawing = `张 -60%-> 甲公司\n妻 -60%-> 乙公司\n甲公司 -1%-> 蓝海\n乙公司 -1%-> 蓝海\n张 ~spouse~> 妻`;
    expect(reasons(groupsOf(drawing))).toEqual(["乙公司 甲公司 kinship certain"]);
  });

  it("common control: of each other, or by one controller", () => {
    const drawing = "张 -60%-> 甲公司\n张 -60%-> 乙公司\n甲公司 -1%-> 蓝海\n乙公司 -1%-> 蓝海\n张 -1%-> 蓝海";
    const result = groupsOf(drawing);
    expect(reasons(result)).toEqual([
      "乙公司 张 commonControl certain",
      "乙公司 甲公司 commonControl certain",
      "张 甲公司 commonControl certain",
    ]);
    expect(result.groups[0]!.transitive).toBe(false);
    expect(reasons(groupsOf(drawing, { reasons: ["presumption-83-1"] }))).toEqual([
      "乙公司 张 presumption-83-1 certain",
      "张 甲公司 presumption-83-1 certain",
    ]);
    expect(reasons(groupsOf(drawing, { reasons: ["presumption-83-2"] }))).toEqual([
      "乙公司 甲公司 presumption-83-2 certain",
    ]);
  });

  it("an officer of one who controls the other, or is the other", () => {
    const drawing =
      "张 -60%-> 乙公司\n张 ~director~> 甲公司\n甲公司 -1%-> 蓝海\n乙公司 -1%-> 蓝海\n张 -1%-> 蓝海";
    expect(reasons(groupsOf(drawing, { reasons: ["relatedRelationship"] }))).toEqual([
      "乙公司 甲公司 relatedRelationship certain",
      "张 甲公司 relatedRelationship certain",
    ]);
  });

  it("a principal officer in common, but not merely a director", () => {
    const holders = "甲公司 -1%-> 蓝海\n乙公司 -1%-> 蓝海\n";
    expect(members(groupsOf(`${holders}张 ~director~> 甲公司\n张 ~director~> 乙公司`))).toEqual([]);
    const principal = `${holders}张 ~seniorManager~> 甲公司\n张 ~director~> 乙公司`;
    expect(reasons(groupsOf(principal))).toEqual(["乙公司 甲公司 relatedRelationship certain"]);
    expect(reasons(groupsOf(principal, { reasons: ["presumption-83-3"] }))).toEqual([
      "乙公司 甲公司 presumption-83-3 certain",
    ]);
  });

  it("another relation, and finance by anyone but a bank", () => {
    const holders = "甲 -1%-> 蓝海\n乙 -1%-> 蓝海\n";
    expect(reasons(groupsOf(`${holders}甲 ~otherRelation~> 乙`))).toEqual([
      "乙 甲 relatedRelationship certain",
    ]);
    expect(reasons(groupsOf(`${holders}甲 ~finances~> 乙 @ 蓝海`))).toEqual([
      "乙 甲 presumption-83-5 certain",
    ]);
    expect(members(groupsOf(`${holders}甲 ~finances~> 乙 @ 别处`))).toEqual([]);
    expect(members(groupsOf(`甲: company, sector bank\n${holders}甲 ~finances~> 乙 @ 蓝海`))).toEqual([]);
  });

  it("only the reasons asked for, and what needs a figure of the law is said", () => {
    const drawing = "甲 -1%-> 蓝海\n乙 -1%-> 蓝海\n甲 ~spouse~> 乙";
    expect(members(groupsOf(drawing, { reasons: ["commonControl"] }))).toEqual([]);
    expect(groupsOf(drawing, { reasons: ["presumption-83-4"] }).notAssessed).toEqual(["presumption-83-4"]);
    expect(groupsOf(drawing, { reasons: ["presumption-83-9"] }).notAssessed).toEqual(["presumption-83-9"]);
  });
});

describe("who is never joined", () => {
  it("the public, a depository, and two holders that only a state controls", () => {
    const drawing = `国资委: state\n众: dispersed\n结算: clearingNominee\n众 -20%-> 蓝海\n结算 -20%-> 蓝海
      众 ~spouse~> 结算\n国资委 -100%-> 甲集团\n国资委 -100%-> 乙集团\n甲集团 -10%-> 蓝海\n乙集团 -10%-> 蓝海`;
    const result = groupsOf(drawing);
    expect(members(result)).toEqual([]);
    expect(result.advisory).toMatchObject([
      {
        kind: "commonStateControl",
        through: "国资委",
        members: ["乙集团", "甲集团"],
        direct: { exact: "1/5" },
      },
    ]);
    const overlapping = groupsOf(`${drawing}\n张 ~legalRepresentative~> 甲集团\n张 ~director~> 乙集团`);
    expect(reasons(overlapping)).toEqual([
      "乙集团 甲集团 commonControl certain",
      "乙集团 甲集团 relatedRelationship certain",
    ]);
    expect(overlapping.advisory).toEqual([]);
  });

  it("a company under the state connects what it controls, and a state what it holds beside", () => {
    const group = `国资委: state\n国资委 -100%-> 集团\n集团 -60%-> 甲公司\n集团 -60%-> 乙公司
      甲公司 -1%-> 蓝海\n乙公司 -1%-> 蓝海`;
    expect(members(groupsOf(group))).toEqual(["乙公司 甲公司"]);
    const beside = "国资委: state\n国资委 -100%-> 甲公司\n国资委 -1%-> 蓝海\n甲公司 -1%-> 蓝海";
    expect(members(groupsOf(beside))).toEqual(["国资委 甲公司"]);
  });
});

describe("rebuttals", () => {
  const kin =
    "甲 -1%-> 蓝海\n乙 -1%-> 蓝海\n丙 -1%-> 蓝海\n甲 ~spouse~> 乙\n甲 ~concertAgreement(rebutted)~> 乙";

  it("cancel what is presumed between two parties and say so", () => {
    const result = groupsOf(kin);
    expect(members(result)).toEqual([]);
    expect(result.advisory).toMatchObject([{ kind: "rebutted", reason: "kinship", members: ["乙", "甲"] }]);
    expect(result.advisory[0]!.evidence.map(({ kind }) => kind)).toEqual(["spouse", "concertAgreement"]);
  });

  it("leave the two in one group where a third connects them", () => {
    const result = groupsOf(`${kin}\n丙 ~parent~> 甲\n丙 ~parent~> 乙`);
    expect(members(result)).toEqual(["丙 乙 甲"]);
    expect(result.groups[0]!.transitive).toBe(true);
    expect(reasons(result)).toEqual([
      "丙 乙 kinship certain",
      "丙 甲 kinship certain",
      "乙 甲 kinship certain rebutted",
    ]);
  });

  it("do not cancel an agreement, nor reach another company", () => {
    expect(
      members(groupsOf(`${kin}\n甲 ~concertAgreement(group 一)~>\n乙 ~concertAgreement(group 一)~>`)),
    ).toEqual(["乙 甲"]);
    const elsewhere = kin.replace(
      "~concertAgreement(rebutted)~> 乙",
      "~concertAgreement(rebutted)~> 乙 @ 别处",
    );
    expect(members(groupsOf(elsewhere))).toEqual(["乙 甲"]);
  });
});

describe("possible reasons", () => {
  it("make a group possible when it falls apart without them, and name its certain parts", () => {
    const result = groupsOf(`${PARTNERSHIPS}
      鼎晟 ~executivePartner~> 甲合伙\n鼎晟 ~executivePartner~> 乙合伙
      王 -40%-60%-> 甲合伙\n李 -50%-> 甲合伙\n王 -90%-> 丙合伙`);
    expect(result.groups).toHaveLength(1);
    expect(result.groups[0]).toMatchObject({
      members: ["丙合伙", "乙合伙", "甲合伙"],
      verdict: "possible",
      transitive: true,
      certain: [["乙合伙", "甲合伙"]],
    });
  });

  it("do not matter where certain ones connect the same members", () => {
    const result = groupsOf(
      "张 -40%-60%-> 甲公司\n甲公司 -1%-> 蓝海\n张 -1%-> 蓝海\n张 ~concertAgreement~> 甲公司",
    );
    expect(result.groups[0]).toMatchObject({ verdict: "certain" });
    expect(result.groups[0]!.certain).toBeUndefined();
  });

  it("direct holdings are a union with bounds", () => {
    const drawing =
      "蓝海: company, complete\n甲 -0%-100%-> 蓝海\n乙 -0%-100%-> 蓝海\n丙 -30%-> 蓝海\n甲 ~spouse~> 乙";
    expect(groupsOf(drawing).groups[0]!.direct.exact).toBe("7/10");
  });
});

describe("properties", () => {
  const holders = ["甲", "乙", "丙", "丁", "戊"];
  const parties = [...holders, "己", "庚"];
  const line = fc
    .tuple(
      fc.constantFrom(...parties),
      fc.constantFrom(
        "~spouse~>",
        "~concertAgreement~>",
        "~concertAgreement(rebutted)~>",
        "~executivePartner~>",
        "~director~>",
        "~seniorManager~>",
        "~otherRelation~>",
        "-60%->",
        "-40%-60%->",
      ),
      fc.constantFrom(...parties),
    )
    .filter(([from, , to]) => from !== to)
    .map((words) => words.join(" "));
  const drawing = fc.tuple(fc.uniqueArray(line, { maxLength: 12 }), fc.constantFrom("company", "state")).map(
    ([
      lines,
      kind,
    ]) => `${holders.map((holder) => `${holder}: limitedPartnership\n${holder} -2%-> 蓝海`).join("\n")}
        己: ${kind}\n庚: company\n${lines.join("\n")}`,
  );

  /** Sets of two or more that pairs connect. */
  const connected = (pairs: readonly { readonly a: string; readonly b: string }[]): string[] => {
    const sets = holders.map((holder) => new Set([holder]));
    for (const { a, b } of pairs) {
      const [one, other] = [sets.find((set) => set.has(a))!, sets.find((set) => set.has(b))!];
      if (one === other) continue;
      for (const member of other) one.add(member);
      sets.splice(sets.indexOf(other), 1);
    }
    return sets
      .filter(({ size }) => size > 1)
      .map((set) => [...set].sort().join(" "))
      .sort();
  };

  it("groups, verdicts and transitivity follow from the reasons printed", () => {
    fc.assert(
      fc.property(drawing, (text) => {
        const result = groupsOf(text);
        const all = result.groups.flatMap((group) => group.reasons).filter(({ rebutted }) => !rebutted);
        expect(members(result).sort()).toEqual(connected(all));
        for (const group of result.groups) {
          const joining = group.reasons.filter(({ rebutted }) => !rebutted);
          const certain = connected(joining.filter(({ verdict }) => verdict === "certain"));
          const whole = certain.length === 1 && certain[0] === group.members.join(" ");
          expect(group.verdict).toBe(whole ? "certain" : "possible");
          if (!whole && certain.length > 0)
            expect(group.certain!.map((part) => part.join(" ")).sort()).toEqual(certain);
          const direct = new Set(joining.filter(({ chain }) => !chain).map(({ a, b }) => `${a} ${b}`));
          const count = group.members.length;
          expect(group.transitive).toBe(direct.size < (count * (count - 1)) / 2);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("a rebuttal leaves nothing between two parties but agreements", () => {
    fc.assert(
      fc.property(drawing, (text) => {
        const result = groupsOf(`${text}\n甲 ~concertAgreement(rebutted)~> 乙`);
        for (const { a, b, reason, rebutted } of result.groups.flatMap((group) => group.reasons)) {
          if (a === "乙" && b === "甲" && !rebutted) expect(reason).toBe("agreement");
        }
      }),
    );
  });

  it("the first limited partners are those of all completions on a grid", () => {
    const end = fc.integer({ min: 0, max: 4 });
    const range = fc.tuple(end, end).map(([x, y]) => [Math.min(x, y), Math.max(x, y)] as const);
    const names = ["丙", "乙", "甲"];
    fc.assert(
      fc.property(fc.tuple(range, range, range), fc.boolean(), (ranges, complete) => {
        const [least, most] = [0, 1].map((side) => ranges.reduce((sum, ends) => sum + ends[side]!, 0));
        fc.pre(least! <= 4 && (most! >= 4 || !complete) && most! > 0);
        const r = register(
          drawn(`合伙: limitedPartnership${complete ? ", complete" : ""}
            ${ranges.map(([low, high], i) => `${names[i]} -${low * 25}%-${high * 25}%-> 合伙`).join("\n")}`),
        );
        const leading = names.map(() => ({ ever: false, always: true }));
        for (const shares of grid(ranges)) {
          const rest = 12 - shares.reduce((sum, share) => sum + share, 0);
          if (rest < 0 || (complete && rest > 0)) continue;
          shares.forEach((share, i) => {
            const leads = share > 0 && shares.every((other) => other <= share);
            leading[i]!.ever ||= leads;
            // The remainder may be one partner: it takes away certainty, but is never first itself.
            leading[i]!.always &&= leads && rest <= share;
          });
        }
        const expected = leading.flatMap(({ ever, always }, i) =>
          ever ? [`${names[i]} ${always ? "certain" : "possible"}`] : [],
        );
        const found = firstLimitedPartners(r, entityIndex(r, "合伙"));
        expect(found.map(({ partner, verdict }) => `${r.entities[partner]!.id} ${verdict}`)).toEqual(
          expected,
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** All shares in twelfths that three ranges in quarters allow: the vertices of what they allow are among them. */
function* grid(ranges: readonly (readonly [number, number])[]): Generator<number[]> {
  const [one, two, three] = ranges.map(([low, high]) =>
    Array.from({ length: (high - low) * 3 + 1 }, (_, step) => low * 3 + step),
  );
  for (const x of one!) for (const y of two!) for (const z of three!) yield [x, y, z];
}

describe("size and order", () => {
  it("does not depend on the order of rows", () => {
    const lines = `${PARTNERSHIPS}
      鼎晟 ~executivePartner~> 甲合伙\n鼎晟 ~executivePartner~> 乙合伙\n张 -60%-> 丙合伙\n张 -60%-> 乙合伙
      张 ~spouse~> 李\n李 -1%-> 蓝海\n甲合伙 ~otherRelation~> 丙合伙`.split("\n");
    expect(groupsOf(lines.toReversed().join("\n"))).toEqual(groupsOf(lines.join("\n")));
  });

  it("takes many direct holders, in one group or in many (100,000 in the full run)", () => {
    const count = process.env.LOOKTHROUGH_FULL ? 100_000 : 10_000;
    const entities = [
      { id: "蓝海", name: "蓝海", kind: "company" as const },
      ...Array.from({ length: count }, (_, i) => ({
        id: `h${i}`,
        name: `h${i}`,
        kind: "limitedPartnership" as const,
      })),
      ...Array.from({ length: count / 2 }, (_, i) => ({
        id: `g${i}`,
        name: `g${i}`,
        kind: "company" as const,
      })),
    ];
    const holdings = Array.from({ length: count }, (_, i) => ({
      holder: `h${i}`,
      subject: "蓝海",
      equity: `1/${count}`,
    }));
    const ties = (partners: number) =>
      Array.from({ length: count }, (_, i) => ({
        kind: "executivePartner" as const,
        from: `g${i % partners}`,
        to: `h${i}`,
      }));
    const one = concertGroups(register({ entities, holdings, ties: ties(1) }), { subject: "蓝海" });
    expect(one.groups).toHaveLength(1);
    expect(one.groups[0]!).toMatchObject({ direct: { exact: "1" }, transitive: false, truncated: true });
    const many = concertGroups(register({ entities, holdings, ties: ties(count / 2) }), { subject: "蓝海" });
    expect(many.groups).toHaveLength(count / 2);
  });
});
