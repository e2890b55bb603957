import { describe, expect, test } from "vitest";
import type { Entity } from "../../src/model/dataset.js";
import { columnsOf } from "../../src/register/bulkRegister.js";
import { prefixIndex } from "../../src/register/prefixIndex.js";
import { register } from "../../src/register/register.js";
import { Random } from "../oracle/random.js";

const entity = (id: string, name: string): Entity => ({ id, name, kind: "company" });
const indexOf = (entities: Entity[]) => {
  const r = register({ entities, holdings: [], ties: [], facts: [] });
  const index = prefixIndex(columnsOf(r));
  return (text: string, limit = 100) => index.beginningWith(text, limit).map((k) => entities[k]!.id);
};

describe("entities by the beginning of an id or name", () => {
  test("ids first, then names; width, case and order of rows make no difference", () => {
    const entities = [
      entity("b2", "Ａlpha Holdings"),
      entity("alp", "其他"),
      entity("b1", "ALPHA holdings"),
      entity("b3", "甲集团"),
      entity("b4", "甲"),
      entity("b5", "beta"),
    ];
    for (const rows of [entities, [...entities].reverse()]) {
      const find = indexOf(rows);
      expect(find("alp")).toEqual(["alp", "b1", "b2"]);
      expect(find("ALPHA ")).toEqual(["b1", "b2"]);
      expect(find("甲")).toEqual(["b4", "b3"]);
      expect(find("b", 2)).toEqual(["b1", "b2"]);
      expect(find("丙")).toEqual([]);
      expect(find("zz")).toEqual([]);
      expect(find("", 1)).toEqual(["alp"]);
    }
    expect(indexOf([])("a")).toEqual([]);
  });

  test("every beginning of random words finds what looking at all of them finds", () => {
    const random = new Random(5);
    const word = () =>
      Array.from({ length: random.integer(1, 6) }, () => "ab甲"[random.integer(0, 2)]).join("");
    const entities = Array.from({ length: 300 }, (_, k) => entity(`${word()}${k}`, word()));
    const find = indexOf(entities);
    for (let k = 0; k < 300; k += 1) {
      const key = word();
      const expected = entities.filter(({ id, name }) => id.startsWith(key) || name.startsWith(key));
      expect(find(key, 1000).sort()).toEqual(expected.map(({ id }) => id).sort());
    }
  });
});
