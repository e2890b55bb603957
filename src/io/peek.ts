/** How JSON or JSON Lines begin: is there a list around, and which keys has the first object. */
export interface Opening {
  /** The text begins with `[`. */
  readonly list: boolean;
  /** Keys of the first object, as many as the text shows; empty when it does not begin like JSON. */
  readonly keys: readonly string[];
}

const NOTHING: Opening = { list: false, keys: [] };

/**
 * Reads the keys of the first object from the opening of a file, which may break off anywhere. Values are skipped,
 * by depth and not by recursion.
 */
export function peek(text: string): Opening {
  const begin = /^\s*(\[?)\s*\{/.exec(text);
  if (!begin) return NOTHING;
  const keys: string[] = [];
  const token = /"((?:[^"\\]|\\.)*)"(\s*:)?|[{}[\]]/g;
  token.lastIndex = begin[0].length;
  let depth = 1;
  for (let match = token.exec(text); match && depth > 0; match = token.exec(text)) {
    if (match[1] !== undefined) {
      if (depth === 1 && match[2] !== undefined) keys.push(match[1]);
    } else if (match[0] === "{" || match[0] === "[") depth += 1;
    else depth -= 1;
  }
  return { list: begin[1] === "[", keys };
}
