/** What is wrong with a text as XML without a document type, or null: a second opinion, which shares no code with what writes it. */
export function wellFormed(text: string): string | null {
  const characters = [...text].find((character) => {
    const code = character.codePointAt(0)!;
    const allowed = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff);
    return !(allowed || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000);
  });
  if (characters !== undefined) return `a character that XML does not have: ${characters.codePointAt(0)}`;
  const open: string[] = [];
  let roots = 0;
  const piece =
    /<\?xml[^?]*\?>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
  let last = 0;
  for (let match = piece.exec(text); match; match = piece.exec(text)) {
    last = piece.lastIndex;
    const [, closing, name, attributes, empty, content] = match;
    const said = content ?? attributes ?? "";
    const reference = said.match(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i);
    if (reference) return `a bare ampersand in ${said.slice(0, 80)}`;
    if (content?.includes("]]>")) return "]]> in text";
    const names = [...(attributes ?? "").matchAll(/\s([\w:.-]+)\s*=/g)].map((each) => each[1]!);
    if (new Set(names).size < names.length) return `an attribute twice in ${said}`;
    if (name === undefined) continue;
    if (closing && open.pop() !== name) return `</${name}> closes nothing`;
    if (!closing && open.length === 0) roots += 1;
    if (!closing && !empty) open.push(name);
  }
  if (last < text.length) return `cannot be read from ${text.slice(last, last + 80)}`;
  return open.length > 0 || roots !== 1 ? `${open.length} elements are open, ${roots} roots` : null;
}
