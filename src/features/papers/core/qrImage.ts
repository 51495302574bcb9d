import { encodeQR } from 'qr'
import { type Html, html } from '../../../base/core/pdfHtml.ts'

/** A QR code as vectors, with the quiet zone of four modules its readers need. Error correction M: survives a fold or a stain. */
export function qrImage(text: string): Html {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const size = modules.length
  const squares = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img"><path d="${squares.join('')}" fill="#000"/></svg>`
}
