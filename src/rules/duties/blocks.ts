import { type Side, type Sides, unionOfIds } from "../../determinations/changes/sides.js";
import { nearestParameter, testOf } from "../../law/law.js";
import { controllersOfEach } from "../../measures/controllersOfEach.js";
import { type StakeOfControlSets, stakeOfControlSets } from "../../measures/stakeOfControlSets.js";
import { meets, type ShareTest, type Verdict } from "../../model/share.js";
import { NO_SHARE } from "../../register/stakeTable.js";
import { REGULATION } from "./approvals.js";
import { any, type DutyClaim, newly } from "./duty.js";
import { type Events, latest } from "./events.js";
import { localFiling } from "./filings.js";

/** Another text asks approval of what Article 6(4) only has filed. */
const CONFLICT = "SC-R14.controls";

/**
 * SC-6-4 on actual controllers (Article 41(2)): a block at or above the line of the law has another actual controller, or somebody's
 * controlled stake comes to the line by several blocks. What comes with an approved change is not filed again.
 */
export function blockControllers(both: Sides, events: Events, known: readonly DutyClaim[]): DutyClaim[] {
  const test = testOf(nearestParameter(REGULATION, "SC-6-4", both.on));
  const [old, now] = [blocksOf(both.before), blocksOf(both.after)];
  const approved = new Set(
    known.filter(({ verdict }) => verdict === "certain").flatMap(({ parties }) => parties),
  );
  const blocks = changedBlocks(both, test, old, now).filter(
    ({ gone, come }) => ![...gone, ...come].some((id) => approvedController(known, id)),
  );
  const named = new Set(blocks.flatMap(({ come }) => come));
  const gainers = newControllers(both, test, old, now).filter(
    ({ id, holders }) =>
      !named.has(id) && !approved.has(id) && !holders.some((holder) => approved.has(holder)),
  );
  return [
    ...blocks.map(({ holder, gone, come, verdict }) =>
      claim(both, events, { parties: [holder, ...come], holders: [holder], gone, come, verdict }),
    ),
    ...gainers.map(({ id, holders, verdict }) =>
      claim(both, events, { parties: [id], holders, gone: [], come: [id], verdict }),
    ),
  ];
}

const approvedController = (known: readonly DutyClaim[], id: string): boolean =>
  known.some(
    ({ cause, verdict, parties }) =>
      cause === "actualController" && verdict === "certain" && parties.includes(id),
  );

interface BlockClaim {
  readonly parties: readonly string[];
  readonly holders: readonly string[];
  readonly gone: readonly string[];
  readonly come: readonly string[];
  readonly verdict: DutyClaim["verdict"];
}

function claim(
  both: Sides,
  events: Events,
  { parties, holders, gone, come, verdict }: BlockClaim,
): DutyClaim {
  const links = come.flatMap((id) => holders.flatMap((holder) => chainTo(both.after, id, holder)));
  const old = gone.flatMap((id) => holders.flatMap((holder) => chainTo(both.before, id, holder)));
  const event = latest([events.chain(links), ...holders.map((id) => events.holder(id))]);
  return localFiling({
    cause: "blockController",
    parties,
    event: event.on === null ? events.chain(old) : event,
    verdict,
    verified: nearestParameter("company-law", "actualController.controlTest", both.on).verified,
    outgoing: gone,
    incoming: come,
    conflict: nearestParameter(REGULATION, CONFLICT, both.on).article,
    parameters: {
      subject: both.subject,
      parties: holders.join(", "),
      before: gone.join(", "),
      after: come.join(", "),
    },
  });
}

const chainTo = (side: Side, from: string, to: string) => {
  const [a, b] = [side.index(from), side.index(to)];
  return a < 0 || b < 0 || a === b ? [] : side.closure.chain({ from: a, to: b });
};

interface Blocks {
  readonly side: Side;
  /** Ultimate controllers of each direct holder, by id; whoever is controlled by nobody is its own. */
  readonly controllers: ReadonlyMap<string, ReadonlyMap<string, "certain" | "possible">>;
  readonly stakes: StakeOfControlSets;
}

function blocksOf(side: Side): Blocks {
  const { r, closure, subject } = side;
  const holders = [...side.holders.values()].filter(({ index }) => index !== subject);
  const controllers = new Map(holders.map(({ id }) => [id, new Map<string, "certain" | "possible">()]));
  const rows = controllersOfEach(
    closure,
    holders.map(({ index }) => index),
  );
  for (const { controller, party, verdict, ultimate } of rows) {
    if (ultimate) controllers.get(r.entities[party]!.id)!.set(r.entities[controller]!.id, verdict);
  }
  return { side, controllers, stakes: stakeOfControlSets(closure, subject) };
}

interface ChangedBlock {
  readonly holder: string;
  readonly gone: readonly string[];
  readonly come: readonly string[];
  readonly verdict: DutyClaim["verdict"];
}

/** Blocks that are at the line on both sides, with controllers of one side only. */
function changedBlocks({ before, after }: Sides, test: ShareTest, old: Blocks, now: Blocks): ChangedBlock[] {
  return unionOfIds(now.controllers.keys(), []).flatMap((holder): ChangedBlock[] => {
    const [was, is] = [old.controllers.get(holder), now.controllers.get(holder)!];
    const sizes = [meets(before.equity(holder), test), meets(after.equity(holder), test)];
    if (!was || sizes.includes("excluded")) return [];
    const gone = [...was.keys()].filter((id) => !is.has(id));
    const come = [...is.keys()].filter((id) => !was.has(id));
    if (gone.length + come.length === 0) return [];
    const sure =
      !sizes.includes("possible") &&
      gone.every((id) => was.get(id) === "certain") &&
      come.every((id) => is.get(id) === "certain");
    return [{ holder, gone, come, verdict: sure ? "certain" : "possible" }];
  });
}

interface NewController {
  readonly id: string;
  readonly holders: readonly string[];
  readonly verdict: DutyClaim["verdict"];
}

/** Those whose controlled stake is newly at the line, with the direct holders that they control. */
function newControllers(
  { before, after }: Sides,
  test: ShareTest,
  old: Blocks,
  now: Blocks,
): NewController[] {
  const heldBy = new Map<string, string[]>();
  for (const [holder, controllers] of now.controllers) {
    for (const id of controllers.keys()) heldBy.set(id, [...(heldBy.get(id) ?? []), holder]);
  }
  const stake = (blocks: Blocks, side: Side, id: string): Verdict => {
    const index = side.index(id);
    return meets(index < 0 ? NO_SHARE : blocks.stakes.stake([index]), test);
  };
  return unionOfIds(heldBy.keys(), []).flatMap((id): NewController[] => {
    const verdict = newly(stake(old, before, id), stake(now, after, id));
    if (verdict === "excluded") return [];
    return [{ id, holders: unionOfIds(heldBy.get(id)!, []), verdict: any([verdict]) }];
  });
}
