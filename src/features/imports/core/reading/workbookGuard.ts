import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'
import { findXlsHazard } from './findXlsHazard.ts'
import { isOle2, openOle2 } from './ole2Streams.ts'
import type { SpreadsheetKind } from './rawSheet.ts'
import { inflateEntry, listZipEntries, type ZipEntry } from './zipEntries.ts'

export type WorkbookFailure = Failure<
  | 'imports.notASpreadsheet'
  | 'imports.hasMacros'
  | 'imports.hasExternalLinks'
  | 'imports.encrypted'
  | 'imports.tooLarge'
  | 'imports.unreadable'
  | 'imports.legacyUnknown'
>

const megabyte = 1024 * 1024

/**
 * A register of 100,000 rows and 20 columns unpacks to 75 MB of XML as we write it and about twice that as LibreOffice
 * does; a real sheet packs 7 to 30 times, a bomb 100 times and more.
 */
const workbookLimits = {
  fileBytes: 48 * megabyte,
  unpackedBytes: 192 * megabyte,
  ratio: 100,
  /** Below this a high ratio harms nobody: an empty formatted sheet packs 200 times. */
  ratioFreeBytes: 8 * megabyte,
  entries: 500,
} as const

/**
 * Says what kind of spreadsheet the bytes are, by what is in them and never by the file name, or why we do not open it:
 * macros, links to other files, passwords, bombs, nested archives, damage. Opens no cell.
 */
export function guardWorkbook(bytes: Uint8Array): Result<SpreadsheetKind, WorkbookFailure> {
  if (bytes.length === 0) return failWith('imports.notASpreadsheet')
  if (bytes.length > workbookLimits.fileBytes) return tooLarge('fileMegabytes', workbookLimits.fileBytes)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return guardZip(bytes)
  if (isOle2(bytes)) return guardOle2(bytes)
  return looksLikeText(bytes) ? succeed('text') : failWith('imports.notASpreadsheet')
}

function guardZip(bytes: Uint8Array): Result<SpreadsheetKind, WorkbookFailure> {
  const entries = listZipEntries(bytes)
  if (!entries) return failWith('imports.unreadable', { reason: 'damaged' })
  const tooBig = findTooLarge(entries)
  if (tooBig) return tooBig
  const kind = zipKind(bytes, entries)
  if (!kind) return failWith('imports.notASpreadsheet')
  if (entries.some((entry) => entry.encrypted)) return failWith('imports.encrypted')
  if (entries.some((entry) => isNestedArchive(bytes, entry)))
    return failWith('imports.unreadable', { reason: 'nested' })
  return kind === 'ods' ? guardOds(bytes, entries) : guardOoxml(bytes, { entries, kind })
}

function findTooLarge(entries: readonly ZipEntry[]) {
  if (entries.length > workbookLimits.entries) return tooLarge('entries', workbookLimits.entries * megabyte)
  const unpacked = entries.reduce((sum, entry) => sum + entry.declaredSize, 0)
  if (unpacked > workbookLimits.unpackedBytes) return tooLarge('unpackedMegabytes', workbookLimits.unpackedBytes)
  const bomb = entries.some(
    ({ declaredSize, compressedSize }) =>
      declaredSize > workbookLimits.ratioFreeBytes && declaredSize > compressedSize * workbookLimits.ratio,
  )
  return bomb ? tooLarge('ratio', workbookLimits.ratio * megabyte) : undefined
}

function zipKind(bytes: Uint8Array, entries: readonly ZipEntry[]): 'xlsx' | 'xlsb' | 'ods' | undefined {
  const names = new Set(entries.map((entry) => entry.name))
  if (names.has('xl/workbook.xml')) return 'xlsx'
  if (names.has('xl/workbook.bin')) return 'xlsb'
  const mimetype = entries.find((entry) => entry.name === 'mimetype')
  const type = mimetype && inflateEntry(bytes, mimetype, 200)
  const isOds = type && new TextDecoder().decode(type).startsWith('application/vnd.oasis.opendocument.spreadsheet')
  return isOds && names.has('content.xml') ? 'ods' : undefined
}

function guardOoxml(
  bytes: Uint8Array,
  { entries, kind }: { entries: readonly ZipEntry[]; kind: SpreadsheetKind },
): Result<SpreadsheetKind, WorkbookFailure> {
  const paths = entries.map((entry) => entry.name.toLowerCase())
  if (paths.some((path) => /vbaproject\.bin$|\/(macrosheets|dialogsheets)\/|\/vbadata\.xml$/.test(path))) {
    return failWith('imports.hasMacros')
  }
  if (paths.some((path) => /\/externallinks\/|\/connections\.(xml|bin)$|\/querytables\//.test(path))) {
    return failWith('imports.hasExternalLinks')
  }
  const parts = entries.filter(({ name }) => name === '[Content_Types].xml' || name.endsWith('workbook.xml.rels'))
  const texts = parts.map((entry) => inflateEntry(bytes, entry, megabyte))
  if (texts.includes(undefined) || parts.length === 0) return failWith('imports.unreadable', { reason: 'damaged' })
  const types = texts.map((text) => new TextDecoder().decode(text)).join('\n')
  if (/macroEnabled|vbaProject|relationships\/xlMacrosheet/i.test(types)) return failWith('imports.hasMacros')
  if (/relationships\/externalLink(Path)?"/i.test(types)) return failWith('imports.hasExternalLinks')
  return succeed(kind)
}

function guardOds(bytes: Uint8Array, entries: readonly ZipEntry[]): Result<SpreadsheetKind, WorkbookFailure> {
  const hasScript = entries.some(({ name }) => /^(Basic|Scripts)\/.*\.(xml|py|js|bsh)$/i.test(name))
  const manifest = entries.find(({ name }) => name === 'META-INF/manifest.xml')
  const text = manifest && inflateEntry(bytes, manifest, megabyte)
  if (!text) return failWith('imports.unreadable', { reason: 'damaged' })
  if (/encryption-data/.test(new TextDecoder().decode(text))) return failWith('imports.encrypted')
  return hasScript ? failWith('imports.hasMacros') : succeed('ods')
}

function isNestedArchive(bytes: Uint8Array, entry: ZipEntry): boolean {
  if (/\.(zip|xlsx|xlsm|xlsb|ods|7z|rar|gz)$/i.test(entry.name)) return true
  const at = entry.dataStart
  return (
    entry.method === 0 &&
    entry.compressedSize > 22 &&
    bytes[at] === 0x50 &&
    bytes[at + 1] === 0x4b &&
    bytes[at + 2] === 3
  )
}

function guardOle2(bytes: Uint8Array): Result<SpreadsheetKind, WorkbookFailure> {
  const file = openOle2(bytes)
  if (!file) return failWith('imports.unreadable', { reason: 'damaged' })
  if (file.names.has('EncryptedPackage') || file.names.has('EncryptionInfo')) return failWith('imports.encrypted')
  if (file.names.has('_VBA_PROJECT_CUR') || file.names.has('_VBA_PROJECT')) return failWith('imports.hasMacros')
  if (file.names.has('Book') && !file.names.has('Workbook'))
    return failWith('imports.unreadable', { reason: 'oldExcel' })
  if (!file.names.has('Workbook')) return failWith('imports.notASpreadsheet')
  const globals = file.head('Workbook', 8 * megabyte)
  const hazard = globals && findXlsHazard(globals)
  return hazard ? failWith(hazard) : succeed('xls')
}

/** Text of any byte encoding: no control bytes but tab and line ends, and not a page or an XML saved as ".xls". */
function looksLikeText(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (utf16) return true
  const head = bytes.subarray(0, 65_536)
  if (head.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return false
  const firstMark = head.find((byte) => byte > 32 && byte < 127)
  return firstMark !== undefined && firstMark !== 0x3c && firstMark !== 0x7b
}

function tooLarge(limit: string, value: number) {
  return failWith('imports.tooLarge', { limit, most: Math.round(value / megabyte) })
}
