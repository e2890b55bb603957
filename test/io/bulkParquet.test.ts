import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { loadBulk } from "../../src/io/bulk/loadBulk.js";
import { openRegister } from "../../src/io/bulk/openRegister.js";
import { NotForBulk } from "../../src/io/bulk/rowScanner.js";
import { unguarded } from "../../src/io/csv.js";
import { InputError, load } from "../../src/io/index.js";
import { openData } from "../../src/io/openData.js";
import { orderIssues } from "../../src/model/issue.js";
import { register } from "../../src/register/register.js";
import { both, expectSame, folders, RUNS } from "./bothWays.js";
import { folderWith } from "./folder.js";

type Written = Parameters<typeof parquetWriteBuffer>[0];
type Columns = Written["columnData"];
type Table = readonly (readonly string[])[];

const GZIP = { codec: "GZIP", compressors: { GZIP: (bytes: Uint8Array) => gzipSync(bytes) } } as const;
const ENCODINGS = [
  undefined,
  "PLAIN",
  "RLE_DICTIONARY",
  "DELTA_BYTE_ARRAY",
  "DELTA_LENGTH_BYTE_ARRAY",
] as const;

const parquet = (columnData: Columns, how: Partial<Written> = {}): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...how }));

/** A table, its header first, as a Parquet file of texts; what is empty has no value, or is an empty text. */
function packed(
  [header, ...rows]: Table,
  how: Partial<Written> & { encoding?: string; empty?: string } = {},
) {
  const { encoding, empty, ...more } = how;
  const columns = header!.map((name, column) => ({
    name,
    data: rows.map((cells) => cells[column] || (empty ?? null)),
    type: "STRING",
    nullable: true,
    ...(encoding === undefined ? {} : { encoding }),
  }));
  return parquet(columns as Columns, more);
}

/** What a table of text says, every row as long as its header. */
function cellsOf(text: string): Table {
  const options = {
    relax_column_count: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
  };
  const [header, ...rows] = parse(text, options) as string[][];
  return [header!, ...rows.map((cells) => header!.map((_, column) => unguarded(cells[column] ?? "")))];
}

const quoted = (table: Table): string =>
  table.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");

const how = fc.record({
  written: fc.constantFrom<Partial<Written>>({ codec: "UNCOMPRESSED" }, { codec: "SNAPPY" }, GZIP),
  encoding: fc.constantFrom(...ENCODINGS),
  rowGroupSize: fc.constantFrom(1, 3, 1000),
  pageSize: fc.constantFrom(1, 20, 1 << 20),
  empty: fc.constantFrom(undefined, ""),
});

/** All that a register says, with the names that files of text would have. */
async function told(files: Record<string, string | Uint8Array>) {
  const { dataset, issues } = await load(await folderWith(files));
  return JSON.parse(JSON.stringify({ dataset, issues }).replaceAll(".parquet", ".csv"));
}

describe("Parquet read as columns", () => {
  test("is the register that the ordinary reader makes, and the one that text makes", async () => {
    const record = ["holder", "subject", "equity", "from", "to", "voting", "amount", "votingSuspended"];
    const headings = [...record, "source", "holderKind"].join(",");
    let compared = 0;
    let all = 0;
    await fc.assert(
      fc.asyncProperty(folders, how, async ({ entities, holdings, ties, withEntities, asOf }, options) => {
        const { written, ...more } = options;
        const write = (table: Table) =>
          packed(table, { ...written, ...more } as Parameters<typeof packed>[1]);
        const tables = {
          holdings: cellsOf([headings, ...holdings].join("\n")),
          ...(withEntities && {
            entities: cellsOf(
              ["id,name,kind,listing,sector,registerComplete,jurisdiction", ...entities].join("\n"),
            ),
          }),
        };
        const files: Record<string, Uint8Array | string> = {};
        const texts: Record<string, string> = {};
        for (const [name, table] of Object.entries(tables)) {
          files[`${name}.parquet`] = write(table);
          texts[`${name}.csv`] = quoted(table);
        }
        if (ties.length > 0)
          files["ties.csv"] = texts["ties.csv"] = ["kind,from,to,subject,share,start", ...ties].join("\n");
        expect(await told(files)).toEqual(await told(texts));
        all += 1;
        if (await expectSame(files, asOf)) compared += 1;
      }),
      { numRuns: RUNS, seed: 20261124 },
    );
    expect(compared / all).toBeGreaterThan(0.5);
  });

  test("is the same over many blocks, row groups and pages that end in different rows", async () => {
    const odd = [
      "",
      "",
      "'=1+1",
      "''+x",
      " '=y",
      'a "b" c',
      "two\r\nlines",
      "<script>alert(1)</script>",
      "a\u001fb",
    ];
    const name = "Very long name of a company, with a comma and 'quotes', ".repeat(2);
    const entities = Array.from({ length: 5000 }, (_, k) => [
      `C${k}`,
      k % 89 === 5 ? odd[k % odd.length]! : `${k % 3 ? name : ""}${k}`,
      k % 97 === 0 ? "compny" : "company",
    ]);
    const holdings = Array.from({ length: 9000 }, (_, k) =>
      k % 1023 === 1000
        ? ["", `C${k}`, ""]
        : [
            k % 511 === 7 ? odd[k % odd.length]! : `C${(k * 7919) % 5100}`,
            `C${k >> 1}`,
            k % 3 ? "0.5" : "25%-50%",
          ],
    );
    const tables: Record<string, Table> = {
      entities: [["id", "name", "kind"], ...entities],
      holdings: [["holder", "subject", "equity"], ...holdings],
    };
    const texts = Object.fromEntries(
      Object.entries(tables).map(([stem, table]) => [
        `${stem}.csv`,
        quoted(table.map((cells) => cells.map((cell) => (/^'+[=+\-@]/.test(cell) ? `'${cell}` : cell)))),
      ]),
    );
    const expected = await told(texts);
    for (const encoding of ["PLAIN", "RLE_DICTIONARY", "DELTA_BYTE_ARRAY"] as const) {
      const sizes = { rowGroupSize: 4001, pageSize: 3000, codec: "SNAPPY" } as const;
      const files = Object.fromEntries(
        Object.entries(tables).map(([stem, table]) => [
          `${stem}.parquet`,
          packed(table, { ...sizes, encoding }),
        ]),
      );
      expect(await told(files)).toEqual(expected);
      expect(await expectSame(files)).toBe(true);
    }
    const mixed = { "entities.csv": texts["entities.csv"]!, "holdings.parquet": packed(tables.holdings!) };
    expect(await expectSame(mixed)).toBe(true);
    expect(await told(mixed)).toEqual(expected);
  });

  test("of numbers, days, moments and flags has what a table of their texts has", async () => {
    const day = (text: string | null): Date | null => (text === null ? null : new Date(text));
    const nullable = true;
    const files = {
      "entities.parquet": parquet([
        { name: "id", data: [1n, 2n, 3n], type: "INT64" },
        { name: "name", data: ["甲", "乙", null], type: "STRING", nullable },
        { name: "registerComplete", data: [true, false, null], type: "BOOLEAN", nullable },
      ]),
      "holdings.parquet": parquet([
        { name: "holder", data: [2, 3, 2, 3], type: "INT32" },
        { name: "subject", data: [1n, 1n, 3n, 2n], type: "INT64" },
        { name: "equity", data: [0.1, 1e-7, null, 1 / 3], type: "DOUBLE", nullable },
        {
          name: "from",
          data: [day("2020-01-31"), day("2020-02-29T13:00:00Z"), null, new Date(Number.NaN)].map((at) =>
            at !== null && Number.isNaN(at.getTime()) ? null : at,
          ),
          type: "TIMESTAMP",
          nullable,
        },
      ]),
    };
    expect(await told(files)).toEqual(
      await told({
        "entities.csv": "id,name,registerComplete\n1,甲,true\n2,乙,false\n3,,\n",
        "holdings.csv": `holder,subject,equity,from\n2,1,0.1,2020-01-31\n3,1,1e-7,2020-02-29T13:00:00.000Z\n2,3,,\n3,2,${1 / 3},\n`,
      }),
    );
    expect(await expectSame(files)).toBe(true);
  });
});

describe("Parquet as DuckDB writes it", () => {
  const TABLE = `select 'H' || (i % 700) as holder, 'C' || (i // 3) as subject, (i % 40 / 100)::decimal(9, 4) as equity,
    case when i % 5 > 0 then date '2019-12-30' + (i % 9)::int end as "from", ['CN', 'HK'] as "what", {a: i} as more from range(9000) t(i)`;
  const ENTITIES = `select 'C' || i as id, 'Company "' || i || '", Ltd' as name, 'company' as kind, [1, i] as list from range(3000) t(i)
    union all select 'H' || i, 'Holder ' || i, case when i % 7 = 0 then null else 'person' end, null from range(700) t(i)`;
  const written = async (settings: string): Promise<string> => {
    const folder = await folderWith({});
    const connection = await (await DuckDBInstance.create()).connect();
    for (const [stem, query] of [
      ["entities", ENTITIES],
      ["holdings", TABLE],
    ]) // prettier-ignore
      await connection.run(
        `copy (${query}) to '${join(folder, `${stem}.parquet`)}' (format parquet, ${settings})`,
      );
    connection.closeSync();
    return folder;
  };
  const contents = async (folder: string) => ({
    "entities.parquet": new Uint8Array(await readFile(join(folder, "entities.parquet"))),
    "holdings.parquet": new Uint8Array(await readFile(join(folder, "holdings.parquet"))),
  });

  test.each([
    "compression uncompressed",
    "compression snappy, row_group_size 2048",
    "compression gzip, parquet_version v2",
    "compression zstd, dictionary_size_limit 0",
    "compression brotli",
    "compression lz4_raw, parquet_version v2, row_group_size 4096",
  ])("%s", async (settings) => {
    const files = await contents(await written(settings));
    expect(await expectSame(files)).toBe(true);
    const first = await told(
      await contents(await written("compression uncompressed, row_group_size 1000000")),
    );
    expect(await told(files)).toEqual(first);
    expect(first.dataset.holdings[41]).toMatchObject({
      holder: "H41",
      subject: "C13",
      equity: "0.0100",
      from: "2020-01-04",
    });
    expect(first.dataset.entities[5].name).toBe('Company "5", Ltd');
  });

  test("a list in a column that is read is read as JSON, like everywhere", async () => {
    const folder = await folderWith({});
    const connection = await (await DuckDBInstance.create()).connect();
    const query =
      "select 'A' as holder, 'B' as subject, 0.5 as equity, ['x', 'y'] as source from range(3000)";
    await connection.run(`copy (${query}) to '${join(folder, "holdings.parquet")}' (format parquet)`);
    connection.closeSync();
    const { dataset } = await load(folder);
    expect(dataset.holdings[2999]!.source).toBe('["x","y"]');
    expect(openRegister(await loadBulk(folder)).data.holding(2999)).toEqual(dataset.holdings[2999]);
  });
});

describe("odd Parquet files", () => {
  const table: Table = [
    ["holder", "subject", "equity"],
    ...Array.from({ length: 300 }, (_, k) => [`P${k % 7}`, `C${k >> 1}`, "0.5"]),
  ];

  test("without rows, with a column that is missing, with columns that repeat one another", async () => {
    expect(await expectSame({ "holdings.parquet": packed(table.slice(0, 1)) })).toBe(true);
    const [name, kind] = [
      ["id", "name"],
      ["A", "甲"],
    ]; // prettier-ignore
    const entities = packed([name!, kind!]);
    const missing = packed([
      ["holder", "share"],
      ["P", "0.5"],
    ]); // prettier-ignore
    expect(await expectSame({ "entities.parquet": entities, "holdings.parquet": missing })).toBe(true);
    const twice = packed([
      ["holder", "subject", "equity", "share", "holder"],
      ["P", "A", "0.5", "0.7", "Q"],
    ]); // prettier-ignore
    expect(await expectSame({ "holdings.parquet": twice })).toBe(true);
    const { issues } = await load(await folderWith({ "holdings.parquet": twice }));
    expect(issues.filter(({ code }) => code === "unknown-column").map(({ column }) => column)).toEqual([
      "holder",
      "share",
    ]);
    const headless = packed([
      ["holder", "subject", ""],
      ["P", "A", "x"],
    ]); // prettier-ignore
    expect(await expectSame({ "holdings.parquet": headless })).toBe(true);
  });

  test("with more columns than tables of text may have are read all the same", async () => {
    const more = Array.from({ length: 80 }, (_, k) => `more ${k}`);
    const wide = table.map((cells, row) => [...(row === 0 ? more : more.map(() => "x")), ...cells]);
    expect(await expectSame({ "holdings.parquet": packed(wide) })).toBe(true);
  });

  test("with bytes that are no UTF-8 or a very long cell are left to the ordinary reader", async () => {
    const long = packed([...table, ["x".repeat(1 << 21), "C1", "0.1"]]);
    expect(await both({ "holdings.parquet": long })).toBeNull();
    const bytes = packed(table, { codec: "UNCOMPRESSED", encoding: "PLAIN" });
    const at = Buffer.from(bytes).indexOf("P3");
    bytes[at] = 0xff;
    expect(await both({ "holdings.parquet": bytes })).toBeNull();
    const { dataset } = await load(await folderWith({ "holdings.parquet": bytes }));
    expect(dataset.holdings.some(({ holder }) => holder === "\ufffd3")).toBe(true);
  });

  test("that are damaged are refused by name, and never anything else happens", async () => {
    const bytes = packed(table, { rowGroupSize: 100, pageSize: 200 });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, change, cut) => {
          const damaged = cut ? bytes.slice(0, at) : bytes.slice();
          if (!cut) damaged[at]! ^= change;
          const folder = await folderWith({ "holdings.parquet": damaged });
          const ordinary = await load(folder).catch((error: unknown) => error);
          const opened = await openData(folder, { bulkFrom: 0 }).catch((error: unknown) => error);
          if (ordinary instanceof Error) {
            expect(ordinary).toBeInstanceOf(InputError);
            expect(ordinary.message).toContain("holdings.parquet");
            expect((opened as Error).message).toBe(ordinary.message);
            return;
          }
          const { dataset, issues } = ordinary as Awaited<ReturnType<typeof load>>;
          const { kind, ...rest } = opened as Awaited<ReturnType<typeof openData>>;
          if (kind === "records") return;
          const all = orderIssues([...issues, ...register(dataset, {}).issues]);
          const { register: made } = rest as Extract<
            Awaited<ReturnType<typeof openData>>,
            { kind: "columns" }
          >;
          expect(made().issues().all()).toEqual(all);
        },
      ),
      { numRuns: 2 * RUNS, seed: 20261125 },
    );
    await expect(loadBulk(await folderWith({ "holdings.parquet": bytes.slice(0, 40) }))).rejects.toThrow(
      NotForBulk,
    );
  });
});
