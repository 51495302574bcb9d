import { useTranslation } from 'react-i18next'
import { type Fact, FactList } from '../../../base/ui/FactList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AddressFile } from '../common/addressSchemas.ts'
import { writePoint } from '../common/readPoint.ts'

/** Everything written in the form, group by group; what is empty can be seen to be so. */
export function AddressDetails({ file }: { file: AddressFile }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const { fields } = file
  const fact = (name: keyof typeof fields, value: string | null, figures = false): Fact => ({
    label: t(`fields.${name}`),
    value,
    figures,
  })
  const groups: { key: string; facts: Fact[] }[] = [
    {
      key: 'identity',
      facts: [
        fact('otherName', fields.otherName),
        fact('sex', fields.sex === null ? null : t(`sex.${fields.sex}`)),
        fact('ethnicity', fields.ethnicity),
        fact('idNumber', fields.idNumber, true),
        ...(fields.formerIdNumber === null ? [] : [fact('formerIdNumber', fields.formerIdNumber, true)]),
        fact('phone', fields.phone, true),
        fact('kind', t(`kinds.${fields.kind}`)),
      ],
    },
    {
      key: 'place',
      facts: [
        fact('addressLine', fields.addressLine),
        fact('formerAddress', fields.formerAddress),
        fact('point', fields.point === null ? null : writePoint(fields.point), true),
      ],
    },
    {
      key: 'situation',
      facts: [
        fact('situation', fields.situation),
        fact('needs', fields.needs),
        fact('wish', fields.wish),
        { label: t('fields.needPeriod'), value: <NeedPeriod fields={fields} />, figures: true },
        fact('nextVisitOn', fields.nextVisitOn === null ? null : formatDay(fields.nextVisitOn), true),
        fact('responsible', fields.responsible),
        fact('note', fields.note),
      ],
    },
    {
      key: 'guardian',
      facts: [
        fact('guardianName', fields.guardianName),
        fact('guardianRelation', fields.guardianRelation),
        fact('guardianPhone', fields.guardianPhone, true),
      ],
    },
  ]
  return groups.map(({ key, facts }) => (
    <section key={key} className="nc-address-details">
      <h2>{t(`groups.${key}`)}</h2>
      <FactList facts={facts} wide />
    </section>
  ))
}

function NeedPeriod({ fields: { needFrom, needMonths } }: { fields: AddressFile['fields'] }) {
  const { t } = useTranslation(['addresses', 'common'])
  const { formatDay } = useFormat()
  if (needFrom === null) return <span className="nc-missing">{t('common:states.toBeAdded')}</span>
  const from = formatDay(needFrom)
  return needMonths === null
    ? t('addresses:fields.periodOpen', { from })
    : t('addresses:fields.period', { count: needMonths, from })
}
