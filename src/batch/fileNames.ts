import { createHash } from "node:crypto";

/** Ids that are file names as they stand, on every file system, and that no made name can be. */
const PLAIN = /^[a-z0-9][a-z0-9_]{0,59}$/;
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
const LONGEST = 40;
const HASH = 12;

/**
 * A file name without its ending for an id: readable, safe on every file system, and another one for another id, also
 * where case is not told apart. What is no plain lower-case name gets a part of its hash; a plain one has no hyphen and
 * so never looks like that.
 */
export function fileName(id: string): string {
  if (PLAIN.test(id) && !DEVICE.test(id)) return id;
  const letters = id
    .normalize("NFC")
    .slice(0, 4 * LONGEST)
    .replace(/[^\p{L}\p{N}]+/gu, "_");
  const readable = [...letters.replace(/^_+|_+$/g, "")].slice(0, LONGEST).join("");
  const hash = createHash("sha256").update(id).digest("hex").slice(0, HASH);
  return readable === "" ? `_-${hash}` : `${readable}-${hash}`;
}
