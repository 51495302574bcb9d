import { isDeepStrictEqual } from 'node:util'
import type { ReadDb } from '../../../../db/database.ts'
import type { ContentLine, DirectoryLine, LineOf } from '../../common/directory/directoryLines.ts'
import { lineKey } from '../../common/directory/directoryLines.ts'
import {
  OWN_DUE_SETTING,
  readMeasureLines,
  readPeriodLines,
  readTemplateLines,
  readWordLines,
  SHARED_DUE_SETTING,
} from './contentRepo.ts'
import { readSuccessorLines, readUnitLines, unitIdOf } from './unitLinesRepo.ts'
import { withWaitingLines } from './waitingLines.ts'

export interface LineChange {
  change: 'Added' | 'Changed' | 'Removed'
  /** As it will be; of a removed one as it was. */
  line: ContentLine
  before?: ContentLine
}

/** What is other in `after` than in `before`, in the order of `after`, removed lines last. */
export function compareLines(before: readonly ContentLine[], after: readonly ContentLine[]): LineChange[] {
  const known = new Map(before.map((line) => [lineKey(line), line]))
  const changes = after.flatMap((line): LineChange[] => {
    const old = known.get(lineKey(line))
    known.delete(lineKey(line))
    if (old === undefined) return [{ change: 'Added', line }]
    return isDeepStrictEqual(old, line) ? [] : [{ change: 'Changed', line, before: old }]
  })
  return [...changes, ...[...known.values()].map((line): LineChange => ({ change: 'Removed', line }))]
}

/** All of a directory but what its keys mean, which `listKeyEffects` tells. */
export function contentOf(lines: readonly DirectoryLine[]): ContentLine[] {
  return lines.filter((line): line is ContentLine => line.kind !== 'directory' && line.kind !== 'key')
}

/**
 * This office's state in the words of a directory: of units, successors and shared words those the directory names, and everything
 * an earlier directory left here. At the centre itself (`isOwn`) its own rows stand for the latter.
 */
export async function readHere(
  db: ReadDb,
  lines: readonly DirectoryLine[],
  { isOwn, ownUnit }: { isOwn: boolean; ownUnit: string },
): Promise<ContentLine[]> {
  const content = contentOf(lines)
  const named = new Set(content.map(lineKey))
  const units = content.filter((line): line is LineOf<'unit'> => line.kind === 'unit')
  const shared: ContentLine[] = await withWaitingLines<ContentLine>(db, [
    ...(await readUnitLines(
      db,
      units.map((unit) => unitIdOf(unit.code)),
    )),
    ...(await readSuccessorLines(db)),
    ...(await readWordLines(db, isOwn ? 'own_word' : 'shared_word')),
  ])
  const replaced: ContentLine[] = [
    ...(await readMeasureLines(db, isOwn ? 'own' : 'directory')),
    ...(await readPeriodLines(db, isOwn ? OWN_DUE_SETTING : SHARED_DUE_SETTING)),
    ...(await readTemplateLines(db, isOwn ? { ownUnit } : 'shared')),
  ]
  const only = (line: ContentLine) => named.has(lineKey(line))
  return [...shared.filter(only), ...(isOwn ? replaced.filter(only) : replaced)]
}
