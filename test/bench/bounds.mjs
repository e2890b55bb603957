// What bounds cost beside the plain measure: the same acyclic register with every share exact, and with a third of
// the shares as ranges. Prints medians and the ratio; run `npm run build` first, then `node test/bench/bounds.mjs`.
import { lookThrough, register } from "../../dist/index.js";

const ENTITIES = 20_000;
const SUBJECTS = 200;
const ROUNDS = 9;
const LEVEL = 1_000;

/** mulberry32: the same register on every machine. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Eight levels, each held by the next; two to five holders each, 5 % to 15 % undisclosed. */
function holdings(partly) {
  const next = random(42);
  const rows = [];
  const companies = Math.round(ENTITIES * 0.4);
  for (let company = 0; company < companies; company += 1) {
    const holders = new Set();
    const wanted = 2 + Math.floor(next() * 4);
    while (holders.size < wanted) {
      const above = company + LEVEL + Math.floor(next() * 40);
      holders.add(next() < 0.5 && above < companies ? `C${above}` : `P${Math.floor(next() * (ENTITIES - companies))}`);
    }
    const total = 8_500 + Math.floor(next() * 1_000);
    for (const holder of holders) {
      const units = Math.floor(total / wanted);
      const ranged = next() < 1 / 3;
      const text = (u) => `${(u / 100).toFixed(2)}%`;
      const equity = partly && ranged ? `${text(units * 0.9)}-${text(units * 1.01)}` : text(units);
      rows.push({ holder, subject: `C${company}`, equity });
    }
  }
  return rows;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function prepare(partly) {
  const r = register({ entities: [], holdings: holdings(partly) });
  const companies = [...r.index].filter(([id]) => id.startsWith("C")).map(([, index]) => index);
  const subjects = companies.slice(0, SUBJECTS);
  const measure = lookThrough(r);
  const questions = subjects.map((subject) => ({ subject, parties: measure.upstream(subject).slice(0, 50) }));
  return { measure, questions };
}

/** Milliseconds for every question, the cone of each subject made beforehand. */
function round({ measure, questions }) {
  let pairs = 0;
  let everyone = 0;
  for (const { subject, parties } of questions) {
    measure.cone(subject);
    let start = performance.now();
    for (const party of parties) measure.ends({ of: [party], in: subject });
    pairs += performance.now() - start;
    start = performance.now();
    measure.owners(subject);
    everyone += performance.now() - start;
  }
  return { pairs, everyone };
}

const [plain, ranged] = [prepare(false), prepare(true)];
const samples = { plain: [], ranged: [] };
for (let i = 0; i < ROUNDS; i += 1) {
  samples.plain.push(round(plain));
  samples.ranged.push(round(ranged));
}
const rows = ["pairs", "everyone"].map((what) => {
  const [a, b] = [samples.plain, samples.ranged].map((list) => median(list.slice(2).map((sample) => sample[what])));
  return { question: what, "exact, ms": a.toFixed(1), "a third in ranges, ms": b.toFixed(1), ratio: (b / a).toFixed(2) };
});
const count = plain.questions.reduce((sum, { parties }) => sum + parties.length, 0);
console.log(`${SUBJECTS} subjects of ${ENTITIES} entities, ${count} pairs; medians of ${ROUNDS - 2} rounds`);
console.table(rows);
