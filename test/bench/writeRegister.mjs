// A seeded register as CSV: 40 % companies, 1.6 holders each, chains, a few rings and hubs. The same bytes everywhere.
import { closeSync, existsSync, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** mulberry32 */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = ["Alfa", "Delta", "Meridian", "Nordic", "Atlas", "Orion", "Vega", "Sigma", "蓝海", "宏图"];
const FORMS = ["Ltd", "GmbH", "S.p.A.", "B.V.", "有限公司"];

/** Writes entities.csv and holdings.csv of so many entities into a folder of the system's temporary one; its path. */
export function writeRegister(entities, seed = 42) {
  const folder = join(tmpdir(), `lookthrough-bench-${entities}-${seed}`);
  if (existsSync(join(folder, "done"))) return folder;
  mkdirSync(folder, { recursive: true });
  const next = random(seed);
  const companies = Math.round(entities * 0.4);
  const width = String(entities).length;
  const idOf = (i) => (i < companies ? "C" : "P") + String((i * 7919) % 10 ** width).padStart(width, "0");
  write(join(folder, "entities.csv"), function* () {
    yield "id,name,kind\n";
    for (let i = 0; i < entities; i += 1) {
      const name = `${WORDS[i % 10]} ${i} ${FORMS[i % 5]}`;
      yield `${idOf(i)},${i % 33 === 0 ? `"${name}, Branch"` : name},${i < companies ? "company" : "person"}\n`;
    }
  });
  write(join(folder, "holdings.csv"), function* () {
    yield "holder,subject,share\n";
    for (let j = 0; j < companies; j += 1) {
      const count = next() < 0.65 ? 1 : 2 + Math.floor(next() * 2);
      const holders = new Set();
      while (holders.size < count) {
        const kind = next();
        if (kind < 0.02) holders.add(Math.floor(next() * Math.min(20, companies)));
        else if (kind < 0.3) holders.add(Math.min(companies - 1, j + 1 + Math.floor(next() * 1000)));
        else holders.add(companies + Math.floor((entities - companies) * next()));
      }
      holders.delete(j);
      const part = count === 3 ? 0.333333 : 1 / count;
      for (const holder of holders) yield `${idOf(holder)},${idOf(j)},${part}\n`;
    }
  });
  closeSync(openSync(join(folder, "done"), "w"));
  return folder;
}

function write(path, lines) {
  const file = openSync(path, "w");
  let waiting = "";
  for (const line of lines()) {
    waiting += line;
    if (waiting.length < 1 << 20) continue;
    writeSync(file, waiting);
    waiting = "";
  }
  writeSync(file, waiting);
  closeSync(file);
}

export const megabytesOf = (folder) =>
  ["entities.csv", "holdings.csv"].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
