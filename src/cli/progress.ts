import type { Say } from "../text/words.js";
import { movingLine } from "./movingLine.js";

export interface Progress {
  /** `fresh` counts what was done in this run: the rate is of these. */
  show(done: number, total: number, fresh: number): void;
  end(): void;
}

/** Milliseconds between two states of the line where it moves, and between two lines in a log. */
const ON_TERMINAL = 200;
const IN_A_LOG = 30_000;

/** How far long work has come, with rate and time left: often on a terminal, now and then in a log. */
export function progress(say: Say): Progress {
  const line = movingLine();
  const began = performance.now();
  const every = line.moves ? ON_TERMINAL : IN_A_LOG;
  let last = began;
  return {
    show(done, total, fresh) {
      const now = performance.now();
      if (now - last < every) return;
      last = now;
      const rate = fresh / ((now - began) / 1000);
      const left = rate > 0 ? durationText(say, (total - done) / rate) : "–";
      line.show(say("progress.line", { done, total, rate: rate.toFixed(rate < 10 ? 1 : 0), left }));
    },
    end: line.end,
  };
}

/** "1 h 5 min", "2 min 30 s", "12 s". */
function durationText(say: Say, seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return say("progress.hours", { hours, minutes });
  return minutes > 0
    ? say("progress.minutes", { minutes, seconds: whole % 60 })
    : say("progress.seconds", { seconds: whole });
}
