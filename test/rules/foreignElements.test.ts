import { describe, expect, test } from "vitest";
import { register } from "../../src/index.js";
import { check } from "../../src/rules/check.js";
import { drawn } from "../notation.js";

const foundIn = (rulebook: string, text: string, subject = "S") => {
  const { findings } = check(register(drawn(text)), { subject, rulebook });
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
