import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { writeWhole } from "../io/writeWhole.js";

/** What a file of rows was made of: a later run that goes on from it must ask the same. */
export interface Origin {
  readonly version: string;
  /** The question as one line of text, which is compared. */
  readonly question: string;
  readonly asOf: string | null;
  /** SHA-256 (hex) of the data, and of the file of rows. */
  readonly data: string;
  readonly rows: string;
}

/** Where the origin of a file of rows stands: beside it. */
export const originPath = (rows: string): string => `${rows}.origin.json`;

/** Writes down what a file of rows, which is there now, was made of. */
export async function writeOrigin(rows: string, made: Omit<Origin, "rows">): Promise<void> {
  const origin: Origin = { ...made, rows: await fileDigest(rows) };
  writeWhole(originPath(rows), `${JSON.stringify(origin, null, 2)}\n`);
}

/** The origin of a file of rows; null where none can be read. */
export function readOrigin(rows: string): Origin | null {
  try {
    const found = JSON.parse(readFileSync(originPath(rows), "utf8")) as Record<string, unknown>;
    const { asOf } = found;
    const texts = ["version", "question", "data", "rows"].every((field) => typeof found[field] === "string");
    return texts && (asOf === null || typeof asOf === "string") ? (found as unknown as Origin) : null;
  } catch {
    return null;
  }
}

/** SHA-256 (hex) of a file. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}
