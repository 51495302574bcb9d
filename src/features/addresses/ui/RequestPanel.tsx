import { Button, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay, useRights } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { AddressFile } from '../common/addressSchemas.ts'
import type { DataRequest, RequestStep } from '../common/requestSchemas.ts'
import { AnonymiseDrawer } from './AnonymiseDrawer.tsx'
import { FilePart } from './FilePart.tsx'
import { RequestDrawer } from './RequestDrawer.tsx'
import { RequestStepDrawer } from './RequestStepDrawer.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

/** What this person asks of their own data, by when the law wants it, and what can be done about it. */
export function RequestPanel({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const [adding, setAdding] = useState(false)
  const list = useQuery(api.requests.list.queryOptions({ input: { addressId: file.id } }))
  const mayStep = useMay('records.write') && file.ownUnit
  return (
    <FilePart
      title={t('requests.title')}
      add={mayWrite ? { label: t('requests.add'), onSelect: () => setAdding(true) } : undefined}
    >
      {list.error === null ? null : <FailureNotice failure={failureOf(list.error)} />}
      {list.data?.requests.length === 0 ? <p className="nc-soft">{t('requests.none')}</p> : null}
      <ul className="nc-part-lines">
        {list.data?.requests.map((request) => (
          <RequestLine key={request.id} request={request} mayStep={mayStep} />
        ))}
      </ul>
      <PrivacyActions file={file} mayWrite={mayWrite} />
      {adding ? <RequestDrawer addressId={file.id} onClose={() => setAdding(false)} /> : null}
    </FilePart>
  )
}

function RequestLine({ request, mayStep }: { request: DataRequest; mayStep: boolean }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const [step, setStep] = useState<RequestStep>()
  const steps: RequestStep[] = [
    ...(request.answeredOn === null ? (['answer'] as const) : []),
    ...(request.extendedOn === null ? (['extend'] as const) : []),
    'done',
    'refuse',
  ]
  const facts = [
    request.requester,
    t('requests.received', { day: formatDay(request.receivedOn) }),
    ...(request.doneOn === null ? [t('requests.doBy', { day: formatDay(request.doBy) })] : []),
    ...(request.extendedOn === null ? [] : [t('requests.extended')]),
    request.note,
  ]
  return (
    <li>
      <strong>{t(`requests.kinds.${request.kind}`)}</strong>
      <span className="nc-soft num">{facts.filter(Boolean).join(' · ')}</span>
      <RequestState request={request} />
      {mayStep && request.doneOn === null ? (
        <span className="nc-part-actions">
          {steps.map((each) => (
            <UnstyledButton key={each} className="nc-link" onClick={() => setStep(each)}>
              {t(`requests.steps.${each}`)}
            </UnstyledButton>
          ))}
        </span>
      ) : null}
      {step === undefined ? null : (
        <RequestStepDrawer request={request} step={step} onClose={() => setStep(undefined)} />
      )}
    </li>
  )
}

export function RequestState({ request }: { request: DataRequest }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const { late, doneOn, answeredOn, outcome } = request
  if (late !== null)
    return <StateBadge tone="red" label={t(late === 'answer' ? 'requests.lateAnswer' : 'requests.lateAction')} />
  if (doneOn !== null) {
    const words = t(outcome === 'refused' ? 'requests.refused' : 'requests.done', { day: formatDay(doneOn) })
    return <StateBadge tone={outcome === 'refused' ? 'neutral' : 'green'} label={words} />
  }
  if (answeredOn !== null)
    return <StateBadge tone="accent" label={t('requests.answered', { day: formatDay(answeredOn) })} />
  return <StateBadge tone="amber" label={t('requests.answerBy', { day: formatDay(request.answerBy) })} />
}

function PrivacyActions({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const { language } = useFormat()
  const may = useRights()
  const api = useAddressApi()
  const files = useFiles()
  const refresh = useRefreshAfterWrite()
  const failureText = useFailureText()
  const onError = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const [anonymising, setAnonymising] = useState(false)
  const save = useMutation({
    mutationFn: async () => files.save((await api.exportPerson.call({ id: file.id, language })).ticket),
    onError,
  })
  const restrict = useMutation(api.restrict.mutationOptions({ onSuccess: refresh, onError }))
  const on = file.restrictedOn === null ? officeToday() : null
  return (
    <div className="nc-requests-actions">
      {may('data.export') ? (
        <Button size="compact-sm" variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {t('requests.export')}
        </Button>
      ) : null}
      {mayWrite && may('records.approve') ? (
        <>
          <Button size="compact-sm" variant="default" onClick={() => restrict.mutate({ id: file.id, on })}>
            {t(on === null ? 'requests.lift' : 'requests.restrict')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAnonymising(true)}>
            {t('requests.anonymise')}
          </Button>
        </>
      ) : null}
      {anonymising ? <AnonymiseDrawer id={file.id} onClose={() => setAnonymising(false)} /> : null}
    </div>
  )
}
