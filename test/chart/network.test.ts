import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { chartOf } from "../../src/chart.js";
import { load } from "../../src/io/load.js";
import { register } from "../../src/register/register.js";
import { chartText, eachOnce } from "../../src/report/chart/chartText.js";
import { networkLayout } from "../../src/report/chart/networkLayout.js";
import { drawn } from "../notation.js";
import { randomRegister } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";
import { faults } from "./geometry.js";
import { bigRegister } from "./registers.js";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));

test.each([
  ["one-manager-three-partnerships", "蓝海证券"],
  ["securities-company-full", "澜江证券"],
  ["real-hyundai-ring", "hyundai"],
  ["nominee-and-proxy", "qingyuan"],
])("sample %s: no box on a box, no line through a box, every party once", async (name, subject) => {
  const { dataset } = await load(`${samples}${name}`);
  const chart = chartOf(register(dataset), { subject });
  for (const direction of ["down", "right"] as const) {
    const layout = await networkLayout(chart, chartText(chart, "zh"), direction);
    expect(faults(layout)).toEqual([]);
    expect(layout.boxes).toHaveLength(chart.nodes.length);
    expect(layout.lines).toHaveLength(eachOnce(chart.edges).length);
  }
});

test("owners stand above the subject and holdings below it, rings or not", async () => {
  const chart = chartOf(
    register(drawn("A -60%-> S\nS -10%-> A\nB -40%-> S\nS -80%-> C\nC -5%-> B\nP -90%-> A\nS -70%-> D")),
    {
      subject: "S",
    },
  );
  const { boxes } = await networkLayout(chart, chartText(chart, "en"));
  const top = (id: string): number => boxes.find(({ node }) => node.id === id)!.y;
  for (const owner of ["A", "B", "C", "P"]) expect(top(owner)).toBeLessThan(top("S"));
  expect(top("D")).toBeGreaterThan(top("S"));
});

test("random registers, and one of 120 parties", async () => {
  for (const seed of seeds(60)) {
    const chart = chartOf(register(randomRegister(seed, { ties: true })), { subject: "C0" });
    expect(faults(await networkLayout(chart, chartText(chart, "en"))), `seed ${seed}`).toEqual([]);
  }
  const chart = chartOf(register(bigRegister(7, 120)), { subject: "S" });
  expect(faults(await networkLayout(chart, chartText(chart, "zh"), "right"))).toEqual([]);
});

test("a holding that closes a ring through the subject is one line", async () => {
  const chart = chartOf(register(drawn("A -60%-> S\nP -50%-> A\nS -20%-> A")), { subject: "S" });
  expect(chart.edges.filter(({ from, to }) => from === "S" && to === "A")).toHaveLength(2);
  const layout = await networkLayout(chart, chartText(chart, "en"));
  expect(layout.lines.filter(({ edge }) => edge.from === "S" && edge.to === "A")).toHaveLength(1);
});
