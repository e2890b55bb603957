import type { WordKey } from "../../text/words.js";

/** Why a database could not be used: a word of the catalogue with what fills it in. */
export type DatabaseFault = Extract<WordKey, `database.${string}`>;

/** A database that cannot be used, or not for this: exit 2. It explains itself by a code of text/databaseWords. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";

  constructor(
    readonly fault: DatabaseFault,
    readonly parameters: Readonly<Record<string, string>> = {},
  ) {
    super(`${fault} ${JSON.stringify(parameters)}`);
  }
}
