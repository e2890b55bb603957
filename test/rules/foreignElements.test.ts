import { describe, expect, test } from "vitest";
import { register } from "../../src/index.js";
import { check } from "../../src/rules/check.js";
import { drawn } from "../notation.js";

const foundIn = (rulebook: string, text: string, asOf?: string) => {
  const { findings } = check(register(drawn(text), { asOf }), { subject: "S", rulebook });
  return (rule: string) =>
    findings
      .filter((finding) => finding.rule === rule)
      .map(({ parties, verdict, measured, missing }) => ({
        parties,
        verdict,
        measured: measured === null || typeof measured === "number" ? measured : measured.exact,
        missing: missing.map(({ what, entity }) => `${what}@${entity}`),
      }));
};
const HOME = "S: company, complete, jurisdiction CN\nH: company, complete, jurisdiction CN\n";

describe("foreign investors, directly or indirectly", () => {
  test("any part counts: 10 % of 30 % is 3 %, and nobody at home is listed", () => {
    const of = foundIn(
      "cn-foreign-investment",
      `${HOME}H -30%-> S\nF -10%-> H\nP -90%-> H\nP -70%-> S\nF: company, jurisdiction US\nP: naturalPerson, jurisdiction CN`,
    );
    expect(of("FI-2")).toEqual([{ parties: ["F"], verdict: "advisory", measured: "3/100", missing: [] }]);
    expect(of("FI-2t")).toEqual([{ parties: ["F"], verdict: "advisory", measured: "3/100", missing: [] }]);
    expect(of("FI-2c")).toEqual([]);
  });

  test("without a jurisdiction nobody is at home: undetermined, with what is missing", () => {
    const of = foundIn("cn-foreign-investment", `${HOME}P -100%-> S`);
    expect(of("FI-2")).toEqual([
      { parties: ["P"], verdict: "undetermined", measured: "1", missing: ["jurisdiction@P"] },
    ]);
    expect(of("FI-2t")[0]).toMatchObject({ verdict: "undetermined", measured: "0" });
  });

  test("everybody at home and everything disclosed: clear", () => {
    const of = foundIn("cn-foreign-investment", `${HOME}P -100%-> S\nP: naturalPerson, jurisdiction CN`);
    expect(of("FI-2")).toEqual([]);
    expect(of("FI-2t")).toEqual([{ parties: [], verdict: "clear", measured: "0", missing: [] }]);
  });

  test("what is not disclosed, or a company without holders, may be foreign", () => {
    const open = "S: company, jurisdiction CN\nP -60%-> S\nP: naturalPerson, jurisdiction CN";
    expect(foundIn("cn-foreign-investment", open)("FI-2t")[0]).toMatchObject({ verdict: "undetermined" });
    const unheld = `${HOME.split("\n")[0]}\nK -100%-> S\nK: company, jurisdiction CN`;
    expect(foundIn("cn-foreign-investment", unheld)("FI-2t")[0]).toMatchObject({
      verdict: "undetermined",
      missing: ["holders@K"],
    });
  });

  test("Hong Kong by reference; two parties on one path count once in the total", () => {
    const of = foundIn(
      "cn-foreign-investment",
      `${HOME}K -40%-> S\nQ -60%-> S\nF -50%-> K\nZ -50%-> K\nK: company, complete, jurisdiction HK\nF: company, jurisdiction US\nZ: naturalPerson, jurisdiction CN\nQ: naturalPerson, jurisdiction CN`,
    );
    expect(of("FI-2")).toEqual([
      { parties: ["F"], verdict: "advisory", measured: "1/5", missing: [] },
      { parties: ["K"], verdict: "advisory", measured: "2/5", missing: [] },
    ]);
    expect(of("FI-2t")[0]).toMatchObject({ measured: "2/5" });
  });

  test("contractual control without equity, and board seats", () => {
    const of = foundIn(
      "cn-foreign-investment",
      `${HOME}P -100%-> S\nP: naturalPerson, jurisdiction CN\nW ~contractualControl~> S\nW: company, complete, jurisdiction CN\nC -100%-> W\nC: company, jurisdiction KY\nV ~boardSeats(share 20%)~> S\nV: company, jurisdiction SG`,
    );
    expect(of("FI-2")).toEqual([]);
    expect(of("FI-2c").filter(({ verdict }) => verdict === "advisory")).toEqual([
      { parties: ["C"], verdict: "advisory", measured: "0", missing: [] },
    ]);
    expect(of("FI-2b")).toEqual([{ parties: ["V"], verdict: "advisory", measured: "1/5", missing: [] }]);
    expect(of("FI-2v")).toEqual([{ parties: ["C"], verdict: "advisory", measured: null, missing: [] }]);
  });
});

describe("cybersecurity review", () => {
  const people = "S: company, complete, jurisdiction CN\nP -100%-> S\nP: naturalPerson, jurisdiction CN\n";
  test.each([
    ["999999", "clear"],
    ["1000000", "clear"],
    ["1000001", "advisory"],
  ])("%s users: %s", (users, verdict) => {
    const of = foundIn("cn-cyber-review", `${people}S ! usersOfPersonalInformation = ${users}`);
    expect(of("CR-7")[0]).toMatchObject({ verdict, measured: Number(users) });
  });

  test("not recorded: undetermined; Hong Kong: a reading that was not verified; at home: clear", () => {
    expect(foundIn("cn-cyber-review", people)("CR-7")).toEqual([
      { parties: [], verdict: "undetermined", measured: null, missing: ["usersOfPersonalInformation@S"] },
    ]);
    const many = `${people}S ! usersOfPersonalInformation = 2000000\n`;
    expect(foundIn("cn-cyber-review", `${many}S ! plannedListing = HK`)("CR-7")[0]!.verdict).toBe(
      "undetermined",
    );
    expect(foundIn("cn-cyber-review", `${many}S ! plannedListing = CN`)("CR-7")[0]!.verdict).toBe("clear");
    expect(foundIn("cn-cyber-review", `${many}S ! plannedListing = US`)("CR-7")[0]!.verdict).toBe("advisory");
  });

  test("a foreign government's body is shown with its share, a state of unstated jurisdiction is open", () => {
    const of = foundIn(
      "cn-cyber-review",
      `${HOME}G -5%-> H\nZ -1%-> H\nP -94%-> H\nH -100%-> S\nG: state, jurisdiction NO\nZ: state\nP: naturalPerson, jurisdiction CN`,
    );
    expect(of("CR-10g")).toEqual([
      { parties: ["G"], verdict: "advisory", measured: "1/20", missing: [] },
      { parties: ["Z"], verdict: "undetermined", measured: "1/100", missing: ["jurisdiction@Z"] },
    ]);
  });

  test("no finding of these rulebooks is ever a breach", () => {
    for (const rulebook of ["cn-foreign-investment", "cn-cyber-review"]) {
      const { findings } = check(register(drawn("F -100%-> S\nF: state, jurisdiction US")), {
        subject: "S",
        rulebook,
      });
      expect(findings.filter(({ verdict }) => verdict === "breach")).toEqual([]);
    }
  });
});

/** Law in force on a day: below, at and above its line; the day before, the day itself, the day after. */
describe("boundaries", () => {
  const FOREIGN = "F: company, jurisdiction US\nP: naturalPerson, jurisdiction CN\n";
  const shared = (share: string, rest: string): string =>
    `${HOME}${FOREIGN}F -${share}-> H\nP -${rest}-> H\nH -100%-> S`;

  test.each([
    ["0%", "100%", "2020-01-01", null, "clear"],
    ["0.000001%", "99.999999%", "2019-12-31", "undetermined", "undetermined"],
    ["0.000001%", "99.999999%", "2020-01-01", "advisory", "advisory"],
    ["0.000001%", "99.999999%", "2020-01-02", "advisory", "advisory"],
    ["[0%,1%]", "[99%,100%]", "2020-01-01", "undetermined", "undetermined"],
    ["[0.5%,1%]", "[99%,99.5%]", "2020-01-01", "advisory", "advisory"],
    ["100%", "0%", "2020-01-01", "advisory", "advisory"],
  ])("a foreign investor of %s beside %s on %s", (share, rest, on, one, all) => {
    const of = foundIn("cn-foreign-investment", shared(share, rest), on);
    expect(of("FI-2")[0]?.verdict ?? null).toBe(one);
    if (one === "undetermined") expect(of("FI-2")[0]!.missing).not.toEqual([]);
    expect(of("FI-2t")[0]?.verdict ?? null).toBe(all);
  });

  test.each([
    ["2021-05-31", null],
    ["2021-06-01", "advisory"],
    ["2021-06-02", "advisory"],
    ["2023-05-31", "advisory"],
    ["2023-06-01", null],
  ])("a foreign stake held from 2021-06-01 until 2023-06-01, on %s", (on, verdict) => {
    const drawing = `${HOME}${FOREIGN}F -30%(from 2021-06-01, to 2023-06-01)-> S\nP -70%-> S\nP -30%(to 2021-06-01)-> S\nP -30%(from 2023-06-01)-> S`;
    expect(foundIn("cn-foreign-investment", drawing, on)("FI-2")[0]?.verdict ?? null).toBe(verdict);
  });

  test.each([
    ["99.999999%", "undetermined", "2018-03-30"],
    ["100%", "undetermined", "2018-03-29"],
    ["100%", "clear", "2018-03-30"],
    ["100%", "clear", "2018-03-31"],
  ])("item (7): %s known to the ends is %s on %s", (share, verdict, on) => {
    const drawing = `S: company\n${FOREIGN}P -${share}-> S`;
    expect(foundIn("cn-foreign-investment", drawing, on)("CO-7")[0]!.verdict).toBe(verdict);
  });

  test.each([
    ["1000000", "2022-02-15", "clear"],
    ["1000001", "2022-02-14", "undetermined"],
    ["1000001", "2022-02-15", "advisory"],
    ["1000001", "2022-02-16", "advisory"],
  ])("%s users on %s: %s", (users, on, verdict) => {
    const drawing = `S: company, complete, jurisdiction CN\n${FOREIGN}P -100%-> S\nS ! usersOfPersonalInformation = ${users} @ 2022-01-01`;
    expect(foundIn("cn-cyber-review", drawing, on)("CR-7")[0]!.verdict).toBe(verdict);
  });

  test.each([
    ["0%", "100%", "2022-02-15", null],
    ["0.000001%", "99.999999%", "2022-02-14", "undetermined"],
    ["0.000001%", "99.999999%", "2022-02-15", "advisory"],
    ["0.000001%", "99.999999%", "2022-02-16", "advisory"],
    ["[0%,1%]", "[99%,100%]", "2022-02-15", "undetermined"],
  ])("a foreign government's %s beside %s on %s", (share, rest, on, verdict) => {
    const drawing = `${HOME}G: state, jurisdiction NO\nP: naturalPerson, jurisdiction CN\nG -${share}-> S\nP -${rest}-> S`;
    expect(foundIn("cn-cyber-review", drawing, on)("CR-10g")[0]?.verdict ?? null).toBe(verdict);
  });
});
