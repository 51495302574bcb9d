import { drawPdfForPrinter } from './drawPdf.ts'
import './printPdf.css'

/** Fine enough for small print and for a QR code, small enough for a list of fifty pages. */
const DOTS_PER_INCH = 200

/**
 * Sends the very pages of a PDF to the printer through the window's own print dialog: the page's security policy lets no
 * frame show the file, so its pages are drawn and nothing else on the screen is printed. Resolves when the dialog is closed.
 */
export async function printPdf(bytes: Uint8Array, signal: AbortSignal = new AbortController().signal): Promise<void> {
  const sheets = document.createElement('div')
  sheets.className = 'nc-print'
  const pictures: string[] = []
  const place = async (canvas: HTMLCanvasElement, size: { width: number; height: number }) => {
    const picture = URL.createObjectURL(await pictureOf(canvas))
    pictures.push(picture)
    const sheet = document.createElement('img')
    sheet.className = `nc-print-sheet ${sheetName(size)}`
    sheet.alt = ''
    sheet.src = picture
    await sheet.decode()
    sheets.append(sheet)
  }
  try {
    await drawPdfForPrinter({
      bytes,
      dotsPerInch: DOTS_PER_INCH,
      signal,
      onPage: ({ canvas, size }) => place(canvas, size),
    })
    document.body.append(sheets)
    window.print()
  } finally {
    sheets.remove()
    for (const picture of pictures) URL.revokeObjectURL(picture)
  }
}

/** The sheet a page asks the printer for; the names are those of printPdf.css. */
function sheetName({ width, height }: { width: number; height: number }): string {
  const size = Math.max(width, height) < 700 ? 'a5' : 'a4'
  return `nc-print-${size}-${width > height ? 'landscape' : 'portrait'}`
}

function pictureOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('a page was not drawn')) : resolve(blob)), 'image/png')
  })
}
