import { Button, FileButton } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { StateBadge } from '../../../../base/ui/StateBadge.tsx'
import { digitsTyped } from '../../common/keyFile.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'
import { DIGITS, DigitsField } from './DigitsField.tsx'

interface PickedText {
  name: string
  text: string
}

/** Training day: all request files at once, one line for each unit, its digits typed as its people read them out. */
export function EnrolMany() {
  const { t } = useTranslation('bundles')
  const [files, setFiles] = useState<readonly PickedText[]>([])
  const list = useRef<HTMLUListElement>(null)
  const pick = async (picked: readonly File[]) => {
    const read = await Promise.all(picked.map(async (file) => ({ name: file.name, text: await file.text() })))
    // A file that came by Zalo and on the stick is one line.
    setFiles([...new Map(read.map((file) => [file.text, file])).values()])
  }
  const pickButton = useRef<HTMLButtonElement>(null)
  const toNext = () => {
    const next = list.current?.querySelector<HTMLInputElement>('input:not([readonly])')
    ;(next ?? pickButton.current)?.focus()
  }
  return (
    <details className="nc-key-more">
      <summary className="nc-bundle-heading">{t('keys.many')}</summary>
      <p className="nc-soft">{t('keys.manyHint')}</p>
      <FileButton multiple accept=".json,application/json,text/plain" onChange={(picked) => void pick(picked)}>
        {(props) => (
          <Button {...props} ref={pickButton} size="xs" variant="default">
            {t('keys.manyPick')}
          </Button>
        )}
      </FileButton>
      {files.length === 0 ? null : (
        <ul className="nc-incoming-list" ref={list}>
          {files.map((file) => (
            <EnrolLine key={file.text} file={file} onDone={toNext} />
          ))}
        </ul>
      )}
    </details>
  )
}

function EnrolLine({ file: { name, text }, onDone }: { file: PickedText; onDone: () => void }) {
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
    onSuccess: async () => {
      await refresh()
      onDone()
    },
  })
  const type = (typed: string) => {
    setDigits(typed)
    // The thirtieth digit says that the line is done.
    if (digitsTyped(typed).length === DIGITS) enrol.mutate(typed)
    else enrol.reset()
  }
  const failed = facts.error ?? enrol.error
  const unit = facts.data === undefined ? name : unitName(facts.data.unit)
  const done = enrol.isSuccess || facts.data?.alreadyEnrolled === true
  return (
    <li className="nc-incoming">
      {facts.data === undefined || done ? (
        <div className="nc-incoming-head">
          {done ? <StateBadge tone="green" label={t('keys.manyDone')} /> : null}
          <span className="nc-file-name">{unit}</span>
        </div>
      ) : (
        <DigitsField
          label={t('keys.manyDigits', { unit })}
          {...(newUnit === undefined ? {} : { description: t('keys.newUnit.many') })}
          value={digits}
          busy={enrol.isPending}
          onChange={type}
        />
      )}
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    </li>
  )
}
