import { sayIn } from "../text/words.js";
import { readLanguage } from "./language.js";
import { type RawOptions, textOption } from "./options.js";

export interface Progress {
  readonly step: (table: string, done: number, total: number) => void;
  readonly end: () => void;
}

/** How far an import has come, on standard error: one moving line on a terminal, a line a table elsewhere. */
export async function importProgress(options: RawOptions): Promise<Progress> {
  const say = sayIn(readLanguage(textOption(options, "lang"), process.env));
  if (!process.stderr.isTTY) {
    const step: Progress["step"] = (table, done, total) => {
      if (done === total) process.stderr.write(`${say("import.progress", { table, done, total })}\n`);
    };
    return { step, end: () => {} };
  }
  const { default: ora } = await import("ora");
  const spinner = ora({ stream: process.stderr }).start();
  return {
    step: (table, done, total) => {
      spinner.text = say("import.progress", { table, done, total });
    },
    end: () => {
      spinner.stop();
    },
  };
}
