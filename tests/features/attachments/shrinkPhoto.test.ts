import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowserPath } from '../../../src/base/core/pdfBrowserPath.ts'
import { LONGEST_SIDE, THUMBNAIL_SIDE } from '../../../src/features/attachments/common/attachmentSchemas.ts'
import { attachmentsDir } from '../../../src/features/attachments/core/attachmentStore.ts'
import { readContent } from '../../../src/features/attachments/core/readContent.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { flatWordsOf, lookAt, pagesOf } from '../papers/paperDesk.ts'
import { paperPrinter } from '../papers/paperPrinter.ts'
import { withCameraNotes } from './testPhotos.ts'

const FIVE_MEGABYTES = 5_000_000

const printer = paperPrinter()
let browser: Browser
let page: Page
const asked: string[] = []

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowserPath() ?? '', args: ['--no-sandbox'] })
  page = await browser.newPage()
  page.on('request', (request) => asked.push(request.url()))
  await page.addScriptTag({ content: await shrinkPhotoScript() })
}, 60_000)
afterAll(() => browser.close())

test('row 52: a photo of 5 MB with camera notes is made small in the window, kept encrypted, comes back and stands on the printed profile, all without the network', async () => {
  const original = withCameraNotes(Buffer.from(await makePhoto(3000, 2200), 'base64'), 6)
  expect(original.length).toBeGreaterThan(FIVE_MEGABYTES)
  const shrunk = await shrink(original, 'image/jpeg')
  const photo = Buffer.from(shrunk?.photo ?? '', 'base64')
  const thumbnail = Buffer.from(shrunk?.thumbnail ?? '', 'base64')
  expect([photo.includes('GPS'), photo.length < original.length / 3]).toEqual([false, true])
  // The camera lay on its side: upright it is taller than wide.
  expect(sizeOf(photo)).toEqual([1173, LONGEST_SIDE.photo])
  expect(Math.max(...sizeOf(thumbnail))).toBe(THUMBNAIL_SIDE)
  const office = await openTestApp({ printPdf: printer.print })
  const { app, client, unitId } = office
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const { id } = await client.addresses.add({ fields: addressFields({ name: 'Lò Thị Pành', villageId }) })
  const put = async (bytes: Buffer) =>
    (await client.files.put({ file: new File([new Uint8Array(bytes)], 'a.jpg') })).ticket
  const tickets = { ticket: await put(photo), thumbnailTicket: await put(thumbnail) }
  const added = await client.attachments.add({ of: { table: 'address', id }, kind: 'photo', ...tickets })
  expect(added.thumbnail).not.toBeNull()
  const { file } = await client.files.take({ ticket: (await client.attachments.open({ id: added.id })).ticket })
  expect(Buffer.from(await file.arrayBuffer()).equals(photo)).toBe(true)
  const kept = filesIn(attachmentsDir(office.dir))
  expect(kept).toHaveLength(2)
  for (const bytes of kept)
    expect([bytes.includes('JFIF'), bytes.includes(photo.subarray(400, 440))]).toEqual([false, false])
  const profile = await lookAt(office, { kind: 'profile', subjectId: id })
  expect(flatWordsOf(profile.bytes)).toContain('Lò Thị Pành')
  expect(pagesOf(profile.bytes)).toHaveLength(1)
  expect(picturesIn(profile.bytes)).toEqual(['1173x1600'])
  expect(asked.filter((url) => /^https?:/.test(url))).toEqual([])
})

test('what is no picture is told, not crashed on', async () => {
  expect(await shrink(Buffer.from('ftypheic'), 'image/heic')).toBeUndefined()
})

/** Everything under a folder. */
function filesIn(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

/** Width and height of each picture of a PDF. */
function picturesIn(pdf: Uint8Array): string[] {
  const list = execFileSync('pdfimages', ['-list', '-'], { input: pdf }).toString().trim().split('\n').slice(2)
  return list.map((line) => line.trim().split(/\s+/)).map(([, , , width, height]) => `${width}x${height}`)
}

async function shrinkPhotoScript(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: 'src/features/attachments/ui/shrinkPhoto.ts', formats: ['iife'], name: 'shrinking', fileName: 's' },
    },
  })
  const [bundle] = Array.isArray(made) ? made : [made]
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built')
  return bundle.output[0].code
}

/** A picture of noise, which hardly packs, as base64. */
function makePhoto(width: number, height: number): Promise<string> {
  return page.evaluate(
    async ([wide = 0, high = 0]) => {
      const canvas = document.createElement('canvas')
      canvas.width = wide
      canvas.height = high
      const pen = canvas.getContext('2d')!
      const pixels = pen.createImageData(wide, high)
      for (let at = 0; at < pixels.data.length; at += 1) pixels.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251
      pen.putImageData(pixels, 0, 0)
      return canvas.toDataURL('image/jpeg', 0.97).split(',')[1] ?? ''
    },
    [width, height],
  )
}

function shrink(bytes: Buffer, type: string): Promise<{ photo: string; thumbnail: string } | undefined> {
  return page.evaluate(
    async ({ base64, mime, side, thumbnailSide }) => {
      const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const file = new File([raw], 'anh.jpg', { type: mime })
      // biome-ignore lint/suspicious/noExplicitAny: the built script sets a global
      const made = await (globalThis as any).shrinking.shrinkPhoto(file, { side, thumbnailSide })
      if (made === undefined) return undefined
      const text = async (part: File) =>
        new Promise<string>((resolve) => {
          const reader = new FileReader()
          reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
          reader.readAsDataURL(part)
        })
      return { photo: await text(made.photo), thumbnail: await text(made.thumbnail) }
    },
    { base64: bytes.toString('base64'), mime: type, side: LONGEST_SIDE.photo, thumbnailSide: THUMBNAIL_SIDE },
  )
}

function sizeOf(photo: Buffer): [number, number] {
  const read = readContent(photo, 'photo')
  if (!read.ok) throw new Error(read.failure.code)
  return [read.value.width ?? 0, read.value.height ?? 0]
}
