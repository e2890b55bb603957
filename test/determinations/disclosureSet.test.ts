import { expect, test } from "vitest";
import { disclosureSet } from "../../src/determinations/disclosureSet.js";
import { register } from "../../src/index.js";
import { load } from "../../src/io/index.js";
import { drawn } from "../notation.js";

const SAMPLE = new URL("../../samples/before-and-after/", import.meta.url).pathname;

test("equity structure, actual controllers, all beneficiaries and their changes between two dates", async () => {
  const { dataset } = await load(decodeURIComponent(SAMPLE));
  const { now, before, changes, subject } = disclosureSet(register(dataset), {
    subject: "云帆证券",
    from: "2024-06-30",
    to: "2025-06-30",
  });
  expect(subject).toBe("云帆证券");
  expect(before!.actualControllers.map(({ id }) => id)).toEqual(["韩东"]);
  expect(now.actualControllers.map(({ id }) => id)).toEqual(["罗西"]);
  expect(now.structure).toHaveLength(10);
  expect(now.beneficiaries.map(({ id }) => id).sort()).toEqual(
    ["何北", "梁粤", "沈辰", "罗南", "罗西", "韩东"].sort(),
  );
  const of = (part: string) =>
    changes
      .filter((change) => change.part === part)
      .map(({ party, before, after }) => [party, before?.exact ?? null, after?.exact ?? null]);
  expect(of("actualControllers")).toEqual([
    ["罗西", null, "41/100"],
    ["韩东", "51/100", null],
  ]);
  expect(of("beneficiaries")).toContainEqual(["罗西", "9/50", "369/1000"]);
  expect(of("structure")).toHaveLength(4);
});

test("without an earlier date there are no changes; who has no recorded holders is a beneficiary that is no end", () => {
  const { now, before, changes } = disclosureSet(register(drawn("P -60%-> S\nK -40%-> S\nK: company")), {
    subject: "S",
  });
  expect([before, changes]).toEqual([null, []]);
  expect(now.beneficiaries).toMatchObject([
    { id: "K", terminal: false, share: { exact: "2/5" } },
    { id: "P", terminal: true, share: { exact: "3/5" } },
  ]);
});
