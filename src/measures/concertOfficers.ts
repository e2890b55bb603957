import type { TieKind } from "../model/dataset.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { type Circle, stands } from "./concertCircle.js";
import { type Grounds, ground } from "./concertGround.js";
import type { ConcertReason } from "./concertReasons.js";
import { OFFICER_KINDS, tieEvidence, tiesTo } from "./evidence.js";
import type { GroundMember } from "./grounds.js";

export interface Post {
  readonly holder: number;
  readonly principal: boolean;
  readonly ties: readonly ResolvedTie[];
}

/** Posts in holders, by officer. A legal representative and a senior manager are principal officers. */
export function posts({ r, holders }: Circle): Map<number, Post[]> {
  const byOfficer = new Map<number, Post[]>();
  for (const holder of holders) {
    const own = new Map<number, ResolvedTie[]>();
    for (const tie of tiesTo(r, holder, OFFICER_KINDS)) {
      const known = own.get(tie.from);
      if (known) known.push(tie);
      else own.set(tie.from, [tie]);
    }
    for (const [officer, ties] of own) {
      const post = { holder, principal: ties.some(({ record }) => PRINCIPAL.has(record.kind)), ties };
      const known = byOfficer.get(officer);
      if (known) known.push(post);
      else byOfficer.set(officer, [post]);
    }
  }
  return byOfficer;
}

const PRINCIPAL: ReadonlySet<TieKind> = new Set(["legalRepresentative", "seniorManager"]);
/** Sides of those who stand together against others: companies where somebody has a post, and those it controls. */
export const POST_SIDE = -1;
export const CONTROL_SIDE = -2;

export const postMember = (r: Register, { holder, ties }: Post, side: number): GroundMember => ({
  holder,
  party: holder,
  side,
  verdict: "certain",
  evidence: ties.map((tie) => tieEvidence(r, tie)),
});

/** A principal officer of one holder serves in another. Two that merely share a director are not connected. */
export function officerOverlaps(circle: Circle, reason: ConcertReason): Grounds {
  return [...posts(circle).values()].flatMap((own) =>
    ground(
      reason,
      own.map((post) => postMember(circle.r, post, post.principal ? post.holder : POST_SIDE)),
    ),
  );
}

/** An officer of one holder is the other holder, or controls it. */
export function officersCompanies(circle: Circle, reason: ConcertReason): Grounds {
  return [...posts(circle)].flatMap(([officer, own]) => {
    const controlled = stands(circle, officer);
    const already = new Set(controlled.map(({ holder }) => holder));
    return ground(reason, [
      ...controlled.map((stand) => ({ ...stand, party: officer, side: CONTROL_SIDE })),
      ...own
        .filter(({ holder }) => !already.has(holder))
        .map((post) => postMember(circle.r, post, POST_SIDE)),
    ]);
  });
}
