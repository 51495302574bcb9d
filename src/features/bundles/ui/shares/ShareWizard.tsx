import { Button, Select } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, type Quarter, quarterOf } from '../../../../base/common/day.ts'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../../base/ui/officeToday.ts'
import { useFiles } from '../../../files/ui/useFiles.ts'
import '../bundles.css'
import { QuarterSelect } from '../QuarterSelect.tsx'
import { useBundles } from '../useBundles.ts'
import { useFileSize } from '../useFileSize.ts'
import { useUnitName } from '../useUnitName.ts'
import { ShareContentView } from './ShareContentView.tsx'

const FACTS = ['named', 'withoutConsent', 'restricted', 'heldBack', 'smallActivities', 'changedSince'] as const

/** The quarter that was over last. */
function lastOver(): Quarter {
  return quarterOf(`${addMonths(officeToday().slice(0, 7), -3)}-01`)
}

/** What a Lao partner is told: all of it is read here first, then the file or a copy for people without the program. */
export function ShareWizard() {
  const { t } = useTranslation('bundles')
  const { api } = useBundles()
  const unitName = useUnitName()
  const partners = useQuery(api.bundles.shares.partners.queryOptions()).data?.partners ?? []
  const [chosen, setChosen] = useState<string>()
  const [through, setThrough] = useState<Quarter>(lastOver)
  const toUnit = chosen ?? partners.find((each) => each.enrolled)?.unit.id
  return (
    <section className="nc-bundle-panel" aria-label={t('share.title')}>
      <h2 className="nc-bundle-heading">{t('share.title')}</h2>
      <p className="nc-soft">{t('share.hint')}</p>
      <div className="nc-bundle-fields">
        <Select
          label={t('share.partner')}
          searchable
          data={partners.map(({ unit }) => ({ value: unit.id, label: unitName(unit) }))}
          value={toUnit ?? null}
          onChange={(value) => setChosen(value ?? undefined)}
        />
        <QuarterSelect label={t('share.throughQuarter')} value={through} onChange={setThrough} />
      </div>
      {toUnit === undefined ? null : <WhatIsTold toUnit={toUnit} through={through} />}
    </section>
  )
}

interface ToldProps {
  toUnit: string
  through: Quarter
}

function WhatIsTold({ toUnit, through }: ToldProps) {
  const { t } = useTranslation('bundles')
  const { api } = useBundles()
  const input = { toUnit, through }
  const preview = useQuery(
    api.bundles.shares.preview.queryOptions({ input, placeholderData: keepPreviousData, retry: false }),
  )
  if (preview.error !== null) return <FailureNotice failure={failureOf(preview.error)} />
  if (preview.data === undefined) return null
  const { facts, lines, enrolled } = preview.data
  const isEmpty = lines.length <= 1
  return (
    <>
      <ul className="nc-share-facts">
        {FACTS.filter((fact) => facts[fact] > 0).map((fact) => (
          <li key={fact}>{t(`share.facts.${fact}`, { n: facts[fact] })}</li>
        ))}
      </ul>
      {isEmpty ? <p className="nc-soft">{t('share.nothing')}</p> : <ShareContentView lines={lines} />}
      <ShareFiles {...input} enrolled={enrolled} empty={isEmpty} />
    </>
  )
}

function ShareFiles({ toUnit, through, enrolled, empty }: ToldProps & { enrolled: boolean; empty: boolean }) {
  const { t } = useTranslation('bundles')
  const { client, refresh } = useBundles()
  const files = useFiles()
  const fileSize = useFileSize()
  const make = useMutation({
    mutationFn: async () => {
      const made = await client.bundles.shares.make({ toUnit, through })
      await files.save(made.ticket)
      return made
    },
    onSuccess: refresh,
  })
  const copy = useMutation({
    mutationFn: async (format: 'docx' | 'xlsx') =>
      files.save((await client.bundles.shares.copy({ toUnit, through, format })).ticket),
    onSuccess: refresh,
  })
  const error = make.error ?? copy.error
  return (
    <>
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      {enrolled ? null : <p className="nc-soft">{t('share.noKeys')}</p>}
      {make.data === undefined ? null : (
        <p role="status" className="nc-bundle-done">
          {t('share.made', { n: make.data.seq, size: fileSize(make.data.bytes) })}
        </p>
      )}
      <div className="nc-bundle-actions">
        <Button disabled={!enrolled} loading={make.isPending} onClick={() => make.mutate()}>
          {t('share.make')}
        </Button>
        <Button variant="default" disabled={empty} loading={copy.isPending} onClick={() => copy.mutate('docx')}>
          {t('share.word')}
        </Button>
        <Button variant="default" disabled={empty} loading={copy.isPending} onClick={() => copy.mutate('xlsx')}>
          {t('share.excel')}
        </Button>
      </div>
    </>
  )
}
