import { Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import type { AddedUnit } from '../../../units/common/addedUnit.ts'
import type { KeyFileFacts } from '../../common/bundleSchemas.ts'
import { digitsTyped } from '../../common/keyFile.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'
import { DIGITS, DigitsField } from './DigitsField.tsx'
import { KeyFileButton } from './KeyFileButton.tsx'
import { NewUnitFields } from './NewUnitFields.tsx'

interface EnrolDrawerProps {
  /** Which file is taken in: a branch's request, or the answer of the office above. */
  kind: 'request' | 'answer'
  /** From a unit of the same level, which enrols this one as well. */
  neighbour?: boolean
  opened: boolean
  onClose: () => void
}

/** Takes in another office's keys: the file or its text, then the digits heard by phone, typed. */
export function EnrolDrawer({ kind, neighbour = false, opened, onClose }: EnrolDrawerProps) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const { api, client, refresh } = useBundles()
  const [picked, setPicked] = useState<string>()
  const [text, setText] = useState('')
  const [digits, setDigits] = useState('')
  const [typed, setTyped] = useState<AddedUnit>()
  const digitsField = useRef<HTMLInputElement>(null)
  const input = { file: { text } }
  const facts = useQuery({
    ...api.bundles.keys.readFile.queryOptions({ input }),
    enabled: opened && text.trim() !== '',
    retry: false,
  })
  const otherWay = facts.data !== undefined && facts.data.role !== kind
  const newUnit = typed ?? facts.data?.newUnit ?? undefined
  const added = newUnit === undefined || facts.data?.newUnit === null ? {} : { newUnit }
  const clear = () => {
    setPicked(undefined)
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
      const next = neighbour ? 'neighbour' : kind
      notifications.show({ message: t(`keys.enrolledNext.${next}`, { unit: unitName(unit) }) })
      // The page first: the button that opened the drawer may be folded away by what is new.
      await refresh()
      onClose()
      clear()
    },
  })
  const pick = async (file: File) => {
    enrol.reset()
    setTyped(undefined)
    setText(await file.text())
    setPicked(file.name)
    digitsField.current?.focus()
  }
  const type = (next: string) => {
    enrol.reset()
    setDigits(next)
  }
  const failed = text.trim() === '' ? null : (enrol.error ?? facts.error)
  return (
    <RecordDrawer
      opened={opened}
      title={t(`keys.enrol.${neighbour ? 'neighbour' : kind}`)}
      verb={t('keys.enrol.take')}
      saving={enrol.isPending}
      disabled={facts.data === undefined || otherWay || digitsTyped(digits).length !== DIGITS}
      onSubmit={() => enrol.mutate()}
      onClose={onClose}
    >
      <KeyFileButton label={t('keys.enrol.pick')} size="sm" onPick={(file) => void pick(file)} />
      {picked === undefined ? (
        <Textarea
          label={t('keys.enrol.paste')}
          autosize
          minRows={3}
          maxRows={6}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <p className="nc-file-name">{picked}</p>
      )}
      {facts.data === undefined ? null : <WhoseFile facts={facts.data} />}
      {otherWay ? <FailureNotice failure={{ code: 'bundles.wrongKeyFile', params: {} }} /> : null}
      {newUnit === undefined || facts.data?.newUnit === null ? null : (
        <NewUnitFields unit={newUnit} onChange={setTyped} />
      )}
      <DigitsField
        ref={digitsField}
        label={t('keys.enrol.digits')}
        description={t('keys.enrol.digitsHint')}
        value={digits}
        onChange={type}
      />
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    </RecordDrawer>
  )
}

function WhoseFile({ facts: { unit, alreadyEnrolled } }: { facts: KeyFileFacts }) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  return (
    <p>
      {t('keys.enrol.from')} <strong>{unitName(unit)}</strong> <span className="nc-soft num">{unit.code}</span>
      {alreadyEnrolled ? ` · ${t('keys.enrol.known')}` : null}
    </p>
  )
}
