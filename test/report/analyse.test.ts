import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyse, at, beneficialOwners, check, owners, register, schemas } from "../../src/index.js";
import { load } from "../../src/io/index.js";
import { report, reportDocument } from "../../src/report/analysis/sections.js";
import { markdown } from "../../src/report/markdown.js";
import { drawn } from "../notation.js";
import { hostileDataset } from "./hostile.js";

const SAMPLES = join(import.meta.dirname, "..", "..", "samples");
const folders = readdirSync(SAMPLES)
  .map((name) => join(SAMPLES, name))
  .filter((path) => statSync(path).isDirectory() && readdirSync(path).includes("holdings.csv"));

describe("analyse", () => {
  test.each(folders)("%s: each party with holders fits the schema, as JSON too", async (folder) => {
    const { dataset, digest } = await load(folder);
    const r = register(dataset);
    const subjects = [...new Set(r.holdings.map(({ subject }) => r.entities[subject]!.id))].slice(0, 4);
    expect(subjects.length).toBeGreaterThan(0);
    for (const subject of subjects) {
      const analysis = analyse(r, { subject, digest });
      const copy: unknown = JSON.parse(JSON.stringify(analysis));
      expect(copy).toEqual(analysis);
      const parsed = schemas.reportResult.safeParse(copy);
      expect(parsed.error?.issues.slice(0, 3)).toBeUndefined();
    }
  });

  test("each part is what its verb answers", async () => {
    const { dataset } = await load(join(SAMPLES, "one-manager-three-partnerships"));
    const r = register(dataset);
    const subject = "蓝海证券";
    const analysis = analyse(r, { subject });
    expect(analysis.owners).toEqual(owners(r, { subject }));
    expect(analysis.check).toEqual(check(r, { subject }));
    expect(analysis.ubo).toEqual([beneficialOwners(r, { subject })]);
    // By hand: samples/one-manager-three-partnerships/README.md.
    expect(analysis.concert.groups[0]!.direct.exact).toBe("13/250");
    expect(analysis.compare).toBeNull();
  });

  test("with an earlier side there are changes and duties; without a fitting rulebook there is no check", async () => {
    const { dataset } = await load(join(SAMPLES, "before-and-after"));
    const r = register(dataset, { asOf: "2025-06-30" });
    const analysis = analyse(r, { subject: "云帆证券", before: at(r, "2024-06-30") });
    expect(analysis.compare?.changes.length).toBeGreaterThan(0);
    const plain = register(drawn("张三 -60%-> 甲公司"));
    expect(analyse(plain, { subject: "甲公司" }).check).toBeNull();
    expect(() => analyse(plain, { subject: "甲公司", rulebook: "csrc-securities" })).toThrow("rulebook");
  });

  test("a report needs nothing but the analysis: the same after a trip through JSON", () => {
    const r = register(hostileDataset());
    const analysis = analyse(r, { subject: "=subject<b>" });
    const copy = JSON.parse(JSON.stringify(analysis)) as typeof analysis;
    for (const language of ["zh", "en"] as const) {
      const text = markdown(reportDocument(report(copy, language)));
      expect(text).toBe(markdown(reportDocument(report(analysis, language))));
      expect(text).not.toContain("undefined");
    }
  });

  test("everyone whom the parts name is among the parties, and figures that look like ids are not", () => {
    const r = register(drawn("1 -50%-> 2\n3 -50%-> 2\n1 -100%-> 4"));
    const analysis = analyse(r, { subject: "2" });
    expect(analysis.parties.map(({ id }) => id)).toEqual(["1", "2", "3"]);
  });

  test("issues are those of the subject's own records; those of others are counted", () => {
    const at = (row: number) => ({ file: "holdings.csv", row });
    const r = register({
      entities: [],
      holdings: [
        { holder: "张三", subject: "甲公司", equity: "60%", at: at(2) },
        { holder: "李四", subject: "甲公司", equity: "60%", at: at(3) },
        { holder: "王五", subject: "乙公司", equity: "70%", at: at(4) },
        { holder: "赵六", subject: "乙公司", equity: "70%", at: at(5) },
      ],
    });
    const own = analyse(r, { subject: "甲公司" });
    const rows = own.issues.map(({ row }) => row);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row !== null && row > 3)).toEqual([]);
    expect(own.elsewhere).toBe(r.issues.length - own.issues.length);
    expect(own.elsewhere).toBeGreaterThan(0);
  });

  test("the answer grows with the holders of a company, not with their square", () => {
    const holders = (count: number, equity: string) => ({
      entities: [],
      holdings: Array.from({ length: count }, (_, k) => ({ holder: `P${k}`, subject: "S", equity })),
    });
    const many = analyse(register(holders(2_000, "0.01%-0.02%")), { subject: "S" });
    expect(many.owners.owners).toHaveLength(2_000);
    expect(many.owners.owners.every(({ completion }) => completion === undefined)).toBe(true);
    expect(many.owners.owners.every(({ completionLeftOut }) => completionLeftOut)).toBe(true);
    const listed = report(many, "en").sections.find(({ id }) => id === "parties")!.blocks;
    expect(listed.map((block) => (block.kind === "table" ? block.rows.length : block))).toEqual([
      1_000,
      { kind: "lines", lines: ["and 1001 more"] },
    ]);
    const few = analyse(register(holders(40, "1%-2%")), { subject: "S" });
    expect(few.owners.owners[0]!.completion).toHaveLength(41);
    expect(few.owners.owners[0]!.completionLeftOut).toBeUndefined();
  });

  test("an issue about one company as a whole is not an issue of every other one", () => {
    const r = register(
      drawn("A -33.33%-> S\nB -33.33%-> S\nC -33.33%-> S\nP -33.3%-> T\nQ -33.3%-> T\nR -33.3%-> T"),
    );
    expect(r.issues.map(({ row }) => row)).toEqual([null, null]);
    const own = analyse(r, { subject: "S" });
    expect(own.issues.map(({ parameters }) => parameters.subject)).toEqual(["S"]);
    expect(own.elsewhere).toBe(1);
  });

  test("the order of rows changes nothing", () => {
    const made = hostileDataset();
    const turned = {
      ...made,
      entities: [...made.entities].reverse(),
      holdings: [...made.holdings].reverse(),
      ties: [...(made.ties ?? [])].reverse(),
    };
    const question = { subject: "=subject<b>" };
    expect(JSON.stringify(analyse(register(turned), question))).toBe(
      JSON.stringify(analyse(register(made), question)),
    );
  });
});
