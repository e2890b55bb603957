import type { Language } from "../text/words.js";
import { UsageError } from "./usageError.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** The language of the environment: the first of LC_ALL, LC_MESSAGES and LANG that is set decides, as in POSIX. */
export function languageOf(environment: Environment): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** The language that a command line asks for with --lang; help and refusals need it before the line is parsed. */
export function languageAsked(argv: readonly string[], environment: Environment): Language {
  const position = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const value = position < 0 ? undefined : (argv[position]!.split("=")[1] ?? argv[position + 1]);
  return value === "zh" || value === "en" ? value : languageOf(environment);
}

/** Throws a UsageError for a language that there is not. */
export function readLanguage(value: string | undefined, environment: Environment): Language {
  if (value === undefined) return languageOf(environment);
  if (value === "zh" || value === "en") return value;
  throw new UsageError((say) => [say("refuse.language", { value })]);
}
