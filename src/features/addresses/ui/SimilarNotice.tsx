import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconUsers } from '@tabler/icons-react'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { SimilarRow } from '../common/contract.ts'
import { useAddressApi } from './useAddressApi.ts'

/** Who is being typed, as far as it goes. */
export interface TypedPerson {
  name: string
  birthDay: string | null
  idNumber: string | null
  phone: string | null
  sex: 'M' | 'F' | null
  village: { id: string; label: string } | undefined
}

export interface SimilarNoticeProps {
  person: TypedPerson
  exceptId?: string
  /** Somebody says that the one being typed is another person than these. */
  onTwoPeople?: (ids: string[]) => void
  /** Already called another person. */
  settled?: readonly string[]
}

/**
 * People on file who may be the same as the one being typed, each with what agrees and what differs; a likely one is asked
 * about, the others are a hint.
 */
export function SimilarNotice({ person, exceptId, onTwoPeople, settled = [] }: SimilarNoticeProps) {
  const { t } = useTranslation('addresses')
  const rows = useSimilar(person, exceptId).filter(({ id }) => !settled.includes(id))
  const likely = rows.filter((row) => row.likely).map(({ id }) => id)
  return (
    <div aria-live="polite">
      {rows.length === 0 ? null : (
        <section className="nc-similar" aria-label={t('similar.title', { count: rows.length })}>
          <strong>
            <IconUsers size="1rem" stroke={1.5} aria-hidden="true" /> {t('similar.title', { count: rows.length })}
          </strong>
          <ul>
            {rows.map((row) => (
              <SimilarPerson key={row.id} row={row} person={person} />
            ))}
          </ul>
          {onTwoPeople === undefined || likely.length === 0 ? (
            <span className="nc-soft">{t('similar.hint')}</span>
          ) : (
            <Button size="xs" variant="default" onClick={() => onTwoPeople(likely)}>
              {t('similar.twoPeople')}
            </Button>
          )}
        </section>
      )}
    </div>
  )
}

function useSimilar(person: TypedPerson, exceptId: string | undefined): SimilarRow[] {
  const api = useAddressApi()
  const [asked] = useDebouncedValue(similarQuestion(person), 300)
  const enough = asked.name.includes(' ') || asked.idNumber !== null
  const similar = useQuery(
    api.findSimilar.queryOptions({
      input: enough ? { ...asked, ...(exceptId === undefined ? {} : { exceptId }) } : skipToken,
    }),
  )
  return enough ? (similar.data?.rows ?? []) : []
}

export function similarQuestion({ village, name, ...person }: TypedPerson) {
  return { ...person, name: name.trim(), villageId: village?.id ?? null }
}

function SimilarPerson({ row, person }: { row: SimilarRow; person: TypedPerson }) {
  const { t } = useTranslation('addresses')
  const { t: words } = useTranslation('duplicates')
  const { nameOf } = useVocabulary('category')
  const { formatDay } = useFormat()
  const facts = [
    row.birthDay === null ? t('similar.noYear') : formatDay(row.birthDay),
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
      <br />
      <span>{row.evidence.map((each) => words(`evidence.${each}`)).join(' · ')}</span>
      <Differences row={row} person={person} />
    </li>
  )
}

/** What the book says otherwise than what is being typed. */
function Differences({ row, person }: { row: SimilarRow; person: TypedPerson }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const day = (value: string | null) => (value === null ? null : formatDay(value))
  const sex = (value: 'M' | 'F' | null) => (value === null ? null : t(`sex.${value}`))
  const pairs = [
    ['name', person.name.trim(), row.displayName],
    ['birthDay', day(person.birthDay), day(row.birthDay)],
    ['sex', sex(person.sex), sex(row.sex)],
    ['villageId', person.village?.label ?? null, row.villageName ?? row.communeName],
  ] as const
  const differing = pairs.filter(([, typed, known]) => typed !== null && known !== null && typed !== known)
  return (
    <dl className="nc-similar-differences">
      {differing.map(([field, typed, known]) => (
        <div key={field}>
          <dt>{t(`fields.${field}`)}</dt>
          <dd>{t('similar.differs', { typed, known })}</dd>
        </div>
      ))}
    </dl>
  )
}
