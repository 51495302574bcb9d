import type { PDFDocumentProxy } from 'pdfjs-dist'

export interface DrawnPage {
  canvas: HTMLCanvasElement
  /** 1-based */
  page: number
  pages: number
  /** Of the sheet, in points (1/72 inch). */
  size: { width: number; height: number }
}

interface Drawing {
  bytes: Uint8Array
  signal: AbortSignal
  /** A page is drawn after the one before it was taken: of a long paper only one is held at a time. */
  onPage: (page: DrawnPage) => void | Promise<void>
}

const WIDEST_SCALE = 1.45

/** Draws every page in order, sharp on the present screen, never wider than `width` CSS pixels or its own A4 at 110 %. */
export function drawPdf({ width, ...drawing }: Drawing & { width: number }): Promise<void> {
  return drawPages(drawing, (natural) => {
    const scale = Math.min(WIDEST_SCALE, width / natural)
    return { scale: scale * window.devicePixelRatio, shown: `${Math.floor(natural * scale)}px` }
  })
}

/** Draws every page at so many dots to the inch, for a printer. */
export function drawPdfForPrinter({ dotsPerInch, ...drawing }: Drawing & { dotsPerInch: number }): Promise<void> {
  return drawPages(drawing, () => ({ scale: dotsPerInch / 72, shown: undefined }))
}

type Scaling = (naturalWidth: number) => { scale: number; shown: string | undefined }

async function drawPages({ bytes, signal, onPage }: Drawing, scaling: Scaling): Promise<void> {
  const pdf = await openPdf(bytes, signal)
  for (let number = 1; number <= pdf.numPages && !signal.aborted; number += 1) {
    const page = await pdf.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    const { scale, shown } = scaling(width)
    const viewport = page.getViewport({ scale })
    const canvas = blankCanvas(viewport.width, viewport.height)
    if (shown !== undefined) canvas.style.width = shown
    await page.render({ canvas, viewport }).promise
    if (!signal.aborted) await onPage({ canvas, page: number, pages: pdf.numPages, size: { width, height } })
  }
}

/** pdf.js is only loaded the first time a paper is looked at. */
async function openPdf(bytes: Uint8Array, signal: AbortSignal): Promise<PDFDocumentProxy> {
  const pdfjs = await import('pdfjs-dist')
  pdfjs.GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href
  // pdf.js takes the buffer away to its worker, and the caller still wants to print it.
  const task = pdfjs.getDocument({ data: bytes.slice() })
  signal.addEventListener('abort', () => void task.destroy(), { once: true })
  return task.promise
}

function blankCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.floor(width)
  canvas.height = Math.floor(height)
  return canvas
}
