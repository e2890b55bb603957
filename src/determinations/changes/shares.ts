import { policy } from "../../law/law.js";
import { coverage } from "../../measures/coverage.js";
import { lookThrough } from "../../measures/lookThrough.js";
import { isZero } from "../../model/fraction.js";
import type { ShareEnds } from "../../model/share.js";
import { toShareResult } from "../../model/shareResult.js";
import type { Change, ChangeKind } from "./change.js";
import { changeVerdict, isUnchanged, type Side, type Sides, unionOfIds } from "./sides.js";

const shareChange = (kind: ChangeKind, party: string, before: ShareEnds, after: ShareEnds): Change[] =>
  isUnchanged(before, after)
    ? []
    : [
        {
          kind,
          party,
          before: toShareResult(before),
          after: toShareResult(after),
          verdict: changeVerdict(before, after),
        },
      ];

/**
 * Direct holdings. Votes and income are listed apart only where they did not simply move with the equity.
 */
export function holdingChanges({ before, after }: Sides): Change[] {
  return unionOfIds(before.holders.keys(), after.holders.keys()).flatMap((id) => {
    const changes = shareChange("equity", id, before.written(id), after.written(id));
    for (const interest of ["voting", "income"] as const) {
      const [old, now] = [before.written(id, interest), after.written(id, interest)];
      if (isUnchanged(old, before.written(id)) && isUnchanged(now, after.written(id))) continue;
      changes.push(...shareChange(interest, id, old, now));
    }
    return changes;
  });
}

/** Everyone upstream: who came, who went, and whose look-through share moved otherwise than a direct holding. */
export function upstreamChanges({ before, after }: Sides): Change[] {
  const [old, now] = [upstream(before), upstream(after)];
  return unionOfIds(old.keys(), now.keys()).flatMap((id): Change[] => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was && is) {
      const direct = isUnchanged(was, before.equity(id)) && isUnchanged(is, after.equity(id));
      return direct ? [] : shareChange("lookThrough", id, was, is);
    }
    const share = toShareResult((is ?? was)!);
    const verdict = (is ?? was)!.min.n > 0n ? "certain" : "possible";
    if (is) return [{ kind: "entered", party: id, before: null, after: share, verdict }];
    return [{ kind: "left", party: id, before: share, after: null, verdict }];
  });
}

/** Look-through shares of everyone upstream but the subject itself, by id. */
function upstream({ r, subject }: Side): ReadonlyMap<string, ShareEnds> {
  return new Map(
    lookThrough(r)
      .owners(subject)
      .owners.filter(({ party, share }) => party !== subject && !isZero(share.max))
      .map(({ party, share }) => [r.entities[party]!.id, share]),
  );
}

/** How much of the subject is known to its ends. */
export function coverageChanges({ subject, before, after }: Sides): Change[] {
  const of = (side: Side): ShareEnds =>
    coverage(side.r, { subject: side.subject, policy: policy() }).coverage;
  return shareChange("coverage", subject, of(before), of(after));
}
