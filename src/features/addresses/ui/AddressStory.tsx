import { Button, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { ConsentPanel } from '../../consents/ui/ConsentPanel.tsx'
import { RecordHistory } from '../../history/ui/RecordHistory.tsx'
import { PairingList } from '../../pairings/ui/PairingList.tsx'
import { VisitPanel } from '../../visits/ui/VisitPanel.tsx'
import type { AddressFile } from '../common/addressSchemas.ts'
import { AddressDetails } from './AddressDetails.tsx'
import { AddressPapers } from './AddressPapers.tsx'
import { AddressTimeline } from './AddressTimeline.tsx'
import { CertificatePanel } from './CertificatePanel.tsx'
import { MembersPanel } from './MembersPanel.tsx'
import { NeedPanel } from './NeedPanel.tsx'
import { PriorityPanel } from './PriorityPanel.tsx'
import { RequestPanel } from './RequestPanel.tsx'
import { SurveyPanel } from './SurveyPanel.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

/** Everything about one address, part by part; what is not looked at is not asked for. */
export function AddressStory({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation(['addresses', 'attachments', 'visits', 'consents'])
  const { id } = file
  return (
    <Tabs className="nc-address-story" defaultValue="story" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="story">{t('addresses:file.story')}</Tabs.Tab>
        <Tabs.Tab value="details">{t('addresses:file.details')}</Tabs.Tab>
        <Tabs.Tab value="survey">{t('addresses:file.survey')}</Tabs.Tab>
        <Tabs.Tab value="papers">{t('attachments:title')}</Tabs.Tab>
        <Tabs.Tab value="visits">{t('visits:title')}</Tabs.Tab>
        {file.fields.kind === 'collective' ? null : <Tabs.Tab value="members">{t('addresses:file.members')}</Tabs.Tab>}
        <Tabs.Tab value="consents">{t('consents:panelTitle')}</Tabs.Tab>
        <Tabs.Tab value="history">{t('addresses:file.history')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="story" pt="md">
        <Story file={file} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="details" pt="md">
        <NeedPanel addressId={id} mayWrite={mayWrite} />
        <AddressDetails file={file} mayWrite={mayWrite} />
        <CertificatePanel addressId={id} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="survey" pt="md">
        <PriorityPanel addressId={id} />
        <SurveyPanel addressId={id} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="papers" pt="md">
        <AddressPapers file={file} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="visits" pt="md">
        <VisitPanel addressId={id} name={file.fields.name} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="members" pt="md">
        <MembersPanel file={file} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="consents" pt="md">
        <ConsentPanel addressId={id} mayWrite={mayWrite} />
        <RequestPanel file={file} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="history" pt="md">
        <RecordHistory table="address" id={id} mayUndo={mayWrite} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Story({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const may = useRights()
  const undo = useUndoStep(file.id)
  const [last] = file.steps
  const followsPairing = file.steps.slice(0, 2).some(({ state }) => state === 'paired' || state === 'active')
  const mayUndo =
    mayWrite && may('records.approve') && file.steps.length > 1 && last?.state === file.state && !followsPairing
  return (
    <>
      <PairingList label={t('file.pairings')} by={{ addressId: file.id }} />
      <AddressTimeline
        file={file}
        action={
          mayUndo ? (
            <Button size="compact-sm" variant="default" onClick={undo}>
              {t('file.undoStep')}
            </Button>
          ) : null
        }
      />
    </>
  )
}

function useUndoStep(id: string): () => void {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const failureText = useFailureText()
  const undo = useMutation(
    api.undoStep.mutationOptions({
      onSuccess: async ({ state }) => {
        notifications.show({ message: t('file.stepUndone', { state: t(`states.${state}`) }) })
        await refresh()
      },
      onError: (error) => notifications.show({ message: failureText(failureOf(error)) }),
    }),
  )
  return () => undo.mutate({ id })
}
