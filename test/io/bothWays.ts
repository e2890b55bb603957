import fc from "fast-check";
import { expect, vi } from "vitest";
import { loadBulk } from "../../src/io/bulk/loadBulk.js";
import { type OpenRegister, openRegister } from "../../src/io/bulk/openRegister.js";
import { NotForBulk } from "../../src/io/bulk/rowScanner.js";
import { load } from "../../src/io/index.js";
import { INTERESTS } from "../../src/model/dataset.js";
import { orderIssues } from "../../src/model/issue.js";
import type { ShareRange } from "../../src/model/share.js";
import { columnsOf } from "../../src/register/bulkRegister.js";
import { type Register, register } from "../../src/register/register.js";
import { folderWith } from "./folder.js";

// A folder a run: their removal takes a while.
vi.setConfig({ hookTimeout: 600_000 });

export const RUNS = process.env.LOOKTHROUGH_FULL ? 1500 : 150;

/** Everything that a register says, as far as it is the same however it was read. */
function said(r: Register) {
  const columns = columnsOf(r);
  const placed = (stake: number, interest: (typeof INTERESTS)[number]) =>
    r.stakes[interest].records(stake).map((position) => r.holdings[position]!.record);
  return { ...tables(r, r.entities.length, placed), columns: plain(columns), entities: r.entities };
}

function saidInBulk(r: OpenRegister) {
  const placed = (stake: number, interest: (typeof INTERESTS)[number]) =>
    r.stakes[interest].records(stake).map((position) => r.holding(position).record);
  const entities = Array.from({ length: r.count }, (_, entity) => r.record(entity));
  return { ...tables(r, r.count, placed), columns: plain(r), entities };
}

const plain = ({
  count,
  asOf,
  kind,
  listing,
  sector,
  publicOffering,
  complete,
  special,
  ties,
  facts,
}: ReturnType<typeof columnsOf>) => ({
  count,
  asOf,
  bytes: [kind, listing, sector, publicOffering, complete, special].map((column) => [...column]),
  ties: [...ties].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  facts,
});

/** How a figure was rounded matters while a company's sum is judged, and not afterwards. */
const ends = ({ rounding: _, ...share }: ShareRange) => share;

function tables(
  r: Pick<Register, "stakes">,
  count: number,
  placed: (stake: number, interest: (typeof INTERESTS)[number]) => unknown,
) {
  return INTERESTS.map((interest) => {
    const table = r.stakes[interest];
    const stakes = Array.from(table.holder, (_, stake) => ({
      share: ends(table.share(stake)),
      written: ends(table.written(stake)),
      records: placed(stake, interest),
    }));
    const { start, holder, subject, heldStart, held, min, max } = table;
    const arrays = [start, holder, subject, heldStart, held, min, max].map((column) => [...column]);
    const undisclosed = Array.from({ length: count }, (_, j) => table.undisclosed(j));
    return { arrays, stakes, undisclosed };
  });
}

/** The folder read both ways; null where only the ordinary reader may read it. */
export async function both(files: Record<string, string | Uint8Array>, asOf?: string) {
  const folder = await folderWith(files);
  const options = asOf === undefined ? {} : { asOf };
  const loaded = await load(folder);
  const r = register(loaded.dataset, options);
  try {
    const bulk = openRegister(await loadBulk(folder), options);
    return { r, bulk, issues: orderIssues([...loaded.issues, ...r.issues]) };
  } catch (error) {
    if (error instanceof NotForBulk) return null;
    throw error;
  }
}

export async function expectSame(
  files: Record<string, string | Uint8Array>,
  asOf?: string,
): Promise<boolean> {
  const read = await both(files, asOf);
  if (read === null) return false;
  const list = read.bulk.issues();
  for (const severity of ["error", "warning", "info"] as const) {
    const own = read.issues.filter((issue) => issue.severity === severity);
    expect(list.count(severity)).toBe(own.length);
    for (const most of [0, 1, 3, 1000]) expect(list.first(severity, most)).toEqual(own.slice(0, most));
  }
  expect(list.all()).toEqual(read.issues);
  expect(saidInBulk(read.bulk)).toEqual(said(read.r));
  return true;
}

export const ids = ["A", "B", "C", "D", "P", "Q", "甲公司", "张三", "😀", "\uFB01n"];
const idCells = [
  ...ids,
  " A",
  "B ",
  "'=C",
  "1.2E+17",
  "",
  "甲",
  '"D"',
  '"P,Q"',
  '"x ""y"""',
  "\u3000Q",
  "A\u00a0",
  "乙（有限合伙）",
];
const names = [
  "甲公司",
  "张三",
  "同名",
  "同名",
  "",
  "Smith, Ltd".replace(",", ""),
  '"A, B"',
  '"The ""Foo"""',
  "  x",
  "D",
  '"two\nlines"',
];
const kinds = ["company", "person", "自然人", "", "limitedPartnership", "LP", "compny", "dispersed", "fund"];
const shares = [
  "0.5",
  "50%",
  "25%",
  "0.25",
  "1/3",
  "33.33%",
  "33.34%",
  "0.333333",
  "100%",
  "1",
  "0",
  "",
  "25%-50%",
  ">25%",
  "(25%,50%]",
  "unknown",
  "-",
  "120%",
  "-5%",
  "abc",
  " 30%",
  "３０％",
  "0.10",
  "1e-2",
  "12.5 %",
  ".5",
  "0.",
  "0.1234567890123456789",
  "'20%",
  "00.5",
]; // prettier-ignore
const days = [
  "",
  "",
  "",
  "2020-01-01",
  "2024/6/30",
  "2024-06-30",
  "9999-12-31",
  "2019-02-29",
  "x",
  "2024-02-29",
];

export const cell = (cells: readonly string[]) => fc.constantFrom(...cells);
const entityRow = fc
  .tuple(
    cell(idCells),
    cell(names),
    cell(kinds),
    cell(["", "", "exchange", "上市", "moon"]),
    cell(["", "", "securities", "公募基金"]),
    cell(["", "", "true", "2021-01-01", "maybe"]),
    cell(["", "CN", "中国", "Narnia"]),
  )
  .map((cells) => cells.join(","));
const holdingRow = fc
  .tuple(
    cell(idCells),
    cell(idCells),
    cell(shares),
    cell(days),
    cell(days),
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(",,,,") },
      fc
        .tuple(
          cell(["", "0.5", "1/2"]),
          cell(["", "100"]),
          cell(["", "true", "10%"]),
          cell(["", "note", '"a, ""b"""']),
          cell(["", "", "company", "普通合伙人"]),
        )
        .map((cells) => cells.join(",")),
    ),
  )
  .map((cells) => cells.join(","));
const oddRows = fc.constantFrom(
  "",
  ",,,",
  "A,B",
  "A,B,50%,,,,,,,,too many",
  "A,B,5\u00000%,,,,,,,",
  "   ",
  "\ufeffA,B,1%,,,,,,,",
);

const rowsOf = (row: fc.Arbitrary<string>, most: number) =>
  fc.array(fc.oneof({ weight: 12, arbitrary: row }, { weight: 1, arbitrary: oddRows }), { maxLength: most });
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");

export const folders = fc.record({
  entities: rowsOf(entityRow, 12),
  holdings: rowsOf(holdingRow, 14),
  ties: fc.array(
    fc
      .tuple(
        cell(["nominee", "director", "votingProxy", "spouse"]),
        cell(ids),
        cell(["", ...ids]),
        cell(["", ...ids]),
        cell(["", "30%"]),
        cell(days),
      )
      .map((cells) => cells.join(",")),
    { maxLength: 3 },
  ),
  facts: fc.array(
    fc
      .tuple(cell(ids), cell(["registeredCapital", "netAssets"]), cell(["200", "1000"]), cell(days))
      .map((cells) => cells.join(",")),
    { maxLength: 2 },
  ),
  classes: fc.array(
    fc.tuple(cell(ids), cell(["A", "B"]), cell(["100", ""])).map((cells) => cells.join(",")),
    { maxLength: 2 },
  ),
  end: lineEnd,
  mark: fc.constantFrom("", "\ufeff"),
  withEntities: fc.boolean(),
  last: fc.boolean(),
  asOf: fc.constantFrom(undefined, "2020-01-01", "2024-06-30", "2024-06-29"),
});
