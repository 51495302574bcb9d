import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findBrowserPath } from '../../src/base/core/pdfBrowserPath.ts'
import { pdfFontCss } from '../../src/base/core/pdfFonts.ts'
import { type Html, html } from '../../src/base/core/pdfHtml.ts'
import { paperDocument } from '../../src/base/core/pdfPaper.ts'
import { createPdfPrinter, PrinterUnavailable } from '../../src/base/core/pdfPrinter.ts'

describe('the markup of papers', () => {
  test('nothing a person typed can become a tag or leave an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const { markup } = html`<p title="${typed}">${typed}</p>`
        expect(markup.match(/</g)).toHaveLength(2)
        expect(markup.match(/"/g)).toHaveLength(2)
      }),
    )
  })

  test('lists are joined and what is missing writes nothing', () => {
    expect(
      html`<ul>${['a', 'b'].map((name) => html`<li>${name}</li>`)}</ul>${null}${undefined}${false}${0}`.markup,
    ).toBe('<ul><li>a</li><li>b</li></ul>0')
  })
})

describe('the fonts of papers', () => {
  test('every font is inside the document, with Vietnamese and Lao letters', () => {
    const css = pdfFontCss()
    expect(css).not.toContain('./files')
    expect(css.match(/@font-face/g)).toHaveLength(11)
    expect(css).toContain('tinos-vietnamese-700-normal')
    expect(css).toContain('noto-sans-lao-lao-400-normal')
  })
})

describe('finding the browser', () => {
  test('CHROME_PATH comes first, and a wrong one is not replaced by another', () => {
    expect(findBrowserPath({ CHROME_PATH: '/opt/chrome' }, () => true)).toBe('/opt/chrome')
    expect(findBrowserPath({ CHROME_PATH: '/opt/chrome' }, (path) => path !== '/opt/chrome')).toBeUndefined()
  })

  test('on Windows Edge is found below Program Files', () => {
    const found = findBrowserPath({ 'ProgramFiles(x86)': 'C:/Program Files (x86)' }, (path) =>
      String(path).endsWith('msedge.exe'),
    )
    expect(found).toContain('Microsoft')
  })

  test('where no browser is installed there is no printer', () => {
    expect(findBrowserPath({}, () => false)).toBeUndefined()
  })
})

describe('printing', () => {
  test('a paper is printed in both scripts with its page numbers, and nothing is left on disk', async () => {
    const temporary = ownTemporaryFolder()
    const printer = createPdfPrinter()!
    const bytes = await printer.print(twoPages('Nguyễn Thị Bưởi · ນ້ຳ'))
    await printer.close()
    const text = pdfText(bytes)
    expect(text).toContain('Nguyễn Thị Bưởi')
    expect(text).toContain('ນ້ຳ')
    expect(text).toContain('Trang 1/2')
    expect(text).toContain('Trang 2/2')
    expect(readdirSync(temporary)).toEqual([])
  })

  test('the folder the browser keeps while it waits for the next paper tells nobody’s name', async () => {
    const temporary = ownTemporaryFolder()
    const printer = createPdfPrinter()!
    onTestFinished(() => printer.close())
    const paper = `<title>Nguyễn Thị Bưởi</title><p>Nguyễn Thị Bưởi · 038165000123</p>`
    expect(pdfText(await printer.print(paper))).toContain('Nguyễn Thị Bưởi')
    const kept = filesBelow(temporary)
    // The profile is there, and it is where the browser writes.
    expect(kept.length).toBeGreaterThan(3)
    const names = ['Nguyễn Thị Bưởi', '038165000123'].flatMap((name) => [
      Buffer.from(name),
      Buffer.from(name, 'utf16le'),
      Buffer.from(name, 'utf16le').swap16(),
    ])
    expect(kept.filter(({ bytes }) => names.some((name) => bytes.includes(name))).map(({ path }) => path)).toEqual([])
  })

  test('papers asked for at once come out of one browser, and after idling another is started', async () => {
    const printer = createPdfPrinter({ idleAfter: 1 })!
    onTestFinished(() => printer.close())
    const papers = await Promise.all(['một', 'hai', 'ba'].map((words) => printer.print(twoPages(words))))
    expect(papers.map((bytes) => pdfText(bytes).includes('Trang 2/2'))).toEqual([true, true, true])
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(pdfText(await printer.print(twoPages('bốn')))).toContain('bốn')
  })

  test('one paper after another comes out as if each were the only one', async () => {
    const printer = createPdfPrinter()!
    onTestFinished(() => printer.close())
    const [first, second] = [
      await printer.print(twoPages('một'), { landscape: true }),
      await printer.print(onePage('hai')),
    ]
    expect(pdfText(first)).toContain('Trang 2/2')
    const text = pdfText(second)
    expect(text).toContain('hai')
    expect(text).toContain('Trang 1/1')
    expect(text).not.toContain('một')
  })

  test('scripts do not run and nothing is fetched', async () => {
    const printer = createPdfPrinter()!
    onTestFinished(() => printer.close())
    const bytes = await printer.print(
      '<p id="p">before</p><script>document.getElementById("p").textContent = "after"</script><img src="http://127.0.0.1:9/x.png" alt="">',
    )
    expect(pdfText(bytes)).toContain('before')
  })

  test('a browser that cannot start is told apart from a fault of ours', async () => {
    const printer = createPdfPrinter({ executablePath: '/bin/false' })!
    await expect(printer.print('<p></p>')).rejects.toBeInstanceOf(PrinterUnavailable)
    await printer.close()
  })
})

function twoPages(words: string): string {
  return paperOf(words, html`<p class="sheet">${words}</p><p class="sheet">2</p>`)
}

function onePage(words: string): string {
  return paperOf(words, html`<p class="sheet">${words}</p>`)
}

function paperOf(title: string, body: Html): string {
  return paperDocument({ language: 'vi', title, body, pageWords: { before: 'Trang ', between: '/' } })
}

/** The browser keeps its profile where TMPDIR says; this one is the test's own, so that what is left can be seen. */
function ownTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nhip-cau-pdf-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  onTestFinished(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

function filesBelow(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }))
}

function pdfText(bytes: Uint8Array): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes }).toString('utf8')
}
