/**
 * How the HTML report is set: one sober style for screen and paper.
 * Promise: figures have tabular numerals and line up with the parenthesis of a negative hanging out; table heads
 * repeat on every page; folding works by `<details>` and `:has()` alone, and where a browser lacks it everything
 * is unfolded.
 * Does not: use fonts, images or scripts.
 */

const BASE = `
:root { --ink: #1c1c1c; --quiet: #5f5f5f; --faint: #9a9a9a; --rule: #d4d4d4; --firm: #333; --red: #a80000;
  --ochre: #7d4a00; --tint: #f6f6f3; }
* { box-sizing: border-box; }
html { color-scheme: light; background: #fff; }
body { margin: 0 auto; padding: 28px 32px 64px; max-width: 1480px; color: var(--ink);
  font: 13px/1.45 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums lining-nums; -webkit-text-size-adjust: 100%; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: 2px; }
a:hover { text-decoration-color: var(--ink); }
h1, h2, h3, h4, p, dl, dd { margin: 0; }
h1 { font-size: 23px; line-height: 1.2; font-weight: 700; letter-spacing: -0.005em; }
h2 { font-size: 16px; line-height: 1.3; padding-bottom: 4px; border-bottom: 2px solid var(--firm);
  margin-bottom: 8px; }
h3 { font-size: 13px; margin: 18px 0 6px; }
h4 { font-size: 12px; margin: 10px 0 3px; }
section { margin-top: 40px; }
small { display: block; font-size: 11px; color: var(--quiet); }
.lead { color: var(--quiet); margin: -2px 0 8px; }
.note { color: var(--quiet); font-size: 11.5px; margin-top: 8px; }
.none { color: var(--quiet); padding: 4px 0; }
.count { color: var(--quiet); font-weight: 400; }
.whole { white-space: nowrap; }
.code { overflow-wrap: anywhere; }
.null, .zero { color: var(--faint); }
`;

const HEAD = `
header { display: grid; grid-template-columns: minmax(260px, 1fr) minmax(300px, auto) minmax(220px, 260px);
  gap: 12px 48px; align-items: start; }
.title p { color: var(--quiet); font-size: 14px; margin-top: 2px; }
.title p + p { color: var(--ink); font-weight: 700; margin-top: 6px; }
.facts div { display: grid; grid-template-columns: 104px 1fr; gap: 8px; line-height: 1.55; }
dt { color: var(--quiet); }
.signed div { display: grid; grid-template-columns: 84px 1fr; gap: 8px; align-items: end; min-height: 27px; }
.signed dd { border-bottom: 1px solid var(--firm); padding-bottom: 1px; min-height: 18px; }
.verdict { margin-top: 22px; font-size: 21px; font-weight: 700; line-height: 1.25; }
.verdict.short, .out td, .out th, p.out { color: var(--red); font-weight: 700; }
.after { color: var(--quiet); margin-top: 2px; }
nav { margin-top: 16px; padding: 7px 0; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule);
  font-size: 12px; line-height: 1.9; }
nav > span { white-space: nowrap; }
nav .count { margin-right: 14px; }
`;

const TABLES = `
table { border-collapse: collapse; width: 100%; font-size: 12px; line-height: 1.35; }
th, td { padding: 4px 10px 4px 0; text-align: left; vertical-align: top; font-weight: 400;
  border-bottom: 1px solid var(--rule); }
th.n, td.n { text-align: right; padding: 4px 5px 4px 9px; white-space: nowrap; }
td.neg { padding-right: calc(5px - 0.333em); }
td.n + td:not(.n), th.n + th:not(.n) { padding-left: 14px; }
th:last-child, td:last-child { padding-right: 4px; }
td.neg:last-child { padding-right: calc(4px - 0.333em); }
thead th { position: sticky; top: 0; background: #fff; vertical-align: bottom; font-weight: 700; font-size: 11.5px;
  line-height: 1.25;
  border-bottom: 0; white-space: normal; z-index: 1; box-shadow: inset 0 -1px var(--firm); }
thead th.n { white-space: normal; }
thead small { font-weight: 400; font-size: 10px; letter-spacing: 0.08em; }
tbody tr:hover > * { background: var(--tint); }
tr.group th { font-weight: 700; padding-top: 16px; border-bottom: 1px solid var(--firm); }
tr.group:hover > * { background: none; }
tr.grand > * { font-weight: 700; border-top: 1px solid var(--firm); border-bottom: 3px double var(--firm); }
td.type { font-weight: 700; }
td.type .null { font-weight: 400; }
td.warn { color: var(--ochre); }
td.source, td.c-source, td.c-file, small.file { color: var(--quiet); overflow-wrap: anywhere; }
.flat td.code { min-width: 7ch; }
.actions td.code, .open td.code { min-width: 16ch; }
td.c-sha256 { font-size: 10px; color: var(--quiet); min-width: 33ch; }
td.c-message, td.c-because { min-width: 26ch; }
td.c-place, td.c-dataset, td.c-column, td.c-kind { white-space: nowrap; }
`;

const SECTIONS = `
.totals th[scope=row] { white-space: nowrap; padding-right: 6px; }
.totals th.n, .totals td.n { padding-left: 7px; }
.totals .f-toLoad { font-weight: 700; }
.totals td.f-toLoad, .totals th.f-toLoad, .totals td.f-difference, .totals th.f-difference { padding-right: 9px; }
.totals td.f-toLoad.neg, .totals td.f-difference.neg { padding-right: calc(9px - 0.333em); }
.totals .f-loaded, .totals .f-filed, .flow .f-ages { border-left: 1px solid var(--rule); }
.totals .out > tr > td.null, .totals .out > tr > td.zero { color: var(--red); }
.behind { padding: 2px 0 10px 17px; color: var(--ink); font-weight: 400; max-width: 1100px; }
.out .behind td, .out .behind th { color: var(--ink); font-weight: 400; }
.behind thead th { position: static; box-shadow: none; font-weight: 700; border-bottom-color: var(--rule); }
.behind p { margin-top: 4px; }
.actions td:first-child, .open td:first-child { min-width: 92px; }
.flow { width: auto; min-width: 60%; }
.flow th[scope=row] { font-weight: 700; padding-right: 18px; }
.flow td.of { color: var(--quiet); padding-right: 2px; padding-left: 20px; }
.flow td.n + td.n { padding-left: 6px; }
.flow .sum { font-weight: 700; }
.excluded th[scope=row] { width: 24%; }
.excluded th[scope=row] small, .excluded .deep td { padding-left: 14px; }
.excluded .deep td { padding-top: 0; color: var(--quiet); }
.excluded tbody:has(details[open]) tr:first-child > * { border-bottom: 0; }
.tree th[scope=row] { min-width: 250px; }
.tree th.n { width: 9%; }
.tree th.percent { width: 6%; }
.tree .l0 > * { font-weight: 700; border-top: 1px solid var(--firm); padding-top: 7px; }
.tree .l0 th { font-size: 1.05em; }
.tree .l1 th { padding-left: 14px; }
.tree .l2 th { padding-left: 42px; }
.tree tbody.fold > .l2:not(.deep) th { padding-left: 28px; }
.tree tbody:not(.fold) > .l2:not(.deep) th { padding-left: 42px; }
.tree .l3 th { padding-left: 58px; }
.deep > :not(.zero):not(.null) { color: #3d3d3d; }
.tree th .code { font-weight: 700; margin-right: 3px; }
.tree .deep th .code { font-weight: 400; }
.p, .s { color: var(--ochre); font-size: 10.5px; font-weight: 400; white-space: nowrap; }
td .p, td .s { display: block; }
td.neg .p, td.neg .s { padding-right: 0.333em; }
td .same { display: none; color: var(--quiet); }
section:has(.beside:checked) td .same { display: block; }
.register .invoice > * { font-weight: 400; }
.register .invoice .code, .merged .invoice th .code { font-weight: 700; }
.register .invoice td.n, .merged .invoice td.n { font-weight: 700; }
.register .deep > td:first-child { padding-left: 24px; width: 5ch; }
.merged .inner { padding-left: 28px; }
.dates { color: var(--quiet); margin-left: 8px; }
`;

const FOLDING = `
summary { cursor: pointer; list-style: none; position: relative; padding-left: 14px; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ""; position: absolute; left: 1px; top: 0.42em; border: 4px solid transparent;
  border-left: 5px solid var(--quiet); border-right: 0; }
details[open] > summary::before { transform: rotate(90deg); }
tbody.fold:has(> tr > th > details:not([open])) > tr.deep { display: none; }
section:has(.unfold:checked) tbody.fold > tr.deep { display: table-row !important; }
.switches { font-size: 12px; margin-bottom: 6px; }
.switches label { margin-right: 22px; cursor: pointer; }
.switches input { vertical-align: -2px; margin: 0 3px 0 0; accent-color: var(--firm); }
@media screen and (max-width: 1080px) { header { grid-template-columns: 1fr 1fr; } body { padding: 18px 16px 48px; }
  section { overflow-x: auto; } section > table { min-width: 960px; } thead th { position: static; } }
@media screen and (max-width: 640px) { header { grid-template-columns: 1fr; } }
`;

const PAPER = `
@media print {
  body { max-width: none; padding: 0; font-size: 8.5pt; }
  table { font-size: 7.5pt; line-height: 1.25; }
  th, td { padding-top: 2pt; padding-bottom: 2pt; }
  th.n, td.n { padding: 2pt 3pt 2pt 5pt; }
  td.neg { padding-right: calc(3pt - 0.333em); }
  small, .p, .s { font-size: 6.5pt; }
  thead small { font-size: 6pt; }
  h1 { font-size: 16pt; } h2 { font-size: 11.5pt; } h3 { font-size: 9pt; } .verdict { font-size: 14pt;
    margin-top: 12pt; }
  .title p { font-size: 10pt; }
  .note { font-size: 7pt; }
  .totals th, .totals td, .totals th.n, .totals td.n { padding-top: 1pt; padding-bottom: 1pt; }
  .totals thead + tbody > tr > * { padding-top: 2.5pt !important; }
  .facts div { line-height: 1.3; } #measures { margin-top: 8pt; } .verdict, .after { margin-top: 4pt; }
  .totals { font-size: 7pt; } .totals thead th { font-size: 6.8pt; }
  .totals th.n, .totals td.n { padding-left: 3pt; padding-right: 2pt; }
    .totals td.neg { padding-right: calc(2pt - 0.333em); }
  td.c-sha256 { font-size: 6pt; }
  thead { display: table-header-group; } thead th { position: static; box-shadow: none;
    border-bottom: 1px solid var(--firm); font-size: 7pt; }
  tr, .signed, h2, h3 { break-inside: avoid; }
  h2, h3, .lead, tr.group, tbody:has(> .l0), tbody:has(> .group:only-child) { break-after: avoid; }
  header { grid-template-columns: 1fr auto 200px; gap: 8pt 32pt; }
  section { margin-top: 16pt; overflow: visible; }
  section.page { break-before: page; margin-top: 0; }
  nav, .switches, summary::before { display: none; }
  summary { padding-left: 0; }
  tbody.fold > tr.deep { display: table-row !important; }
  .totals tbody.fold > tr.deep { display: none !important; }
  tbody tr:hover > * { background: none; }
  a { text-decoration: none; }
  tr.group th { padding-top: 8pt; }
}
`;

export const REPORT_CSS = BASE + HEAD + TABLES + SECTIONS + FOLDING + PAPER;

/** The page itself: letter, landscape, and a running foot that says whose figures these are. */
export function pageCss(foot: string): string {
  return `@page { size: letter landscape; margin: 0.5in 0.5in 0.6in;
  @bottom-left { content: ${cssText(foot)}; font: 7pt Helvetica, Arial, "Liberation Sans", sans-serif;
    color: #5f5f5f; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: 7pt Helvetica, Arial, "Liberation Sans", sans-serif; color: #5f5f5f; } }
`;
}

/** A CSS string in which only letters, digits and spaces stand as they are, so that no text can end it. */
function cssText(text: string): string {
  const safe = [...text].map((character) =>
    /[A-Za-z0-9 ]/.test(character) ? character : `\\${(character.codePointAt(0) as number).toString(16)} `,
  );
  return `"${safe.join('')}"`;
}
