import { describe, expect, test } from "vitest";
import { waysFrom } from "../../src/chart/ownerPaths.js";
import { type Chart, type ChartOptions, chartOf } from "../../src/chart.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import type { Dataset } from "../../src/model/dataset.js";
import { register } from "../../src/register/register.js";
import { chartResult } from "../../src/report/schemas.js";
import { drawn } from "../notation.js";
import { Random, randomRegister } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";

const chartFrom = (dataset: Dataset, options: ChartOptions): Chart => chartOf(register(dataset), options);
const of = (text: string, options: Partial<ChartOptions> = {}): Chart =>
  chartFrom(drawn(text), { subject: "S", ...options });
const edgesOf = ({ edges }: Chart): string[] =>
  edges.map(({ from, to, role, share }) => `${from} ${share?.exact ?? "?"} ${to} ${role}`);

describe("what a chart says of a register", () => {
  test("each party is one box: met again it is pointed to, and a ring is drawn as a holding back", () => {
    const chart = of("A -60%-> S\nB -40%-> S\nP -50%-> A\nP -30%-> B\nA -70%-> B\nB -50%-> A");
    expect(edgesOf(chart)).toEqual([
      "A 3/5 S tree",
      "B 2/5 S tree",
      "B 1/2 A back",
      "P 1/2 A tree",
      "A 7/10 B back",
      "P 3/10 B again",
    ]);
    expect(chart.rings).toEqual([["A", "B"]]);
    expect(chart.nodes.map(({ id }) => id)).toEqual(["S", "A", "B", "P"]);
  });

  test("small holders are folded into their number and their union, never more than the whole", () => {
    const small = Array.from({ length: 37 }, (_, k) => `H${String(k).padStart(2, "0")} -1%-> S`);
    const chart = of(`A -40%-> S\n${small.join("\n")}`, { holders: 1 });
    const others = chart.nodes.find(({ type }) => type === "others")!;
    expect(others.count).toBe(37);
    expect(others.folded[0]).toMatchObject({ id: "H00", share: { exact: "1/100" } });
    expect(chart.edges.find(({ from }) => from === others.id)!.share!.exact).toBe("37/100");
    const undisclosed = chart.nodes.find(({ type }) => type === "undisclosed")!;
    expect(chart.edges.find(({ from }) => from === undisclosed.id)!.share!.exact).toBe("23/100");
    expect(chart.left).toMatchObject({ folded: 37, unexpanded: 0 });
  });

  test("the sum of folded ranges is bounded by what the others leave", () => {
    const chart = of("A -50%-> S\nB -25%-50%-> S\nC -0%-50%-> S\nD -0%-50%-> S\nS: company, complete", {
      holders: 2,
    });
    const edge = chart.edges.find(({ from }) => from.startsWith("others"))!;
    expect(edge.share).toMatchObject({ min: 0, max: 0.25 });
  });

  test("controllers have their roles, and their chains are marked link by link", () => {
    const chart = of("P -60%-> A\nQ -40%-> A\nA -51%-> S\nR -49%-> S");
    expect(chart.nodes.find(({ id }) => id === "P")!.roles).toMatchObject([
      { role: "actualController", verdict: "certain" },
    ]);
    const marked = chart.edges
      .filter(({ control }) => control === "certain")
      .map(({ from, to }) => from + to);
    expect(marked.sort()).toEqual(["AS", "PA"]);
  });

  test("a right without equity is an edge of its own; with equity it goes with the holding", () => {
    const chart = of(
      `L: limitedPartnership
       L -60%-> S
       G ~executivePartner~> L
       W -99%-> L
       X ~contractualControl~> S
       T ~votingProxy~> U @ S
       T -40%-> S
       W ~executivePartner~> M
       M -1%-> W`,
    );
    const find = (from: string, to: string) =>
      chart.edges.find((edge) => edge.from === from && edge.to === to)!;
    expect(find("G", "L")).toMatchObject({ type: "tie", share: null, rights: ["executivePartner"] });
    expect(find("X", "S")).toMatchObject({ type: "tie", rights: ["contractualControl"] });
    expect(find("U", "T")).toMatchObject({ type: "tie", rights: ["votingProxy"] });
  });

  test("holders of a company below the subject who stand above it are not lost", () => {
    const chart = of("P -100%-> S\nS -60%-> B\nP -40%-> B");
    expect(edgesOf(chart)).toEqual(["P 1 S tree", "S 3/5 B tree", "P 2/5 B across"]);
  });

  test("a subject nobody holds is a chart of one box", () => {
    expect(of("S: company").nodes).toHaveLength(1);
  });

  test("a chain of thousands of companies ends where the room does, and says so", () => {
    const chain = Array.from({ length: 4_000 }, (_, k) => ({
      holder: `C${k + 1}`,
      subject: `C${k}`,
      equity: "100%",
    }));
    const chart = chartFrom({ entities: [], holdings: chain }, { subject: "C0", up: 40 });
    expect(chart.nodes.length).toBe(41);
    expect(chart.nodes.at(-1)!.more).toBe(1);
  });

  test("boxes beyond the room are counted at the box where they would be", () => {
    const rows = Array.from({ length: 30 }, (_, k) => [
      `A${k} -2%-> S`,
      `P${k} -50%-> A${k}`,
      `Q${k} -50%-> A${k}`,
    ]);
    const chart = of(rows.flat().join("\n"), { boxes: 20 });
    expect(chart.nodes.length).toBeLessThanOrEqual(21);
    expect(chart.left.unexpanded + chart.left.folded).toBeGreaterThan(0);
    const whole = of(rows.flat().join("\n"), { unfold: true });
    expect(whole.left).toMatchObject({ folded: 0, unexpanded: 0 });
    expect(whole.nodes.filter(({ type }) => type === "party")).toHaveLength(91);
  });
});

describe("what is never folded", () => {
  const many = (count: number, equity: string): string =>
    Array.from({ length: count }, (_, k) => `H${String(k).padStart(3, "0")} -${equity}-> S`).join("\n");
  const isDrawn = (chart: Chart, id: string): boolean =>
    chart.nodes.some((node) => node.id === id && node.type === "party");

  test("members of a concert group, however small they are", () => {
    const chart = of(
      `${many(40, "2%")}
       Y -0.1%-> S
       Z -0.2%-> S
       Y ~concertAgreement(group g)~> @ S
       Z ~concertAgreement(group g)~> @ S`,
    );
    expect(isDrawn(chart, "Y") && isDrawn(chart, "Z")).toBe(true);
    expect(chart.left.folded).toBeGreaterThan(20);
  });

  test("a chain of control, though it is longer than the picture has room", () => {
    const links = Array.from({ length: 60 }, (_, k) => `C${k + 1} -90%-> C${k}\nQ${k} -10%-> C${k}`);
    const chart = of(`C0 -60%-> S\n${many(40, "1%")}\n${links.join("\n")}\nP -100%-> C60`, { boxes: 30 });
    expect(chart.nodes.find(({ id }) => id === "P")?.roles).toMatchObject([{ role: "actualController" }]);
    for (let k = 0; k <= 60; k += 1) expect(isDrawn(chart, `C${k}`), `C${k}`).toBe(true);
  });

  test("the way from a beneficial owner, by the largest path or, without a share, by its rights", () => {
    const text = `S: company
      ${many(30, "1%")}
      A -35%-> S
      B -35%-> S
      ${Array.from({ length: 12 }, (_, k) => `R${k} -5%-> A`).join("\n")}
      W -40%-> A
      W -60%-> B
      U ~settlor~> T
      T: trust
      T -40%-> B`;
    const chart = of(text, { holders: 1, boxes: 3, profile: "eu-amlr" });
    expect(chart.nodes.find(({ id }) => id === "W")?.roles.map(({ role }) => role)).toContain(
      "beneficialOwner",
    );
    const r = register(drawn(text));
    const index = (id: string): number => r.index.get(id)!;
    const way = waysFrom(r, "equity", index("S"), [index("W"), index("U")]);
    expect(way.map((entity) => r.entities[entity]!.id)).toEqual(["W", "B", "S", "U", "T", "B"]);
  });

  test("of small holders with one share all are drawn or none", () => {
    const chart = of(`A -30%-> S\nB -10%-> S\n${many(90, "0.5%")}`);
    expect(chart.nodes.filter(({ type }) => type === "party").map(({ id }) => id)).toEqual(["S", "A", "B"]);
    expect(chart.left.folded).toBe(90);
    const asked = of(`A -30%-> S\nB -10%-> S\n${many(90, "0.5%")}`, { holders: 5 });
    expect(asked.nodes.filter(({ type }) => type === "party")).toHaveLength(6);
    const large = of(many(30, "3%"));
    expect(large.nodes.filter(({ type }) => type === "party")).toHaveLength(11);
  });
});

describe("charts of random registers", () => {
  const cases = seeds(300).map((seed) => ({ seed, dataset: randomRegister(seed, { ties: true }) }));

  test("every box has the look-through share that the measure gives, whatever is folded", () => {
    for (const { seed, dataset } of cases) {
      const r = register(dataset);
      const chart = chartOf(r, { subject: "C0", holders: 2, boxes: 8 });
      chartResult.parse(chart);
      const measure = lookThrough(r);
      for (const { id, side, type, share } of chart.nodes) {
        if (side === "subject" || type !== "party") continue;
        const [of, company] = side === "up" ? [id, "C0"] : ["C0", id];
        const expected = measure.share({ of, in: company });
        expect(share, `seed ${seed}, ${id}`).toEqual(expected);
      }
    }
  });

  test("the order of rows changes nothing", () => {
    for (const { seed, dataset } of cases) {
      const random = new Random(seed);
      const shuffled = {
        entities: random.shuffled(dataset.entities),
        holdings: random.shuffled(dataset.holdings),
        ties: random.shuffled(dataset.ties),
      };
      const options = { subject: "C0", holders: 2, boxes: 10 };
      expect(JSON.stringify(chartFrom(shuffled, options)), `seed ${seed}`).toBe(
        JSON.stringify(chartFrom(dataset, options)),
      );
    }
  });

  test("edges join boxes that are there, and every box but the subject hangs on exactly one", () => {
    for (const { seed, dataset } of cases) {
      const { nodes, edges, subject } = chartFrom(dataset, { subject: "C0", holders: 3 });
      const ids = new Set(nodes.map(({ id }) => id));
      expect(ids.size).toBe(nodes.length);
      for (const { from, to } of edges) expect(ids.has(from) && ids.has(to), `seed ${seed}`).toBe(true);
      const hung = edges
        .filter(({ role }) => role === "tree")
        .map(({ from, to }) => (nodes.find(({ id }) => id === from)!.side === "up" ? from : to));
      expect([...hung].sort()).toEqual([...ids].filter((id) => id !== subject).sort());
    }
  });
});
