import { Button, FileButton, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import type { AddedUnit } from '../../../units/common/addedUnit.ts'
import { digitsTyped } from '../../common/keyFile.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'
import { NewUnitFields } from './NewUnitFields.tsx'

interface EnrolDrawerProps {
  /** Which file is taken in: a branch's request, or the answer of the office above. */
  kind: 'request' | 'answer'
  opened: boolean
  onClose: () => void
}

const DIGITS = 30

/** Takes in another office's keys: the file or its text, then the digits heard by phone, typed. */
export function EnrolDrawer({ kind, opened, onClose }: EnrolDrawerProps) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const { api, client, refresh } = useBundles()
  const [text, setText] = useState('')
  const [digits, setDigits] = useState('')
  const [typed, setTyped] = useState<AddedUnit>()
  const input = { file: { text } }
  const facts = useQuery({
    ...api.bundles.keys.readFile.queryOptions({ input }),
    enabled: opened && text.trim() !== '',
    retry: false,
  })
  const newUnit = typed ?? facts.data?.newUnit ?? undefined
  const added = newUnit === undefined || facts.data?.newUnit === null ? {} : { newUnit }
  const clear = () => {
    setText('')
    setDigits('')
    setTyped(undefined)
    enrol.reset()
  }
  const enrol = useMutation({
    mutationFn: () =>
      kind === 'request'
        ? client.bundles.keys.enrol({ ...input, digits, ...added })
        : client.bundles.keys.enrolReceiver({ ...input, digits, ...added }),
    onSuccess: async ({ unit }) => {
      notifications.show({ message: t('keys.enrolled', { unit: unitName(unit) }) })
      onClose()
      clear()
      await refresh()
    },
  })
  const failed = text.trim() === '' ? null : (enrol.error ?? facts.error)
  const count = digitsTyped(digits).length
  return (
    <RecordDrawer
      opened={opened}
      title={t(`keys.enrol.${kind}`)}
      verb={t('keys.enrol.take')}
      saving={enrol.isPending}
      disabled={facts.data === undefined || count !== DIGITS}
      onSubmit={() => enrol.mutate()}
      onClose={onClose}
    >
      <FileButton accept=".json,application/json,text/plain" onChange={(file) => void file?.text().then(setText)}>
        {(props) => (
          <Button {...props} variant="default">
            {t('keys.enrol.pick')}
          </Button>
        )}
      </FileButton>
      <Textarea
        label={t('keys.enrol.paste')}
        autosize
        minRows={3}
        maxRows={6}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {facts.data === undefined ? null : (
        <p>
          {t('keys.enrol.from')} <strong>{unitName(facts.data.unit)}</strong>{' '}
          <span className="nc-soft num">{facts.data.unit.code}</span>
          {facts.data.alreadyEnrolled ? ` · ${t('keys.enrol.known')}` : null}
        </p>
      )}
      {newUnit === undefined || facts.data?.newUnit === null ? null : (
        <NewUnitFields unit={newUnit} onChange={setTyped} />
      )}
      <TextInput
        label={t('keys.enrol.digits')}
        description={t('keys.enrol.digitsHint')}
        inputMode="numeric"
        autoComplete="off"
        classNames={{ input: 'num' }}
        value={digits}
        rightSection={<span className="nc-soft num">{`${count}/${DIGITS}`}</span>}
        rightSectionWidth={64}
        onChange={(event) => setDigits(event.currentTarget.value)}
      />
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    </RecordDrawer>
  )
}
