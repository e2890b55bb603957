import { expect, test } from "vitest";
import { loadBulk } from "../../src/io/bulk/loadBulk.js";
import { openRegister } from "../../src/io/bulk/openRegister.js";
import { load } from "../../src/io/index.js";
import { policy } from "../../src/law/law.js";
import { ultimateOwners } from "../../src/measures/ownersOfAll.js";
import { columnsOf } from "../../src/register/bulkRegister.js";
import { prefixIndex } from "../../src/register/prefixIndex.js";
import { register } from "../../src/register/register.js";
import { folderWith } from "./folder.js";

/** A chain under a ring with ranges in it and a nominee. */
const TABLES = {
  "entities.csv":
    "id,name,kind\nP1,甲,person\nP2,乙,person\nN,代持,company\nA,Alpha,company\nB,Beta,company\nC,Gamma,company\nD,Alphabet,company\n",
  "holdings.csv":
    "holder,subject,equity\nP1,A,60%\nB,A,40%\nA,B,50%\nP2,B,20%-40%\nN,B,10%-30%\nP1,C,1.7%\nD,C,75%\nP2,C,23.3%\nA,D,31.0666666%\nP2,D,60%\n",
  "ties.csv": "kind,from,to\nnominee,N,P2\n",
};

test("a register read as columns gives the ultimate owners, and the names, of one read as records", async () => {
  const folder = await folderWith(TABLES);
  const { dataset } = await load(folder);
  const records = register(dataset);
  const columns = openRegister(await loadBulk(folder));
  for (const atLeast of ["25%", "31.0666666%", "60%", "5%"]) {
    for (const terminals of [policy(), undefined]) {
      const options = { test: { atLeast }, terminals };
      const [one, other] = [ultimateOwners(columns, options), ultimateOwners(records, options)];
      for (let subject = 0; subject < columns.count; subject += 1) {
        expect(one.of(subject), `${atLeast}, ${columns.id(subject)}`).toEqual(other.of(subject));
      }
      expect(one.of(columns.find("C").index!).length).toBeGreaterThan(0);
    }
  }
  const names = [columns, columnsOf(records)].map((each) => prefixIndex(each).beginningWith("alpha", 9));
  expect(names[0]!.map((entity) => columns.id(entity))).toEqual(["A", "D"]);
  expect(names[1]).toEqual(names[0]);
});
