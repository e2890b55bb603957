import { type Say, sayIn } from "../text/words.js";

/** The input or the command line cannot be used: exit 2. It explains itself in the language that was asked for. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** @param lines what is wrong, then what to do about it; one text a line */
  constructor(readonly lines: (say: Say) => readonly string[]) {
    super(lines(sayIn("en")).join("\n"));
  }
}
