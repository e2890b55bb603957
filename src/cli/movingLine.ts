export interface MovingLine {
  /** Whether the line changes in place; in a log every text is a line of its own. */
  readonly moves: boolean;
  show(text: string): void;
  end(): void;
}

/** Back to the beginning of the line, and the line emptied. */
const CLEARED = "\r\u001b[2K";

/**
 * A line on standard error that says how far work has come: it changes in place on a terminal and is gone at the end. It is written when it is told
 * something and by no timer, which long work without a pause would not let run; nothing depends on the width of the terminal, which some do not know.
 */
export function movingLine(): MovingLine {
  const { stderr } = process;
  if (!stderr.isTTY) return { moves: false, show: (text) => stderr.write(`${text}\n`), end: () => {} };
  return {
    moves: true,
    show: (text) => stderr.write(CLEARED + text),
    end: () => stderr.write(CLEARED),
  };
}
