import { sayIn } from "../text/words.js";
import { readLanguage } from "./language.js";
import { movingLine } from "./movingLine.js";
import { type RawOptions, textOption } from "./options.js";

export interface Progress {
  readonly step: (table: string, done: number, total: number) => void;
  readonly end: () => void;
}

/** How far an import has come, on standard error: on a terminal always, elsewhere a line for each table that is done. */
export async function importProgress(options: RawOptions): Promise<Progress> {
  const say = sayIn(readLanguage(textOption(options, "lang"), process.env));
  const line = movingLine();
  return {
    step: (table, done, total) => {
      if (line.moves || done === total) line.show(say("import.progress", { table, done, total }));
    },
    end: line.end,
  };
}
