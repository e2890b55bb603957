import type { Language } from "../../text/words.js";
import { html, type Markup, trusted } from "./markup.js";
import { STYLE } from "./style.js";

/** Nothing is loaded and nothing runs: a page shows what stands in it, also offline and also if a name were hostile. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-Hans" };

/** A whole page that needs no other file, in the style of reports. */
export const page = (language: Language, title: string, body: Markup): string =>
  bare(language, title, STYLE, body);

/** A whole page that needs no other file, in a style of its own. */
export const bare = (language: Language, title: string, style: string, body: Markup): string =>
  `${
    html`<!DOCTYPE html>
<html lang="${TAGS[language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}</body>
</html>
`.text
  }`;
