import type { OfficeContext } from '../../../../db/requireRight.ts'
import { unitsNamed } from '../../common/directory/checkDirectory.ts'
import type { ContentLine } from '../../common/directory/directoryLines.ts'
import { OWN_DUE_SETTING, readMeasureLines, readPeriodLines, readTemplateLines, readWordLines } from './contentRepo.ts'
import { readKeyLines } from './keyEffects.ts'
import { listChangedUnits, readSuccessorLines, readUnitLines, unitIdOf } from './unitLinesRepo.ts'

/**
 * What the centre's directory would say today: units that changed since the shipped list, and every unit another line or an earlier
 * directory (`before`) names; keys; and the centre's own words, wordings, clusters, indicators, targets, forms, due days.
 */
export async function gatherDirectory(context: OfficeContext, before: readonly ContentLine[]): Promise<ContentLine[]> {
  const { db, office } = context
  const others: ContentLine[] = [
    ...(await readSuccessorLines(db)),
    ...(await readKeyLines(context)),
    ...(await readWordLines(db, 'own_word')),
    ...(await readMeasureLines(db, 'own')),
    ...(await readPeriodLines(db, OWN_DUE_SETTING)),
    ...(await readTemplateLines(db, { ownUnit: office.unitId })),
  ]
  const named = [...others.flatMap(unitsNamed), ...before.flatMap((line) => (line.kind === 'unit' ? [line.code] : []))]
  const ids = new Set([...(await listChangedUnits(db)), ...named.map(unitIdOf)])
  const units = await readUnitLines(db, [...ids])
  const parents = await readUnitLines(
    db,
    [...new Set(units.flatMap(unitsNamed).map(unitIdOf))].filter((id) => !ids.has(id)),
  )
  return [...parents, ...units, ...others]
}
