import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadBulk } from "../../src/io/bulk/loadBulk.js";
import { openRegister } from "../../src/io/bulk/openRegister.js";
import { cell, expectSame, folders, RUNS } from "./bothWays.js";
import { folderWith } from "./folder.js";

describe("a register read as columns", () => {
  test("is the one that the ordinary reader makes: issues, entities, shares, records", async () => {
    let compared = 0;
    let all = 0;
    await fc.assert(
      fc.asyncProperty(
        folders,
        async ({ entities, holdings, ties, facts, classes, end, mark, withEntities, last, asOf }) => {
          const table = (header: string, rows: readonly string[]): string =>
            mark + [header, ...rows].join(end) + (last ? end : "");
          const files: Record<string, string> = {
            "holdings.csv": table(
              "holder,subject,equity,from,to,voting,amount,votingSuspended,source,holderKind",
              holdings,
            ),
          };
          if (withEntities) {
            files["entities.csv"] = table(
              "id,name,kind,listing,sector,registerComplete,jurisdiction",
              entities,
            );
          }
          if (ties.length > 0) files["ties.csv"] = table("kind,from,to,subject,share,start", ties);
          if (facts.length > 0) files["facts.csv"] = table("entity,fact,value,on", facts);
          if (classes.length > 0) files["classes.csv"] = table("company,class,issued", classes);
          all += 1;
          if (await expectSame(files, asOf)) compared += 1;
        },
      ),
      { numRuns: RUNS, seed: 20261122 },
    );
    expect(compared / all).toBeGreaterThan(0.5);
  });

  test("is the same where a share is a range, and nobody is on two rows: no record is read for it", async () => {
    const written = cell([
      ...["25%-50%", ">25%-50%", "50%-<75%", "75%-100%", ">75%", "<=50%", "(12.5%,25%]", "[25%,25.5%)", ""],
      ...["0-1", "0%-0.5%", "25%", "12.5%", "0.333333", "50%", "0", "100%", "1/3", "1/3-1/2", "unknown"],
    ]);
    const company = fc.record({
      shares: fc.array(written, { minLength: 1, maxLength: 5 }),
      declared: cell(["", "", "true", "2024-01-01"]),
    });
    let words = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(company, { minLength: 1, maxLength: 8 }), async (companies) => {
        const holders = ["Z", "P1", "甲", "P22", "C0"];
        const entities = companies.map(({ declared }, j) => `C${j},Company ${j},company,${declared}`);
        const people = holders.slice(0, -1).map((id) => `${id},${id},person,`);
        const holdings = companies.flatMap(({ shares }, j) =>
          shares.map((share, k) => `${holders[k]},C${j},"${share}"`),
        );
        const files = {
          "entities.csv": ["id,name,kind,registerComplete", ...entities, ...people].join("\n"),
          "holdings.csv": ["holder,subject,equity", ...holdings].join("\n"),
        };
        expect(await expectSame(files)).toBe(true);
        const { holdings: rows } = openRegister(await loadBulk(await folderWith(files))).data;
        words += rows.words.length;
      }),
      { numRuns: RUNS, seed: 20261123 },
    );
    expect(words).toBeGreaterThan(RUNS);
  });

  test("is the same over many blocks of rows and pieces of the file, with odd rows anywhere", async () => {
    const name = 'Very long name of a company, with a comma and ""quotes"" and\na line end, '.repeat(2);
    const odd = [
      "",
      ",,",
      "A,B",
      "A,B,50%,,too many",
      "X,B,5\u00000%",
      '"Q ""1""",B,1/3',
      " S ,C7,0.5",
      "C9,C9,",
    ];
    const entities = Array.from(
      { length: 9000 },
      (_, k) => `C${k},"${name}${k}",${k % 97 === 0 ? "compny" : "company"}`,
    );
    const holdings = Array.from({ length: 21_000 }, (_, k) =>
      k % 1023 === 1000
        ? odd[k % odd.length]!
        : `C${(k * 7919) % 9100},C${k >> 1},${k % 3 ? "0.5" : "25%-50%"}`,
    );
    for (const [k, row] of [`C5,again,company`, `"C 1",quoted,`, ",,", "\u0000,nul,"].entries())
      entities.splice(2040 + 3 * k, 0, row);
    const table = (header: string, rows: readonly string[]): string =>
      `\ufeff${[header, ...rows].join("\r\n")}`;
    const files = {
      "entities.csv": table("id,name,kind", entities),
      "holdings.csv": table("holder,subject,equity", holdings),
    };
    expect(files["entities.csv"].length).toBeGreaterThan(1 << 20);
    expect(await expectSame(files)).toBe(true);
  });
});
