import type { Access, Database } from "../io/neo4j/connection.js";
import { type RawOptions, textOption, wholeNumberOption } from "./options.js";

const DEFAULT_USER = "neo4j";
const PASSWORD_VARIABLE = "NEO4J_PASSWORD";
const DEFAULT_TIMEOUT = 120;
const LONGEST_TIMEOUT = 86_400;

/** Opens the database of an address, as the user that options and environment name. Throws a DatabaseError. */
export async function openDatabaseAt(text: string, options: RawOptions): Promise<Database> {
  const [{ readAddress }, { openDatabase }] = await Promise.all([
    import("../io/neo4j/address.js"),
    import("../io/neo4j/connection.js"),
  ]);
  const address = readAddress(text);
  const access = await accessOf(options, address.shown);
  return openDatabase(address, access);
}

async function accessOf(options: RawOptions, address: string): Promise<Access> {
  const user = textOption(options, "user") ?? process.env.NEO4J_USER ?? DEFAULT_USER;
  const named = textOption(options, "passwordEnv");
  const password = process.env[named ?? PASSWORD_VARIABLE] ?? null;
  if (password === null && named !== undefined) {
    const { DatabaseError } = await import("../io/neo4j/databaseError.js");
    throw new DatabaseError("database.noPassword", { address, variable: named });
  }
  const timeout = wholeNumberOption(options, "timeout", 1, LONGEST_TIMEOUT) ?? DEFAULT_TIMEOUT;
  return { user, password, timeout };
}
