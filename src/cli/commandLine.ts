const PLAIN = /^[\p{L}\p{N}_@%+=:,./-]+$/u;

/** A word as a shell reads it back. */
export const quoted = (word: string): string =>
  PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command line of this program that a person can copy. */
export const commandText = (argv: readonly string[]): string =>
  ["lookthrough", ...argv].map(quoted).join(" ");
