import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadBulk } from "../../src/io/bulk/loadBulk.js";
import { type OpenRegister, openRegister } from "../../src/io/bulk/openRegister.js";
import { writeSnapshot } from "../../src/io/bulk/snapshot.js";
import { openData } from "../../src/io/openData.js";
import { folderWith } from "./folder.js";

const rows = Array.from(
  { length: 400 },
  (_, k) => `P${k},C${k % 50},${k % 3 === 0 ? "0.1" : "5%-10%"},2020-01-0${1 + (k % 9)}`,
);

async function written(): Promise<{ path: string; bytes: Buffer }> {
  const folder = await folderWith({ "holdings.csv": ["holder,subject,equity,from", ...rows].join("\n") });
  const path = join(folder, "r.snapshot");
  writeSnapshot(path, openRegister(await loadBulk(folder)));
  return { path, bytes: readFileSync(path) };
}

const refusal = async (path: string): Promise<string> => {
  try {
    const opened = await openData(path);
    if (opened.kind === "columns") readEverything(opened.register());
  } catch (error) {
    return (error as Error).message;
  }
  return "opened";
};

function readEverything(r: OpenRegister): string {
  const records = Array.from({ length: r.data.holdings.count }, (_, position) => r.holding(position));
  return JSON.stringify([records, r.issues().all()]);
}

describe("a snapshot", () => {
  test("opens as what it was made of, on its own date and on another", async () => {
    const { path } = await written();
    const opened = await openData(path);
    if (opened.kind !== "columns") throw new Error("a snapshot of columns was written");
    const again = await openData(join(path, ".."), { bulkFrom: 0 });
    if (again.kind !== "columns") throw new Error("the folder should be read as columns");
    for (const date of [undefined, "2020-01-03"]) {
      const [a, b] = [opened.register(date), again.register(date)];
      expect(readEverything(a)).toBe(readEverything(b));
      expect([...a.stakes.equity.min]).toEqual([...b.stakes.equity.min]);
    }
  });

  test("that broke off, was damaged anywhere, or has another layout is refused, and says so", async () => {
    const { path, bytes } = await written();
    for (const length of [0, 7, 63, 64, bytes.length >> 1, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(await refusal(path), `${length} bytes`).toMatch(/no snapshot|broke off|damaged/);
    }
    const other = Buffer.from(bytes);
    other.writeUInt32LE(99, 12);
    writeFileSync(path, other);
    expect(await refusal(path)).toMatch(/layout 99/);
    let noticed = 0;
    const places = Array.from({ length: 60 }, (_, k) => Math.floor((k * bytes.length) / 60));
    for (const place of places) {
      const damaged = Buffer.from(bytes);
      damaged[place]! ^= 0x10;
      writeFileSync(path, damaged);
      if ((await refusal(path)) !== "opened") noticed += 1;
    }
    // The rest fell on the gaps between sections, or on columns that this question does not read.
    expect(noticed).toBeGreaterThan(50);
  });
});
