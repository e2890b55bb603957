import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { load } from "../../src/io/index.js";
import { fileWith, folderWith } from "./folder.js";

const parquet = (columnData: Parameters<typeof parquetWriteBuffer>[0]["columnData"]): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData }));

test("a folder of Parquet tables is read as one of CSV", async () => {
  const columnar = await folderWith({
    "entities.parquet": parquet([
      { name: "id", data: ["A", "P"], type: "STRING" },
      { name: "名称", data: ["甲公司", "张三"], type: "STRING" },
      { name: "kind", data: ["company", "person"], type: "STRING" },
    ]),
    "holdings.parquet": parquet([
      { name: "holder", data: ["P", "P"], type: "STRING" },
      { name: "subject", data: ["A", "甲公司"], type: "STRING" },
      { name: "equity", data: [0.1, null], type: "DOUBLE", nullable: true },
      { name: "from", data: [new Date("2020-01-31T00:00:00Z"), null], type: "TIMESTAMP", nullable: true },
    ]),
  });
  const plain = await folderWith({
    "entities.csv": "id,名称,kind\nA,甲公司,company\nP,张三,person\n",
    "holdings.csv": "holder,subject,equity,from\nP,A,0.1,2020-01-31\nP,甲公司,,\n",
  });
  const read = async (folder: string) =>
    JSON.parse(JSON.stringify((await load(folder)).dataset).replaceAll(".parquet", ".csv"));
  expect(await read(columnar)).toEqual(await read(plain));
});

test("what cannot be read is said with its row and column, and a damaged file with its name", async () => {
  const bad = parquet([
    { name: "holder", data: ["P", ""], type: "STRING" },
    { name: "subject", data: ["A", "A"], type: "STRING" },
    { name: "equity", data: ["abc", "51%"], type: "STRING" },
  ]);
  const { issues } = await load(await fileWith("holdings.parquet", bad));
  expect(issues.map(({ code, row, column }) => [code, row, column])).toEqual([
    ["invalid-share", 2, "equity"],
    ["missing-value", 3, "holder"],
  ]);
  for (const damaged of ["", "PAR1 is how it would begin", bad.subarray(0, 40)]) {
    const file = await fileWith("holdings.parquet", damaged);
    await expect(load(file)).rejects.toThrow(/holdings\.parquet cannot be read: .*copy or write it again/s);
  }
});
