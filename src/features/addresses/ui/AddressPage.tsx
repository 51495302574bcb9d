import { Button, Menu, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconHome2,
  IconLink,
  IconPencil,
} from '@tabler/icons-react'
import { skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { RecordLayout } from '../../../base/ui/RecordLayout.tsx'
import { SkeletonRows } from '../../../base/ui/SkeletonRows.tsx'
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { HouseDrawer } from '../../houses/ui/HouseDrawer.tsx'
import { PairingDrawer } from '../../pairings/ui/PairingDrawer.tsx'
import type { AddressFile, AddressState } from '../common/addressSchemas.ts'
import { mayStep, stepsByHand } from '../common/rules.ts'
import { AddressEditDrawer } from './AddressEditDrawer.tsx'
import { AddressStory } from './AddressStory.tsx'
import { AddressSummary } from './AddressSummary.tsx'
import { ApproveDrawer } from './ApproveDrawer.tsx'
import './addresses.css'
import { usePrintAction } from '../../papers/ui/usePrintAction.ts'
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
  if (file.data.mergedInto !== null) return <Navigate to={`/addresses/${file.data.mergedInto}`} replace />
  return <AddressRecord key={file.data.id} file={file.data} neighbours={neighbours} />
}

function AddressRecord({ file, neighbours }: { file: AddressFile; neighbours: Neighbours }) {
  const { t } = useTranslation(['addresses', 'common'])
  const may = useRights()
  const [doing, setDoing] = useState<Doing>()
  const remove = useRemove(file, neighbours)
  const writable = file.ownUnit && may('records.write')
  const mayWrite = writable && !file.deleted && file.anonymisedOn === null
  const print = usePrintAction('followUpBook', file.id)
  const edit = { label: t('common:actions.edit'), icon: IconPencil, onSelect: () => setDoing('edit') }
  return (
    <>
      <PageHeader
        title={file.fields.name}
        views={<RecordSteps neighbours={neighbours} />}
        actions={[
          ...(file.deleted ? [] : print),
          ...(mayWrite
            ? [
                { label: t('addresses:actions.addPairing'), icon: IconLink, onSelect: () => setDoing('pairing') },
                { label: t('addresses:actions.addHouse'), icon: IconHome2, onSelect: () => setDoing('house') },
              ]
            : []),
          ...(writable && file.deleted ? [{ label: t('common:actions.restore'), onSelect: remove.restore }] : []),
          ...(mayWrite ? [{ label: t('common:actions.remove'), onSelect: remove.remove }] : []),
        ]}
        {...(mayWrite ? { mainAction: edit } : {})}
      />
      <Notices file={file} mayRead={writable} />
      <RecordLayout
        summary={
          <>
            <AddressSummary file={file} />
            {mayWrite ? <StepMenu file={file} onPick={(step) => setDoing({ step })} /> : null}
          </>
        }
      >
        <AddressStory file={file} mayWrite={mayWrite} />
      </RecordLayout>
      <AddressDrawers file={file} doing={doing} onClose={() => setDoing(undefined)} />
    </>
  )
}

type Doing = 'edit' | 'pairing' | 'house' | { step: AddressState }

interface AddressDrawersProps {
  file: AddressFile
  doing: Doing | undefined
  onClose: () => void
}

function AddressDrawers({ file, doing, onClose }: AddressDrawersProps) {
  const navigate = useNavigate()
  const step = typeof doing === 'object' ? doing.step : undefined
  const family = { id: file.id, label: file.fields.name }
  return (
    <>
      <AddressEditDrawer file={file} opened={doing === 'edit'} onClose={onClose} />
      {step === 'approved' ? <ApproveDrawer ids={[file.id]} onClose={onClose} onDone={onClose} /> : null}
      {step !== undefined && step !== 'approved' ? (
        <StepDrawer rows={[file]} state={step} onClose={onClose} onDone={onClose} />
      ) : null}
      <PairingDrawer
        opened={doing === 'pairing'}
        address={{ ...family, state: file.state }}
        onClose={onClose}
        onSaved={(id) => void navigate(`/pairings/${id}`)}
      />
      {doing === 'house' ? (
        <HouseDrawer opened family={family} onClose={onClose} onSaved={(id) => void navigate(`/houses/${id}`)} />
      ) : null}
    </>
  )
}

/** What stands above everything else: deleted, somebody else's, restricted, anonymous; or why nothing can be written. */
function Notices({ file, mayRead }: { file: AddressFile; mayRead: boolean }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const lines = [
    file.deleted ? t('file.deleted') : null,
    file.ownUnit ? null : t('file.foreign'),
    file.ownUnit && !mayRead ? t('file.readOnly') : null,
    file.anonymisedOn === null ? null : t('file.anonymised', { day: formatDay(file.anonymisedOn) }),
    file.restrictedOn === null || file.anonymisedOn !== null
      ? null
      : t('file.restricted', { day: formatDay(file.restrictedOn) }),
  ]
  return lines.filter((line) => line !== null).map((line) => <Notice key={line}>{line}</Notice>)
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
      <ToList path={neighbours.list} />
      {link(t('actions.previousRecord'), neighbours.previous, <IconChevronLeft size="1rem" stroke={1.75} />)}
      {link(t('actions.nextRecord'), neighbours.next, <IconChevronRight size="1rem" stroke={1.75} />)}
    </>
  )
}

/** The steps this file may take next; approval opens the paper. */
function StepMenu({ file, onPick }: { file: AddressFile; onPick: (state: AddressState) => void }) {
  const { t } = useTranslation('addresses')
  const may = useRights()
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
