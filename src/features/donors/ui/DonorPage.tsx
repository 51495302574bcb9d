import { IconLink, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { type Fact, FactList } from '../../../base/ui/FactList.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { RecordLayout } from '../../../base/ui/RecordLayout.tsx'
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { PairingDrawer } from '../../pairings/ui/PairingDrawer.tsx'
import { PairingList } from '../../pairings/ui/PairingList.tsx'
import { usePrintAction } from '../../papers/ui/usePrintAction.ts'
import type { donorContract } from '../common/contract.ts'
import type { DonorFile } from '../common/donorSchemas.ts'
import { DonorDrawer } from './DonorDrawer.tsx'

/** One donor: facts left, the addresses helped right. */
export function DonorPage() {
  const { id = '' } = useParams()
  const api = useApi<{ donors: typeof donorContract }>()
  const file = useQuery(api.donors.get.queryOptions({ input: { id } }))
  if (file.error !== null) return <FailureNotice failure={failureOf(file.error)} onRetry={() => void file.refetch()} />
  if (file.data === undefined) return null
  const { mergedInto } = file.data
  return mergedInto === null ? <DonorRecord donor={file.data} /> : <Navigate to={`/donors/${mergedInto}`} replace />
}

function DonorRecord({ donor }: { donor: DonorFile }) {
  const { t } = useTranslation('donors')
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const [pairing, setPairing] = useState(false)
  const { remove, failure } = useRemoveDonor(donor)
  const changeable = donor.ownUnit && !donor.deleted
  const print = usePrintAction('donorStatement', donor.id)
  const mark = donor.deleted ? t('page.removed') : donor.ownUnit ? t(`kinds.${donor.fields.kind}`) : t('page.otherUnit')
  return (
    <>
      <PageHeader
        title={donor.fields.name}
        views={<ToList path="/donors" />}
        count={donor.fields.anonymous ? `${mark} · ${t('anonymousMark')}` : mark}
        actions={
          changeable
            ? [
                ...print,
                { label: t('actions.edit'), icon: IconPencil, onSelect: () => setEditing(true) },
                { label: t('actions.remove'), icon: IconTrash, onSelect: remove },
              ]
            : []
        }
        {...(changeable
          ? { mainAction: { label: t('actions.pair'), icon: IconLink, onSelect: () => setPairing(true) } }
          : {})}
      />
      <FailureNotice failure={failure} />
      <RecordLayout summary={<FactList facts={useDonorFacts(donor)} />}>
        <PairingList label={t('page.pairings')} by={{ donorId: donor.id }} />
      </RecordLayout>
      <DonorDrawer opened={editing} donor={donor} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      <PairingDrawer
        opened={pairing}
        donor={{ id: donor.id, label: donor.fields.name }}
        onClose={() => setPairing(false)}
        onSaved={(pairingId) => void navigate(`/pairings/${pairingId}`)}
      />
    </>
  )
}

function useRemoveDonor({ id, fields }: DonorFile) {
  const { t } = useTranslation('donors')
  const api = useApi<{ donors: typeof donorContract }>()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const undoToast = useUndoToast()
  const refresh = () => queries.invalidateQueries()
  const restore = useMutation(api.donors.restore.mutationOptions({ onSuccess: refresh }))
  const remove = useMutation(
    api.donors.remove.mutationOptions({
      onSuccess: () => {
        void refresh()
        void navigate('/donors')
        undoToast({ message: t('toast.removed', { name: fields.name }), onUndo: () => restore.mutate({ id }) })
      },
    }),
  )
  return {
    remove: () => remove.mutate({ id }),
    failure: remove.error === null ? undefined : failureOf(remove.error),
  }
}

function useDonorFacts({ fields, activePairings, monthlyAmount, received, delivered }: DonorFile): Fact[] {
  const { t } = useTranslation('donors')
  const { t: channelWord } = useTranslation('pairings')
  const { formatMoney, formatNumber } = useFormat()
  const active =
    activePairings === 0
      ? t('page.nothingYet')
      : t('page.activeCount', { count: activePairings, formatted: formatNumber(activePairings) })
  return [
    { label: t('page.active'), value: active, figures: true },
    ...(monthlyAmount === 0
      ? []
      : [
          {
            label: t('page.monthly'),
            value: formatMoney({ amount: monthlyAmount, currency: 'VND' }),
            figures: true,
          },
        ]),
    {
      label: t('page.received'),
      value: received.length === 0 ? t('page.nothingYet') : received.map(formatMoney).join(' · '),
      figures: true,
    },
    ...delivered.map((sum) => ({
      label: t('page.delivered', { channel: channelWord(`channels.${sum.channel}`) }),
      value: formatMoney(sum),
      figures: true,
    })),
    ...(fields.kind === 'person' ? [] : [{ label: t('fields.representative'), value: fields.representative }]),
    {
      label: t('fields.phone'),
      value: fields.phone,
      figures: true,
      ...(fields.phone === null ? {} : { copy: fields.phone }),
    },
    { label: t('fields.place'), value: fields.place },
    { label: t('fields.email'), value: fields.email },
    ...(fields.kind === 'person' ? [] : [{ label: t('fields.taxCode'), value: fields.taxCode, figures: true }]),
    ...(fields.note === null ? [] : [{ label: t('fields.note'), value: fields.note }]),
  ]
}
