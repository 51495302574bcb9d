import { useDebouncedValue } from '@mantine/hooks'
import { IconUsers } from '@tabler/icons-react'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { AddressRow } from '../common/addressSchemas.ts'
import { useAddressApi } from './useAddressApi.ts'

export interface SimilarNoticeProps {
  name: string
  birthDay: string | null
  idNumber: string | null
  exceptId?: string
}

/** People on file who may be the same as the one being typed, with what differs; a hint, never a barrier. */
export function SimilarNotice({ name, birthDay, idNumber, exceptId }: SimilarNoticeProps) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const [asked] = useDebouncedValue({ name: name.trim(), birthDay, idNumber }, 300)
  const enough = asked.name.includes(' ') || asked.idNumber !== null
  const similar = useQuery(
    api.findSimilar.queryOptions({
      input: enough ? { ...asked, ...(exceptId === undefined ? {} : { exceptId }) } : skipToken,
    }),
  )
  const rows = enough ? (similar.data?.rows ?? []) : []
  return (
    <div aria-live="polite">
      {rows.length === 0 ? null : (
        <div className="nc-similar">
          <strong>
            <IconUsers size="1rem" stroke={1.5} aria-hidden="true" /> {t('similar.title', { count: rows.length })}
          </strong>
          <ul>
            {rows.map((row) => (
              <SimilarPerson key={row.id} row={row} name={asked.name} birthDay={birthDay} />
            ))}
          </ul>
          <span className="nc-soft">{t('similar.hint')}</span>
        </div>
      )}
    </div>
  )
}

function SimilarPerson({ row, name, birthDay }: { row: AddressRow; name: string; birthDay: string | null }) {
  const { t } = useTranslation('addresses')
  const { nameOf } = useVocabulary('category')
  const year = row.birthDay?.slice(0, 4)
  const years = year === undefined ? t('similar.noYear') : t(sameYear(year, birthDay), { year })
  const facts = [
    years,
    ...(foldForSearch(row.displayName) === foldForSearch(name) ? [] : [t('similar.otherName')]),
    row.villageName ?? row.communeName,
    nameOf(row.mainCategory),
    t(`states.${row.state}`),
  ]
  return (
    <li>
      <Link className="nc-link" to={`/addresses/${row.id}`} aria-label={t('similar.open', { name: row.displayName })}>
        {row.displayName}
      </Link>{' '}
      <span>{facts.join(' · ')}</span>
    </li>
  )
}

function sameYear(year: string, birthDay: string | null): string {
  return birthDay !== null && birthDay.slice(0, 4) !== year ? 'similar.otherYear' : 'similar.sameYear'
}
