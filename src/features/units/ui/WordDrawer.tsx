import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { LANGUAGES } from '../../../base/common/language.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { CLOSED_LISTS } from '../common/closedLists.ts'
import { type ListedWord, type unitContract, VOCABULARY_KINDS, type VocabularyKind } from '../common/contract.ts'

export interface WordDrawerProps {
  /** Undefined: a new one, in a list that takes new ones. */
  word: ListedWord | undefined
  onClose: () => void
}

/** One word of a list as the office says it, in three languages; mounted anew for each. */
export function WordDrawer({ word, onClose }: WordDrawerProps) {
  const { t } = useTranslation('units')
  const api = useApi<{ units: typeof unitContract }>()
  const queries = useQueryClient()
  const [kind, setKind] = useState<VocabularyKind>(word?.kind ?? 'category')
  const now = word?.own ?? word?.shared
  const [names, setNames] = useState({ vi: now?.vi ?? '', en: now?.en ?? '', lo: now?.lo ?? '' })
  const done = async () => {
    await queries.invalidateQueries({ queryKey: api.units.key() })
    onClose()
  }
  const save = useMutation({
    mutationFn: () =>
      api.units.words.save.call({
        kind,
        code: word?.code ?? newRecordId(),
        names: { vi: names.vi.trim(), en: names.en.trim() || null, lo: names.lo.trim() || null },
      }),
    onSuccess: done,
  })
  const reset = useMutation({
    mutationFn: () => api.units.words.reset.call({ kind, code: word?.code ?? '' }),
    onSuccess: done,
  })
  const failed = save.error ?? reset.error
  return (
    <RecordDrawer
      opened
      title={word === undefined ? t('words.add') : (word.shared?.vi ?? word.own?.vi ?? '')}
      verb={t('words.save')}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      saving={save.isPending}
      disabled={names.vi.trim() === ''}
      note={failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    >
      <Stack gap="sm">
        {word === undefined ? (
          <Select
            label={t('words.list')}
            allowDeselect={false}
            data={VOCABULARY_KINDS.filter((value) => !CLOSED_LISTS.includes(value)).map((value) => ({
              value,
              label: t(`words.kinds.${value}`),
            }))}
            value={kind}
            onChange={(chosen) => setKind(VOCABULARY_KINDS.find((value) => value === chosen) ?? kind)}
          />
        ) : (
          <p className="nc-soft">{t(`words.kinds.${kind}`)}</p>
        )}
        {LANGUAGES.map((language) => (
          <TextInput
            key={language}
            label={t(`words.names.${language}`)}
            required={language === 'vi'}
            {...(language === 'vi' ? { 'data-autofocus': true } : {})}
            description={word?.shared == null ? undefined : t('words.sharedIs', { name: word.shared[language] ?? '–' })}
            maxLength={300}
            value={names[language]}
            onChange={(event) => {
              const { value } = event.currentTarget
              setNames((before) => ({ ...before, [language]: value }))
            }}
          />
        ))}
        <p className="nc-soft">{t('words.follows')}</p>
        {word?.own == null || word.shared === null ? null : (
          <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
            {t('words.reset')}
          </Button>
        )}
      </Stack>
    </RecordDrawer>
  )
}
