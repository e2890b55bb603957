/**
 * What ranges cost whole-register questions: a register with a third of its shares as ranges beside the same with every share as it was, in
 * turns in one process.
 *
 *   npm run bench                          100,000 entities
 *   node test/bench/ranges.mjs 1000000 5   one million, five rounds (build first)
 *
 * Owners are the ultimate ones of at least 25 %; control is every pair. The first round is what a command does; later ones are warm.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { policy } from "../../dist/index.js";
import { loadBulk, openRegister } from "../../dist/io/index.js";
import { controlClosure } from "../../dist/measures/controlClosure.js";
import { ownerColumnsOfAll } from "../../dist/measures/ownersOfAll.js";
import { wholeOf } from "../../dist/register/registerOver.js";
import { makeRegister } from "./makeRegister.mjs";

const size = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 5);
const terminals = policy();

// A closure keeps what it found: each round has a register of its own over the same columns.
const QUESTIONS = {
  owners: (whole) => ownerColumnsOfAll(whole, { test: { atLeast: "25%" }, terminals }),
  control: (whole) => controlClosure(whole.ordinary()).pairColumns(),
};

function ask(question, register) {
  const started = performance.now();
  let [rows, possible] = [0, 0];
  for (const { count, verdict } of QUESTIONS[question](wholeOf({ ...register }))) {
    rows += count;
    for (let row = 0; row < count; row += 1) if (verdict[row] === "possible") possible += 1;
  }
  return { milliseconds: performance.now() - started, rows, possible };
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const [exact, ranged] = await Promise.all(
    [0, 1 / 3].map(async (ranges) => {
      const own = join(folder, `ranges-${ranges > 0}`);
      makeRegister(own, size, { ranges });
      return openRegister(await loadBulk(own));
    }),
  );
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, ${size} entities`);
  for (const question of Object.keys(QUESTIONS)) {
    const ratios = [];
    for (let round = 0; round < rounds; round += 1) {
      const [a, b] = [ask(question, exact), ask(question, ranged)];
      ratios.push(b.milliseconds / a.milliseconds);
      console.log(
        `${question} ${round + 1}: ${a.milliseconds.toFixed(0)} ms (${a.rows} rows), a third in ranges ${b.milliseconds.toFixed(0)} ms ` +
          `(${b.rows} rows, ${b.possible} possible), ${ratios.at(-1).toFixed(1)} ×`,
      );
    }
    const [, ...warm] = ratios;
    const sorted = warm.sort((a, b) => a - b);
    console.log(`${question}: first ${ratios[0].toFixed(1)} ×, then median ${sorted[sorted.length >> 1].toFixed(1)} ×, ${sorted[0].toFixed(1)}–${sorted.at(-1).toFixed(1)} ×`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
