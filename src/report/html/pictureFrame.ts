import { type Language, sayIn } from "../../text/words.js";
import { focusOf, sizeOf } from "../chart/sheet.js";
import { html, type Markup, trusted } from "./markup.js";

/** Sizes that a reader may choose; "fit" is the whole picture in the window. */
const ZOOMS = ["fit", "50", "75", "100", "150"] as const;
const OWN_SIZE = "100";

/**
 * A large picture in a page: it opens at its subject with letters of their own size, scrolls by itself, and can be made smaller or larger, all of
 * which is style and no script. `drawings` are drawn alike, `first` is one of them as it stands there.
 */
export function pictureFrame(
  drawings: Markup,
  first: string,
  { language, label }: { readonly language: Language; readonly label: string },
): Markup {
  const say = sayIn(language);
  const { width, height } = sizeOf(first);
  const { x, y } = focusOf(first);
  const at = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)}%`;
  const focus = trusted(`<span class="focus" style="left:${at(x, width)};top:${at(y, height)}"></span>`);
  const choices = ZOOMS.map(
    (zoom) =>
      html`<label><input type="radio" name="zoom" value="${zoom}"${zoom === OWN_SIZE ? trusted(" checked") : null}> ${
        zoom === "fit" ? say("chart.fit") : `${zoom} %`
      }</label>\n`,
  );
  return html`<div class="view">
<fieldset class="zoom"><legend>${say("chart.zoom")}</legend>
${choices}</fieldset>
<div class="picture" tabindex="0" role="region" aria-label="${label}">
<div class="canvas">${focus}${drawings}</div>
</div>
</div>
`;
}

const chosen = (zoom: string): string => `.view:has([value="${zoom}"]:checked)`;
/** Another name for each size: a change of size begins the movement anew, which brings the subject back into the middle. */
const settling = (zoom: string): string =>
  `@keyframes settle-${zoom} { from, to { scroll-snap-type: both mandatory; } }`;

/** For the moment of an animation the picture snaps to its subject; afterwards it scrolls freely. */
export const FRAME_STYLE = [
  ".zoom { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .4rem 0; padding: 0; border: 0; font-size: .85rem; }",
  ".zoom legend { float: left; margin-right: 1rem; padding: 0; }",
  ".picture { position: relative; overflow: auto; max-height: calc(100vh - 6rem); }",
  `.picture { animation: settle-${OWN_SIZE} .4s; }`,
  ".canvas { position: relative; width: fit-content; margin: 0 auto; }",
  ".canvas svg { display: block; max-width: none; height: auto; }",
  ".focus { position: absolute; width: 1px; height: 1px; scroll-snap-align: center; }",
  ...ZOOMS.map(settling),
  ...ZOOMS.filter((zoom) => zoom !== OWN_SIZE).map(
    (zoom) => `${chosen(zoom)} .picture { animation-name: settle-${zoom}; }`,
  ),
  ...ZOOMS.filter((zoom) => zoom !== OWN_SIZE && zoom !== "fit").map(
    (zoom) => `${chosen(zoom)} .canvas { zoom: ${Number(zoom) / 100}; }`,
  ),
  `${chosen("fit")} .canvas svg { max-width: 100%; max-height: calc(100vh - 7rem); width: auto; }`,
  "@media print { .zoom, .focus { display: none; } .picture { overflow: visible; max-height: none; animation: none; }",
  "  .canvas { zoom: 1 !important; width: auto; } .canvas svg { max-width: 100%; margin: 0 auto; } }",
].join("\n");
