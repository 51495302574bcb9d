import { useTranslation } from 'react-i18next'
import { ageOn, dayPrecision } from '../../../base/common/day.ts'
import { type Fact, FactList } from '../../../base/ui/FactList.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { StateIcon } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { Portrait } from '../../attachments/ui/Portrait.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { AddressFile } from '../common/addressSchemas.ts'
import { AddressStateBadge } from './AddressStateBadge.tsx'

/** The steady summary: who, where, how things stand, who helps, and what is still to be filled in. */
export function AddressSummary({ file }: { file: AddressFile }) {
  const { t } = useTranslation('addresses')
  const { formatDay, formatMoney } = useFormat()
  const { nameOf } = useVocabulary('category')
  const endReasons = useVocabulary('endReason')
  const { fields } = file
  const dong = (amount: number) => formatMoney({ amount, currency: 'VND' })
  const facts: Fact[] = [
    { label: t('columns.state'), value: <AddressStateBadge state={file.state} /> },
    { label: t('columns.stateSince'), value: formatDay(file.stateSince), figures: true },
    ...(file.endReason === null ? [] : [{ label: t('step.endReason'), value: endReasons.nameOf(file.endReason) }]),
    { label: t('fields.birthDay'), value: <Birth birthDay={fields.birthDay} />, figures: true },
    { label: t('fields.villageId'), value: [file.villageName, file.communeName].filter(Boolean).join(', ') },
    {
      label: t('columns.category'),
      value: [fields.mainCategory, ...fields.otherCategories].map(nameOf).join('; '),
    },
    { label: t('columns.donors'), value: file.donors.join('; ') || t('fields.noSponsor') },
    ...(file.donors.length === 0
      ? []
      : [{ label: t('fields.monthlySupport'), value: dong(file.monthlySupport), figures: true }]),
    {
      label: t('fields.monthlyNeed'),
      value: fields.monthlyNeed === null ? null : dong(fields.monthlyNeed),
      figures: true,
    },
  ]
  return (
    <section aria-label={t('file.summary')} className="nc-form-group">
      {fields.kind === 'collective' ? null : <Portrait of={{ table: 'address', id: file.id }} name={fields.name} />}
      <FactList facts={facts} />
      {file.warnings.map((code) => (
        <p key={code} className="nc-address-warning">
          <StateIcon tone="amber" /> {t(`warnings.${code}`)}
        </p>
      ))}
      {file.missing.length > 0 && file.anonymisedOn === null ? (
        <p className="nc-soft">
          {t('file.missing')}: {file.missing.map((name) => t(`fields.${name}`)).join(', ')}
        </p>
      ) : null}
    </section>
  )
}

function Birth({ birthDay }: { birthDay: string | null }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  if (birthDay === null) return null
  const count = ageOn(birthDay, officeToday())
  const age = t(dayPrecision(birthDay) === 'day' ? 'fields.age' : 'fields.aboutAge', { count })
  return (
    <>
      {formatDay(birthDay)} · {age}
    </>
  )
}
