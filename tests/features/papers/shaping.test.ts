import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { findBrowserPath } from '../../../src/base/core/pdfBrowserPath.ts'
import { html } from '../../../src/base/core/pdfHtml.ts'
import { paperDocument } from '../../../src/base/core/pdfPaper.ts'
import { PAPER_CSS } from '../../../src/features/papers/core/paperCss.ts'
import { wordsOf } from './paperDesk.ts'
import { paperPrinter } from './paperPrinter.ts'
import { type Raster, rasterPdf } from './rasterPdf.ts'

const printer = paperPrinter()
const DOTS_PER_INCH = 192
/** Ink that has no counterpart: two readers of the same letters differ by a few pixels at their edges. */
const SAME = 0.0005
/** CSS pixels: what a paper of lists has between its margins on A4. */
const LINE_WIDTH = ((210 - 12 - 16) / 25.4) * 96

/** Marks above marks, below the letter, leading vowels, and the spellings of one word that look the same. */
const LAO = 'ນ້ຳ ໃຫ້ ເຊື້ອ ຜູ້ຮັກສາເງິນ ກຶ້ ຊື່ ທີ່ຢູ່ມະນຸດສະທຳ ໄດ້ຮັບ ຫຼື ໜຶ່ງ ຄຳ ແກ້ວ ສ້າງ ປີ້ ຍິ້ມ'
const VIETNAMESE = 'Nguyễn Thị Ặng Ỗ Ữ ẫ ể ợ Ấp Đường ứng ngữ Ằ Ổ Ẵ Ệ Ộ ự đẳng cấp ỹ'
/** A sentence as Lao writes it: no space between words. */
const LAO_SENTENCE =
  'ອົງການກາແດງແຂວງຫົວພັນມອບເຄື່ອງຊ່ວຍເຫຼືອໃຫ້ຄອບຄົວທຸກຍາກຢູ່ບ້ານແລະຂໍສະແດງຄວາມຂອບໃຈຢ່າງຈິງໃຈມາຍັງຜູ້ບໍລິຈາກທີ່ໄດ້ຊ່ວຍເຫຼືອຜູ້ທີ່ມີຄວາມຫຍຸ້ງຍາກ'

function paperOf(text: string, language: 'vi' | 'lo'): string {
  return paperDocument({
    language,
    title: 'x',
    body: html`<div class="probe"><p>${text}</p><p class="strong">${text}</p></div>`,
    pageWords: { before: '', between: '' },
    css: PAPER_CSS,
  })
}

let browser: Awaited<ReturnType<typeof chromium.launch>>
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowserPath() ?? '', args: ['--no-sandbox'] })
})
afterAll(() => browser.close())

/** What the browser draws on a screen, in grey. */
async function screenOf(document: string): Promise<Raster> {
  const scale = DOTS_PER_INCH / 96
  const context = await browser.newContext({ deviceScaleFactor: scale, viewport: { width: 1000, height: 400 } })
  const page = await context.newPage()
  await page.setContent(document)
  await page.addStyleTag({ content: `body { width: ${LINE_WIDTH}px }` })
  const png = await page.locator('.probe').screenshot()
  // A page of its own: the paper's policy lets nothing be fetched, not even its own picture.
  const reader = await context.newPage()
  const shades = await reader.evaluate(async (picture) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const pen = canvas.getContext('2d')
    pen?.drawImage(bitmap, 0, 0)
    const rgba = pen?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
    const grey = Array.from({ length: bitmap.width * bitmap.height }, (_, at) => rgba[at * 4 + 1] ?? 255)
    return { width: bitmap.width, height: bitmap.height, grey }
  }, png.toString('base64'))
  await context.close()
  return { ...shades, grey: Uint8Array.from(shades.grey) }
}

/** The words of the page alone: without margins and page number. */
function textArea(page: Raster, height: number): Raster {
  const left = Math.round((16 / 25.4) * DOTS_PER_INCH)
  const top = Math.round((14 / 25.4) * DOTS_PER_INCH)
  const width = Math.round((LINE_WIDTH / 96) * DOTS_PER_INCH)
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    const from = (top + y) * page.width + left
    grey.set(page.grey.subarray(from, from + width), y * width)
  }
  return { width, height, grey }
}

/** The part of the ink of one picture that has none of the other's within `reach` pixels: 0 = the same letters. */
function strayInk(of: Raster, against: Raster, reach = 3): number {
  let ink = 0
  let stray = 0
  for (let y = 0; y < of.height; y += 1) {
    for (let x = 0; x < of.width; x += 1) {
      if (!isInk(of, { x, y })) continue
      ink += 1
      if (!hasInkNear(against, { x, y, reach })) stray += 1
    }
  }
  return ink === 0 ? 1 : stray / ink
}

function isInk({ width, height, grey }: Raster, { x, y }: { x: number; y: number }): boolean {
  return x >= 0 && y >= 0 && x < width && y < height && (grey[y * width + x] ?? 255) < 110
}

function hasInkNear(raster: Raster, { x, y, reach }: { x: number; y: number; reach: number }): boolean {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) if (isInk(raster, { x: x + dx, y: y + dy })) return true
  }
  return false
}

async function difference(printed: string, drawn: string): Promise<number> {
  const screen = await screenOf(drawn)
  const page = textArea(rasterPdf(await printer.print(printed), { dotsPerInch: DOTS_PER_INCH }), screen.height)
  return Math.max(strayInk(page, screen), strayInk(screen, page))
}

describe('letters in the PDF', () => {
  it.each([
    ['lo', LAO],
    ['vi', VIETNAMESE],
  ] as const)(
    'row 71: in %s stand pixel by pixel where the browser shapes them, marks and all',
    async (language, text) => {
      const paper = paperOf(text, language)
      expect(await difference(paper, paper)).toBeLessThan(SAME)
    },
  )

  it('row 71: a mark in the wrong place or missing would be seen', async () => {
    const drawn = paperOf(LAO, 'lo')
    expect(await difference(paperOf(LAO.replaceAll('້', ''), 'lo'), drawn)).toBeGreaterThan(4 * SAME)
    const toneless = VIETNAMESE.normalize('NFD').replaceAll('\u0303', '').normalize('NFC')
    expect(await difference(paperOf(toneless, 'vi'), paperOf(VIETNAMESE, 'vi'))).toBeGreaterThan(4 * SAME)
  })

  it('row 71: no mark is cut off by the line above or the border of a cell', async () => {
    const tight = paperDocument({
      language: 'lo',
      title: 'x',
      pageWords: { before: '', between: '' },
      css: PAPER_CSS,
      body: html`<table class="list"><tbody><tr><td>${LAO}</td></tr><tr><td>${LAO}</td></tr></tbody></table>`,
    })
    const airy = tight.replace('</style>', 'td { line-height: 4 !important; border: 0 !important }</style>')
    const ink = async (document: string) => {
      const { grey } = rasterPdf(
        await printer.print(document.replace('</style>', 'td { border: 0 !important }</style>')),
        {
          dotsPerInch: DOTS_PER_INCH,
        },
      )
      return grey.reduce((sum, shade) => sum + (shade < 110 ? 1 : 0), 0)
    }
    const [cramped, free] = [await ink(tight), await ink(airy)]
    expect(Math.abs(cramped - free) / free).toBeLessThan(0.01)
  })
})

test('row 71: Lao without spaces is broken between words, never before a vowel or a tone mark', async () => {
  const bytes = await printer.print(
    paperDocument({
      language: 'lo',
      title: 'x',
      pageWords: { before: '', between: '' },
      css: `${PAPER_CSS} .narrow { width: 60mm }`,
      body: html`<p class="narrow">${LAO_SENTENCE}</p>`,
    }),
  )
  const lines = wordsOf(bytes)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /[\u0e80-\u0eff]/.test(line))
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) expect(line).not.toMatch(/^[\u0eb0-\u0ebc\u0ec8-\u0ecd\u0ec6]/u)
  // A leading vowel is never left behind at the end of a line, away from its consonant.
  for (const line of lines) expect(line).not.toMatch(/[\u0ec0-\u0ec4]$/u)
  const words = new Set(
    Array.from(new Intl.Segmenter('lo', { granularity: 'word' }).segment(LAO_SENTENCE), ({ index }) => index),
  )
  let at = 0
  for (const line of lines.slice(0, -1)) {
    at += line.replaceAll(/\s/g, '').length
    expect(words.has(at), `a break at ${LAO_SENTENCE.slice(at - 4, at)}|${LAO_SENTENCE.slice(at, at + 4)}`).toBe(true)
  }
})
