const record = { endOfFile: 0x000a, filePass: 0x002f, boundSheet: 0x0085, supBook: 0x01ae } as const
const selfReference = 0x0401
const addInReference = 0x3a01

export type XlsHazard = 'imports.encrypted' | 'imports.hasMacros' | 'imports.hasExternalLinks'

/** What the workbook-wide records of a BIFF8 stream ([MS-XLS] 2.4) hold that we do not open, or `undefined`. */
export function findXlsHazard(globals: Uint8Array): XlsHazard | undefined {
  const view = new DataView(globals.buffer, globals.byteOffset, globals.byteLength)
  for (let at = 0; at + 4 <= globals.length; ) {
    const id = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    if (id === record.endOfFile || at + 4 + length > globals.length) return undefined
    const hazard = hazardOf(id, new DataView(view.buffer, view.byteOffset + at + 4, length))
    if (hazard) return hazard
    at += 4 + length
  }
  return undefined
}

function hazardOf(id: number, body: DataView): XlsHazard | undefined {
  if (id === record.filePass) return 'imports.encrypted'
  if (id === record.boundSheet && body.byteLength >= 6) {
    const sheetType = body.getUint8(5)
    return sheetType === 1 || sheetType === 6 ? 'imports.hasMacros' : undefined
  }
  if (id === record.supBook && body.byteLength >= 4) {
    const kind = body.getUint16(2, true)
    return kind === selfReference || kind === addInReference ? undefined : 'imports.hasExternalLinks'
  }
  return undefined
}
