import { formatDay } from '../../../../base/common/day.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { type UnitType, unitFullName } from '../../../units/common/unitNames.ts'
import { unitsNamed } from '../../common/directory/checkDirectory.ts'
import type { ContentLine, DirectoryLine, LineOf } from '../../common/directory/directoryLines.ts'
import { linesOf } from '../../common/directory/directoryLines.ts'
import type { FileFacts } from '../../common/fileSchemas.ts'
import { readUnitNames } from '../unitNamesRepo.ts'
import type { LineChange } from './compareDirectory.ts'
import type { KeyEffect } from './keyEffects.ts'
import { unitIdOf } from './unitLinesRepo.ts'

/** A change in words: a sentence `bundles:opening.directory.lines.<code>` filled with `facts`. */
export interface ChangeFacts {
  code: string
  facts: FileFacts
}

type NameOf = (code: string) => string

/** The changes of a directory, each as the facts of its sentence; what it means for keys comes first. */
export async function tellChanges(
  db: ReadDb,
  lines: readonly DirectoryLine[],
  { changes, keys }: { changes: readonly LineChange[]; keys: readonly KeyEffect[] },
): Promise<ChangeFacts[]> {
  const nameOf = await unitNamer(db, lines, { changes, keys })
  const indicators = new Map(linesOf(lines, 'indicator').map((line) => [line.code, line.vi]))
  const told = changes.map((change) => {
    const facts = {
      ...factsOf(change.line, nameOf),
      after: saidBy(change.line, nameOf),
      before: change.before === undefined ? '' : saidBy(change.before, nameOf),
    }
    if (change.line.kind !== 'target') return { code: `${change.line.kind}${change.change}`, facts }
    const indicator = indicators.get(change.line.indicator) ?? change.line.indicator
    return { code: `target${change.change}`, facts: { ...facts, indicator } }
  })
  return [...keys.map((effect) => keyFacts(effect, nameOf)), ...told]
}

function keyFacts({ kind, line }: KeyEffect, nameOf: NameOf): ChangeFacts {
  const code = { revoked: 'keyRevoked', own: 'keyOwn', above: 'keyAbove', signer: 'keySigner' }[kind]
  return { code, facts: { unit: nameOf(line.unitCode), from: line.revokedFromSeq ?? 0, fingerprint: line.fingerprint } }
}

/** What a line is about. */
function factsOf(line: ContentLine, nameOf: NameOf): FileFacts {
  switch (line.kind) {
    case 'successor':
      return { from: nameOf(line.fromCode), to: nameOf(line.toCode), day: formatDay(line.onDay) }
    case 'target':
      return { unit: nameOf(line.unitCode), year: line.year }
    case 'cluster':
      return { n: line.members.length }
    case 'key':
      return { unit: nameOf(line.unitCode), fingerprint: line.fingerprint, from: line.revokedFromSeq ?? 0 }
    case 'template':
      return { paper: line.paper, language: line.language }
    default:
      return {}
  }
}

/** What may be another before and after. */
function saidBy(line: ContentLine, nameOf: NameOf): string | number {
  switch (line.kind) {
    case 'unit':
      return datedNames(line)
    case 'target':
      return line.value
    case 'period':
      return line.dueDays
    case 'cluster':
      return `${line.vi}: ${line.members.map((member) => nameOf(member.unitCode)).join(', ')}`
    case 'word':
    case 'indicator':
    case 'form':
      return line.vi
    default:
      return ''
  }
}

function datedNames({ names }: LineOf<'unit'>): string {
  const [only, ...others] = names.map((name) => ({ ...name, full: fullName(name) }))
  if (only === undefined) return ''
  if (others.length === 0 && only.validTo === null) return only.full
  return [only, ...others]
    .map(
      ({ full, validFrom, validTo }) =>
        `${full} (${formatDay(validFrom)}–${validTo === null ? '' : formatDay(validTo)})`,
    )
    .join(', ')
}

function fullName({ type, vi }: LineOf<'unit'>['names'][number]): string {
  // Safe: the only type beside them is the country's.
  return type === 'country' ? vi : unitFullName({ type: type as UnitType, name: vi }, 'vi')
}

/** Units by code, as the directory names them last, else as they are called here. */
async function unitNamer(
  db: ReadDb,
  lines: readonly DirectoryLine[],
  { changes, keys }: { changes: readonly LineChange[]; keys: readonly KeyEffect[] },
): Promise<NameOf> {
  const ofChanges = changes.flatMap(({ line, before }) => [line, ...(before === undefined ? [] : [before])])
  const mentioned = new Set([...keys.map((effect) => effect.line), ...ofChanges].flatMap(unitsNamed))
  const told = new Map(
    linesOf(lines, 'unit').flatMap((unit) => {
      const last = unit.names.at(-1)
      return last === undefined ? [] : [[unit.code, fullName(last)] as const]
    }),
  )
  const here = await readUnitNames(db, [...mentioned].map(unitIdOf).slice(0, MOST_NAMED))
  return (code) => told.get(code) ?? here.get(unitIdOf(code))?.vi ?? code
}

/** A parameter for each id: PostgreSQL and SQLite both take this many. */
const MOST_NAMED = 10_000
