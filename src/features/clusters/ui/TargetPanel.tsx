import { Button, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { Standing } from '../common/clusterSchemas.ts'
import { useClusters, useSaving } from './useClusters.ts'

interface TargetPanelProps {
  year: number
  units: readonly Standing['rows'][number]['unit'][]
}

/** The targets of a year for the members of a cluster, typed in one table. */
export function TargetPanel({ year, units }: TargetPanelProps) {
  const { t } = useTranslation('clusters')
  const { api, client, language, nameOf } = useClusters()
  const indicators = useQuery(api.clusters.indicators.list.queryOptions()).data?.indicators ?? []
  const targets = useQuery(api.clusters.targets.list.queryOptions({ input: { year } })).data?.targets ?? []
  const [typed, setTyped] = useState<ReadonlyMap<string, number | null>>(new Map())
  const save = useSaving(
    () =>
      client.clusters.targets.save({
        year,
        targets: units.flatMap(({ id: unitId }) =>
          indicators.flatMap(({ code: indicator }) => {
            const value = typed.get(`${unitId} ${indicator}`)
            return value === undefined ? [] : [{ unitId, indicator, value }]
          }),
        ),
      }),
    () => setTyped(new Map()),
  )
  const known = new Map(targets.map((target) => [`${target.unitId} ${target.indicator}`, target.value]))
  return (
    <details className="nc-cluster-panel">
      <summary>{t('targets.title', { year })}</summary>
      <p className="nc-soft">{t('targets.hint')}</p>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
      <div className="nc-cluster-scroll">
        <table className="nc-cluster-table">
          <thead>
            <tr>
              <th scope="col">{t('standing.unit')}</th>
              {indicators.map((one) => (
                <th key={one.code} scope="col">
                  {nameOf(one.names)} <span className="nc-soft">({t(`basis.${one.basis ?? 'unknown'}`)})</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.id}>
                <th scope="row">{unit[language]}</th>
                {indicators.map((one) => {
                  const key = `${unit.id} ${one.code}`
                  return (
                    <td key={one.code}>
                      <NumberInput
                        aria-label={t('targets.cell', { unit: unit[language], indicator: nameOf(one.names) })}
                        min={1}
                        allowDecimal={false}
                        hideControls
                        thousandSeparator={language === 'en' ? ',' : '.'}
                        decimalSeparator={language === 'en' ? '.' : ','}
                        value={(typed.has(key) ? typed.get(key) : known.get(key)) ?? ''}
                        onChange={(value) =>
                          setTyped((before) => new Map(before).set(key, value === '' ? null : Number(value)))
                        }
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button
        variant="default"
        disabled={typed.size === 0}
        loading={save.isPending}
        onClick={() => save.mutate(undefined)}
      >
        {t('targets.save')}
      </Button>
    </details>
  )
}
