import { DatabaseError } from "./databaseError.js";

/** A database server and one of its databases, taken from an address such as neo4j://host:7687/registers. */
export interface DatabaseAddress {
  /** What the driver takes: scheme, host and port. */
  readonly server: string;
  /** Null is the server's default database. */
  readonly database: string | null;
  /** The address as messages show it: never with a password in it. */
  readonly shown: string;
}

const SCHEME = /^(?:neo4j|bolt)(?:\+s|\+ssc)?:\/\//i;

export const isDatabaseAddress = (text: string): boolean => /^(?:neo4j|bolt)(?:\+\w+)?:/i.test(text);

/** Reads neo4j://host:port/database or bolt://…, with +s for TLS. Throws a DatabaseError for any other text. */
export function readAddress(text: string): DatabaseAddress {
  const url = SCHEME.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === "") throw new DatabaseError("database.address", { address: text });
  if (url.username !== "" || url.password !== "") throw new DatabaseError("database.password", {});
  const path = decodeURIComponent(url.pathname.replace(/^\//, ""));
  const server = `${url.protocol}//${url.host}${url.search}`;
  return { server, database: path === "" ? null : path, shown: text };
}
