import { Command, CommanderError } from "commander";
import { displayWidth } from "../report/displayWidth.js";
import { type Language, type Say, sayAny, sayIn } from "../text/words.js";
import { languageAsked } from "./language.js";
import { FLAGS, type RawOptions } from "./options.js";
import { watchStandardOutput } from "./output.js";
import { runVerb } from "./run.js";
import { UsageError } from "./usageError.js";
import { ROW_FORMATS, type Verb } from "./verb.js";
import { VERBS } from "./verbs.js";
import { version } from "./version.js";

const UNUSABLE = 2;
const OUR_FAULT = 70;

/** Runs the command line and returns its exit code (DESIGN §9). Everything printed is printed on the way. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  const language = languageAsked(argv, process.env);
  watchStandardOutput((reason) => complain([sayIn(language)("refuse.stdout", { reason })]));
  const outcome = { code: 0 };
  const program = programIn(language, async (verb, words, options) => {
    outcome.code = await runVerb(verb, words, options, argv);
  });
  try {
    if (argv.length === 0) {
      process.stderr.write(program.helpInformation());
      return UNUSABLE;
    }
    await program.parseAsync([...argv], { from: "user" });
    return outcome.code;
  } catch (error) {
    return await refuse(error, language, argv);
  }
}

type Action = (verb: Verb, words: readonly string[], options: RawOptions) => Promise<void>;

function programIn(language: Language, action: Action): Command {
  const say = sayIn(language);
  const titles: Readonly<Record<string, string>> = {
    "Usage:": say("help.usage"),
    "Arguments:": say("help.arguments"),
    "Options:": say("help.options"),
    "Commands:": say("help.commands"),
  };
  const program = new Command("lookthrough")
    .description(say("program.summary"))
    .version(version(), "-V, --version", say("help.version"))
    .helpOption("-h, --help", say("help.help"))
    .helpCommand("help [verb]", say("help.help"))
    .usage(say("help.form"))
    .configureHelp({
      displayWidth,
      styleTitle: (title) => titles[title] ?? title,
      subcommandTerm: (command) => `${command.name()} ${argumentsText(command)}`.trim(),
    })
    // What commander would say is said by `refuse`, in the language that was asked for.
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText("after", `\n${say("program.more")}\n${say("help.exit")}`);
  for (const verb of VERBS) addVerb(program, verb, say, action);
  return program;
}

const argumentsText = (command: Command): string =>
  command.registeredArguments
    .map((argument) => {
      const name = argument.name() + (argument.variadic ? "…" : "");
      return argument.required ? `<${name}>` : `[${name}]`;
    })
    .join(" ");

function addVerb(program: Command, verb: Verb, say: Say, action: Action): void {
  const command = program
    .command(verb.name)
    .description(say(verb.summary))
    .helpOption("-h, --help", say("help.help"));
  for (const [syntax, word] of verb.takes) command.argument(syntax, say(word));
  for (const name of verb.flags) {
    const flag = FLAGS[name];
    const text = say(verb.flagWords?.[name] ?? flag.word);
    if ("repeat" in flag) command.option(flag.syntax, text, (value, all: string[] = []) => [...all, value]);
    else command.option(flag.syntax, text);
  }
  const all = verb.all ? `\n  ${say("help.allFormats", { formats: ROW_FORMATS.join(", ") })}` : "";
  const formats = `${say("help.formats")} ${verb.formats.join(", ")}${all}`;
  const csv = verb.formats.includes("csv") ? `\n  ${say("help.csv")}` : "";
  const examples = verb.examples.map((example) => `  lookthrough ${example}`).join("\n");
  command.addHelpText("after", `\n${formats}${csv}\n\n${say("help.examples")}\n${examples}`);
  command.action(async (...given: unknown[]) => {
    // Commander gives the arguments, then the options, then the command itself.
    const words = given
      .slice(0, -2)
      .flat()
      .filter((word) => word !== undefined) as string[];
    await action(verb, words, given.at(-2) as RawOptions);
  });
}

/** Says why there is no answer, and gives the exit code. */
async function refuse(error: unknown, language: Language, argv: readonly string[]): Promise<number> {
  const say = sayIn(language);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    return complain([commanderText(error, say), hint(argv, say)]);
  }
  if (error instanceof UsageError) return complain(error.lines(say));
  if (error instanceof Error && error.name === "DatabaseError") endSoon();
  const lines = await knownRefusal(error, language);
  if (lines !== null) return complain(lines);
  const message = error instanceof Error ? error.message : String(error);
  complain([say("bug.text", { version: version(), message })]);
  if (process.env.LOOKTHROUGH_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  else process.stderr.write(`${say("bug.debug")}\n`);
  return OUR_FAULT;
}

/** A connection to a server that has gone silent would keep the process: it is not waited for. */
function endSoon(): void {
  setTimeout(() => process.exit(UNUSABLE), 500).unref();
}

function complain(lines: readonly string[]): number {
  // What was typed or read is quoted here: no escape in it may reach the terminal.
  const harmless = lines.map((line) => line.replace(/\p{Cc}/gu, "\ufffd"));
  process.stderr.write(`lookthrough: ${harmless.join("\n")}\n`);
  return UNUSABLE;
}

const hint = (argv: readonly string[], say: Say): string => {
  const verb = VERBS.find(({ name }) => name === argv[0])?.name;
  return say("refuse.hintHelp", { verb: verb ?? "" }).replace("  ", " ");
};

/** What commander found wrong, in our words; its own English text only where it says something that we do not know. */
function commanderText({ code, message }: CommanderError, say: Say): string {
  const name = /'([^']*)'/.exec(message)?.[1] ?? "";
  const meant = /\(Did you mean (?:one of )?([^?]*)\?\)/.exec(message)?.[1];
  const suggestion = meant === undefined ? "" : say("refuse.didYouMean", { name: meant });
  switch (code) {
    case "commander.unknownCommand":
      return say("refuse.unknownVerb", { name, suggestion });
    case "commander.unknownOption":
      return say("refuse.unknownOption", { name, suggestion });
    case "commander.missingArgument":
      return say("refuse.missingArgument", { name });
    case "commander.optionMissingArgument":
      return say("refuse.missingValue", { name });
    case "commander.excessArguments":
      return say("refuse.excessArguments");
    default:
      return say("refuse.invalid", { reason: message.replace(/^error: /, "") });
  }
}

/** Errors of other layers that are about the input and not about us; null for every other one. */
async function knownRefusal(error: unknown, language: Language): Promise<string[] | null> {
  if (!(error instanceof Error)) return null;
  const say = sayIn(language);
  switch (error.name) {
    case "InputError": {
      const { issueWords } = await import("../report/labels.js");
      const { issue } = error as import("../io/inputError.js").InputError;
      const { message, hint: mend } = issueWords(language, issue);
      return [message, ...(mend === "" ? [] : [mend])];
    }
    case "DatabaseError": {
      const { fault, parameters } = error as import("../io/neo4j/databaseError.js").DatabaseError;
      return [sayAny(language, fault, parameters)];
    }
    case "UnknownLawError": {
      const { what, id, known } = error as import("../law/law.js").UnknownLawError;
      return [say(lawWord(what), { id, known: known.join(", ") })];
    }
    default:
      return null;
  }
}

function lawWord(what: string): "refuse.regulation" | "refuse.profile" | "refuse.definition" {
  if (what === "profile") return "refuse.profile";
  return what === "definition" ? "refuse.definition" : "refuse.regulation";
}
