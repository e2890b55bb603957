import { findEntity, type Register } from "../register/register.js";
import { printable } from "../report/safeText.js";
import { commandText } from "./commandLine.js";
import { textOption } from "./options.js";
import { suggestions } from "./suggestions.js";
import { UsageError } from "./usageError.js";
import type { Call } from "./verb.js";

/** "C1  甲公司  Jia Ltd": how a party is offered to choose from. */
function offer(r: Register, index: number): string {
  const { id, name, nameEn } = r.entities[index]!;
  const parts = [id, ...(name === id ? [] : [name]), ...(nameEn === undefined ? [] : [nameEn])];
  return `  ${parts.map((part) => printable(part)).join("  ")}`;
}

/** The entity that a word of the command line names, by id or unique name. Throws a UsageError with what may be meant. */
export function resolveParty(r: Register, key: string): number {
  const found = findEntity(r, key);
  if (found.index !== null) return found.index;
  const shown = printable(key);
  if (found.reason === "ambiguous") {
    const candidates = found.candidates.map((id) => r.index.get(id)!);
    throw new UsageError((say) => [
      say("refuse.ambiguous", { key: shown, count: candidates.length }),
      ...candidates.map((index) => offer(r, index)),
    ]);
  }
  const near = suggestions(
    {
      count: r.entities.length,
      words: (index) => r.entities[index]!,
      compare: (a, b) => r.rank[a]! - r.rank[b]!,
    },
    key,
  );
  throw new UsageError((say) => [
    say("refuse.unknownSubject", { key: shown }),
    ...(near.length > 0 ? [say("refuse.perhaps"), ...near.map((index) => offer(r, index))] : []),
  ]);
}

/** The same, refused for a natural person: nobody stands behind a person. */
export function resolveCompany(r: Register, key: string, call: Call): number {
  const index = resolveParty(r, key);
  const { id, kind, name } = r.entities[index]!;
  if (kind !== "naturalPerson") return index;
  const command = commandText(["holdings", id, "--data", textOption(call.options, "data") ?? "PATH"]);
  throw new UsageError((say) => [
    say("refuse.person", { name: printable(name) }),
    say("refuse.personHint", { command }),
  ]);
}

/**
 * Parties from flags that may be repeated: each value is an id or name; one that is neither is taken apart at its
 * commas. Every party once, in the order in which they were written.
 */
export function resolveParties(r: Register, values: readonly string[]): number[] {
  const parties = values.flatMap((value) => {
    if (findEntity(r, value).index !== null || !value.includes(",")) return [resolveParty(r, value)];
    return value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .map((part) => resolveParty(r, part));
  });
  return [...new Set(parties)];
}
