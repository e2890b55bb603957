import { describe, expect, it } from "vitest";
import { controlClosure } from "../../src/measures/controlClosure.js";
import {
  controlledBy,
  controllersOf,
  controllingShareholderOf,
  controllingShareholders,
  officerOf,
  type Relation,
  shareholders,
  tiedTo,
  tiedWith,
  ultimateHolders,
} from "../../src/measures/relations.js";
import { entityIndex, type Register, register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

const MAJORITY = { moreThan: "50%" };

function asked(
  drawing: string,
  party: string,
  relation: (r: Register, party: number) => readonly Relation[],
) {
  const r = register(drawn(drawing));
  return relation(r, entityIndex(r, party)).map(
    (found) => `${r.entities[found.party]!.id}${found.verdict === "possible" ? "?" : ""}`,
  );
}

describe("shareholders", () => {
  it("are registered holders whatever their share, but not the public, a depository or the company itself", () => {
    const drawing = `众: dispersed\n结算: clearingNominee\n众 -10%-> 公司\n结算 -10%-> 公司\n公司 -5%-> 公司
      张 --> 公司\n李 -0%(voting 0%, income 0%)-> 公司\n王 -0%(voting 10%)-> 公司`;
    expect(asked(drawing, "公司", shareholders)).toEqual(["张", "王"]);
  });

  it("control by capital when it passes the test: never limited partners or unit holders", () => {
    const test = (r: Register, party: number) => controllingShareholders(r, party, MAJORITY);
    expect(asked("张 -50%-> 公司\n李 -50%-> 公司", "公司", test)).toEqual([]);
    expect(asked("张 -40%-60%-> 公司", "公司", test)).toEqual(["张?"]);
    expect(asked("合伙: limitedPartnership\n张 -90%-> 合伙", "合伙", test)).toEqual([]);
    const of = (r: Register, party: number) => controllingShareholderOf(r, party, MAJORITY);
    expect(asked("合伙: limitedPartnership\n张 -90%-> 合伙\n张 -60%-> 公司", "张", of)).toEqual(["公司"]);
  });
});

describe("control", () => {
  it("reaches through others in both directions", () => {
    const drawing = "张 -60%-> 甲公司\n甲公司 -60%-> 乙公司";
    expect(
      asked(
        drawing,
        "乙公司",
        (r, party) => controllersOf(controlClosure(r), [party]).get(party) ?? [],
      ).sort(),
    ).toEqual(["张", "甲公司"].sort());
    expect(asked(drawing, "张", (r, party) => controlledBy(controlClosure(r), party)).sort()).toEqual(
      ["乙公司", "甲公司"].sort(),
    );
  });
});

describe("ties", () => {
  const drawing = `张 ~director~> 公司\n张 ~legalRepresentative~> 别家\n李 ~supervisor(end 2020-01-01)~> 公司
    张 ~spouse~> 王\n赵 ~parent~> 张\n钱 ~sibling(rebutted)~> 张\n周 -1%(from 2024-01-01)-> 公司`;

  it("give officers and where they serve, on the date", () => {
    expect(asked(drawing, "公司", (r, party) => tiedTo(r, party, ["director", "supervisor"]))).toEqual([
      "张",
    ]);
    expect(asked(drawing, "张", officerOf)).toEqual(["公司", "别家"].sort());
  });

  it("give kin on either end; rebutted ones do not count", () => {
    const kin = (r: Register, party: number) => tiedWith(r, party, ["spouse", "parent", "sibling"]);
    expect(asked(drawing, "张", kin)).toEqual(["王", "赵"]);
  });
});

describe("ultimate holders", () => {
  const persons = (r: Register) => (holder: number) => r.entities[holder]!.kind === "naturalPerson";
  const ends = (r: Register, party: number) => ultimateHolders(r, party, persons(r));

  it("are where the walk ends, possible where shares may be nothing or holders merely unknown", () => {
    const drawing = `张 -60%-> 甲公司\n李 -0%-40%-> 甲公司\n上层 -1%-> 乙公司\n上层: company\n甲公司 -50%-> 公司
      乙公司 -50%-> 公司`;
    expect(asked(drawing, "公司", ends)).toEqual(["上层?", "张", "李?"]);
  });

  it("of a ring are those who enter it; of a closed ring nobody", () => {
    expect(asked("甲 -50%-> 乙\n乙 -50%-> 甲\n张 -50%-> 甲\n甲: company", "乙", ends)).toEqual(["张"]);
    expect(asked("甲 -100%-> 乙\n乙 -100%-> 甲", "乙", ends)).toEqual([]);
  });

  it("of a chain of 100,000 is its end", () => {
    const count = 100_000;
    const entities = Array.from({ length: count }, (_, i) => ({
      id: `c${i}`,
      name: `c${i}`,
      kind: i === 0 ? ("naturalPerson" as const) : ("company" as const),
    }));
    const holdings = entities.slice(1).map(({ id }, i) => ({ holder: `c${i}`, subject: id, equity: "100%" }));
    const r = register({ entities, holdings });
    expect(ends(r, count - 1)).toMatchObject([{ party: 0, verdict: "certain" }]);
  });
});
