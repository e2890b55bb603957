/**
 * A register with 0.1 % of its holdings changed: brought up to date, and from scratch, in the same run.
 *
 *   npm run bench                                  100,000 entities
 *   node test/bench/incremental.mjs 1000000        one million (build first)
 *   node test/bench/incremental.mjs FOLDER         entities.csv and holdings.csv (holder,subject,share) of your own
 *   node test/bench/incremental.mjs FOLDER 60      with so many updates, one after the other, instead of five
 *   node test/bench/incremental.mjs FOLDER 60 ring leaving alone the largest ring and all that stands above it
 *
 * From scratch: the changed CSV is opened, owners (>= 25 %, ends only) and control of everybody are found, in columns. Brought
 * up to date: the open register takes the changes, the kept owners and the kept closure follow it, and give the rows of those whom
 * they name. Then the rows of both are printed, untimed, and compared byte by byte. Processor time is that of all threads.
 */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { makeRegister } from "./makeRegister.mjs";

const built = process.env.LOOKTHROUGH_DIST ?? new URL("../../dist", import.meta.url).pathname;
const { keptControl, keptOwners, policy } = await import(`${built}/index.js`);
const { loadBulk, openRegister, updateRegister } = await import(`${built}/io/index.js`);
const { controlClosure } = await import(`${built}/measures/controlClosure.js`);
const { ownerColumnsOfAll } = await import(`${built}/measures/ownersOfAll.js`);
const { ringsOf } = await import(`${built}/register/condensation.js`);
const { wholeOf } = await import(`${built}/register/registerOver.js`);

const given = process.argv[2] ?? "100000";
const ROUNDS = Number(process.argv[3] ?? 5);
const sparesRing = process.argv[4] === "ring";
const options = { test: { atLeast: "25%" }, terminals: policy() };

/** Printed rows: of a subject its owners, of a controller whom it controls. */
class Rows {
  #owners = new Map();
  #control = new Map();

  enter(register, party, kept, control) {
    const put = (rows, text) => (text === "" ? rows.delete(party) : rows.set(party, text));
    const owned = kept.of(party).map((row) => line(register, row.subject, row.owner, row));
    put(this.#owners, owned.join(""));
    put(this.#control, control.of(party).map((row) => line(register, row.controller, row.subject, row)).join(""));
  }

  enterAll(register, owners, pairs) {
    const enter = (rows, parts) => {
      for (const { count, first, second, min, max, verdict, basis } of parts) {
        for (let k = 0; k < count; k += 1) {
          const row = { min: min[k], max: max[k], verdict: verdict[k], basis: basis?.[k] };
          rows.set(first[k], (rows.get(first[k]) ?? "") + line(register, first[k], second[k], row));
        }
      }
    };
    enter(this.#owners, owners);
    enter(this.#control, pairs);
  }

  text() {
    const sorted = (rows) => [...rows].sort(([a], [b]) => a - b).map(([, own]) => own).join("");
    return sorted(this.#owners) + sorted(this.#control);
  }
}

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
  const [control, closing] = timed(() => keptControl(register));
  console.log(`prepared once: ${ms(preparing)} for the owners that are kept, ${ms(closing)} for the closure`);
  const rows = new Rows();
  for (let party = 0; party < register.count; party += 1) rows.enter(register, party, kept, control);
  const spared = sparesRing ? largestRing(register) : new Set();
  const found = { register: [], owners: [], control: [], measures: [], together: [], processor: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const changes = changed(lines, register, { round, spared });
    const began = process.cpuUsage();
    const [next, updating] = timed(() => updateRegister(register, changes));
    const [subjects, owning] = timed(() => {
      const named = kept.follow(next);
      for (const subject of named) kept.of(subject);
      return named;
    });
    const [controllers, controlling] = timed(() => {
      const named = control.follow(next);
      for (const controller of named) control.of(controller);
      return named;
    });
    const processor = busy(began);
    register = next;
    for (const party of new Set([...subjects, ...controllers])) rows.enter(register, party, kept, control);
    found.register.push(updating);
    found.owners.push(owning);
    found.control.push(controlling);
    found.measures.push(owning + controlling);
    found.together.push(updating + owning + controlling);
    found.processor.push(processor);
    console.log(
      `round ${round + 1}: ${changes.removed.holdings.length} holdings changed; register ${ms(updating)}, ` +
        `${subjects.length} subjects' owners ${ms(owning)}, ${controllers.length} controllers ${ms(controlling)}; ` +
        `together ${ms(found.together.at(-1))}, processor ${ms(processor)}`,
    );
  }
  const after = join(folder, "after");
  mkdirSync(after);
  writeFileSync(join(after, "entities.csv"), readFileSync(join(source, "entities.csv")));
  writeFileSync(join(after, "holdings.csv"), `${[head, ...lines].join("\n")}\n`);
  await compareWithScratch(after, rows, found);
}

async function compareWithScratch(after, rows, found) {
  const start = process.cpuUsage();
  const began = performance.now();
  const scratch = openRegister(await loadBulk(after));
  const loading = performance.now() - began;
  const [owners, owning] = timed(() => copied(ownerColumnsOfAll(wholeOf(scratch), options)));
  const [pairs, controlling] = timed(() => copied(controlClosure(wholeOf(scratch).ordinary()).pairColumns()));
  const processor = busy(start);
  console.log(`from scratch: opened ${ms(loading)}, owners ${ms(owning)}, control ${ms(controlling)}, processor ${ms(processor)}`);
  const ratio = (name, whole) => {
    const list = [...found[name]].sort((a, b) => a - b);
    const median = list[list.length >> 1];
    console.log(
      `${name}: up to date in ${median.toFixed(1)} ms (median; ${ms(list[0])} to ${ms(list.at(-1))}), from scratch ${ms(whole)}: ${(whole / median).toFixed(1)} times`,
    );
  };
  ratio("register", loading);
  ratio("owners", owning);
  ratio("control", controlling);
  ratio("measures", owning + controlling);
  ratio("together", loading + owning + controlling);
  ratio("processor", processor);
  const anew = new Rows();
  anew.enterAll(scratch, owners, pairs);
  const [one, other] = [rows.text(), anew.text()];
  const digest = (own) => createHash("sha256").update(own).digest("hex").slice(0, 16);
  const same = one === other;
  console.log(
    `${one.split("\n").length - 1} rows, ${same ? "the same bytes" : "OTHER BYTES"}: ${digest(one)} ${digest(other)}`,
  );
  if (!same) process.exitCode = 1;
}

/** Columns that are used again, as they were. */
function copied(parts) {
  return Array.from(parts, ({ count, first, second, min, max, verdict, basis }) => ({
    count,
    first: first.slice(0, count),
    second: second.slice(0, count),
    min: min.slice(0, count),
    max: max.slice(0, count),
    verdict: verdict.slice(0, count),
    basis: basis?.slice(0, count),
  }));
}

function line(register, one, other, { min, max, verdict, basis = "" }) {
  return `${register.id(one)},${register.id(other)},${min},${max},${verdict},${basis}\n`;
}

/** The ids of the members of the largest ring, and of everyone above it. */
function largestRing(register) {
  const { start, holder } = register.stakes.equity;
  const rings = ringsOf(register.count, { start, target: holder });
  let most = 0;
  for (let ring = 0; ring + 1 < rings.start.length; ring += 1)
    if (rings.start[ring + 1] - rings.start[ring] > rings.start[most + 1] - rings.start[most]) most = ring;
  const above = new Set(rings.member.subarray(rings.start[most], rings.start[most + 1]));
  console.log(`the largest ring has ${above.size} members`);
  for (const company of above) for (let k = start[company]; k < start[company + 1]; k += 1) above.add(holder[k]);
  return new Set([...above].map((party) => register.id(party)));
}

/** A thousandth of the holdings gets another share, another holder, or goes; some companies get one more. */
function changed(lines, register, { round, spared }) {
  let state = 77_777 + round;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const picked = new Set();
  while (picked.size < lines.length / 1000) {
    const at = Math.floor(random() * lines.length);
    if (!spared.has(lines[at].split(",")[1])) picked.add(at);
  }
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
