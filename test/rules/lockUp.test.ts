import { describe, expect, it } from "vitest";
import { about, one, said } from "./saying.js";

const PLAIN = "蓝海: company, sector securities";
/** 王 controls the company, so that the others are locked in for 36 months. */
const LED = `${PLAIN}\n王 -60%(from 2010-01-01)-> 蓝海`;
/** Nobody controls it: 48 months for all. */
const NOBODY = `${PLAIN}\n王 -40%(from 2010-01-01)-> 蓝海\n李 -30%(from 2010-01-01)-> 蓝海`;

const lock = (drawing: string, on?: string): string[] =>
  about("SC-24-1", "张", drawing, on).map(({ verdict, threshold, limb }) =>
    `${verdict} ${threshold} ${limb ?? ""}`.trim(),
  );

describe("SC-24-1, how long a holding is locked in", () => {
  it.each([
    [
      "under the controlling shareholder, a day before 60 months",
      `${PLAIN}\n张 -60%(from 2020-07-01)-> 蓝海`,
      "2025-06-30",
      "advisory 60 holding",
    ],
    [
      "under the controlling shareholder, 60 months",
      `${PLAIN}\n张 -60%(from 2020-06-30)-> 蓝海`,
      "2025-06-30",
      "clear 60",
    ],
    [
      "with a controller, others a day before 36 months",
      `${LED}\n张 -10%(from 2022-07-01)-> 蓝海`,
      "2025-06-30",
      "advisory 36 holding",
    ],
    [
      "with a controller, others at 36 months",
      `${LED}\n张 -10%(from 2022-06-30)-> 蓝海`,
      "2025-06-30",
      "clear 36",
    ],
    [
      "without a controller a day before 48 months",
      `${NOBODY}\n张 -30%(from 2021-07-01)-> 蓝海`,
      "2025-06-30",
      "advisory 48 holding",
    ],
    [
      "without a controller at 48 months",
      `${NOBODY}\n张 -30%(from 2021-06-30)-> 蓝海`,
      "2025-06-30",
      "clear 48",
    ],
    [
      "the last day of a shorter month ends the period",
      `${LED}\n张 -10%(from 2021-08-31)-> 蓝海`,
      "2024-08-30",
      "advisory 36 holding",
    ],
    ["29 February and 36 months", `${LED}\n张 -10%(from 2024-02-29)-> 蓝海`, "2027-02-28", "clear 36"],
    [
      "as recorded, until the day itself",
      `${LED}\n张 -10%(from 2010-01-01, lockedUntil 2025-06-30)-> 蓝海`,
      "2025-06-30",
      "advisory 36 holding",
    ],
    [
      "as recorded, the day after",
      `${LED}\n张 -10%(from 2010-01-01, lockedUntil 2025-06-30)-> 蓝海`,
      "2025-07-01",
      "clear 36",
    ],
    [
      "heldSince goes before from",
      `${LED}\n张 -10%(from 2025-01-01, heldSince 2019-01-01)-> 蓝海`,
      "2025-06-30",
      "clear 36",
    ],
    ["without a day it is open", `${LED}\n张 -10%-> 蓝海`, "2025-06-30", "undetermined 36 holding"],
  ])("%s", (_, drawing, on, expected) => {
    expect(lock(drawing, on)).toEqual([expected]);
  });

  it("counts holders under the controller like the controller", () => {
    const under = `${LED}\n甲: company\n王 -51%-> 甲\n甲 -10%(from 2021-07-01)-> 蓝海`;
    expect(one("SC-24-1", "甲", under)).toMatchObject({ verdict: "advisory", threshold: "60" });
    expect(one("SC-24-1", "甲", under.replace("51%", "50%"))).toMatchObject({
      verdict: "clear",
      threshold: "36",
    });
    expect(one("SC-24-1", "甲", under.replace("51%", "50%-60%"))).toMatchObject({ verdict: "undetermined" });
  });

  it("tacks what was swapped for equity of another securities company", () => {
    const swap = `${LED}\n白水: company, sector securities\n张 -5%(from 2020-01-01, to 2024-01-01)-> 白水\n张 -10%(from 2024-01-01, acquiredBy swap)-> 蓝海`;
    expect(lock(swap)).toEqual(["clear 36"]);
    expect(lock(swap.replace(", sector securities\n张", "\n张"))).toEqual(["advisory 36 holding"]);
    expect(lock(swap.replace("to 2024-01-01)", "to 2023-12-31)"))).toEqual(["advisory 36 holding"]);
  });

  const sold = (from: string, to: string): string =>
    `${LED}\n张 -10%(from ${from}, to ${to})-> 蓝海\n李 -10%(from ${to}, acquiredBy transfer)-> 蓝海`;

  it.each([
    ["a day too early", sold("2022-03-10", "2025-03-09"), ["breach 36 transfer"]],
    ["on the day", sold("2022-03-10", "2025-03-10"), []],
    ["before this law", sold("2020-03-10", "2021-04-17"), []],
    ["on its first day", sold("2020-03-10", "2021-04-18"), ["breach 36 transfer"]],
    ["after the day of the check", sold("2022-07-10", "2025-07-01"), ["advisory 36 holding"]],
  ])("a transfer %s", (_, drawing, expected) => {
    expect(lock(drawing)).toEqual(expected);
  });

  it("a part that is sold is a transfer, a stake that is diluted may be none", () => {
    const less = `${LED}\n张 -10%(from 2024-01-01, to 2025-01-01)-> 蓝海\n张 -6%(from 2025-01-01, heldSince 2024-01-01)-> 蓝海`;
    expect(lock(less)).toEqual(["undetermined 36 transfer"]);
    expect(about("SC-24-1", "张", less)[0]!.missing).toEqual([{ what: "transfer", entity: "张" }]);
    expect(lock(`${less}\n李 -4%(from 2025-01-01, acquiredBy transfer)-> 蓝海`)).toEqual([
      "breach 36 transfer",
    ]);
    expect(lock(less.replace("-6%(", "-10%("))).toEqual(["advisory 36 holding"]);
  });

  it("exempts less than 5 % bought on the market of a listed company, not 5 %", () => {
    const market = (share: string): string =>
      `蓝海: company, sector securities, listing exchange\n王 -60%(from 2010-01-01)-> 蓝海\n张 -${share}(from 2025-01-01, acquiredBy exchange)-> 蓝海`;
    expect(lock(market("4.99%"))).toEqual(["exempt 5%"]);
    expect(lock(market("5%"))).toEqual(["advisory 36 holding"]);
  });
});

describe("SC-24-2, those behind a shareholder whose main asset the stake is", () => {
  const main = (share: string): string =>
    `${LED}\n甲: company, complete\n赵 -70%-> 甲\n孙 -30%-> 甲\n甲 -10%(from 2024-01-01)-> 蓝海\n甲 ! stakeToTotalAssets = ${share} @ 2024-12-31`;

  it.each([
    ["49%", []],
    ["50%", []],
    ["50.01%", ["赵 advisory"]],
    ["45%-55%", ["赵 undetermined"]],
  ])("locks the controlling shareholder and actual controller in at %s of its assets", (share, expected) => {
    expect(said("SC-24-2", main(share)).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(
      expected,
    );
  });

  const above = (to: string): string =>
    main("60%").replace(
      "赵 -70%-> 甲",
      `赵 -70%(from 2015-01-01, to ${to})-> 甲\n周 -70%(from ${to}, acquiredBy transfer)-> 甲`,
    );

  it("a transfer above inside its lock-up is a breach, after it none", () => {
    expect(one("SC-24-2", "赵", above("2025-01-01"))).toMatchObject({ verdict: "breach", limb: "transfer" });
    const late = above("2027-01-01").replace("2024-12-31", "2026-12-31");
    expect(about("SC-24-2", "赵", late, "2027-06-30")).toEqual([]);
    const early = above("2026-12-31").replace("2024-12-31", "2025-12-31");
    expect(one("SC-24-2", "赵", early, "2027-06-30")).toMatchObject({ verdict: "breach" });
  });

  it("is exempt where an approval recognises it", () => {
    expect(one("SC-24-2", "赵", `${above("2025-01-01")}\n赵 ! approval:SC-24-2 = true`)).toMatchObject({
      verdict: "exempt",
      exemption: "approval",
    });
  });
});
