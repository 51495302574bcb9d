/** An OLE2 compound file ([MS-CFB]): the container of .xls files and of password-protected .xlsx files. */
export interface Ole2File {
  names: ReadonlySet<string>
  /** First bytes of a stream of the main chain, at most `limit`; undefined when absent or in the mini stream. */
  head(name: string, limit: number): Uint8Array | undefined
}

const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const lastNormalSector = 0xfffffffa
const miniStreamCutoff = 4096

export function isOle2(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

/** Opens the directory of an OLE2 file; `undefined` when its chains are broken or loop. */
export function openOle2(bytes: Uint8Array): Ole2File | undefined {
  if (bytes.length < 1024) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sectorSize = 1 << view.getUint16(30, true)
  if (sectorSize !== 512 && sectorSize !== 4096) return undefined
  const sectors = new SectorChain(view, sectorSize)
  const directory = sectors.read(view.getUint32(48, true), 4 * 1024 * 1024)
  if (!directory) return undefined
  const entries = readDirectory(directory)
  return {
    names: new Set(entries.keys()),
    head(name, limit) {
      const entry = entries.get(name)
      if (!entry || entry.size < miniStreamCutoff) return undefined
      return sectors.read(entry.start, Math.min(limit, entry.size))
    },
  }
}

class SectorChain {
  readonly #view: DataView
  readonly #sectorSize: number
  readonly #fatSectors: number[]

  constructor(view: DataView, sectorSize: number) {
    this.#view = view
    this.#sectorSize = sectorSize
    this.#fatSectors = this.#listFatSectors()
  }

  read(start: number, limit: number): Uint8Array | undefined {
    const parts: Uint8Array[] = []
    let total = 0
    const most = this.#view.byteLength / this.#sectorSize + 1
    for (let sector = start; sector < lastNormalSector && total < limit; sector = this.#next(sector)) {
      const at = (sector + 1) * this.#sectorSize
      if (at >= this.#view.byteLength || parts.length > most) return undefined
      const length = Math.min(this.#sectorSize, this.#view.byteLength - at)
      parts.push(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length))
      total += length
    }
    return Buffer.concat(parts).subarray(0, limit)
  }

  #next(sector: number): number {
    const perSector = this.#sectorSize / 4
    const fatSector = this.#fatSectors[Math.floor(sector / perSector)]
    if (fatSector === undefined) return lastNormalSector
    return this.#uint32((fatSector + 1) * this.#sectorSize + (sector % perSector) * 4)
  }

  #listFatSectors(): number[] {
    const found: number[] = []
    for (let index = 0; index < 109; index++) found.push(this.#uint32(76 + index * 4))
    let extra = this.#uint32(68)
    const perSector = this.#sectorSize / 4 - 1
    for (let steps = this.#uint32(72); extra < lastNormalSector && steps > 0 && found.length < 200_000; steps--) {
      const at = (extra + 1) * this.#sectorSize
      for (let index = 0; index < perSector; index++) found.push(this.#uint32(at + index * 4))
      extra = this.#uint32(at + perSector * 4)
    }
    return found.filter((sector) => sector < lastNormalSector)
  }

  #uint32(at: number): number {
    return at + 4 <= this.#view.byteLength ? this.#view.getUint32(at, true) : 0xffffffff
  }
}

function readDirectory(directory: Uint8Array): Map<string, { start: number; size: number }> {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries = new Map<string, { start: number; size: number }>()
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameLength = view.getUint16(at + 64, true)
    if (nameLength < 2 || nameLength > 64 || directory[at + 66] === 0) continue
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + nameLength - 2))
    entries.set(name, { start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) })
  }
  return entries
}
