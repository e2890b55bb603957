import type { Conversation, Database } from "../../src/io/neo4j/connection.js";

/** A database whose writes fail after some: what a killed worker leaves behind. */
export function failingAfter(database: Database, writes: number): Database {
  let left = writes;
  const write = <Result>(work: (talk: Conversation) => Promise<Result>): Promise<Result> => {
    if (left === 0) return Promise.reject(new Error("killed"));
    left -= 1;
    return database.write(work);
  };
  return { ...database, write };
}
