import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../base/common/result.ts'
import { useBundles } from './useBundles.ts'
import { useUnitName } from './useUnitName.ts'

/** A failure that tells a unit's code, with the name beside the code where the unit's keys are known here: people call a name. */
export function useNamedFailure(): <Shown extends Failure | undefined>(failure: Shown) => Shown {
  const { api } = useBundles()
  const unitName = useUnitName()
  const keys = useQuery(api.bundles.keys.list.queryOptions()).data?.keys ?? []
  const names = new Map(keys.map(({ unit }) => [unit.code, `${unitName(unit)} (${unit.code})`]))
  return (failure) => {
    if (failure === undefined) return failure
    const named = Object.entries(failure.params).map(([name, value]) => [
      name,
      NAMES_A_UNIT.has(name) ? (names.get(String(value)) ?? value) : value,
    ])
    return { ...failure, params: Object.fromEntries(named) }
  }
}

const NAMES_A_UNIT: ReadonlySet<string> = new Set(['unit', 'claimed', 'signer'])
