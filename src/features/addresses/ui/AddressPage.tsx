import { Button, Menu, Tabs, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconList, IconPencil } from '@tabler/icons-react'
import { skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { RecordLayout } from '../../../base/ui/RecordLayout.tsx'
import { SkeletonRows } from '../../../base/ui/SkeletonRows.tsx'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { ConsentPanel } from '../../consents/ui/ConsentPanel.tsx'
import { RecordHistory } from '../../history/ui/RecordHistory.tsx'
import { PairingList } from '../../pairings/ui/PairingList.tsx'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import type { AddressFile, AddressState } from '../common/addressSchemas.ts'
import { mayStep, stepsByHand } from '../common/rules.ts'
import { AddressDetails } from './AddressDetails.tsx'
import { AddressEditDrawer } from './AddressEditDrawer.tsx'
import { AddressSteps } from './AddressSteps.tsx'
import { AddressSummary } from './AddressSummary.tsx'
import { ApproveDrawer } from './ApproveDrawer.tsx'
import './addresses.css'
import { MembersPanel } from './MembersPanel.tsx'
import { StepDrawer } from './StepDrawer.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'
import { type Neighbours, useNeighbours } from './useNeighbours.ts'

/** One humanitarian address: the steady summary left, everything that happened right. */
export function AddressPage() {
  const { t } = useTranslation('addresses')
  const { id } = useParams()
  const api = useAddressApi()
  const file = useQuery(api.get.queryOptions({ input: id === undefined ? skipToken : { id } }))
  const neighbours = useNeighbours(id ?? '')
  const navigate = useNavigate()
  const go = (path: string | undefined) => path !== undefined && void navigate(path)
  useHotkeys([
    ['alt+ArrowLeft', () => go(neighbours.previous)],
    ['alt+ArrowRight', () => go(neighbours.next)],
  ])
  if (file.error) return <FailureNotice failure={failureOf(file.error)} onRetry={() => void file.refetch()} />
  if (file.data === undefined) return <SkeletonRows label={t('title')} columns={2} />
  return <AddressRecord key={file.data.id} file={file.data} neighbours={neighbours} />
}

function AddressRecord({ file, neighbours }: { file: AddressFile; neighbours: Neighbours }) {
  const { t } = useTranslation(['addresses', 'common'])
  const { may } = useSignedIn()
  const [editing, setEditing] = useState(false)
  const [step, setStep] = useState<AddressState>()
  const remove = useRemove(file, neighbours)
  const writable = file.ownUnit && may('records.write')
  const mayWrite = writable && !file.deleted
  const edit = { label: t('common:actions.edit'), icon: IconPencil, onSelect: () => setEditing(true) }
  const closeStep = () => setStep(undefined)
  return (
    <>
      <PageHeader
        title={file.fields.name}
        views={<RecordSteps neighbours={neighbours} />}
        actions={
          !writable
            ? []
            : file.deleted
              ? [{ label: t('common:actions.restore'), onSelect: remove.restore }]
              : [{ label: t('common:actions.remove'), onSelect: remove.remove }]
        }
        {...(mayWrite ? { mainAction: edit } : {})}
      />
      {file.deleted ? <Notice>{t('addresses:file.deleted')}</Notice> : null}
      {file.ownUnit ? null : <Notice>{t('addresses:file.foreign')}</Notice>}
      <RecordLayout
        summary={
          <>
            <AddressSummary file={file} />
            {mayWrite ? <StepMenu file={file} onPick={setStep} /> : null}
          </>
        }
      >
        <AddressStory file={file} mayWrite={mayWrite} />
      </RecordLayout>
      <AddressEditDrawer file={file} opened={editing} onClose={() => setEditing(false)} />
      {step === 'approved' ? <ApproveDrawer ids={[file.id]} onClose={closeStep} onDone={closeStep} /> : null}
      {step !== undefined && step !== 'approved' ? (
        <StepDrawer rows={[file]} state={step} onClose={closeStep} onDone={closeStep} />
      ) : null}
    </>
  )
}

function AddressStory({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  return (
    <Tabs className="nc-address-story" defaultValue="story" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="story">{t('file.story')}</Tabs.Tab>
        <Tabs.Tab value="details">{t('file.details')}</Tabs.Tab>
        {file.fields.kind === 'collective' ? null : <Tabs.Tab value="members">{t('file.members')}</Tabs.Tab>}
        <Tabs.Tab value="history">{t('file.history')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="story" pt="md">
        <PairingList label={t('file.pairings')} by={{ addressId: file.id }} />
        <h2 className="nc-address-heading">{t('file.steps')}</h2>
        <AddressSteps steps={file.steps} />
      </Tabs.Panel>
      <Tabs.Panel value="details" pt="md">
        <AddressDetails file={file} />
        <ConsentPanel addressId={file.id} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="members" pt="md">
        <MembersPanel file={file} mayWrite={mayWrite} />
      </Tabs.Panel>
      <Tabs.Panel value="history" pt="md">
        <RecordHistory table="address" id={file.id} mayUndo={mayWrite} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <p className="nc-address-notice" role="status">
      {children}
    </p>
  )
}

function RecordSteps({ neighbours }: { neighbours: Neighbours }) {
  const { t } = useTranslation('addresses')
  const navigate = useNavigate()
  const link = (label: string, path: string | undefined, icon: ReactNode) => (
    <UnstyledButton
      className="nc-icon-button"
      aria-label={label}
      title={label}
      disabled={path === undefined}
      onClick={() => path !== undefined && void navigate(path)}
    >
      {icon}
    </UnstyledButton>
  )
  return (
    <>
      {link(t('actions.toList'), neighbours.list, <IconList size="1rem" stroke={1.5} />)}
      {link(t('actions.previousRecord'), neighbours.previous, <IconChevronLeft size="1rem" stroke={1.75} />)}
      {link(t('actions.nextRecord'), neighbours.next, <IconChevronRight size="1rem" stroke={1.75} />)}
    </>
  )
}

/** The steps this file may take next; approval opens the paper. */
function StepMenu({ file, onPick }: { file: AddressFile; onPick: (state: AddressState) => void }) {
  const { t } = useTranslation('addresses')
  const { may } = useSignedIn()
  const approve: AddressState[] = mayStep(file.state, 'approved') && may('records.approve') ? ['approved'] : []
  const steps = [...approve, ...stepsByHand(file.state)]
  if (steps.length === 0) return null
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          className="nc-address-steps"
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size="0.875rem" stroke={1.5} />}
        >
          {t('actions.step')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map((state) => (
          <Menu.Item key={state} onClick={() => onPick(state)}>
            {t(`steps.${state}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Deleting goes back to the list and offers to take it back; no question is asked. */
function useRemove(file: AddressFile, neighbours: Neighbours) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const navigate = useNavigate()
  const offerUndo = useUndoToast()
  const failureText = useFailureText()
  const tell = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const restoring = useMutation(api.restore.mutationOptions({ onSuccess: refresh, onError: tell }))
  const restore = () => restoring.mutate({ id: file.id })
  const removing = useMutation(
    api.remove.mutationOptions({
      onSuccess: async () => {
        void navigate(neighbours.list)
        offerUndo({ message: t('toast.removed', { name: file.fields.name }), onUndo: restore })
        await refresh()
      },
      onError: tell,
    }),
  )
  return { remove: () => removing.mutate({ id: file.id }), restore }
}
