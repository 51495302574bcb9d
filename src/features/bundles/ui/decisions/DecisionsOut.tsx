import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { SavedText } from '../SavedText.tsx'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'
import { DecisionTable } from './DecisionTable.tsx'
import { SponsorDrawer } from './SponsorDrawer.tsx'
import { VerdictDrawer } from './VerdictDrawer.tsx'

type Writing = 'verdict' | 'sponsor' | undefined

/** What this office decides for a unit below: verdicts, sponsors, and the payments it is told of, in one file. */
export function DecisionsOut({ keys }: { keys: readonly EnrolledKey[] }) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const { api, may } = useBundles()
  const [unitId, setUnitId] = useState<string | null>(null)
  const [writing, setWriting] = useState<Writing>()
  const listed = useQuery(
    api.bundles.decisions.listOut.queryOptions({ input: unitId === null ? {} : { toUnit: unitId } }),
  )
  const decisions = listed.data?.decisions ?? []
  const units = new Map(keys.filter((key) => !key.replaced).map(({ unit }) => [unit.id, unitName(unit)]))
  if (units.size === 0) return null
  return (
    <details className="nc-bundle-panel" open={unitId !== null || decisions.some(({ sent }) => !sent)}>
      <summary className="nc-bundle-heading">{t('decisions.outTitle')}</summary>
      <p className="nc-soft">{t('decisions.outHint')}</p>
      <div className="nc-bundle-fields">
        <Select
          label={t('columns.unit')}
          placeholder={t('decisions.chooseUnit')}
          searchable
          clearable
          data={[...units].map(([value, label]) => ({ value, label }))}
          value={unitId}
          onChange={setUnitId}
        />
      </div>
      <div className="nc-bundle-actions">
        {may('records.approve') ? (
          <Button size="xs" variant="default" disabled={unitId === null} onClick={() => setWriting('verdict')}>
            {t('decisions.verdict')}
          </Button>
        ) : null}
        {may('records.write') ? (
          <Button size="xs" variant="default" disabled={unitId === null} onClick={() => setWriting('sponsor')}>
            {t('decisions.sponsor')}
          </Button>
        ) : null}
        {may('bundles.send') ? <MakeFile unitId={unitId} /> : null}
      </div>
      {decisions.length === 0 ? null : (
        <DecisionTable
          decisions={decisions}
          unitOf={({ to }) => to}
          actions={({ id, sent }) => <TakeBack id={id} sent={sent} />}
        />
      )}
      {unitId === null ? null : (
        <>
          <VerdictDrawer unitId={unitId} opened={writing === 'verdict'} onClose={() => setWriting(undefined)} />
          <SponsorDrawer unitId={unitId} opened={writing === 'sponsor'} onClose={() => setWriting(undefined)} />
        </>
      )}
    </details>
  )
}

function MakeFile({ unitId }: { unitId: string | null }) {
  const { t } = useTranslation('bundles')
  const { client, refresh } = useBundles()
  const files = useFiles()
  const make = useMutation({
    mutationFn: async (toUnit: string) => {
      const { name, ticket } = await client.bundles.decisions.makeFile({ toUnit })
      return files.saveProven(name, async () => ticket)
    },
    onSettled: refresh,
  })
  return (
    <>
      <Button
        size="xs"
        disabled={unitId === null}
        loading={make.isPending}
        onClick={() => unitId !== null && make.mutate(unitId)}
      >
        {t('decisions.makeFile')}
      </Button>
      <SavedText outcome={make.data} />
      {make.error === null ? null : <FailureNotice failure={failureOf(make.error)} />}
    </>
  )
}

/** What has not gone out yet can be taken back. */
function TakeBack({ id, sent }: { id: string; sent: boolean }) {
  const { t } = useTranslation('bundles')
  const { client, may, refresh } = useBundles()
  const takeBack = useMutation({ mutationFn: () => client.bundles.decisions.takeBack({ id }), onSettled: refresh })
  if (sent || !may('records.approve')) return null
  return (
    <Button size="compact-xs" variant="subtle" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
      {t('decisions.takeBack')}
    </Button>
  )
}
