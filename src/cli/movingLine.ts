export interface MovingLine {
  /** Whether the line changes in place; in a log every text is a line of its own. */
  readonly moves: boolean;
  show(text: string): void;
  end(): void;
}

/** A line on standard error that says how far work has come: it changes in place on a terminal and is gone at the end. */
export async function movingLine(): Promise<MovingLine> {
  const { stderr } = process;
  if (!stderr.isTTY) {
    return { moves: false, show: (text) => stderr.write(`${text}\n`), end: () => {} };
  }
  const { default: ora } = await import("ora");
  // Ctrl-C is ours to hear, and whatever is typed ahead is the shell's.
  const spinner = ora({ stream: stderr, discardStdin: false, hideCursor: false });
  return {
    moves: true,
    show: (text) => {
      spinner.text = text;
      if (!spinner.isSpinning) spinner.start();
      // Long work without a pause lets no timer run: the line is drawn when it is told something.
      spinner.render();
    },
    end: () => {
      spinner.stop();
    },
  };
}
