import { refuse } from '../../../../base/common/failures.ts'
import { type PhotoBundleLine, type PhotoLine, photoBundleLineSchema } from '../../common/photos/photoLines.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { contentOfPieces } from './pieces.ts'

export interface ReadPart {
  batchId: string
  part: number
  parts: number
  photos: { line: PhotoLine; content: Uint8Array }[]
  /** Photos to be removed. */
  gone: string[]
}

/** Reads a part: each photo once, with all its pieces in order, and the content that its hash names. */
export function readPhotoPart({ records }: ReadLines): ReadPart {
  const lines = records.map((record, index): PhotoBundleLine => {
    const line = photoBundleLineSchema.safeParse(record)
    // The manifest is line 1.
    if (!line.success) refuse('bundles.malformed', { part: 'record', line: index + 2 })
    return line.data
  })
  const [head, ...rest] = lines
  if (head?.kind !== 'part') refuse('bundles.malformed', { part: 'record', line: 2 })
  const { batchId, part, parts } = head
  const photos: ReadPart['photos'] = []
  const gone: string[] = []
  const seen = new Set<string>()
  for (let at = 0; at < rest.length; at += 1) {
    const line = rest[at]
    if ((line?.kind !== 'photo' && line?.kind !== 'photoGone') || seen.has(line.id)) malformedAt(at)
    seen.add(line.id)
    if (line.kind === 'photoGone') {
      gone.push(line.id)
      continue
    }
    photos.push({ line, content: contentOf(line, rest.slice(at + 1, at + 1 + line.pieces), at) })
    at += line.pieces
  }
  return { batchId, part, parts, photos, gone }
}

function contentOf(photo: PhotoLine, pieces: readonly PhotoBundleLine[], at: number): Uint8Array {
  return contentOfPieces(photo, pieces) ?? malformedAt(at)
}

/** `at` counts from the line after the head: the manifest is line 1, the head line 2. */
function malformedAt(at: number): never {
  refuse('bundles.malformed', { part: 'record', line: at + 3 })
}
