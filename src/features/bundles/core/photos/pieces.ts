import type { BundleRecord } from '../../common/bundleManifest.ts'
import { PIECE_BYTES } from '../../common/photos/photoLines.ts'
import { sha256Hex } from '../envelope/sealBundle.ts'

interface PiecesOf {
  id: string
  sha256: string
  bytes: number
  pieces: number
}

/** The content of a file as lines that stay below the longest a bundle may have, and what its own line says of it. */
export function piecesOf(id: string, content: Uint8Array): { facts: Omit<PiecesOf, 'id'>; lines: BundleRecord[] } {
  const lines: BundleRecord[] = []
  for (let at = 0; at < content.length; at += PIECE_BYTES) {
    const data = Buffer.from(content.subarray(at, at + PIECE_BYTES)).toString('base64')
    lines.push({ kind: 'piece', id, piece: lines.length + 1, data })
  }
  return { facts: { sha256: sha256Hex(content), bytes: content.length, pieces: lines.length }, lines }
}

interface Line {
  kind: string
  id?: string
  piece?: number
  data?: string
}

/** The content of these lines in order; undefined when they are not all its pieces, or not what its hash names. */
export function contentOfPieces(file: PiecesOf, lines: readonly Line[]): Uint8Array | undefined {
  const isOwn = lines.every((line, index) => line.kind === 'piece' && line.id === file.id && line.piece === index + 1)
  if (!isOwn || lines.length !== file.pieces) return undefined
  const content = Buffer.concat(lines.map((line) => Buffer.from(line.data ?? '', 'base64')))
  return content.length === file.bytes && sha256Hex(content) === file.sha256 ? content : undefined
}
