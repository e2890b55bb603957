import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { chartOf } from "../../src/chart.js";
import { load } from "../../src/io/load.js";
import { register } from "../../src/register/register.js";
import { chartText } from "../../src/report/chart/chartText.js";
import { chartSvg } from "../../src/report/chart/svg.js";
import { treeLayout } from "../../src/report/chart/treeLayout.js";
import { randomRegister } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";
import { faults } from "./geometry.js";
import { bigRegister } from "./registers.js";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const languages = ["zh", "en"] as const;
const directions = ["down", "right"] as const;

/** Every party of every sample, as its users would ask. */
const subjectsOf = (name: string): string[] => {
  const text = readdirSync(`${samples}${name}`)
    .filter((file) => /^expected.*\.json$/.test(file))
    .map((file) => readFileSync(`${samples}${name}/${file}`, "utf8"))
    .join("\n");
  return [...new Set([...text.matchAll(/"subject": "([^"]+)"/g)].map((match) => match[1]!))].slice(0, 4);
};

describe("no box on a box, no line through a box or a label, no text outside its box", () => {
  const folders = readdirSync(samples).filter((name) => {
    const path = `${samples}${name}`;
    return statSync(path).isDirectory() && readdirSync(path).includes("holdings.csv");
  });

  test.each(folders)("sample %s", async (name) => {
    const { dataset } = await load(`${samples}${name}`);
    const r = register(dataset);
    const subjects = subjectsOf(name).filter((id) => r.index.has(id));
    expect(subjects.length).toBeGreaterThan(0);
    for (const subject of subjects) {
      const chart = chartOf(r, { subject, profile: "cn-pboc-bo" });
      for (const language of languages) {
        for (const direction of directions) {
          expect(
            faults(treeLayout(chart, chartText(chart, language), direction)),
            `${subject} ${language} ${direction}`,
          ).toEqual([]);
        }
      }
    }
  });

  test("random registers with rings, ranges of kinds and ties", () => {
    for (const seed of seeds(400)) {
      const chart = chartOf(register(randomRegister(seed, { ties: true })), { subject: "C0", holders: 3 });
      for (const direction of directions) {
        expect(faults(treeLayout(chart, chartText(chart, "en"), direction)), `seed ${seed}`).toEqual([]);
      }
    }
  });

  test.each([40, 120, 1_000])("a register of %i parties", (parties) => {
    const r = register(bigRegister(7, parties));
    for (const unfold of [false, true]) {
      const chart = chartOf(r, { subject: "S", unfold });
      if (!unfold) expect(chart.nodes.length).toBeLessThanOrEqual(130);
      for (const direction of unfold ? (["right"] as const) : directions) {
        expect(faults(treeLayout(chart, chartText(chart, "zh"), direction))).toEqual([]);
      }
    }
  });
});

test("the same chart gives the same bytes", () => {
  const r = register(bigRegister(3, 120));
  const draw = (): string => chartSvg(chartOf(r, { subject: "S" }), { language: "zh" });
  expect(draw()).toBe(draw());
});

test("the faults that are looked for are found", () => {
  const chart = chartOf(register(bigRegister(5, 40)), { subject: "S" });
  const layout = treeLayout(chart, chartText(chart, "zh"));
  const [first, second] = layout.boxes;
  const moved = { ...layout, boxes: [{ ...first!, x: second!.x, y: second!.y }, ...layout.boxes.slice(1)] };
  expect(faults(moved).some((fault) => fault.includes("overlaps"))).toBe(true);
  expect(faults(moved).some((fault) => fault.includes("is not inside"))).toBe(true);
  const { x, y } = second!;
  const through = {
    ...layout.lines[0]!,
    pieces: [
      [
        { x: x - 50, y: y + 9 },
        { x: x + 500, y: y + 9 },
      ],
    ],
  };
  expect(faults({ ...layout, lines: [through] }).some((fault) => fault.includes("runs through box"))).toBe(
    true,
  );
});
