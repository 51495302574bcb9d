import { Select, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListPage } from '../../../base/ui/ListFooter.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { type ListedWord, type unitContract, VOCABULARY_KINDS, type VocabularyKind } from '../common/contract.ts'
import { WordDrawer } from './WordDrawer.tsx'

/** How the office calls what stands in its lists, beside how all offices call it. */
export function WordsPage() {
  const { t } = useTranslation('units')
  const { formatNumber } = useFormat()
  const api = useApi<{ units: typeof unitContract }>()
  const may = useMay('office.settings')
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState<VocabularyKind>()
  const [ownOnly, setOwnOnly] = useState(false)
  const [page, setPage] = useState<ListPage>({ number: 1, size: 50 })
  const [opened, setOpened] = useState<{ word: ListedWord | undefined }>()
  const list = useQuery(api.units.words.list.queryOptions({ input: undefined }))
  const found = list.data?.words.filter((word) => fits(word, { typed, kind, ownOnly }))
  const columns = useWordColumns()
  const first = () => setPage({ ...page, number: 1 })
  const add = { label: t('words.add'), icon: IconPlus, onSelect: () => setOpened({ word: undefined }) }
  return (
    <>
      <PageHeader
        title={t('words.title')}
        {...(found === undefined
          ? {}
          : { count: t('words.count', { count: found.length, formatted: formatNumber(found.length) }) })}
        {...(may ? { mainAction: add } : {})}
      />
      <p className="nc-soft">{t('words.explain')}</p>
      <div className="nc-filters">
        <TextInput
          size="xs"
          w="16rem"
          aria-label={t('words.search')}
          placeholder={t('words.search')}
          leftSection={<IconSearch size="1rem" stroke={1.5} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            first()
          }}
        />
        <Select
          size="xs"
          w="16rem"
          clearable
          aria-label={t('words.list')}
          placeholder={t('words.anyList')}
          data={VOCABULARY_KINDS.map((value) => ({ value, label: t(`words.kinds.${value}`) }))}
          value={kind ?? null}
          onChange={(chosen) => {
            setKind(VOCABULARY_KINDS.find((value) => value === chosen))
            first()
          }}
        />
        <Select
          size="xs"
          w="14rem"
          aria-label={t('words.which')}
          allowDeselect={false}
          data={[
            { value: 'all', label: t('words.all') },
            { value: 'own', label: t('words.ownOnly') },
          ]}
          value={ownOnly ? 'own' : 'all'}
          onChange={(chosen) => {
            setOwnOnly(chosen === 'own')
            first()
          }}
        />
      </div>
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList<ListedWord>
        label={t('words.title')}
        layoutKey="words"
        columns={columns}
        rowKey={({ kind: list, code }) => `${list} ${code}`}
        rows={found?.slice((page.number - 1) * page.size, page.number * page.size)}
        total={found?.length}
        page={page}
        onPage={setPage}
        {...(may ? { onOpen: (word: ListedWord) => setOpened({ word }) } : {})}
        empty={<EmptyState kind="noMatch" />}
      />
      {opened === undefined ? null : <WordDrawer word={opened.word} onClose={() => setOpened(undefined)} />}
    </>
  )
}

interface Wanted {
  typed: string
  kind: VocabularyKind | undefined
  ownOnly: boolean
}

function fits({ kind, shared, own }: ListedWord, wanted: Wanted): boolean {
  if (wanted.kind !== undefined && kind !== wanted.kind) return false
  if (wanted.ownOnly && own === null) return false
  const names = [shared, own].flatMap((each) => (each === null ? [] : Object.values(each)))
  return foldForSearch(names.filter((name) => name !== null).join(' ')).includes(foldForSearch(wanted.typed.trim()))
}

function useWordColumns(): ListColumn<ListedWord>[] {
  const { t } = useTranslation('units')
  const { language } = useFormat()
  const nameOf = (names: ListedWord['own']) => (names === null ? null : (names[language] ?? names.vi))
  return [
    {
      key: 'shared',
      title: t('words.shared'),
      width: 24,
      render: ({ shared }) => nameOf(shared) ?? <span className="nc-soft">{t('words.onlyHere')}</span>,
    },
    { key: 'own', title: t('words.own'), width: 24, render: ({ own }) => nameOf(own) },
    { key: 'list', title: t('words.list'), width: 14, render: ({ kind }) => t(`words.kinds.${kind}`) },
    {
      key: 'lo',
      title: t('words.names.lo'),
      width: 14,
      hidden: true,
      render: ({ shared, own }) => own?.lo ?? shared?.lo,
    },
    {
      key: 'en',
      title: t('words.names.en'),
      width: 14,
      hidden: true,
      render: ({ shared, own }) => own?.en ?? shared?.en,
    },
  ]
}
