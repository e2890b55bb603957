import { describe, expect, it } from "vitest";
import { drawn } from "./notation.js";

describe("drawn", () => {
  it("reads holdings, with the share as it is written", () => {
    const { entities, holdings } = drawn(`
      张三 -60%-> 甲公司
      甲公司 -30%(voting 51%)-> 乙公司
    `);
    expect(holdings).toEqual([
      { holder: "张三", subject: "甲公司", equity: "60%" },
      { holder: "甲公司", subject: "乙公司", equity: "30%", voting: "51%" },
    ]);
    expect(entities).toEqual([
      { id: "张三", name: "张三", kind: "naturalPerson" },
      { id: "甲公司", name: "甲公司", kind: "company" },
      { id: "乙公司", name: "乙公司", kind: "company" },
    ]);
  });

  it.each([
    ["A -1/3-> B", "1/3"],
    ["A -25%-50%-> B", "25%-50%"],
    ["A ->25%-<50%-> B", ">25%-<50%"],
    ["A -(25%,50%]-> B", "(25%,50%]"],
    ["A -[25%,50%)-> B", "[25%,50%)"],
    ["A -(25%,50%)(voting 10%)-> B", "(25%,50%)"],
    ["A -<=50%-> B", "<=50%"],
    ["A-1 -0.51-> B-2", "0.51"],
  ])("keeps the notation of %s", (line, equity) => {
    expect(drawn(line).holdings[0]!.equity).toBe(equity);
  });

  it("leaves a share out that is not known, and reads further fields", () => {
    expect(drawn("A --> B").holdings).toEqual([{ holder: "A", subject: "B" }]);
    expect(drawn("A -20%(suspended, pledged 10%, from 2020-01-01)-> B").holdings).toEqual([
      { holder: "A", subject: "B", equity: "20%", votingSuspended: true, pledged: "10%", from: "2020-01-01" },
    ]);
    expect(drawn("A -(shares 300, class B)-> C").holdings).toEqual([
      { holder: "A", subject: "C", shares: "300", class: "B" },
    ]);
  });

  it("reads ties with subject, fields and no `to`", () => {
    const { ties, entities } = drawn(`
      鼎晟 ~generalPartner~> 甲合伙
      A ~votingProxy(share 10%)~> B @ 乙公司
      A ~concertAgreement(group g, lead B)~> @ 乙公司   # an agreement of many
      C ~jointHolder~> 乙公司 @ A
    `);
    expect(ties).toEqual([
      { kind: "generalPartner", from: "鼎晟", to: "甲合伙" },
      { kind: "votingProxy", from: "A", to: "B", subject: "乙公司", share: "10%" },
      { kind: "concertAgreement", from: "A", subject: "乙公司", group: "g", lead: "B" },
      { kind: "jointHolder", from: "C", to: "乙公司", subject: "A" },
    ]);
    expect(Object.fromEntries(entities.map(({ id, kind }) => [id, kind]))).toEqual({
      鼎晟: "naturalPerson",
      甲合伙: "company",
      A: "naturalPerson",
      B: "naturalPerson",
      C: "naturalPerson",
      乙公司: "company",
    });
  });

  it("reads entities and facts", () => {
    const { entities, facts } = drawn(`
      甲公司: company, complete, listing exchange, sector securities, name 甲 股份
      张三: naturalPerson
      李四：state
      甲公司 ! netAssets = 5000000 CNY @ 2024-12-31
      甲公司 ! controlFactsAnswered = true
    `);
    expect(entities).toEqual([
      {
        id: "甲公司",
        name: "甲 股份",
        kind: "company",
        registerComplete: true,
        listing: "exchange",
        sector: "securities",
      },
      { id: "张三", name: "张三", kind: "naturalPerson" },
      { id: "李四", name: "李四", kind: "state" },
    ]);
    expect(facts).toEqual([
      { entity: "甲公司", fact: "netAssets", value: 5000000, unit: "CNY", on: "2024-12-31" },
      { entity: "甲公司", fact: "controlFactsAnswered", value: true },
    ]);
  });

  it.each([
    ["A owns B", 'Line 1, "A owns B": neither'],
    ["\nA ~generalParter~> B", 'Line 2, "A ~generalParter~> B": "generalParter" is no kind of tie.'],
    ["A -5%(votes 3%)-> B", '"votes" is none of: voting'],
    ["A: compnay", '"compnay" is no kind of entity.'],
  ])("names what it cannot read in %j", (text, message) => {
    expect(() => drawn(text)).toThrow(message);
  });
});
