import { listOption } from "./options.js";
import type { Call } from "./verb.js";

/** Every word that may name a party: arguments, flags with parties, their parts, and the parts of a finding's id. */
export function namedParties({ arguments: words, options }: Call): string[] {
  const flags = (["of", "by", "listed"] as const).flatMap((flag) => listOption(options, flag));
  const split = flags.flatMap((value) => (value.includes(",") ? [value, ...value.split(",")] : [value]));
  const findings = words.flatMap((word) => {
    const at = word.indexOf("@");
    return at < 0 ? [] : word.slice(at + 1).split(":");
  });
  return [...new Set([...words, ...split, ...findings].map((word) => word.trim()))].filter(
    (word) => word !== "",
  );
}
