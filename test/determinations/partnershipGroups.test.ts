import { describe, expect, it } from "vitest";
import { partnershipGroups } from "../../src/determinations/partnershipGroups.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const grouped = (drawing: string) =>
  partnershipGroups(register(drawn(`蓝海: company, sector securities\n${drawing}`)), { subject: "蓝海" });

const groups = (drawing: string): string[] =>
  grouped(drawing)!.groups.map(
    ({ members, total, joined, verdict }) =>
      `${members.join(" ")}: ${total.exact ?? `${total.min}-${total.max}`}, joined ${joined}, reached ${verdict}`,
  );

const partnerships = (...shares: string[]): string =>
  shares.map((share, i) => `合伙${i}: limitedPartnership\n合伙${i} -${share}-> 蓝海`).join("\n");
const partners = (count: number): string =>
  Array.from({ length: count }, (_, i) => `鼎晟 ~executivePartner~> 合伙${i}`).join("\n");

describe("Article 13", () => {
  it("concerns only companies with limited partnerships", () => {
    expect(grouped("张 -10%-> 蓝海")).toBeNull();
    expect(grouped(partnerships("1%"))).toMatchObject({ groups: [], alone: [{ id: "合伙0" }] });
  });

  it.each([
    [["2%", "2.99%"], "499/10000", "excluded"],
    [["2%", "3%"], "1/20", "certain"],
    [["2%", "3.01%"], "501/10000", "certain"],
    [["1.7%", "3.3%"], "1/20", "certain"],
    [["2%", "2%-4%"], "0.04-0.06", "possible"],
    [["2%", "2%-<3%"], "0.04-0.05", "excluded"],
  ])("takes %j together: %s, reached %s", (shares, total, verdict) => {
    expect(groups(`${partnerships(...shares)}\n${partners(2)}`)).toEqual([
      `合伙0 合伙1: ${total}, joined certain, reached ${verdict}`,
    ]);
  });

  it("tests each partnership alone by its controlled stake", () => {
    const drawing = `${partnerships("4%", "5%")}\n合伙0 -60%-> 公司\n公司 -1%-> 蓝海`;
    expect(grouped(drawing)!.alone.map(({ id, stake, verdict }) => [id, stake.exact, verdict])).toEqual([
      ["合伙0", "1/20", "certain"],
      ["合伙1", "1/20", "certain"],
    ]);
    expect(grouped(drawing)!.limits.alone).toEqual({
      rule: "SC-13-1",
      article: "13(1)",
      comparator: "lessThan",
      threshold: "5%",
      verified: false,
    });
  });

  it("counts the union of what the members control, each holding once, and only partnerships are members", () => {
    const drawing = `${partnerships("2%", "2%")}\n${partners(2)}\n合伙0 -60%-> 公司\n公司 -1%-> 蓝海
      合伙1 ~contractualControl~> 公司\n鼎晟 -3%-> 蓝海\n鼎晟: company`;
    expect(groups(drawing)).toEqual(["合伙0 合伙1: 1/20, joined certain, reached certain"]);
  });

  it("does not let partnerships together command votes that none commands alone", () => {
    const drawing = `${partnerships("2%", "2%")}\n${partners(2)}\n合伙0 -30%-> 公司\n合伙1 -30%-> 公司\n公司 -4%-> 蓝海`;
    expect(groups(drawing)).toEqual(["合伙0 合伙1: 1/25, joined certain, reached excluded"]);
  });

  it("sees partnerships that hold through a company, but not twice what another member holds", () => {
    const through = `合伙0: limitedPartnership\n合伙1: limitedPartnership\n合伙0 -3%-> 蓝海\n合伙1 -60%-> 公司
      公司 -2%-> 蓝海\n${partners(2)}`;
    expect(groups(through)).toEqual(["合伙0 合伙1: 1/20, joined certain, reached certain"]);
    const above = `合伙0: limitedPartnership\n合伙1: limitedPartnership\n合伙0 ~executivePartner~> 合伙1\n合伙1 -6%-> 蓝海`;
    expect(groups(above)).toEqual([]);
    expect(grouped(above)!.alone.map(({ id }) => id)).toEqual(["合伙0", "合伙1"]);
  });

  it("lets others connect members, and names them in the reasons", () => {
    const drawing = `${partnerships("3%", "3%")}\n甲 ~executivePartner~> 合伙0\n乙 ~executivePartner~> 合伙1
      甲 ~otherRelation~> 中间\n中间 ~spouse~> 乙\n中间 -1%-> 蓝海`;
    const [group] = grouped(drawing)!.groups;
    expect(group).toMatchObject({ members: ["合伙0", "合伙1"], total: { exact: "3/50" }, transitive: true });
    expect(group!.reasons.map(({ a, b, reason }) => `${a} ${b} ${reason}`)).toEqual([
      "中间 合伙0 relatedRelationship",
      "中间 合伙1 kinship",
    ]);
  });

  it("joins by the first limited partner, every tied one, possibly where that is open", () => {
    const tied = `${partnerships("3%", "3%")}\n张 -50%-> 合伙0\n李 -50%-> 合伙0\n李 -90%-> 合伙1`;
    expect(groups(tied)).toEqual(["合伙0 合伙1: 3/50, joined certain, reached certain"]);
    const open = tied.replace("李 -90%-> 合伙1", "李 -40%-> 合伙1");
    expect(groups(open)).toEqual(["合伙0 合伙1: 3/50, joined possible, reached possible"]);
  });

  it("lists the certain part and the possible whole", () => {
    const drawing = `${partnerships("3%", "2%", "1%")}\n${partners(2)}\n张 -40%-> 合伙1\n张 -90%-> 合伙2`;
    expect(groups(drawing)).toEqual([
      "合伙0 合伙1 合伙2: 3/50, joined possible, reached possible",
      "合伙0 合伙1: 1/20, joined certain, reached certain",
    ]);
  });

  it("knows no rebuttal of a common executive partner, but of kinship", () => {
    const rebutted = "合伙0 ~concertAgreement(rebutted)~> 合伙1";
    expect(groups(`${partnerships("3%", "2%")}\n${partners(2)}\n${rebutted}`)).toHaveLength(1);
    const kin = `${partnerships("3%", "2%")}\n甲 ~executivePartner~> 合伙0\n乙 ~executivePartner~> 合伙1\n甲 ~spouse~> 乙`;
    expect(groups(kin)).toHaveLength(1);
    expect(groups(`${kin}\n${rebutted}`)).toHaveLength(0);
    expect(groups(`${kin}\n甲 ~concertAgreement(rebutted)~> 乙`)).toHaveLength(0);
  });

  it("does not join partnerships of two enterprises that only a state controls", () => {
    const drawing = `${partnerships("3%", "3%")}\n国资委: state\n国资委 -100%-> 甲集团\n国资委 -100%-> 乙集团
      甲集团 ~executivePartner~> 合伙0\n乙集团 ~executivePartner~> 合伙1`;
    expect(groups(drawing)).toEqual([]);
  });
});
