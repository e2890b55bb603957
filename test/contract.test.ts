import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { owners, register, schemas } from "../src/index.js";
import { checkResult, envelopeOf, explainFindingResult } from "../src/report/schemas.js";
import { drawn } from "./notation.js";

/** Sentences of the command contract, each as an outside program would rely on it. */
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "lookthrough-contract-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function ask(text: string, ...words: string[]) {
  const data = join(place, "data.json");
  writeFileSync(data, JSON.stringify(drawn(text)));
  const out = execFileSync(process.execPath, [main, ...words, "--data", data, "--format", "json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(out) as { verb: string; result: Record<string, never> & { [key: string]: unknown } };
}

interface Share {
  value: number;
  min: number;
  max: number;
  exact: string | null;
}
const exactOf = (rows: unknown, id: string): string | null =>
  (rows as { id: string; share: Share }[]).find((row) => row.id === id)!.share.exact;

describe("two sanity figures", () => {
  test("A held 50 % by U and 50 % by B, B half held by A and half by V: U owns 2/3 of A", () => {
    const { result } = ask("U -50%-> A\nB -50%-> A\nA -50%-> B\nV -50%-> B", "owners", "A");
    expect([exactOf(result.owners, "U"), exactOf(result.owners, "V")]).toEqual(["2/3", "1/3"]);
    expect(exactOf(result.owners, "A")).toBe("1/4");
  });

  test("P 80 % of A, B 20 % of A, A 10 % of B, Q 90 % of B: P in A is 40/49", () => {
    const { result } = ask("P -80%-> A\nB -20%-> A\nA -10%-> B\nQ -90%-> B", "owners", "A", "--measures");
    expect(exactOf(result.owners, "P")).toBe("40/49");
    const self = (
      result.owners as unknown as { id: string; share: Share; measures: { series: number } }[]
    ).find(({ id }) => id === "A")!;
    expect(self.share.exact).toBe("1/50");
    expect(self.measures.series).toBeCloseTo(1 / 49, 15);
  });
});

describe("shares in results", () => {
  test("0 ≤ min ≤ value ≤ max ≤ 1, paths + loop + rest = share, and the envelope fits its schema", () => {
    const text = "P -(25%,50%]-> H\nH -30%-60%-> S\nP -10%-> S\nS -5%-> H\nX --> S";
    const envelope = ask(text, "owners", "S", "--measures", "--of", "P,H");
    expect(() => schemas.ownersResult.parse(envelope.result)).not.toThrow();
    for (const owner of envelope.result.owners as unknown as {
      share: Share;
      paths: { share: Share }[];
      loop: Share;
      rest: Share;
    }[]) {
      const { share, paths, loop, rest } = owner;
      expect(0 <= share.min && share.min <= share.value && share.value <= share.max && share.max <= 1).toBe(
        true,
      );
      const total = paths.reduce((sum, path) => sum + path.share.value, 0) + loop.value + rest.value;
      expect(Math.abs(total - share.min)).toBeLessThan(1e-5);
    }
  });

  test("25 % by 1.7 % + 23.3 % is 25 %", () => {
    const r = register(drawn("P -1.7%-> S\nP -100%-> H\nH -23.3%-> S"));
    expect(owners(r, { subject: "S", test: ">=25%" }).owners.map(({ id }) => id)).toEqual(["P"]);
    expect(owners(r, { subject: "S", test: ">25%" }).owners.map(({ id }) => id)).toEqual([]);
  });

  test("what nobody names could hide an owner: said as possible, never certain", () => {
    const r = register(drawn("P -60%-> S"));
    expect(owners(r, { subject: "S", test: ">=25%" }).unidentified).toMatchObject({ verdict: "possible" });
    const complete = register(drawn("S: company, complete\nP -60%-> S\nQ -40%-> S"));
    expect(owners(complete, { subject: "S", test: ">=25%" }).unidentified).toMatchObject({
      verdict: "excluded",
    });
  });

  test("--undisclosed anyone bounds what a named party could hold besides", () => {
    const r = register(drawn("P -20%-> S\nQ -70%-> S"));
    const share = (undisclosed: "nobody" | "anyone") =>
      owners(r, { subject: "S", undisclosed }).owners.find(({ id }) => id === "P")!.share;
    expect([share("nobody").min, share("nobody").max]).toEqual([0.2, 0.2]);
    expect([share("anyone").min, share("anyone").max]).toEqual([0.2, 0.3]);
  });
});

describe("rings", () => {
  test("a closed ring: ownerless 1 inside, nobody outside has a share, series null", () => {
    const { result } = ask("A -100%-> B\nB -100%-> A\nA: company\nB: company", "owners", "A", "--measures");
    expect((result.ownerless as unknown as Share).exact).toBe("1");
    expect((result.owners as unknown as { id: string }[]).map(({ id }) => id)).toEqual(["A", "B"]);
    expect(
      (result.owners as unknown as { measures: { series: number | null } }[])[0]!.measures.series,
    ).toBeNull();
    expect(result.rings).toEqual([["A", "B"]]);
  });

  test("members of an ownerless ring control one another and are not ultimate", () => {
    const { result } = ask("A -100%-> B\nB -100%-> A\nB -60%-> S", "control", "S");
    const rows = result.controllers as unknown as { id: string; ultimate: boolean }[];
    expect(rows.map(({ id, ultimate }) => [id, ultimate]).sort()).toEqual([
      ["A", false],
      ["B", false],
    ]);
  });
});

describe("control of a partnership", () => {
  const text = "甲合伙: limitedPartnership\nX -99%-> 甲合伙\nG -1%-> 甲合伙\n甲合伙 -60%-> S";

  test("the executive partner with 1 % controls, the limited partner with 99 % does not", () => {
    const { result } = ask(`${text}\nG ~executivePartner~> 甲合伙`, "control", "S");
    const rows = result.controllers as unknown as {
      id: string;
      chain: { from: string; to: string; basis: string }[];
    }[];
    expect(rows.map(({ id }) => id).sort()).toEqual(["G", "甲合伙"].sort());
    expect(rows.find(({ id }) => id === "G")!.chain.map(({ from, to, basis }) => [from, basis, to])).toEqual([
      ["G", "executivePartner", "甲合伙"],
      ["甲合伙", "votes", "S"],
    ]);
  });

  test("with no general partner recorded nobody controls it, and the missing tie is named", () => {
    const { result } = ask(text, "control", "甲合伙");
    expect(result.controllers).toEqual([]);
    expect(result.missing).toEqual([{ entity: "甲合伙", tie: "executivePartner" }]);
  });

  test("two executive partners: one joint row, none alone", () => {
    const { result } = ask(
      `${text}\nG ~executivePartner~> 甲合伙\nE ~executivePartner~> 甲合伙`,
      "control",
      "甲合伙",
    );
    const rows = result.controllers as unknown as { id: string; members?: string[]; verdict: string }[];
    expect(rows.map(({ members, verdict }) => [members, verdict])).toEqual([[["E", "G"], "certain"]]);
  });
});

describe("check", () => {
  const SECURITIES = "S: company, sector securities";

  interface Found {
    id: string;
    rule: string;
    parties: string[];
    verdict: string;
    missing: { what: string; entity: string }[];
    evidence: { records: { file: string; row: number }[] }[];
    [key: string]: unknown;
  }

  function checked(text: string, ...words: string[]) {
    const data = join(place, "check.json");
    writeFileSync(data, JSON.stringify(drawn(text)));
    const args = [main, "check", "S", "--data", data, ...words];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    return { status, stdout, stderr, data };
  }

  function foundIn(text: string, ...words: string[]) {
    const { status, stdout } = checked(text, "--format", "json", ...words);
    const { result } = envelopeOf(checkResult).parse(JSON.parse(stdout));
    return { status, result, findings: result.findings as unknown as Found[] };
  }

  test("exit 1 where something is a breach, 0 where nothing is, and the envelope fits its schema", () => {
    const breach = foundIn(`${SECURITIES}\nP: limitedPartnership\nP -5%-> S`);
    expect(breach.status).toBe(1);
    expect(breach.result.rulebook).toBe("csrc-securities");
    expect(breach.findings.find(({ rule }) => rule === "SC-13-1")).toMatchObject({
      id: "SC-13-1@S:P",
      parties: ["P"],
      verdict: "breach",
      measured: { value: 0.05, min: 0.05, max: 0.05, exact: "1/20" },
      comparator: "lessThan",
      threshold: "5%",
      article: "13(1)",
    });
    const open = foundIn(`${SECURITIES}\nP: limitedPartnership\nP -4.99%-> S`);
    expect(open.status).toBe(0);
    expect(open.findings.find(({ rule }) => rule === "SC-13-1")!.verdict).toBe("clear");
  });

  test("undetermined is not a breach, and names what is missing", () => {
    const { status, findings } = foundIn(`${SECURITIES}\nP: limitedPartnership\nP -4%-6%-> S`);
    expect(status).toBe(0);
    const open = findings.filter(({ verdict }) => verdict === "undetermined");
    expect(open.length).toBeGreaterThan(0);
    for (const { missing } of open) expect(missing.length).toBeGreaterThan(0);
    expect(open.find(({ rule }) => rule === "SC-13-1")!.missing).toEqual([{ what: "shares", entity: "P" }]);
  });

  test("another sector is refused with a hint, and checked with --force", () => {
    const bank = "S: company, sector bank\nP -5%-> S";
    const refused = checked(bank, "--rulebook", "csrc-securities");
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("--force");
    const none = checked(bank);
    expect(none.status).toBe(2);
    for (const id of ["csrc-securities", "cn-foreign-investment", "cn-cyber-review"])
      expect(none.stderr).toContain(id);
    expect(checked(bank, "--rulebook", "nonsense").status).toBe(2);
    const forced = foundIn(bank, "--rulebook", "csrc-securities", "--force");
    expect(forced.findings.map(({ rule }) => rule)).toContain("SC-5-2");
  });

  test("rulebooks of information find no breach, whatever the sector", () => {
    for (const rulebook of ["cn-foreign-investment", "cn-cyber-review"]) {
      const { status, findings } = foundIn(
        "S: company\nF: state, name F\nF -60%-> S",
        "--rulebook",
        rulebook,
      );
      expect(status).toBe(0);
      expect(findings.map(({ verdict }) => verdict)).not.toContain("breach");
    }
  });

  test("evidence names file and row, and explain derives a finding by its id", () => {
    const data = fileURLToPath(new URL("../samples/one-manager-three-partnerships", import.meta.url));
    const run = (...words: string[]) =>
      JSON.parse(
        spawnSync(process.execPath, [main, ...words, "--data", data, "--format", "json"], {
          encoding: "utf8",
        }).stdout,
      );
    const { findings } = envelopeOf(checkResult).parse(run("check", "蓝海证券")).result;
    const group = findings.find(({ rule, verdict }) => rule === "SC-13-1g" && verdict === "breach")!;
    expect(group.evidence.flatMap(({ records }) => records).map(({ file }) => file)).toEqual(
      expect.arrayContaining(["holdings.csv", "ties.csv"]),
    );
    const { result } = envelopeOf(explainFindingResult).parse(run("explain", group.id));
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]).toMatchObject({
      finding: { id: group.id, verdict: "breach" },
      replay: { same: true, cited: { verdict: "breach", same: true } },
    });
  });

  test("CSV has one row a finding, and JSON no word of another language", () => {
    const text = `${SECURITIES}\nP: limitedPartnership\nP -5%-> S`;
    const csv = checked(text, "--format", "csv", "--lang", "zh").stdout.trim().split("\n");
    const { findings } = foundIn(text, "--lang", "zh");
    expect(csv).toHaveLength(findings.length + 1);
    expect(csv[0]).toMatch(/^rulebook,id,rule,article,subject,parties,verdict,severity,measured,/);
    for (const { message } of findings) expect(message).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test("a name cannot break out of a cell or a line", () => {
    const hostile = `${SECURITIES}, name =1+1\nP: limitedPartnership, name <script>alert(1)</script>\nP -5%-> S`;
    expect(checked(hostile, "--format", "csv").stdout).not.toMatch(/(^|,)=1/m);
    expect(checked(hostile, "--format", "md").stdout).not.toContain("<script>");
  });
});
