import { describe, expect, it } from "vitest";
import { type CompareOptions, type CompareResult, compare } from "../../src/compare.js";
import { register } from "../../src/register/register.js";
import type { Duty } from "../../src/rules/duties.js";
import { drawn } from "../notation.js";

const FROM = "2024-12-31";
const TO = "2025-12-31";
const SUBJECT = "S: company, complete, sector securities";

/** Compares a drawing between two days; the rows say by `from` and `to` what changed. */
const between = (text: string, options: Partial<CompareOptions> = {}): CompareResult =>
  compare(register(drawn(`${SUBJECT}\n${text}`)), { subject: "S", from: FROM, to: TO, ...options });

/** X's stake changes on a day, B has the rest. */
const moved = (before: string, after: string, more = "", on = "2025-03-03"): string =>
  [
    `X -${before}(to ${on})-> S`,
    `X -${after}(from ${on}${more})-> S`,
    `B -${rest(before)}(to ${on})-> S`,
    `B -${rest(after)}(from ${on})-> S`,
    "X: naturalPerson",
    "B: naturalPerson",
  ].join("\n");

function rest(share: string): string {
  const [whole, decimals = ""] = share.replace("%", "").split(".");
  const scale = 10 ** decimals.length;
  return `${(100 * scale - Number(whole! + decimals)) / scale}%`;
}

/** The same where not every holder is recorded. */
const openly = (text: string): CompareResult =>
  compare(register(drawn(`S: company, sector securities\n${text}`)), { subject: "S", from: FROM, to: TO });

const rules = (duties: readonly Duty[]): string[] =>
  duties.map(({ rule, cause, parties }) => `${rule} ${cause} ${parties.join("+")}`);

describe("SC-6-2: a new major shareholder is approved before the change takes effect", () => {
  it.each([
    ["4.98%", "4.99%", false],
    ["4.99%", "5%", true],
    ["4.99%", "5.01%", true],
    ["4.999999999999%", "5%", true],
    ["5%", "5.01%", false],
    ["5.01%", "5%", false],
    ["5%", "4.99%", false],
  ])("%s → %s: %s", (before, after, expected) => {
    const { duties } = between(moved(before, after));
    const found = duties.filter(({ cause }) => cause === "newMajorShareholder");
    expect(found.length > 0).toBe(expected);
    if (!expected) return;
    expect(found[0]).toMatchObject({
      rule: "SC-6-2",
      article: "6(2), 41(1)",
      duty: "approval",
      to: "csrc",
      timing: "beforeEffect",
      dueBy: null,
      parties: ["X"],
      verdict: "certain",
      verified: true,
      event: { on: "2025-03-03", basis: "from" },
    });
    // The seller's side of an approved change is not filed apart.
    expect(rules(duties)).toEqual(["SC-6-2 newMajorShareholder X"]);
  });

  it("is for nobody between the same figures, and for everybody who comes", () => {
    expect(between("X -6%-> S\nB -94%-> S").duties).toEqual([]);
    expect(
      rules(
        between(
          "A -100%(to 2025-05-06)-> S\nA -88%(from 2025-05-06)-> S\nX -6%(from 2025-05-06)-> S\nY -6%(from 2025-05-06)-> S",
        ).duties,
      ),
    ).toEqual(["SC-6-2 newMajorShareholder X", "SC-6-2 newMajorShareholder Y"]);
  });

  it("is not for the public, nor for a depository", () => {
    const text =
      "P: dispersed\nP -6%(from 2025-05-06)-> S\nA -100%(to 2025-05-06)-> S\nA -94%(from 2025-05-06)-> S";
    expect(rules(between(text).duties)).toEqual(["SC-6-4 equity A+P"]);
  });

  it("is possible where the stake is known only as a range across the line", () => {
    const text = "X -3%(to 2025-03-03)-> S\nX -4%-6%(from 2025-03-03)-> S\nB -90%-> S";
    const found = between(text).duties.find(({ cause }) => cause === "newMajorShareholder");
    expect(found).toMatchObject({ verdict: "possible", parties: ["X"] });
    // If it is not needed, the change is filed: that too is only possible.
    expect(between(text).duties.find(({ rule }) => rule === "SC-6-4")).toMatchObject({ verdict: "possible" });
  });
});

describe("SC-6-2: another largest, another controlling shareholder", () => {
  it("follows the top of the register, from the line of the law on", () => {
    const text = (a: string, b: string): string =>
      `A -${a}(to 2025-03-03)-> S\nA -${b}(from 2025-03-03)-> S\nB -${b}(to 2025-03-03)-> S\nB -${a}(from 2025-03-03)-> S`;
    const largest = (a: string, b: string): Duty[] =>
      openly(text(a, b)).duties.filter(({ cause }) => cause === "largestShareholder");
    expect(largest("60%", "30%")).toMatchObject([{ verdict: "certain" }]);
    // Somebody not named may hold all of the other half.
    expect(largest("30%", "20%")).toMatchObject([
      { verdict: "possible", parties: ["A", "B"], outgoing: ["A"], incoming: ["B"] },
    ]);
  });

  it("knows a tie, and calls the change from it only possible", () => {
    const { duties } = between(moved("50%", "49.99%"));
    expect(duties.find(({ cause }) => cause === "largestShareholder")).toMatchObject({
      verdict: "possible",
      outgoing: ["B", "X"],
      incoming: ["B"],
    });
  });

  it("is certain where the register is complete", () => {
    const { duties, changes } = between(moved("40%", "60%"));
    expect(duties.map(({ rule, cause, verdict }) => `${rule} ${cause} ${verdict}`)).toEqual([
      "SC-6-2 largestShareholder certain",
      "SC-6-2 controllingShareholder certain",
      "SC-6-2b actualController certain",
    ]);
    expect(changes.filter(({ kind }) => kind === "controllingShareholder")).toMatchObject([
      { party: "B", before: "certain", after: "excluded", rule: "SC-5-1", article: "5(1)" },
      { party: "X", before: "excluded", after: "certain" },
    ]);
  });

  it.each([
    ["49.99%", "50%", "30%", true],
    ["49.98%", "49.99%", "30%", false],
    ["50%", "50.01%", "30%", false],
  ])("the controlling shareholder: %s → %s (%s others): %s", (before, after, other, expected) => {
    const text = `X -${before}(to 2025-03-03)-> S\nX -${after}(from 2025-03-03)-> S\nB -${other}-> S\nC -15%-> S`;
    const found = between(text).duties.filter(({ cause }) => cause === "controllingShareholder");
    expect(found.length > 0).toBe(expected);
    // With less than half, influence may have been enough before: for a person to judge.
    if (expected)
      expect(found[0]).toMatchObject({ verdict: "possible", missing: [{ what: "attendance" }, {}] });
  });
});

describe("SC-6-2b: the company's own actual controller", () => {
  it("changes further up, where no holding in the company does", () => {
    const text =
      "H -60%-> S\nB -40%-> S\nP -100%(to 2025-04-01)-> H\nQ -100%(from 2025-04-01, registeredOn 2025-04-08)-> H";
    const { duties } = between(text);
    expect(duties).toMatchObject([
      {
        rule: "SC-6-2b",
        duty: "approval",
        parties: ["P", "Q"],
        outgoing: ["P"],
        incoming: ["Q"],
        verdict: "certain",
        event: { on: "2025-04-08", basis: "registeredOn" },
      },
    ]);
  });

  it("is only possible where nobody controls on one side: control in fact needs no majority", () => {
    const { duties } = between(moved("51%", "50%"));
    expect(duties.find(({ rule }) => rule === "SC-6-2b")).toMatchObject({
      verdict: "possible",
      incoming: [],
      missing: [{ what: "controlByOtherMeans" }],
    });
  });
});

describe("SC-6-3: the whole is controlled", () => {
  const own = (before: string, after: string): string => `${moved(before, after)}\nX: company\nP -100%-> X`;

  it.each([
    ["99.98%", "99.99%", false],
    ["99.99%", "100%", true],
    ["99.999999999999%", "100%", true],
    ["100%", "99.99%", false],
  ])("%s → %s: %s", (before, after, expected) => {
    const { duties } = between(own(before, after));
    const found = duties.filter(({ rule }) => rule === "SC-6-3");
    expect(found.length > 0).toBe(expected);
    if (!expected) return;
    expect(found).toMatchObject([
      { duty: "filing", to: "csrc", parties: ["P", "X"], dueInWorkingDays: 5, dueBy: "2025-03-10" },
    ]);
    expect(rules(duties)).toEqual(["SC-6-3 wholeStake P+X"]);
  });

  it("counts what is controlled in full: 80 % and a subsidiary's 20 %", () => {
    const text =
      "X -80%-> S\nZ -20%(to 2025-03-03)-> S\nY -20%(from 2025-03-03)-> S\nX -70%-> Y\nZ: company\nP -100%-> X";
    expect(rules(between(text).duties)).toEqual(["SC-6-2 newMajorShareholder Y", "SC-6-3 wholeStake P+X"]);
  });
});

describe("SC-6-4: any other change is filed with the local office", () => {
  it("files a change of equity below the line, in five working days of its registration", () => {
    const { duties, notes } = between(moved("3%", "4%"));
    expect(duties).toMatchObject([
      {
        rule: "SC-6-4",
        article: "6(4), 41(2)",
        duty: "filing",
        to: "csrc-local",
        cause: "equity",
        parties: ["B", "X"],
        dueInWorkingDays: 5,
        dueBy: "2025-03-10",
        calendar: "published",
        event: { on: "2025-03-03", basis: "from" },
      },
    ]);
    expect(notes.map(({ code }) => code)).toContain("fromForRegistration");
  });

  it("counts from the day of registration where one is recorded, and then says nothing of it", () => {
    const { duties, notes } = between(moved("3%", "4%", ", registeredOn 2025-03-07"));
    const [x] = duties.filter(({ parties }) => parties.includes("X"));
    expect(x).toMatchObject({ event: { on: "2025-03-07", basis: "registeredOn" }, dueBy: "2025-03-14" });
    expect(notes.map(({ code }) => code)).not.toContain("unpublished");
  });

  it.each([
    // Spring Festival 2025, National Day 2025 with days worked in exchange, the turn of the year.
    ["2025-01-22", "2025-02-05", "published"],
    ["2025-09-26", "2025-10-10", "published"],
    ["2025-12-30", "2026-01-07", "published"],
  ])("changed on %s: due by %s", (on, dueBy, calendar) => {
    expect(between(moved("3%", "4%", "", on)).duties).toMatchObject([{ dueBy, calendar }]);
  });

  it("says that a year is not published, and never gives its day as known", () => {
    const { duties, notes } = between(moved("3%", "4%", "", "2031-09-30"), { to: "2031-12-31" });
    expect(duties).toMatchObject([{ dueBy: "2031-10-07", calendar: "unpublished" }]);
    expect(notes.map(({ code }) => code)).toContain("unpublished");
  });

  it("is not for public offerings, nor for trades on an exchange", () => {
    for (const way of ["exchange", "offering"]) {
      expect(between(moved("3%", "4%", `, acquiredBy ${way}`)).duties).toEqual([]);
    }
    expect(rules(between(moved("3%", "4%", ", acquiredBy transfer")).duties)).toEqual(["SC-6-4 equity B+X"]);
  });

  it("is possible for a quoted company where the records do not say how shares were bought", () => {
    const text = moved("3%", "4%");
    const r = register(drawn(`S: company, complete, sector securities, listing exchange\n${text}`));
    const { duties } = compare(r, { subject: "S", from: FROM, to: TO });
    expect(duties.find(({ rule }) => rule === "SC-6-4")).toMatchObject({
      verdict: "possible",
      missing: [{ what: "acquiredBy" }, { what: "acquiredBy" }],
    });
  });

  it("files one change a day", () => {
    const text = [
      "X -1%(to 2025-03-03)-> S\nX -2%(from 2025-03-03)-> S",
      "Y -1%(to 2025-06-16)-> S\nY -2%(from 2025-06-16)-> S",
      "A -90%-> S",
    ].join("\n");
    expect(openly(text).duties.map(({ parties, dueBy }) => [parties, dueBy])).toEqual([
      [["X"], "2025-03-10"],
      [["Y"], "2025-06-23"],
    ]);
  });

  it("files a change of registered capital", () => {
    const text =
      "A -100%-> S\nS ! registeredCapital = 1000000 CNY @ 2020-01-01\nS ! registeredCapital = 2000000 CNY @ 2025-06-16";
    const { duties, changes } = between(text);
    expect(duties).toMatchObject([
      {
        rule: "SC-6-4",
        cause: "registeredCapital",
        parties: ["S"],
        dueBy: "2025-06-23",
        event: { basis: "fact" },
      },
    ]);
    expect(changes).toMatchObject([
      { kind: "registeredCapital", before: { value: "1000000", unit: "CNY" }, after: { value: "2000000" } },
    ]);
  });

  it("files another actual controller of a block, and says that another text asks for approval", () => {
    const text =
      "A -80%-> S\nH -20%-> S\nH: company\nP -100%(to 2025-04-01)-> H\nQ -100%(from 2025-04-01)-> H";
    expect(between(text).duties).toMatchObject([
      {
        rule: "SC-6-4",
        cause: "blockController",
        parties: ["H", "Q"],
        outgoing: ["P"],
        incoming: ["Q"],
        conflict: "REG 14(2)",
        to: "csrc-local",
        dueBy: "2025-04-09",
        verdict: "certain",
        verified: false,
      },
    ]);
    expect(between(text.replace("20%", "4.99%").replace("80%", "95.01%")).duties).toEqual([]);
  });

  it("adds up several blocks of one controller", () => {
    const text = [
      "A -94%-> S\nH -3%-> S\nK -3%-> S\nH: company\nK: company\nP -100%-> H",
      "Q -100%(to 2025-04-01)-> K\nP -100%(from 2025-04-01)-> K",
    ].join("\n");
    expect(rules(between(text).duties)).toEqual(["SC-6-4 blockController P"]);
  });
});

describe("SC-44-1: purchases on an exchange", () => {
  const listed = (text: string): CompareResult =>
    compare(register(drawn(`S: company, complete, sector securities, listing exchange\n${text}`)), {
      subject: "S",
      from: FROM,
      to: TO,
    });
  const bought = (before: string, after: string): readonly Duty[] =>
    listed(moved(before, after, ", acquiredBy exchange")).duties.filter(
      ({ rule, parties }) => rule === "SC-44-1" && parties.includes("X"),
    );

  it.each([
    ["4.98%", "4.99%", []],
    ["4.99%", "5%", ["placard accumulated"]],
    ["4%", "5.01%", ["placard accumulated"]],
    ["5%", "5.99%", []],
    ["5%", "6%", ["report noticeStep"]],
    ["5%", "9.99%", ["report noticeStep"]],
    ["5%", "10%", ["placard changeStep"]],
    ["10%", "5%", ["placard changeStep"]],
  ])("%s → %s: %j", (before, after, expected) => {
    expect(bought(before, after).map(({ duty, cause }) => `${duty} ${cause}`)).toEqual(expected);
  });

  it("puts up a placard in three days, with what else the articles attach to it", () => {
    expect(bought("4%", "5%")).toMatchObject([
      {
        article: "44(1)",
        to: "exchange",
        alsoTo: ["csrc", "company"],
        due: { count: 3, unit: "days", article: "SL 63" },
        dueInWorkingDays: null,
        dueBy: "2025-03-06",
        verdict: "certain",
      },
    ]);
    expect(bought("4%", "5%")[0]!.terms!.map(({ term, value }) => `${term} ${value}`)).toEqual([
      "correctionTradingDays 50",
      "minimumHoldingMonths 6",
      "changeStep 5%",
      "noticeStep 1%",
      "votesVoidMonths 36",
    ]);
  });

  it("asks for the approval after the purchase, and stops further ones until then", () => {
    const { duties } = listed(moved("4%", "5%", ", acquiredBy exchange"));
    expect(duties.find(({ rule }) => rule === "SC-6-2")).toMatchObject({ timing: "standstill" });
    expect(duties.filter(({ rule }) => rule === "SC-6-4")).toEqual([]);
  });

  it("adds up those who act in concert", () => {
    const text = [
      "X -2%(to 2025-03-03)-> S\nX -3%(from 2025-03-03, acquiredBy exchange)-> S\nY -2%-> S\nB -96%(to 2025-03-03)-> S\nB -95%(from 2025-03-03)-> S",
      "X ~concertAgreement(group g)~> @ S\nY ~concertAgreement(group g)~> @ S",
    ].join("\n");
    const placards = listed(text).duties.filter(
      ({ rule, cause }) => rule === "SC-44-1" && cause === "accumulated",
    );
    expect(placards).toMatchObject([
      { duty: "placard", parties: ["X", "Y"], parameters: { before: "4%", after: "5%" } },
    ]);
  });

  it("counts from the day on which a member's stake changed, whatever else happened at the company", () => {
    const text = [
      "X -5%(to 2025-03-03)-> S\nX -11%(from 2025-03-03, acquiredBy exchange)-> S\nY -6%-> S",
      "B -89%(to 2025-03-03)-> S\nB -83%(from 2025-03-03)-> S",
      "X ~concertAgreement(group g)~> @ S\nY ~concertAgreement(group g)~> @ S",
      "D ~director(start 2025-06-02)~> S",
    ].join("\n");
    const steps = listed(text).duties.filter(({ parties }) => parties.includes("X"));
    expect(steps.filter(({ rule }) => rule === "SC-44-1")).toMatchObject([
      { parties: ["X", "Y"], event: { on: "2025-03-03" }, dueBy: "2025-03-06" },
    ]);
  });

  it("is possible where the records do not say how a quoted company's shares were bought", () => {
    const found = listed(moved("4%", "5%")).duties.find(({ cause }) => cause === "accumulated");
    expect(found).toMatchObject({
      verdict: "possible",
      missing: [{ what: "acquiredBy", entity: "X" }],
    });
  });
});

describe("the law in force", () => {
  it.each([
    ["2021-04-17", 0],
    ["2021-04-18", 1],
    ["2021-04-19", 1],
  ])("a change on %s makes %i duties", (on, count) => {
    const { duties, notes, changes } = between(moved("4%", "6%", "", on), {
      from: "2020-12-31",
      to: "2021-12-31",
    });
    expect(duties).toHaveLength(count);
    expect(notes.some(({ code }) => code === "beforeLaw")).toBe(count === 0);
    expect(changes.some(({ kind }) => kind === "majorShareholder")).toBe(true);
  });
});

describe("what changed", () => {
  it("is nothing between days on which the same records hold", () => {
    expect(between("A -60%-> S\nB -40%-> S")).toMatchObject({ changes: [], duties: [], notes: [] });
  });

  it("says who came and went, with look-through shares, and moves of votes only where they differ", () => {
    const text = [
      "A -60%-> S\nB -40%(voting 10%, to 2025-03-03)-> S\nC -40%(voting 10%, from 2025-03-03)-> S",
      "P -50%-> C\nC: company\nA: naturalPerson",
    ].join("\n");
    const { changes } = between(text);
    const row = (kind: string, party: string) => changes.find((c) => c.kind === kind && c.party === party);
    expect(row("entered", "C")).toMatchObject({ before: null, after: { exact: "2/5" } });
    expect(row("entered", "P")).toMatchObject({ before: null, after: { exact: "1/5" } });
    expect(row("left", "B")).toMatchObject({ before: { exact: "2/5" }, after: null });
    expect(row("equity", "B")).toMatchObject({ before: { exact: "2/5" }, after: { exact: "0" } });
    expect(row("voting", "B")).toMatchObject({ before: { exact: "1/10" }, after: { exact: "0" } });
    expect(row("coverage", "S")).toMatchObject({ before: { exact: "1" }, after: { value: 0.8 } });
  });

  it("follows groups that gain a member, partnerships consolidated, and ties", () => {
    const text = [
      "A: limitedPartnership\nB: limitedPartnership\nC: limitedPartnership",
      "A -2%-> S\nB -2%-> S\nC -2%-> S\nG ~executivePartner~> A\nG ~executivePartner~> B\nG ~executivePartner(start 2025-03-03)~> C",
      "Z ~director(start 2025-03-03)~> S\nZ ~supervisor(end 2025-03-03)~> S",
    ].join("\n");
    const { changes } = openly(text);
    expect(changes.find(({ kind }) => kind === "partnershipGroup")).toMatchObject({
      party: "A+B+C",
      before: { members: ["A", "B"], total: { exact: "1/25" } },
      after: { members: ["A", "B", "C"], total: { exact: "3/50" } },
    });
    expect(changes.find(({ kind }) => kind === "concertGroup")).toMatchObject({
      before: { members: ["A", "B"] },
    });
    expect(changes.find(({ kind }) => kind === "director")).toMatchObject({ party: "Z", before: null });
    expect(changes.find(({ kind }) => kind === "supervisor")).toMatchObject({ party: "Z", after: null });
  });

  it("is only possible where ranges overlap", () => {
    const { changes } = openly("X -10%-20%(to 2025-03-03)-> S\nX -15%(from 2025-03-03)-> S\nB -70%-> S");
    expect(changes.find(({ kind }) => kind === "equity")).toMatchObject({ party: "X", verdict: "possible" });
  });

  it("does not depend on the order of rows", () => {
    const text = moved("40%", "60%");
    const reversed = text.split("\n").reverse().join("\n");
    expect(between(reversed)).toEqual(between(text));
  });
});

describe("two registers", () => {
  const one = (text: string) => register(drawn(`${SUBJECT}\n${text}`));

  it("are matched by id, dates or none", () => {
    const result = compare(one("X -4%-> S\nB -96%-> S"), {
      subject: "S",
      with: one("X -6%-> S\nB -94%-> S"),
    });
    expect(rules(result.duties)).toEqual(["SC-6-2 newMajorShareholder X"]);
    expect(result).toMatchObject({ from: null, to: null });
  });

  it("give no day where none is recorded, and say what is missing", () => {
    const { duties } = compare(one("X -3%-> S\nB -97%-> S"), {
      subject: "S",
      with: one("X -4%-> S\nB -96%-> S"),
    });
    expect(duties).toMatchObject([
      { rule: "SC-6-4", dueBy: null, dueInWorkingDays: 5, event: { on: null, basis: null } },
    ]);
    expect(duties[0]!.missing).toContainEqual({ what: "registeredOn", entity: "B" });
  });

  it("do not take a day before the earlier one for the day of the change", () => {
    const a = register(drawn(`${SUBJECT}\nX -3%(from 2020-01-01)-> S\nB -97%(from 2020-01-01)-> S`), {
      asOf: FROM,
    });
    const b = register(drawn(`${SUBJECT}\nX -4%(from 2020-01-01)-> S\nB -96%(from 2020-01-01)-> S`), {
      asOf: TO,
    });
    expect(compare(a, { subject: "S", with: b }).duties).toMatchObject([{ dueBy: null }]);
  });
});

describe("rulebooks", () => {
  it("have nothing to say of other sectors, where changes alone are given", () => {
    const text = moved("49%", "51%").replaceAll("-> S", "-> T");
    const r = register(drawn(`T: company, complete\n${text}`));
    const { rulebook, duties, changes, notes } = compare(r, { subject: "T", from: FROM, to: TO });
    expect({ rulebook, duties }).toEqual({ rulebook: null, duties: [] });
    expect(changes.find(({ kind }) => kind === "controllingShareholder")).toMatchObject({
      rule: "controllingShareholder",
      article: "CL 265(2)",
    });
    expect(notes[0]!.code).toBe("noRulebook");
    expect(() => compare(r, { subject: "T", from: FROM, to: TO, rulebook: "csrc-securities" })).toThrow(
      /sector/,
    );
    const forced = compare(r, { subject: "T", from: FROM, to: TO, rulebook: "csrc-securities", force: true });
    expect(forced.duties.length).toBeGreaterThan(0);
  });

  it("refuses days in the wrong order", () => {
    expect(() => between("A -60%-> S", { from: TO, to: FROM })).toThrow(RangeError);
  });
});
