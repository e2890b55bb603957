import { readFileSync } from "node:fs";

const FOLDER = new URL("../../../cypher/", import.meta.url);
const read = new Map<string, string>();

/** The text of cypher/NAME.cypher. Statements take parameters only: nothing is ever put into their text. */
export function statement(name: string): string {
  const known = read.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`${name}.cypher`, FOLDER), "utf8");
  read.set(name, text);
  return text;
}

/** The statements of a file that holds several, each ended by a semicolon at the end of a line. */
export const statements = (name: string): string[] =>
  statement(name)
    .replace(/^\/\/.*$/gm, "")
    .split(/;\s*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
