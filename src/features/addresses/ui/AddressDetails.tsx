import { useTranslation } from 'react-i18next'
import { isMaskedIdentity } from '../../../base/common/maskIdentity.ts'
import { type Fact, FactList } from '../../../base/ui/FactList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AddressFile } from '../common/addressSchemas.ts'
import { PointFact } from './PointFact.tsx'

/** Everything written in the form, group by group; what is empty can be seen to be so. */
export function AddressDetails({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const { fields } = file
  const fact = (name: keyof typeof fields, value: string | null, figures = false): Fact => ({
    label: t(`fields.${name}`),
    value,
    figures,
  })
  const number = (name: keyof typeof fields, value: string | null): Fact => ({
    ...fact(name, value, true),
    // What is masked is of no use elsewhere.
    ...(value === null || isMaskedIdentity(value) ? {} : { copy: value }),
  })
  const groups: { key: string; facts: Fact[] }[] = [
    {
      key: 'identity',
      facts: [
        fact('otherName', fields.otherName),
        fact('sex', fields.sex === null ? null : t(`sex.${fields.sex}`)),
        fact('ethnicity', fields.ethnicity),
        number('idNumber', fields.idNumber),
        ...(fields.formerIdNumber === null ? [] : [number('formerIdNumber', fields.formerIdNumber)]),
        number('phone', fields.phone),
        fact('kind', t(`kinds.${fields.kind}`)),
      ],
    },
    {
      key: 'place',
      facts: [
        fact('addressLine', fields.addressLine),
        fact('formerAddress', fields.formerAddress),
        { label: t('fields.point'), value: <PointFact file={file} mayWrite={mayWrite} /> },
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
        number('guardianPhone', fields.guardianPhone),
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
