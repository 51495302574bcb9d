import { Button, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { BAND_KINDS, type PlausibilitySettings } from '../../reports/common/plausibility/plausibilitySettings.ts'
import { useProvince } from './useProvince.ts'

/** What this office holds plausible: figures outside it are asked about. */
export function PlausibilityPanel() {
  const { t } = useTranslation('province')
  const { api } = useProvince()
  const maySet = useMay('office.settings')
  const settings = useQuery({ ...api.reports.plausibility.queryOptions(), enabled: maySet }).data?.settings
  if (!maySet || settings === undefined) return null
  return (
    <details className="nc-plausibility">
      <summary className="nc-cell-heading">{t('plausibility.title')}</summary>
      <p className="nc-soft">{t('plausibility.hint')}</p>
      <PlausibilityForm key={JSON.stringify(settings)} settings={settings} />
    </details>
  )
}

function PlausibilityForm({ settings }: { settings: PlausibilitySettings }) {
  const { t } = useTranslation(['province', 'common'])
  const { client, refresh } = useProvince()
  const [typed, setTyped] = useState(settings)
  const save = useMutation({
    mutationFn: () => client.reports.setPlausibility(typed),
    onSuccess: async () => {
      notifications.show({ message: t('province:plausibility.saved') })
      await refresh()
    },
  })
  const setBand = (kind: (typeof BAND_KINDS)[number], end: 'low' | 'high', value: number) =>
    setTyped({ ...typed, bands: { ...typed.bands, [kind]: { ...typed.bands[kind], [end]: value } } })
  return (
    <form
      className="nc-paper"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div className="nc-paper-figures">
        {BAND_KINDS.flatMap((kind) =>
          (['low', 'high'] as const).map((end) => (
            <DongInput
              key={`${kind} ${end}`}
              label={t(`province:plausibility.${end}`, { kind: t(`province:plausibility.kinds.${kind}`) })}
              value={typed.bands[kind][end]}
              onChange={(value) => setBand(kind, end, value ?? 0)}
            />
          )),
        )}
        <DongInput
          label={t('province:plausibility.planMinimum')}
          value={typed.planMinimum}
          onChange={(planMinimum) => setTyped({ ...typed, planMinimum })}
        />
      </div>
      <Appeals typed={typed} onChange={setTyped} />
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
      <Button type="submit" loading={save.isPending}>
        {t('province:plausibility.save')}
      </Button>
    </form>
  )
}

interface DongInputProps {
  label: string
  value: number | null
  onChange: (value: number | null) => void
}

function DongInput({ label, value, onChange }: DongInputProps) {
  const { language } = useFormat()
  return (
    <NumberInput
      label={label}
      min={0}
      allowDecimal={false}
      thousandSeparator={language === 'en' ? ',' : '.'}
      decimalSeparator={language === 'en' ? '.' : ','}
      hideControls
      value={value ?? ''}
      onChange={(next) => onChange(next === '' ? null : Number(next))}
    />
  )
}

interface AppealsProps {
  typed: PlausibilitySettings
  onChange: (settings: PlausibilitySettings) => void
}

/** Appeals of this office by the purpose its receipts name, with the days they are open. */
function Appeals({ typed, onChange }: AppealsProps) {
  const { t } = useTranslation('province')
  const { appeals } = typed
  const set = (at: number, change: Partial<(typeof appeals)[number]>) =>
    onChange({ ...typed, appeals: appeals.map((each, index) => (index === at ? { ...each, ...change } : each)) })
  const add = () => onChange({ ...typed, appeals: [...appeals, { purpose: '', openedOn: '', closedOn: null }] })
  return (
    <>
      <h3 className="nc-cell-heading">{t('plausibility.appeals')}</h3>
      {appeals.map((appeal, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added and removed, and hold no state of their own.
        <div key={at} className="nc-paper-figures">
          <TextInput
            label={t('plausibility.purpose')}
            value={appeal.purpose}
            onChange={(event) => set(at, { purpose: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('plausibility.openedOn')}
            value={appeal.openedOn}
            onChange={(event) => set(at, { openedOn: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('plausibility.closedOn')}
            value={appeal.closedOn ?? ''}
            onChange={(event) => set(at, { closedOn: event.currentTarget.value || null })}
          />
          <Button
            variant="subtle"
            onClick={() => onChange({ ...typed, appeals: appeals.filter((_each, index) => index !== at) })}
          >
            {t('plausibility.removeAppeal')}
          </Button>
        </div>
      ))}
      <Button variant="default" size="xs" onClick={add}>
        {t('plausibility.addAppeal')}
      </Button>
    </>
  )
}
