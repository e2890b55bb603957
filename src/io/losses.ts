import type { Severity } from "../model/issue.js";
import type { IssueCode } from "../text/issues.js";
import { type Reading, say, shown } from "./reading.js";

/** Kinds are few in honest files; a hostile one must not make as many issues as it has made-up names. */
const MOST_KINDS = 200;

interface Noted {
  readonly code: IssueCode;
  readonly what: string;
  readonly row: number;
  readonly severity: Severity;
  count: number;
}

/**
 * What a whole file has in common is said once: an issue a kind, with the row where it was met first and how often.
 * A register of millions of lines must not have millions of issues that say the same.
 */
export class Losses {
  readonly #noted = new Map<string, Noted>();

  /** Notes one occurrence; `what` becomes the parameter of that name. */
  note(code: IssueCode, what: string, row: number, severity: Severity = "info"): void {
    const full = this.#noted.size >= MOST_KINDS && !this.#noted.has(`${code} ${what}`);
    const name = full ? "…" : what;
    const key = `${code} ${name}`;
    const known = this.#noted.get(key);
    if (known) known.count += 1;
    else this.#noted.set(key, { code, what: shown(name), row, severity, count: 1 });
  }

  /** Something that has no place in the dataset. */
  lose(what: string, row: number): void {
    this.note("source-loss", what, row);
  }

  report(file: string, into: Pick<Reading, "issues">): void {
    for (const { code, what, row, severity, count } of this.#noted.values()) {
      const times = count === 1 ? what : `${what} (×${count})`;
      say(into, code, severity, { file, row }, { what: times });
    }
  }
}
