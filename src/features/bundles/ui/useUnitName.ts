import { useFormat } from '../../../base/ui/useFormat.ts'
import type { UnitNames } from '../common/bundleSchemas.ts'

/** A unit's name in the language on screen. */
export function useUnitName(): (unit: UnitNames) => string {
  const { language } = useFormat()
  return (unit) => unit[language]
}
