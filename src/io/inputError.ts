import type { Issue } from "../model/issue.js";

/** Thrown when nothing at all can be read; everything less is an issue beside a dataset. */
export class InputError extends Error {
  override readonly name = "InputError";

  /**
   * @param issue why nothing could be read
   * @param issues everything that was said on the way, `issue` among it
   */
  constructor(
    readonly issue: Issue,
    readonly issues: readonly Issue[] = [issue],
  ) {
    super(issue.hint === "" ? issue.message : `${issue.message}; ${issue.hint}`);
  }
}
