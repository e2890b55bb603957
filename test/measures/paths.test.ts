import { expect, test } from "vitest";
import { owners } from "../../src/analyse.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";

/** A block of companies that all hold each other; S is reached through A, which the block holds and which holds into it. */
const MEMBERS = Array.from({ length: 14 }, (_, i) => `D${i}`);
const block = [
  "A -50%-> S",
  "X -10%-> A",
  "P -100%-> X",
  "D0 -20%-> A",
  "A -10%-> D13",
  ...MEMBERS.flatMap((holder) =>
    MEMBERS.filter((subject) => subject !== holder).map((subject) => `${holder} -5%-> ${subject}`),
  ),
  "P: naturalPerson",
].join("\n");

test("the search for paths ends in a dense ring, where most beginnings come to nothing, and says that it was cut", () => {
  const found = owners(register(drawn(block)), { subject: "S" }).owners.find(({ id }) => id === "P")!;
  expect(found.paths.map(({ entities }) => entities)).toEqual([["P", "X", "A", "S"]]);
  expect(found.truncated).toBe(true);
  expect(found.loop.max).toBeGreaterThan(0);
});
