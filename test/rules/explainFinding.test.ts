import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { load } from "../../src/io/index.js";
import type { Dataset } from "../../src/model/dataset.js";
import { register } from "../../src/register/register.js";
import { check, RULEBOOKS } from "../../src/rules/check.js";
import { explainFinding, isFindingId } from "../../src/rules/explainFinding.js";
import { drawn } from "../notation.js";

/** Records of a drawing with the places that a file would give them. */
const placed = (dataset: Required<Omit<Dataset, "declarations">>): Dataset => ({
  entities: dataset.entities,
  holdings: dataset.holdings.map((one, row) => ({ ...one, at: { file: "holdings.csv", row: row + 2 } })),
  ties: dataset.ties.map((one, row) => ({ ...one, at: { file: "ties.csv", row: row + 2 } })),
  facts: dataset.facts.map((one, row) => ({ ...one, at: { file: "facts.csv", row: row + 2 } })),
});

/** The drawings of the rules' pages: each fires a rule, or nearly does. */
const FOLDER = new URL("../../docs/rules/", import.meta.url);
const drawings = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .flatMap((name) => {
    const page = readFileSync(new URL(name, FOLDER), "utf8");
    return [...page.matchAll(/```text\n([\s\S]*?)\n```/g)].map(([, text = ""], position) => {
      const all = text.split("\n");
      const on = all.find((line) => line.startsWith("= on "))?.slice(5) ?? null;
      const graph = drawn(all.filter((line) => !line.startsWith("= ")).join("\n"));
      return { rule: name.slice(0, -3), position, on, graph };
    });
  });

/** Rules whose verdict rests on what nobody else has, or on a list of all: the cited records alone are not enough. */
const OF_THE_WHOLE_REGISTER = new Set([
  "SC-42",
  "SC-9",
  "SC-10-1",
  "SC-10-2",
  "SC-26",
  "SC-28",
  "SC-12",
  "CR-10c",
]);

const subjectOf = (dataset: Dataset): string =>
  dataset.entities.find(({ name }) => /^甲(证券|平台|上市)/.test(name))!.id;

describe("explain FINDING-ID", () => {
  it.each(drawings)("replays what the page of $rule draws ($position)", ({ rule, on, graph }) => {
    const r = register(placed(graph), { asOf: on });
    const rulebook = Object.keys(RULEBOOKS).find((id) => RULEBOOKS[id]!.some((each) => each.id === rule))!;
    const { findings } = check(r, { subject: subjectOf(graph), rulebook, force: true });
    for (const finding of findings.filter((each) => each.rule === rule)) {
      const explained = explainFinding(r, finding.id);
      const mine = explained.find((each) => JSON.stringify(each.finding) === JSON.stringify(finding));
      expect(mine, finding.id).toBeDefined();
      expect(mine!.replay.same, finding.id).toBe(true);
      expect(mine!.judge.zh).not.toBe("");
      const { cited } = mine!.replay;
      if (cited === null || OF_THE_WHOLE_REGISTER.has(rule) || !/^(SC|FI|CR|CO)-/.test(rule)) continue;
      expect([cited.verdict, cited.same], finding.id).toEqual([finding.verdict, true]);
    }
  });

  it("derives controls link by link, each with its records", () => {
    const graph = drawn(
      "甲证券: company, sector securities\n乙: company, sector nonFinancial\n丙: company\n乙 -51%-> 丙\n丙 -60%-> 甲证券",
    );
    const [explained] = explainFinding(register(placed(graph)), "SC-15-2@甲证券:乙");
    expect(explained!.controls).toMatchObject([
      {
        from: "乙",
        to: "丙",
        links: [{ from: "乙", to: "丙", basis: "votes", records: [{ file: "holdings.csv", row: 2 }] }],
      },
    ]);
    expect(explained!.replay).toEqual({
      same: true,
      cited: { records: 2, verdict: "breach", same: true },
    });
  });

  it("knows ids with any signs, and none that is not there", () => {
    const graph = drawn("甲证券: company, sector securities\n王 -1%-> 甲证券");
    const r = register(
      placed({
        ...graph,
        entities: [...graph.entities, { id: "B:1+2@x", name: "B", kind: "limitedPartnership" }],
        holdings: [...graph.holdings, { holder: "B:1+2@x", subject: "甲证券", equity: "6%" }],
      }),
    );
    const { findings } = check(r, { subject: "甲证券" });
    const own = findings.find(({ rule, parties }) => rule === "SC-13-1" && parties[0] === "B:1+2@x")!;
    expect(isFindingId(own.id)).toBe(true);
    expect(explainFinding(r, own.id)[0]!.finding).toEqual(own);
    expect(explainFinding(r, "SC-13-1@甲证券:王")).toEqual([]);
    expect(explainFinding(r, "SC-13-1@nobody:王")).toEqual([]);
    expect(isFindingId("SC-99@甲证券")).toBe(false);
    expect(isFindingId("王")).toBe(false);
  });

  it("replays findings of the full sample from all records in reverse order", async () => {
    const { dataset } = await load(
      new URL("../../samples/securities-company-full", import.meta.url).pathname,
    );
    const r = register(dataset);
    const { findings } = check(r, { subject: "澜江证券" });
    const some = process.env.LOOKTHROUGH_FULL ? 1 : 8;
    for (const { id } of findings.filter((_, position) => position % some === 0)) {
      const explained = explainFinding(r, id);
      expect(explained.length, id).toBeGreaterThan(0);
      for (const { replay } of explained) expect(replay.same, id).toBe(true);
    }
  });
});
