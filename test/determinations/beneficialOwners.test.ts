import { describe, expect, it } from "vitest";
import {
  type BeneficialOwnersOptions,
  beneficialOwners,
  beneficialOwnersResult,
} from "../../src/determinations/beneficialOwners.js";
import { regulationIds, UnknownLawError } from "../../src/law/law.js";
import { register } from "../../src/register/register.js";
import { noteIn } from "../../src/text/notes.js";
import { drawn } from "../notation.js";

type Options = Partial<BeneficialOwnersOptions> & { readonly asOf?: string };

function ubo(graph: string, { asOf, ...options }: Options = {}) {
  const r = register(drawn(graph), { asOf });
  return beneficialOwnersResult.strict().parse(beneficialOwners(r, { subject: "甲公司", ...options }));
}
type Result = ReturnType<typeof ubo>;

/** "张三 certain: equity 3/10, control": owners with their limbs and shares, in order. */
function owners(result: Result): string[] {
  return result.owners.map(({ id, verdict, limbs }) => {
    const shown = limbs.map(({ limb, share }) =>
      share ? `${limb} ${share.exact ?? `${share.min} to ${share.max}`}` : limb,
    );
    return `${id} ${verdict}: ${shown.join(", ")}`;
  });
}

/** "holders 乙公司": what is missing, about whom. */
const missing = (result: Result): string[] => result.missing.map(({ what, entity }) => `${what} ${entity}`);

const ANSWERED = "甲公司 ! controlFactsAnswered = true";

describe("standard 1: equity by look-through", () => {
  it("adds up paths: 14 % and 17.5 % are 31.5 % (example 4 of the guide)", () => {
    const result = ubo(`
      张三 -14%-> 甲公司
      张三 -35%-> 乙公司
      乙公司 -50%-> 甲公司
      李四 -65%-> 乙公司
      王五 -36%-> 甲公司
    `);
    expect(owners(result)).toEqual([
      "王五 certain: equity 9/25",
      "李四 certain: equity 13/40",
      "张三 certain: equity 63/200",
    ]);
    expect(result.owners[2]!.limbs[0]).toMatchObject({
      article: "6(1)",
      verified: true,
      path: ["张三", "乙公司", "甲公司"],
    });
  });

  // 25%以上 includes 25 %; the regime is law from 2024-11-01 on.
  it.each([
    ["24.999999999999%", "75.000000000001%", "2024-10-31", false],
    ["25%", "75%", "2024-10-31", true],
    ["25.000000000001%", "74.999999999999%", "2024-10-31", true],
    ["24.999999999999%", "75.000000000001%", "2024-11-01", false],
    ["25%", "75%", "2024-11-01", true],
    ["25.000000000001%", "74.999999999999%", "2024-11-01", true],
  ])("%s beside %s on %s: owner is %s", (share, rest, asOf, isOwner) => {
    const result = ubo(`张三 -${share}-> 甲公司\n李四 -${rest}-> 甲公司`, { asOf });
    expect(result.owners.map(({ id }) => id)).toEqual(isOwner ? ["李四", "张三"] : ["李四"]);
    const said = result.notes.some((text) => text.startsWith("cn-pboc-bo is law from 2024-11-01"));
    expect(said).toBe(asOf < "2024-11-01");
  });

  it("decides 1.7 % + 23.3 % as 25 %, never by rounding", () => {
    const result = ubo(`
      张三 -1.7%-> 甲公司
      张三 -23.3%-> 乙公司
      乙公司 -98.3%-> 甲公司
      李四 -76.7%-> 乙公司
    `);
    // 1.7 % + 23.3 % × 98.3 % = 24.6039 %
    expect(owners(result)).toEqual(["李四 certain: equity 753961/1000000"]);
    const direct = ubo("张三 -1.7%-> 甲公司\n张三 -23.3%-> 甲公司\n李四 -75%-> 甲公司");
    expect(owners(direct)).toEqual(["李四 certain: equity 3/4", "张三 certain: equity 1/4"]);
  });

  it("counts a ring once", () => {
    // Of 甲公司: 张三 20 % + 80 % × 乙, which 张三 holds to 50 % beside 甲公司 itself: all is 张三's in the end.
    const result = ubo(`
      张三 -20%-> 甲公司
      乙公司 -80%-> 甲公司
      甲公司 -50%-> 乙公司
      张三 -50%-> 乙公司
    `);
    expect(owners(result)).toEqual(["张三 certain: equity 1"]);
  });

  it("names only natural persons, through as many companies as there are", () => {
    const chain = Array.from({ length: 30 }, (_, i) => `公司${i} -100%-> 公司${i + 1}`).join("\n");
    const result = ubo(`${chain}\n张三 -100%-> 公司0\n公司30 -30%-> 甲公司\n李四 -70%-> 甲公司`);
    expect(owners(result)).toEqual(["李四 certain: equity 7/10", "张三 certain: equity 3/10"]);
  });

  it("sees the principal behind a nominee, and the nominee only in the path", () => {
    const result = ubo(`
      李四 -30%-> 甲公司
      王五 -70%-> 甲公司
      李四 ~nominee~> 张三 @ 甲公司
    `);
    expect(owners(result)).toEqual(["王五 certain: equity 7/10", "张三 certain: equity 3/10"]);
    expect(result.owners[1]!.limbs[0]!.path).toEqual(["张三", "李四", "甲公司"]);
  });

  it("gives the whole of a jointly held block to each joint holder", () => {
    const result = ubo(`
      张三 -26%-> 甲公司
      王五 -74%-> 甲公司
      李四 ~jointHolder~> 甲公司 @ 张三
    `);
    expect(owners(result)).toEqual([
      "王五 certain: equity 37/50",
      "张三 certain: equity 13/50",
      "李四 certain: equity 13/50",
    ]);
  });

  it("takes another threshold when asked, and says so", () => {
    const graph = "张三 -10%-> 甲公司\n李四 -90%-> 甲公司";
    expect(ubo(graph, { atLeast: "10%" }).owners).toHaveLength(2);
    expect(ubo(graph, { moreThan: "10%" }).owners).toHaveLength(1);
    expect(ubo(graph, { atLeast: "10%" }).notes).toEqual([
      "the threshold >= 10% was asked for and stands in place of the profile's own",
    ]);
    expect(() => ubo(graph, { atLeast: "10%", moreThan: "10%" })).toThrow(RangeError);
    expect(() => ubo(graph, { atLeast: "ten" })).toThrow(RangeError);
  });
});

describe("standards 2 and 3: for persons who do not meet the first", () => {
  it("reports income and voting rights from 25 % on", () => {
    const result = ubo(`
      张三 -10%(voting 25%, income 20%)-> 甲公司
      李四 -20%(voting 24%, income 25%)-> 甲公司
      王五 -70%(voting 51%, income 55%)-> 甲公司
    `);
    expect(owners(result)).toEqual([
      "王五 certain: equity 7/10",
      "张三 certain: voting 1/4",
      "李四 certain: income 1/4",
    ]);
    expect(result.owners.flatMap(({ limbs }) => limbs.map(({ article }) => article))).toEqual([
      "6(1)",
      "6(2)",
      "6(2)",
    ]);
  });

  it("reports both of them, and neither for whoever meets the first", () => {
    const result = ubo(`
      张三 -10%(voting 60%, income 30%)-> 甲公司
      李四 -90%(voting 40%, income 70%)-> 甲公司
    `);
    expect(owners(result)).toEqual([
      "李四 certain: equity 9/10",
      "张三 certain: income 3/10, voting 3/5, control",
    ]);
  });

  it("finds the general partner who decides with 1 %", () => {
    const result = ubo(`
      甲公司: limitedPartnership
      张三 -1%-> 甲公司
      李四 -99%-> 甲公司
      张三 ~executivePartner~> 甲公司
    `);
    expect(owners(result)).toEqual(["李四 certain: equity 99/100", "张三 certain: control"]);
    expect(result.owners[1]!.limbs[0]).toEqual({
      limb: "control",
      article: "6(3)",
      share: null,
      verdict: "certain",
      verified: true,
      chain: [{ from: "张三", to: "甲公司", basis: "executivePartner", votes: null }],
    });
  });

  it("does not call verified what rests on a reading: control by more than half of the votes", () => {
    const result = ubo(`
      张三 -51%-> 乙公司
      李四 -49%-> 乙公司
      乙公司 -45%(voting 60%)-> 甲公司
      王五 -55%(voting 40%)-> 甲公司
    `);
    expect(owners(result)).toEqual([
      "王五 certain: equity 11/20",
      "张三 certain: voting 153/500, control",
      "李四 certain: voting 147/500",
    ]);
    const [, control] = result.owners[1]!.limbs;
    expect(control).toMatchObject({ limb: "control", verified: false });
    expect(control!.chain!.map(({ from, to }) => `${from} ${to}`)).toEqual(["张三 乙公司", "乙公司 甲公司"]);
  });

  it("takes joint control from an agreement, through a company that signed it too", () => {
    const result = ubo(`
      甲 -20%-> 甲公司
      乙公司 -20%-> 甲公司
      丙 -20%-> 甲公司
      丁 -20%-> 甲公司
      戊 -20%-> 甲公司
      己 -100%-> 乙公司
      甲 ~concertAgreement(group g)~> @ 甲公司
      乙公司 ~concertAgreement(group g)~> @ 甲公司
      丙 ~concertAgreement(group g)~> @ 甲公司
    `);
    expect(owners(result)).toEqual(["丙 certain: control", "己 certain: control", "甲 certain: control"]);
    for (const { limbs } of result.owners) expect(limbs[0]!.jointly).toEqual(["丙", "乙公司", "甲"]);
  });

  it("takes kinship alone for no more than a possibility, and asks for evidence", () => {
    const result = ubo(`
      甲 -20%-> 甲公司
      乙 -20%-> 甲公司
      丙 -20%-> 甲公司
      丁 -20%-> 甲公司
      戊 -20%-> 甲公司
      甲 ~spouse~> 乙
      甲 ~parent~> 丙
      ${ANSWERED}
    `);
    expect(owners(result)).toEqual(["丙 possible: control", "乙 possible: control", "甲 possible: control"]);
    expect(result.notes[0]).toMatch(/^丙, 乙, 甲 would control 甲公司 together; kinship alone/);
    expect(result.missing).toEqual([
      { what: "evidenceOfJointControl", entity: "甲公司", parties: ["丙", "乙", "甲"] },
    ]);
    expect(result.exhausted).toBe(false);
  });

  it("says nothing of a family whose members meet the first standard anyway", () => {
    const result = ubo(`甲 -50%-> 甲公司\n乙 -50%-> 甲公司\n甲 ~spouse~> 乙\n${ANSWERED}`);
    expect(result).toMatchObject({ notes: [], missing: [], exhausted: true });
  });

  it("asks who runs a partnership of which nobody says it", () => {
    const result = ubo(`甲公司: limitedPartnership\n张三 -100%-> 甲公司\n${ANSWERED}`);
    expect(missing(result)).toEqual(["executivePartner 甲公司"]);
    expect(result.exhausted).toBe(false);
  });
});

describe("possible owners", () => {
  it.each([
    ["[20%,30%]", "张三 possible: equity 0.2 to 0.3"],
    ["[20%,25%]", "张三 possible: equity 0.2 to 0.25"],
    ["[25%,40%]", "张三 certain: equity 0.25 to 0.4"],
    ["(20%,40%)", "张三 possible: equity 0.2 to 0.4"],
    ["[20%,25%)", undefined],
    ["[10%,24%]", undefined],
  ])("with %s of the shares: %s", (range, expected) => {
    const result = ubo(`张三 -${range}-> 甲公司\n王五 -50%-> 甲公司\n乙公司 -[0%,50%]-> 甲公司`);
    expect(owners(result).find((line) => line.startsWith("张三"))).toBe(expected);
    expect(result.exhausted).toBe(false);
  });

  it("names the records that leave a share open", () => {
    const result = ubo(`
      乙公司: company, complete
      张三 -[20%,30%]-> 乙公司
      李四 -[70%,80%]-> 乙公司
      乙公司 -100%-> 甲公司
      ${ANSWERED}
    `);
    expect(owners(result)).toEqual(["李四 certain: equity 0.7 to 0.8", "张三 possible: equity 0.2 to 0.3"]);
    expect(missing(result)).toEqual(["shares 乙公司"]);
    expect(result.exhausted).toBe(false);
  });

  it("is certain by the second standard whether or not the first is met", () => {
    const result = ubo(`
      张三 -[20%,30%](voting 40%)-> 甲公司
      李四 -[70%,80%](voting 60%)-> 甲公司
    `);
    expect(owners(result)[1]).toBe("张三 certain: equity 0.2 to 0.3, voting 2/5");
  });

  it("reports that somebody not identified may pass the threshold, where there is room for one", () => {
    const result = ubo("张三 -75%-> 甲公司");
    expect(result.missing).toContainEqual({
      what: "unidentifiedOwner",
      entity: "甲公司",
      interest: "equity",
      share: { value: 0, min: 0, max: 0.25, exact: null },
    });
    const small = ubo("张三 -75.000000000001%-> 甲公司");
    expect(missing(small)).toEqual(["holders 甲公司", "controlFactsAnswered 甲公司"]);
    const stranger = ubo("甲公司: company, complete\n张三 -70%-> 甲公司\n某人: unknown\n某人 -30%-> 甲公司");
    expect(missing(stranger)).toEqual([
      "identity 某人",
      "unidentifiedOwner 甲公司",
      "controlFactsAnswered 甲公司",
    ]);
    const shell = ubo("乙公司: company\n张三 -70%-> 甲公司\n乙公司 -30%-> 甲公司");
    expect(missing(shell)).toEqual([
      "holders 乙公司",
      "unidentifiedOwner 甲公司",
      "controlFactsAnswered 甲公司",
    ]);
  });
});

describe("the fallback", () => {
  const dispersed = (more = "") => `
    甲 -20%-> 甲公司
    乙 -20%-> 甲公司
    丙 -20%-> 甲公司
    丁 -20%-> 甲公司
    戊 -20%-> 甲公司
    经理 ~seniorManager~> 甲公司
    ${more}
  `;

  it("opens when nobody meets a standard and nothing is left to ask", () => {
    expect(ubo(dispersed(ANSWERED))).toEqual({
      profile: "cn-pboc-bo",
      owners: [],
      fallback: [{ id: "经理", article: "6" }],
      exhausted: true,
      exempt: null,
      notes: [],
      missing: [],
    });
  });

  it("stays shut until control by other means was asked about", () => {
    const result = ubo(dispersed());
    expect(result).toMatchObject({ owners: [], fallback: [], exhausted: false });
    expect(missing(result)).toEqual(["controlFactsAnswered 甲公司"]);
    expect(ubo(dispersed("甲公司 ! controlFactsAnswered = false")).fallback).toEqual([]);
  });

  it("stays shut while part of the shares is unknown, however small", () => {
    const result = ubo(dispersed(ANSWERED).replace("戊 -20%", "戊 -15%"));
    expect(result).toMatchObject({ owners: [], fallback: [], exhausted: false });
    expect(missing(result)).toEqual(["holders 甲公司"]);
  });

  it("stays shut while somebody is possible, and while somebody is certain", () => {
    const possible = ubo(
      dispersed(ANSWERED).replace("戊 -20%", "戊 -[10%,30%]").replace("丁 -20%", "丁 -[10%,30%]"),
    );
    expect(possible).toMatchObject({ fallback: [], exhausted: false });
    const certain = ubo(`己 -100%-> 甲公司\n经理 ~seniorManager~> 甲公司\n${ANSWERED}`);
    expect(certain).toMatchObject({ fallback: [], exhausted: true });
  });

  it("asks for the manager where none is recorded; a company is none", () => {
    const nobody = dispersed(ANSWERED).replace("经理 ~seniorManager~> 甲公司", "");
    expect(missing(ubo(nobody))).toEqual(["seniorManager 甲公司"]);
    expect(missing(ubo(`${nobody}\n管理公司: company\n管理公司 ~seniorManager~> 甲公司`))).toEqual([
      "seniorManager 甲公司",
    ]);
  });

  it("stays shut above a ring that nobody outside holds", () => {
    const result = ubo(`
      乙公司 -100%-> 丙公司
      丙公司 -100%-> 乙公司
      乙公司 -100%-> 甲公司
      经理 ~seniorManager~> 甲公司
      ${ANSWERED}
    `);
    expect(result).toMatchObject({ owners: [], fallback: [], exhausted: false });
    expect(missing(result)).toEqual(["ownersOfRing 甲公司"]);
  });

  it.each([
    ["a state body", "国资委: state", "国资委"],
    ["a collective", "村集体: collective", "村集体"],
    ["the public, directly", "公众: dispersed", "公众"],
  ])("counts %s as known", (_, declaration, holder) => {
    const result = ubo(dispersed(`${declaration}\n${ANSWERED}`).replace("戊", holder));
    expect(result).toMatchObject({ owners: [], exhausted: true });
  });

  it.each([
    ["a depository", "甲: clearingNominee"],
    ["a trust", "甲: trust"],
    ["a listed company, whose own holders can be owners", "甲: company, listing exchange"],
    ["a fund sold to the public", "甲: fund, publicOffering"],
  ])("does not count %s as known", (_, declaration) => {
    expect(ubo(dispersed(`${declaration}\n${ANSWERED}`))).toMatchObject({ exhausted: false, fallback: [] });
  });
});

describe("state companies", () => {
  const state = (share: string, rest: string, more = "") => `
    国资委: state, jurisdiction CN
    国资委 -${share}-> 甲公司
    张三 -${rest}-> 甲公司
    董事长 ~legalRepresentative~> 甲公司
    ${more}
  `;

  it.each([
    ["49.999999999999%", "50.000000000001%", ["张三 certain: equity 50000000000001/100000000000000"]],
    ["50%", "50%", ["张三 certain: equity 1/2"]],
    ["50.000000000001%", "49.999999999999%", ["董事长 certain: deemed"]],
    ["100%", "0%", ["董事长 certain: deemed"]],
  ])("with %s held by the state and %s by a person: %j", (share, rest, expected) => {
    expect(owners(ubo(state(share, rest)))).toEqual(expected);
  });

  it("names the article, and who would have been an owner otherwise", () => {
    const result = ubo(state("60%", "40%"));
    expect(result.owners[0]!.limbs).toEqual([
      { limb: "deemed", article: "7", share: null, verdict: "certain", verified: false },
    ]);
    expect(result.notes).toEqual([
      expect.stringMatching(/^the state holds 60% of 甲公司 under its control/),
      "would meet a standard if 甲公司 were not a state company: 张三",
    ]);
    expect(ubo(state("40%", "60%")).notes).toEqual([
      "the state holds 40% of 甲公司: that part is not traced further, the standards apply to the rest",
    ]);
  });

  it("adds up what the state controls, through companies and through several bodies, without multiplying", () => {
    const result = ubo(`
      国资委: state, jurisdiction CN
      财政部: state, jurisdiction CN
      国资委 -51%-> 集团
      张三 -49%-> 集团
      集团 -40%-> 甲公司
      财政部 -11%-> 甲公司
      李四 -49%-> 甲公司
      董事长 ~legalRepresentative~> 甲公司
    `);
    expect(owners(result)).toEqual(["董事长 certain: deemed"]);
  });

  it("makes everybody possible where the state may have a majority", () => {
    const result = ubo(state("[45%,55%]", "[45%,55%]"));
    expect(result.owners.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "张三 possible",
      "董事长 possible",
    ]);
    expect(result.notes[0]).toMatch(/^the state may hold a majority of 甲公司/);
  });

  it("asks for the legal representative, and lets nobody stand in", () => {
    const graph = `国资委: state, jurisdiction CN\n国资委 -100%-> 甲公司\n经理 ~seniorManager~> 甲公司\n${ANSWERED}`;
    const result = ubo(graph);
    expect(result).toMatchObject({ owners: [], fallback: [], exhausted: false });
    expect(missing(result)).toEqual(["legalRepresentative 甲公司"]);
  });

  it("leaves foreign states out, and says when it had to take a state for its own", () => {
    const foreign = ubo(state("60%", "40%").replace("jurisdiction CN", "jurisdiction SG"));
    expect(owners(foreign)).toEqual(["张三 certain: equity 2/5"]);
    const unstated = ubo(state("60%", "40%").replace(", jurisdiction CN", ""));
    expect(owners(unstated)).toEqual(["董事长 certain: deemed"]);
    expect(unstated.notes.join()).toMatch(/国资委 is taken for a body of CN/);
  });
});

describe("exemption by pledge", () => {
  const small = (more: string, capital = "10000000 CNY") => `
    张三 -60%-> 甲公司
    李四 -40%-> 甲公司
    甲公司 ! registeredCapital = ${capital}
    ${more}
  `;
  const PLEDGED = "甲公司 ! exemptionPledged = true";

  it("exempts a small company held by persons alone that pledged so: no owners, and why", () => {
    const result = ubo(small(`${PLEDGED}\n${ANSWERED}`));
    expect(result).toMatchObject({ owners: [], fallback: [], exhausted: false, notes: [], missing: [] });
    expect(result.exempt).toMatch(/^exempt under article 3: 甲公司 pledged/);
  });

  it("rests on the pledge for what the records do not show, and says so", () => {
    expect(ubo(small(PLEDGED)).notes).toEqual([
      "the exemption rests on the pledge alone for: controlOtherwise",
    ]);
    const dollars = ubo(small(PLEDGED, "1000000 USD"));
    expect(dollars.exempt).not.toBeNull();
    expect(missing(dollars)).toEqual(["registeredCapital 甲公司"]);
  });

  it.each([
    ["capital above RMB 10 million", "", "10000000.01 CNY", "registeredCapital"],
    ["a company among the holders", "乙公司: company\n乙公司 -10%-> 甲公司", "1000000 CNY", "holders"],
    ["a nominee", "李四 ~nominee~> 王五 @ 甲公司", "1000000 CNY", "controlOtherwise"],
    ["control by contract", "王五 ~contractualControl~> 甲公司", "1000000 CNY", "controlOtherwise"],
  ])("does not exempt against the records: %s", (_, more, capital, condition) => {
    const result = ubo(
      small(`${more}\n${PLEDGED}`, capital).replace(
        "李四 -40%",
        more.includes("乙公司") ? "李四 -30%" : "李四 -40%",
      ),
    );
    expect(result.exempt).toBeNull();
    expect(result.owners.length).toBeGreaterThan(0);
    expect(result.notes[0]).toBe(
      `甲公司 pledged to be exempt under article 3, but the records say otherwise of: ${condition}`,
    );
  });

  it("without a pledge gives the owners, and mentions the exemption where it is open", () => {
    const result = ubo(small(""));
    expect(result.owners).toHaveLength(2);
    expect(result.exempt).toBeNull();
    expect(result.notes).toEqual([expect.stringMatching(/^甲公司 may be exempt under article 3/)]);
    expect(ubo(small("", "10000001")).notes).toEqual([]);
  });
});

describe("branches, listed companies, dates", () => {
  const branch = `
    分公司: branch
    分公司 ~branchOf~> 甲公司
    甲公司: company, jurisdiction HK
    张三 -100%-> 甲公司
    负责人 ~seniorManager~> 分公司
    ${ANSWERED}
  `;

  it("gives a branch the owners of its head office and its own senior managers", () => {
    const result = ubo(branch, { subject: "分公司" });
    expect(owners(result)).toEqual(["张三 certain: equity 1", "负责人 certain: dailyManagement"]);
    expect(result).toMatchObject({ exhausted: true, fallback: [], missing: [] });
    expect(result.notes).toEqual([expect.stringMatching(/^分公司 is a branch of 甲公司/)]);
  });

  it("asks for the senior manager and for the head office that are not recorded", () => {
    expect(missing(ubo(branch.replace("负责人 ~seniorManager~> 分公司", ""), { subject: "分公司" }))).toEqual(
      ["seniorManager 分公司"],
    );
    const lost = ubo("分公司: branch\n负责人 ~seniorManager~> 分公司", { subject: "分公司" });
    expect(missing(lost)).toEqual(["branchOf 分公司"]);
    expect(lost.exhausted).toBe(false);
  });

  it("passes on whoever stands in for the owners of the head office", () => {
    const holders = ["甲", "乙", "丙", "丁", "戊"].map((name) => `${name} -20%-> 甲公司`).join("\n");
    const graph = `${branch.replace("张三 -100%-> 甲公司", holders)}\n总裁 ~seniorManager~> 甲公司`;
    expect(owners(ubo(graph, { subject: "分公司" }))).toEqual([
      "总裁 certain: dailyManagement",
      "负责人 certain: dailyManagement",
    ]);
  });

  it("treats a listed company like any other, and says that the text does not speak of it", () => {
    const result = ubo(
      "甲公司: company, listing exchange\n公众: dispersed\n张三 -30%-> 甲公司\n公众 -70%-> 甲公司",
    );
    expect(owners(result)).toEqual(["张三 certain: equity 3/10"]);
    expect(result.notes[0]).toMatch(/^甲公司 is listed/);
  });

  it("applies the newest law where the records have no date, and the law of the day asked for", () => {
    expect(ubo("张三 -100%-> 甲公司").notes).toEqual([]);
    expect(ubo("张三 -100%-> 甲公司", { on: "2020-01-01" }).notes).toHaveLength(1);
    expect(ubo("张三 -100%(from 2020-01-01)-> 甲公司").notes[0]).toBe(
      "cn-pboc-bo is law from 2024-11-01; on 2020-01-01 it was not in force, and its nearest version is applied",
    );
    expect(ubo("张三 -100%(from 2020-01-01)-> 甲公司", { on: null }).notes).toEqual([]);
  });

  it("refuses a profile that it does not have", () => {
    expect(() => ubo("张三 -100%-> 甲公司", { profile: "absent" })).toThrow(UnknownLawError);
  });
});

describe("every profile", () => {
  const graph = "甲公司: company\n张三 -30%-> 甲公司\n李四 -70%-> 甲公司";

  it.each(regulationIds("profile"))("%s is computed in full", (id) => {
    expect(ubo(graph, { profile: id }).profile).toBe(id);
  });

  it("gives the same bytes in any order of the rows", () => {
    const lines = `
      张三 -14%-> 甲公司
      张三 -35%-> 乙公司
      乙公司 -50%-> 甲公司
      李四 -65%-> 乙公司
      国资委: state
      国资委 -36%-> 甲公司
      甲公司 ~spouse~> 乙公司
      王五 ~seniorManager~> 甲公司
    `
      .trim()
      .split("\n");
    const text = (rows: readonly string[]) => JSON.stringify(ubo(rows.join("\n")));
    expect(text([...lines].reverse())).toBe(text(lines));
  });
});

describe("notes in Chinese", () => {
  it("finds the words again", () => {
    const { notes } = ubo("国资委: state\n国资委 -40%-> 甲公司\n张三 -60%-> 甲公司", { on: "2020-01-01" });
    expect(notes.map((text) => noteIn("zh", text))).toEqual([
      "cn-pboc-bo 自 2024-11-01 起施行；2020-01-01 尚未或不再有效，按最接近的版本适用",
      "国家持有 甲公司 40%：该部分不再穿透，其余部分照常适用",
    ]);
    expect(notes.map((text) => noteIn("en", text))).toEqual(notes);
    expect(noteIn("zh", "no note")).toBe("no note");
  });
});
