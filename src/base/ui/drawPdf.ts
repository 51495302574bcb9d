export interface DrawnPage {
  canvas: HTMLCanvasElement
  /** 1-based */
  page: number
  pages: number
}

interface Drawing {
  bytes: Uint8Array
  /** Room in CSS pixels; a page is never drawn wider than its own A4 at 110 %. */
  width: number
  signal: AbortSignal
  onPage: (page: DrawnPage) => void
}

const WIDEST_SCALE = 1.45

/** Draws every page in order, sharp on the present screen. pdf.js is only loaded the first time a paper is looked at. */
export async function drawPdf({ bytes, width, signal, onPage }: Drawing): Promise<void> {
  const pdfjs = await import('pdfjs-dist')
  pdfjs.GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href
  // pdf.js takes the buffer away to its worker, and the caller still wants to print it.
  const task = pdfjs.getDocument({ data: bytes.slice() })
  signal.addEventListener('abort', () => void task.destroy(), { once: true })
  const pdf = await task.promise
  for (let number = 1; number <= pdf.numPages && !signal.aborted; number += 1) {
    const page = await pdf.getPage(number)
    const natural = page.getViewport({ scale: 1 })
    const scale = Math.min(WIDEST_SCALE, width / natural.width)
    const viewport = page.getViewport({ scale: scale * window.devicePixelRatio })
    const canvas = blankCanvas(viewport.width, viewport.height)
    canvas.style.width = `${Math.floor(natural.width * scale)}px`
    await page.render({ canvas, viewport }).promise
    if (!signal.aborted) onPage({ canvas, page: number, pages: pdf.numPages })
  }
}

function blankCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.floor(width)
  canvas.height = Math.floor(height)
  return canvas
}
