import type { BundleRecord } from '../bundleManifest.ts'
import { type ContentLine, type DirectoryLine, directoryLineSchema, lineKey } from './directoryLines.ts'

interface Span {
  validFrom: string
  validTo: string | null
}

/** The lines of a directory as read, or the 1-based number in the payload of the first that is wrong. */
export function checkDirectory(records: readonly BundleRecord[]): { lines: DirectoryLine[] } | { wrongLine: number } {
  const lines: DirectoryLine[] = []
  const seen = new Set<string>()
  for (const [index, record] of records.entries()) {
    const parsed = directoryLineSchema.safeParse(record)
    const isFirst = index === 0
    // The manifest is line 1.
    const wrongLine = index + 2
    if (!parsed.success || (parsed.data.kind === 'directory') !== isFirst) return { wrongLine }
    if (parsed.data.kind !== 'directory') {
      const key = lineKey(parsed.data)
      if (seen.has(key) || !isSound(parsed.data)) return { wrongLine }
      seen.add(key)
    }
    lines.push(parsed.data)
  }
  return lines.length === 0 ? { wrongLine: 2 } : { lines }
}

/** Codes of units a line names beside the one it describes. */
export function unitsNamed(line: ContentLine): string[] {
  switch (line.kind) {
    case 'unit':
      return line.names.flatMap((name) => (name.parentCode === null ? [] : [name.parentCode]))
    case 'successor':
      return [line.fromCode, line.toCode]
    case 'key':
    case 'target':
      return [line.unitCode]
    case 'cluster':
      return line.members.map((member) => member.unitCode)
    default:
      return []
  }
}

function isSound(line: ContentLine): boolean {
  if (line.kind === 'unit') {
    const isOwnParent = line.names.some((name) => name.parentCode === line.code)
    return isForward(line) && follow(line.names) && !isOwnParent
  }
  if (line.kind === 'successor') return line.fromCode !== line.toCode
  if (line.kind !== 'cluster') return true
  const byUnit = Map.groupBy(line.members, (member) => member.unitCode)
  return [...byUnit.values()].every((spans) =>
    follow(spans.sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))),
  )
}

function isForward({ validFrom, validTo }: Span): boolean {
  return validTo === null || validFrom <= validTo
}

/** Each span ends before the next begins, and only the last may be open. */
function follow(spans: readonly Span[]): boolean {
  return spans.every((span, index) => {
    const next = spans[index + 1]
    return isForward(span) && (next === undefined || (span.validTo !== null && span.validTo < next.validFrom))
  })
}
