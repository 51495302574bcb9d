import { Button, Checkbox, Select } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quarter } from '../../../base/common/day.ts'
import { quarterWindow } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { ProgressPanel } from '../../../base/ui/ProgressPanel.tsx'
import { StepTrack } from '../../../base/ui/StepTrack.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { SaveOutcome } from '../../files/ui/saveProven.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { EnrolledKey } from '../common/bundleSchemas.ts'
import { BundlePreviewFacts } from './BundlePreviewFacts.tsx'
import { QuarterSelect } from './QuarterSelect.tsx'
import { isOut, SavedText } from './SavedText.tsx'
import { useBundles } from './useBundles.ts'
import { useFileSize } from './useFileSize.ts'
import { lastQuarter, type MadeBundle, reportPeriod, useMakeBundle } from './useMakeBundle.ts'
import { useUnitName } from './useUnitName.ts'

/** Sending a report in three steps: what will go, making the file, saving it. */
export function SendReport({ receivers }: { receivers: readonly EnrolledKey[] }) {
  const { t } = useTranslation('bundles')
  const make = useMakeBundle()
  const [saved, setSaved] = useState<SaveOutcome>()
  const step = make.made === undefined ? (make.running ? 1 : 0) : isOut(saved) ? 3 : 2
  return (
    <section className="nc-bundle-panel" aria-label={t('send.title')}>
      <SendSteps step={step} />
      {make.failure === undefined ? null : <FailureNotice failure={make.failure} />}
      {make.made === undefined ? (
        <WhatGoes receivers={receivers} make={make} />
      ) : (
        <SaveFile
          made={make.made}
          saved={saved}
          onSaved={setSaved}
          onAgain={() => {
            make.reset()
            setSaved(undefined)
          }}
        />
      )}
    </section>
  )
}

function SendSteps({ step }: { step: 0 | 1 | 2 | 3 }) {
  const { t } = useTranslation('bundles')
  const keys = ['choose', 'make', 'save'] as const
  return (
    <StepTrack
      label={t('send.title')}
      steps={keys.map((key, index) => ({
        key,
        label: t(`send.steps.${key}`),
        state: index < step ? 'done' : index === step ? 'current' : 'ahead',
      }))}
    />
  )
}

type Make = ReturnType<typeof useMakeBundle>

function WhatGoes({ receivers, make }: { receivers: readonly EnrolledKey[]; make: Make }) {
  const { t } = useTranslation('bundles')
  const { formatDay } = useFormat()
  const unitName = useUnitName()
  const { api } = useBundles()
  const [toUnit, setToUnit] = useState(receivers[0]?.unit.id ?? '')
  const [quarter, setQuarter] = useState<Quarter>(lastQuarter)
  const period = reportPeriod(quarter)
  const [everything, setEverything] = useState(false)
  const input = { toUnit, period, everything }
  const preview = useQuery(api.bundles.preview.queryOptions({ input, placeholderData: keepPreviousData }))
  return (
    <>
      <div className="nc-bundle-fields">
        <Select
          label={t('send.to')}
          data={receivers.map(({ unit }) => ({ value: unit.id, label: unitName(unit) }))}
          value={toUnit}
          allowDeselect={false}
          onChange={(value) => setToUnit(value ?? toUnit)}
        />
        <QuarterSelect label={t('send.period')} value={quarter} onChange={setQuarter} />
      </div>
      {period.to === quarterWindow(quarter).to ? null : (
        <p>{t('send.unfinished', { ...quarter, day: formatDay(period.to) })}</p>
      )}
      {preview.error === null ? null : <FailureNotice failure={failureOf(preview.error)} />}
      {preview.data === undefined ? null : <BundlePreviewFacts preview={preview.data} />}
      {preview.data !== undefined && (everything || preview.data.baseSeq !== null) ? (
        <Checkbox
          label={t('send.everything')}
          checked={everything}
          onChange={(event) => setEverything(event.currentTarget.checked)}
        />
      ) : null}
      {make.running ? (
        <ProgressPanel
          title={t('send.making')}
          unit={t('send.rows')}
          done={make.done}
          {...(make.total > 0 ? { total: make.total } : {})}
          onCancel={make.cancel}
        />
      ) : (
        <div className="nc-bundle-actions">
          <Button disabled={preview.data === undefined} onClick={() => make.start(input)}>
            {t('send.make', { seq: preview.data?.seq ?? 1 })}
          </Button>
        </div>
      )}
    </>
  )
}

interface SaveFileProps {
  made: MadeBundle
  saved: SaveOutcome | undefined
  onSaved: (outcome: SaveOutcome) => void
  onAgain: () => void
}

function SaveFile({ made, saved, onSaved, onAgain }: SaveFileProps) {
  const { t } = useTranslation('bundles')
  const fileSize = useFileSize()
  const files = useFiles()
  const { api, client } = useBundles()
  const sent = useQuery(api.bundles.listSent.queryOptions())
  const isSaved = isOut(saved)
  const save = useMutation({
    // The first ticket is used up by the first save; the kept file serves every further one.
    mutationFn: () => {
      const kept = sent.data?.bundles.find((bundle) => bundle.seq === made.seq)
      const again = async (id: string) => (await client.bundles.saveAgain({ id })).ticket
      return files.saveProven(made.name, async () => (isSaved && kept ? again(kept.id) : made.ticket))
    },
    onSuccess: onSaved,
  })
  return (
    <div className="nc-bundle-made" role="status">
      <p className="nc-bundle-file">
        <strong>{made.name}</strong> <span className="nc-soft num">{fileSize(made.bytes)}</span>
      </p>
      {isSaved ? <SavedText outcome={saved} /> : <p className="nc-soft">{t('send.saveHint')}</p>}
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
      <div className="nc-bundle-actions">
        <Button
          ref={goOnHere}
          variant={isSaved ? 'default' : 'filled'}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t(isSaved ? 'send.saveAgain' : 'send.save')}
        </Button>
        {isSaved ? (
          <Button variant="subtle" onClick={onAgain}>
            {t('send.another')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

/** The button that was pressed is gone with its step: Enter takes the next one. */
function goOnHere(button: HTMLButtonElement | null): void {
  button?.focus()
}
