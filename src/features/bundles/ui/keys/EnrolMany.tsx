import { Button, FileButton, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { StateBadge } from '../../../../base/ui/StateBadge.tsx'
import { digitsTyped } from '../../common/keyFile.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'

const DIGITS = 30

/** Training day: all request files at once, one line for each unit, its digits typed as its people read them out. */
export function EnrolMany() {
  const { t } = useTranslation('bundles')
  const [texts, setTexts] = useState<readonly string[]>([])
  const pick = async (files: readonly File[]) => setTexts(await Promise.all(files.map((file) => file.text())))
  return (
    <details>
      <summary className="nc-bundle-heading">{t('keys.many')}</summary>
      <p className="nc-soft">{t('keys.manyHint')}</p>
      <FileButton multiple accept=".json,application/json,text/plain" onChange={(files) => void pick(files)}>
        {(props) => (
          <Button {...props} size="xs" variant="default">
            {t('keys.manyPick')}
          </Button>
        )}
      </FileButton>
      <ul className="nc-incoming-list">
        {texts.map((text) => (
          <EnrolLine key={text} text={text} />
        ))}
      </ul>
    </details>
  )
}

function EnrolLine({ text }: { text: string }) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const { api, client, refresh } = useBundles()
  const [digits, setDigits] = useState('')
  const file = { text }
  const facts = useQuery({ ...api.bundles.keys.readFile.queryOptions({ input: { file } }), retry: false })
  const newUnit = facts.data?.newUnit ?? undefined
  const enrol = useMutation({
    mutationFn: (typed: string) =>
      client.bundles.keys.enrol({ file, digits: typed, ...(newUnit === undefined ? {} : { newUnit }) }),
    onSuccess: refresh,
  })
  const type = (typed: string) => {
    setDigits(typed)
    // The thirtieth digit says that the line is done.
    if (digitsTyped(typed).length === DIGITS) enrol.mutate(typed)
    else enrol.reset()
  }
  const failed = facts.error ?? enrol.error
  const done = enrol.isSuccess || facts.data?.alreadyEnrolled === true
  const unit = facts.data === undefined ? '' : unitName(facts.data.unit)
  return (
    <li className="nc-incoming">
      <TextInput
        label={t('keys.manyDigits', { unit })}
        description={newUnit === undefined ? undefined : t('keys.newUnit.many')}
        inputMode="numeric"
        autoComplete="off"
        classNames={{ input: 'num' }}
        value={digits}
        disabled={facts.data === undefined || done}
        rightSection={<span className="nc-soft num">{`${digitsTyped(digits).length}/${DIGITS}`}</span>}
        rightSectionWidth={64}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {done ? <StateBadge tone="green" label={t('keys.manyDone')} /> : null}
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    </li>
  )
}
