import { FRAME_STYLE } from "./pictureFrame.js";

/**
 * One sheet for screen, dark screen and A4 paper. Colours pass 4.5:1 on their ground in both themes; the tones are told by a mark
 * as well as by colour.
 */
export const STYLE = `${FRAME_STYLE}
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #4d5661; --line: #c9d0d8; --ground: #ffffff; --panel: #f4f6f8;
  --accent: #0b4f8a; --good: #176b37; --warning: #8a4b00; --bad: #b3151b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #a9b3be; --line: #3a434d; --ground: #14181c;
  --panel: #1d2329; --accent: #7fbdf5; --good: #74d08f; --warning: #f0b35c; --bad: #ff8f8a; } }
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; font: 15px/1.65 -apple-system, "Segoe UI",
  "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", sans-serif;
  overflow-wrap: anywhere; }
header .kicker { margin: 0; color: var(--soft); letter-spacing: .04em; }
h1 { margin: .1rem 0 .8rem; font-size: 1.9rem; line-height: 1.25; }
h2 { margin: 2.6rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent); font-size: 1.3rem; }
h3 { margin: 1.6rem 0 .5rem; font-size: 1.05rem; }
p { margin: .45rem 0; }
a { color: var(--accent); }
strong { font-weight: 650; }
dl { margin: .6rem 0; display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .15rem 1.2rem; }
dl div { display: contents; }
dt { color: var(--soft); }
dd { margin: 0; }
nav { margin: 1.4rem 0 0; padding: .8rem 1rem; background: var(--panel); border-radius: 6px; }
nav h2 { margin: 0 0 .3rem; padding: 0; border: 0; font-size: 1rem; }
nav ol { margin: 0; padding-left: 1.4rem; columns: 14rem 3; column-gap: 3rem; }
#summary p { font-size: 1.08rem; }
ul { margin: .3rem 0 .8rem; padding-left: 1.3rem; }
ul.tree > li { margin-bottom: .7rem; }
ul.tree ul { margin: .15rem 0 .3rem; list-style: none; border-left: 2px solid var(--line); padding-left: .9rem; }
.head { margin: .9rem 0 .2rem; }
.wide { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; line-height: 1.45; }
.short { white-space: nowrap; }
th, td { overflow-wrap: break-word; padding: .38rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); min-width: 3.2em; }
thead th { background: var(--panel); color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: inherit; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.dim { color: var(--soft); }
.good { color: var(--good); }
.warning { color: var(--warning); }
.bad { color: var(--bad); font-weight: 650; }
.chart { margin: .6rem 0; }
.on-dark { display: none; }
@media screen and (prefers-color-scheme: dark) { .on-light { display: none; } .on-dark { display: block; } }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; }
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 9pt sans-serif; color: #4d5661; } }
@page turned { size: A4 landscape; }
@media print {
  .chart svg { max-height: 225mm; }
  .turned { page: turned; } .turned .chart svg { max-height: 145mm; } .turned h2 { margin-top: 0; }
  :root { color-scheme: light; --ink: #000000; --soft: #444c55; --line: #b8c0c8; --ground: #ffffff; --panel: #f1f3f5;
    --accent: #0b4f8a; --good: #176b37; --warning: #8a4b00; --bad: #b3151b; }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.5; }
  h1 { font-size: 19pt; } h2 { font-size: 13.5pt; margin-top: 1.6rem; } h3 { font-size: 11pt; }
  h2, h3, .head { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  nav.back { display: none; }
  .wide { overflow: visible; }
  table { font-size: 8.6pt; } th, td { padding: .22rem .4rem; min-width: 0; }
  thead { display: table-header-group; } tr, li, dl div, .chart { break-inside: avoid; }
  ul.tree > li { break-inside: auto; }
}
`;
