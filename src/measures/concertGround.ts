import type { TieKind } from "../model/dataset.js";
import type { ResolvedTie } from "../register/resolve.js";
import { type Circle, concerns, side } from "./concertCircle.js";
import type { ConcertReason } from "./concertReasons.js";
import { tieEvidence, tiesFrom } from "./evidence.js";
import type { Ground, GroundMember } from "./grounds.js";

export type Grounds = Ground<ConcertReason>[];

/** What is more than a presumption: an agreement cannot be rebutted by denying it elsewhere. */
const rebuttable = (reason: ConcertReason): boolean => reason !== "agreement";

/** A ground of members; null where they are all on one side, or one holder. */
export function ground(reason: ConcertReason, members: readonly GroundMember[]): Grounds {
  const [first] = members;
  const several =
    members.some(({ side }) => side !== first!.side) &&
    members.some(({ holder }) => holder !== first!.holder);
  return several ? [{ reason, members, rebuttable: rebuttable(reason) }] : [];
}

/** Ties of a kind between two parties that stand for holders. */
export function tiesBetween(
  circle: Circle,
  reason: ConcertReason,
  kind: TieKind,
  counts: (tie: ResolvedTie) => boolean,
): Grounds {
  const { r, subject, parties } = circle;
  return parties.flatMap((party) =>
    tiesFrom(r, party, [kind])
      .filter((tie) => tie.to >= 0 && tie.to !== party && concerns(tie, subject) && counts(tie))
      .flatMap((tie) => {
        const evidence = [tieEvidence(r, tie)];
        return ground(reason, [...side(circle, party, evidence), ...side(circle, tie.to, evidence)]);
      }),
  );
}
