import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** mulberry32: the same register for the same seed. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function writer(path, head) {
  const file = openSync(path, "w");
  let text = head;
  const flush = () => {
    writeSync(file, text);
    text = "";
  };
  return {
    row(line) {
      text += line;
      if (text.length > 1 << 20) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

const WORDS = ["Alfa", "Delta", "Meridian", "Nordic", "Atlas", "Orion", "Vega", "Sigma", "蓝海", "宏图"];
const FORMS = ["Ltd", "GmbH", "S.p.A.", "B.V.", "有限公司"];

/**
 * A national register in small: 40 % companies, of which two in five have companies among their holders, in chains up to 15
 * deep; six funds with a small stake in every sixth company; holders by a power law; one ring of 0.075 % of the companies and
 * many small ones; one company in fifteen with shares that were rounded to four decimals. With `ranges`, so large a part of the
 * shares is stated as a range up to a tenth below the share. Returns the ids of the companies of the large ring.
 */
export function makeRegister(folder, entities, { seed = 7, ranges = 0 } = {}) {
  mkdirSync(folder, { recursive: true });
  const random = seeded(seed);
  const companies = Math.round(entities * 0.4);
  const persons = entities - companies;
  const level = (k) => Math.floor(companies * 0.6 * (1 - 0.45 ** k) * 1.02);
  const core = Math.max(4, Math.round(companies * 0.00075));
  const width = String(entities).length;
  // A step without a factor in common with any power of ten scatters the numbers, as a register's do.
  const number = (k) => String((k * 7919) % 10 ** width).padStart(width, "0");
  const company = (c) => `C${number(c)}`;
  const rows = writer(join(folder, "entities.csv"), "id,name,kind\n");
  for (let i = 0, c = 0, p = 0; i < entities; i += 1) {
    const name = `${WORDS[i % 10]} ${i} ${FORMS[i % 5]}`;
    if (p === persons || (c < companies && i % 5 < 2)) {
      rows.row(`${company(c)},${c % 33 ? name : `"${name}, Branch"`},company\n`);
      c += 1;
    } else {
      rows.row(`P${number(p)},${name},person\n`);
      p += 1;
    }
  }
  rows.close();
  const held = writer(join(folder, "holdings.csv"), "holder,subject,share\n");
  const person = () => `P${number(Math.floor(persons * (random() < 0.55 ? random() : random() ** 3)))}`;
  const stated = (share) => {
    if (ranges === 0 || random() >= ranges) return String(share);
    return `${(share * 90).toFixed(3)}%-${(share * 100).toFixed(3)}%`;
  };
  for (let c = 0; c < companies; c += 1) {
    const stakes = new Map();
    const own = company(c);
    let left = 10000;
    const give = (holder, units) => {
      if (units <= 0 || units > left || stakes.has(holder) || holder === own) return;
      stakes.set(holder, units);
      left -= units;
    };
    const depth = c < companies * 0.6 ? 0 : 1 + Math.min(14, Math.floor(-Math.log(random()) / 0.8));
    if (c < 6) for (let k = 0; k < Math.min(2000, entities / 500); k += 1) give(person(), 5);
    else if (c < 6 + core) {
      give(company(6 + ((c - 5) % core)), 2000);
      for (let k = 0; k < 3; k += 1) give(company(6 + Math.floor(core * random())), 500 + Math.floor(500 * random()));
    } else if (c % 2000 === 1999) give(company(c - 1), 3000);
    else if (c % 2000 === 1998) give(company(c + 1), 6000);
    else if (depth > 0) {
      const [from, to] = [level(depth - 1), Math.max(level(depth - 1) + 1, Math.min(c, level(depth)))];
      give(company(Math.min(c - 1, from + Math.floor((to - from) * random() ** 2.5))), random() < 0.3 ? 10000 : 2600 + Math.floor(7000 * random()));
    }
    if (c >= 6 && random() < 0.17) give(company(c % 6), 50 + Math.floor(450 * random()));
    if (left === 10000 && random() < 0.11) for (let k = 0; k < 3; k += 1) give(person(), 3333);
    else
      while (left > 0) {
        const units = random() < 0.6 ? left : Math.ceil(left * random());
        const before = left;
        give(person(), units);
        if (left === before && random() < 0.05) break;
      }
    for (const [holder, units] of stakes) held.row(`${holder},${own},${stated(units / 10000)}\n`);
  }
  held.close();
  return Array.from({ length: core }, (_, k) => company(6 + k));
}
