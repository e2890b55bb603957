/**
 * A register with 0.1 % of its holdings changed: brought up to date, and from scratch, in the same run.
 *
 *   npm run bench                              100,000 entities
 *   node test/bench/incremental.mjs 1000000    one million (build first)
 *   node test/bench/incremental.mjs FOLDER     entities.csv and holdings.csv (holder,subject,share) of your own
 *   node test/bench/incremental.mjs FOLDER 60  with so many updates, one after the other, instead of five
 *
 * From scratch: the changed CSV is opened, owners (>= 25 %, ends only) of everybody are found, and their rows made. Brought
 * up to date: the open register takes the changes, the kept owners follow it, and the rows of the subjects that they name
 * are made. The rows of both are compared, byte by byte. Processor time is that of all threads of the process.
 */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { makeRegister } from "./makeRegister.mjs";

const built = process.env.LOOKTHROUGH_DIST ?? new URL("../../dist", import.meta.url).pathname;
const { keptOwners, policy } = await import(`${built}/index.js`);
const { loadBulk, openRegister, updateRegister } = await import(`${built}/io/index.js`);
const { ownersOfAll } = await import(`${built}/measures/ownersOfAll.js`);
const { wholeOf } = await import(`${built}/register/registerOver.js`);

const given = process.argv[2] ?? "100000";
const ROUNDS = Number(process.argv[3] ?? 5);
const options = { test: { atLeast: "25%" }, terminals: policy() };

const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const source = /^\d+$/.test(given) ? folder : given;
  if (source === folder) makeRegister(folder, Number(given));
  await run(source);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function run(source) {
  const [head, ...lines] = readFileSync(join(source, "holdings.csv"), "utf8").trimEnd().split("\n");
  let register = openRegister(await loadBulk(source));
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, ${register.count} entities, ${lines.length} holdings`,
  );
  const [kept, preparing] = timed(() => keptOwners(register, options));
  const rows = new Map();
  const [, first] = timed(() => {
    for (let subject = 0; subject < register.count; subject += 1) enter(rows, register, kept, subject);
  });
  console.log(`prepared once: ${ms(preparing)} for what is kept, ${ms(first)} for the rows`);
  const times = [];
  const processor = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const changes = changed(lines, register, round);
    const began = process.cpuUsage();
    const [next, updating] = timed(() => updateRegister(register, changes));
    const [subjects, following] = timed(() => kept.follow(next));
    const [, making] = timed(() => {
      for (const subject of subjects) enter(rows, next, kept, subject);
    });
    register = next;
    times.push(updating + following + making);
    processor.push(busy(began));
    console.log(
      `round ${round + 1}: ${changes.removed.holdings.length} holdings changed; register ${ms(updating)}, owners ${ms(following)}, ` +
        `${subjects.length} subjects' rows ${ms(making)}; together ${ms(times.at(-1))}, processor ${ms(processor.at(-1))}`,
    );
  }
  const after = join(folder, "after");
  mkdirSync(after);
  writeFileSync(join(after, "entities.csv"), readFileSync(join(source, "entities.csv")));
  writeFileSync(join(after, "holdings.csv"), `${[head, ...lines].join("\n")}\n`);
  await compareWithScratch(after, rows, { times, processor });
}

async function compareWithScratch(after, rows, { times, processor }) {
  const began = performance.now();
  const start = process.cpuUsage();
  const scratch = openRegister(await loadBulk(after));
  const loading = performance.now() - began;
  const anew = new Map();
  const [, computing] = timed(() => {
    for (const pair of ownersOfAll(wholeOf(scratch), options)) {
      anew.set(pair.subject, (anew.get(pair.subject) ?? "") + line(scratch, pair));
    }
  });
  const scratchBusy = busy(start);
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  const medianBusy = [...processor].sort((a, b) => a - b)[processor.length >> 1];
  const text = (map) => [...map].sort(([a], [b]) => a - b).map(([, own]) => own).join("");
  const [one, other] = [text(rows), text(anew)];
  console.log(`from scratch: loading ${ms(loading)}, owners and rows ${ms(computing)}`);
  console.log(
    `up to date in ${ms(median)} (median; ${ms(sorted[0])} to ${ms(sorted.at(-1))}): ${((loading + computing) / median).toFixed(0)} times as fast as from scratch, ` +
      `${(computing / median).toFixed(0)} times as the owners alone`,
  );
  console.log(
    `processor time: ${ms(medianBusy)} (median) against ${ms(scratchBusy)}: ${(scratchBusy / medianBusy).toFixed(0)} times`,
  );
  const digest = (own) => createHash("sha256").update(own).digest("hex").slice(0, 16);
  console.log(`${one.split("\n").length - 1} rows, ${one === other ? "the same bytes" : "OTHER BYTES"}: ${digest(one)} ${digest(other)}`);
  if (one !== other) process.exitCode = 1;
}

function enter(rows, register, kept, subject) {
  const pairs = kept.of(subject);
  if (pairs.length === 0) rows.delete(subject);
  else rows.set(subject, pairs.map((pair) => line(register, pair)).join(""));
}

function line(register, { subject, owner, min, max, verdict }) {
  return `${register.id(subject)},${register.id(owner)},${min},${min},${max},${verdict}\n`;
}

/** A thousandth of the holdings gets another share, another holder, or goes; some companies get one more. */
function changed(lines, register, round) {
  let state = 77_777 + round;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const picked = new Set();
  while (picked.size < lines.length / 1000) picked.add(Math.floor(random() * lines.length));
  const [removed, added] = [new Map(), []];
  const fresh = [];
  for (const at of picked) {
    const [holder, subject, share] = lines[at].split(",");
    const what = random();
    const other = register.id(Math.floor(random() * register.count));
    const less = Math.max(0.0001, Number(share) * (0.5 + random() / 2)).toFixed(4);
    const row =
      what < 0.5 ? [holder, subject, less] : what < 0.9 ? [other, subject, share] : what < 0.95 ? null : [holder, subject, "25%"];
    removed.set(`${holder},${subject}`, { holder, subject });
    lines[at] = null;
    if (row) fresh.push(row);
  }
  for (const [holder, subject, equity] of fresh) {
    added.push({ holder, subject, equity });
    lines.push([holder, subject, equity].join(","));
  }
  let kept = 0;
  for (const own of lines) if (own !== null) lines[kept++] = own;
  lines.length = kept;
  return { removed: { holdings: [...removed.values()] }, added: { holdings: added } };
}

function timed(work) {
  const began = performance.now();
  const result = work();
  return [result, performance.now() - began];
}

function busy(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function ms(time) {
  return `${time.toFixed(0)} ms`;
}
