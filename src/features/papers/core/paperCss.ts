/** Rules of every paper of the office; page size, fonts and the plain table are those of base/core/pdfPaper. */
export const PAPER_CSS = `
.heading .rule { width: 30%; } .heading .motto { display: inline-block; padding-bottom: 1mm; border-bottom: 0.6pt solid #000; } .heading .number, .heading .italic { margin-top: 1.5mm; }
h1 { margin: 7mm 0 1mm; } h2 { font-size: inherit; margin: 3mm 0 1mm; break-after: avoid; }
.under { text-align: center; break-after: avoid; margin-bottom: 3mm; } .text { margin: 2mm 0; } .text.centre { text-align: center; } .text.right { text-align: right; }
.letter .text.left p.plain { text-align: justify; } html[lang=lo] .letter .text.left p.plain { text-align: left; }
p > span { white-space: pre-wrap; } p.dotted { display: flex; flex-wrap: wrap; align-items: flex-end; } p.dotted .dots { flex: 1 0 12mm; }
.dots { display: inline-block; min-width: 16mm; height: 1em; border-bottom: 0.6pt dotted #000; }
.option { white-space: nowrap; } p > .option > span { white-space: pre; }
.box { display: inline-block; width: 3.4mm; height: 3.4mm; border: 0.6pt solid #000; vertical-align: -0.4mm; }
table.list { table-layout: fixed; } table.list td { overflow-wrap: anywhere; } table.list th { padding-inline: 0.5mm; } table.list td:is(.figure, .middle) { overflow-wrap: normal; } table.list th { break-after: avoid; }
tbody.end { break-inside: avoid; } table.list td.closing { border: 0; padding: 1mm 0 0; } body.letter td.closing { font-size: 13pt; } html[lang=lo] body.letter td.closing { font-size: 12pt; }
tr.blank { height: 9mm; } tr.total td { break-before: avoid; }
.signatures > .signer:only-child { flex: 0 0 50%; margin-left: auto; } .signatures > div { min-height: 30mm; }
.qr:has(+ .signatures > .signer:only-child) { float: left; width: 62%; margin: 4mm 0 0; } .qr + .signatures > .signer:only-child { flex-basis: 100%; }
.letter p { line-height: 1.3; } html[lang=lo] .letter p { line-height: 1.6; }
.signer { display: flex; flex-direction: column; } .signed { margin-top: auto; padding-top: 12mm; font-weight: 700; }
.A5 h1 { font-size: 14pt; margin: 3mm 0 0; } .A5 .under { margin-bottom: 1mm; } .A5 .text { margin: 1mm 0; } .A5 p { margin-bottom: 0.5mm; } .A5 .signatures { margin-top: 3mm; } .A5 .signatures > div { min-height: 26mm; }
.signatures:has(> :nth-child(4)) { gap: 2mm; }
.qr { display: flex; gap: 5mm; align-items: center; margin: 4mm 0; break-inside: avoid; } .qr .code { flex: none; width: 38mm; }
.qr svg { display: block; width: 38mm; height: 38mm; }
.picture { display: flex; gap: 6mm; align-items: flex-start; margin: 2mm 0; break-inside: avoid; } .picture > :first-child { flex: 1; min-width: 0; }
.picture .shown { flex: none; width: 42mm; min-height: 30mm; border: 0.5pt solid #000; } .picture img { display: block; width: 100%; max-height: 63mm; object-fit: contain; }
`
