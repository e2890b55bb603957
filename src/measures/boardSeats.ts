import { readShare, type ShareRange, UNKNOWN_SHARE } from "../model/share.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { tiesFrom } from "./evidence.js";

/** The part of a board that a tie gives; a tie without a share gives some part of it. */
export const seatsRange = ({ record }: ResolvedTie): ShareRange =>
  (record.share === undefined ? null : readShare(record.share).range) ?? UNKNOWN_SHARE;

/** Ties by which a party fills seats on a company's board. */
export const seatsOf = (r: Register, party: number, company: number): readonly ResolvedTie[] =>
  tiesFrom(r, party, ["boardSeats", "boardMajority"]).filter(
    (tie) => tie.to === company && seatsRange(tie).max.n > 0n,
  );
