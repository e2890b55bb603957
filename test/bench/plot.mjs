/** node plot.mjs FILE OUT.svg: the figures of whole.mjs, both axes logarithmic, one panel a task; the table goes to stdout. */
import { readFileSync, writeFileSync } from "node:fs";

const [file, out] = process.argv.slice(2);
const { machine, figures } = JSON.parse(readFileSync(file, "utf8"));
const tasks = [...new Set(figures.map(({ task }) => task))];
const names = [...new Set(figures.map(({ system }) => system))];
const sizes = [...new Set(figures.map(({ size }) => size))];
const TITLES = { owners: "Everyone with 25 % or more in every company", control: "Control of everything" };
/** Okabe and Ito's colours, told apart by colour-blind readers; the marks differ too. */
const COLOURS = ["#000000", "#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "4 2", "1 2", "10 4"];
const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [430, 330, 60, 34, 34, 40];
const decades = (values) => [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
const [lowSize, highSize] = decades(sizes);
const [lowTime, highTime] = decades(figures.map(({ seconds }) => seconds));
const x = (size) => LEFT + ((Math.log10(size) - lowSize) / (highSize - lowSize || 1)) * (WIDTH - LEFT - RIGHT);
const y = (seconds) => HEIGHT - BOTTOM - ((Math.log10(seconds) - lowTime) / (highTime - lowTime || 1)) * (HEIGHT - TOP - BOTTOM);
const powers = (low, high) => Array.from({ length: high - low + 1 }, (_, k) => low + k);

function panel(task, index) {
  const parts = [`<g transform="translate(${index * WIDTH} 0)">`, `<text x="${LEFT}" y="20" font-weight="bold">${TITLES[task] ?? task}</text>`];
  for (const power of powers(lowSize, highSize)) {
    const at = x(10 ** power);
    parts.push(`<path d="M${at} ${TOP}V${HEIGHT - BOTTOM}" stroke="#ddd"/><text x="${at}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${(10 ** power).toLocaleString("en")}</text>`);
  }
  for (const power of powers(lowTime, highTime)) {
    const at = y(10 ** power);
    parts.push(`<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#ddd"/><text x="${LEFT - 6}" y="${at + 4}" text-anchor="end">${10 ** power} s</text>`);
  }
  parts.push(`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">entities</text>`);
  names.forEach((name, k) => {
    const points = figures.filter((one) => one.task === task && one.system === name).map(({ size, seconds }) => [x(size), y(seconds)]);
    if (points.length === 0) return;
    const line = points.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(" ");
    const width = k === 0 ? 3 : 1.5;
    parts.push(`<polyline points="${line}" fill="none" stroke="${COLOURS[k]}" stroke-width="${width}" stroke-dasharray="${DASHES[k]}"/>`);
    for (const [a, b] of points) parts.push(`<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="3" fill="${COLOURS[k]}"/>`);
  });
  return [...parts, "</g>"].join("");
}

const legend = names.map((name, k) => {
  const [left, top] = [LEFT + (k % 3) * 260, HEIGHT + 12 + Math.floor(k / 3) * 18];
  const line = `<path d="M${left} ${top}h28" stroke="${COLOURS[k]}" stroke-width="${k === 0 ? 3 : 1.5}" stroke-dasharray="${DASHES[k]}"/>`;
  return `${line}<text x="${left + 34}" y="${top + 4}">${name}</text>`;
});
const height = HEIGHT + 24 + Math.ceil(names.length / 3) * 18;
const width = tasks.length * WIDTH;
writeFileSync(
  out,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="Seconds by number of entities, both axes logarithmic">` +
    `<rect width="100%" height="100%" fill="#fff"/>${tasks.map(panel).join("")}${legend.join("")}</svg>\n`,
);

console.log(`${machine}\n\n| entities | task | ${names.join(" | ")} |\n|---|---|${names.map(() => "---|").join("")}`);
for (const size of sizes) {
  for (const task of tasks) {
    const of = (system) => figures.find((one) => one.size === size && one.task === task && one.system === system);
    const own = of("lookthrough");
    const cells = names.map((name) => {
      const one = of(name);
      if (!one) return "left out";
      const ratio = name === "lookthrough" ? "" : `, ${(one.seconds / own.seconds).toPrecision(2)} ×`;
      return `${one.seconds.toPrecision(2)} s${ratio}, ${one.megabytes} MB`;
    });
    console.log(`| ${size.toLocaleString("en")} | ${task} | ${cells.join(" | ")} |`);
  }
}
console.log("\nexponent of the time from one size to the next:");
for (const name of names) {
  for (const task of tasks) {
    const list = figures.filter((one) => one.system === name && one.task === task);
    const steps = list.slice(1).map((one, k) => Math.log(one.seconds / list[k].seconds) / Math.log(one.size / list[k].size));
    console.log(`${name}, ${task}: ${steps.map((step) => step.toFixed(2)).join(", ")}`);
  }
}
