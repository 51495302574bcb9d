import { Button, Table } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { HiddenHead } from '../../../base/ui/HiddenHead.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { CaseTransfer, EnrolledKey } from '../common/bundleSchemas.ts'
import { OfferDrawer } from './OfferDrawer.tsx'
import { RefuseCaseDrawer } from './RefuseCaseDrawer.tsx'
import { SavedText } from './SavedText.tsx'
import { useBundles } from './useBundles.ts'
import { useUnitName } from './useUnitName.ts'

const TONES: Record<CaseTransfer['state'], Tone> = {
  offered: 'amber',
  accepted: 'green',
  refused: 'red',
  cancelled: 'neutral',
}

/** Cases that move between this office and another: offered here, offered to us, answered. */
export function TransferPanel({ keys }: { keys: readonly EnrolledKey[] }) {
  const { t } = useTranslation('bundles')
  const { api, may } = useBundles()
  const [offering, setOffering] = useState(false)
  // A case may also go to the office above, which then holds it.
  const neighbours = keys.filter((key) => !key.replaced && key.role !== 'partner')
  const transfers = useQuery(api.bundles.transfers.list.queryOptions()).data?.transfers ?? []
  // Answering the last one must not close the panel over what to do with the answer.
  const waiting = transfers.some((each) => each.state === 'offered')
  const [seen, setSeen] = useState(false)
  if (waiting && !seen) setSeen(true)
  return (
    <details className="nc-bundle-panel" open={seen || waiting}>
      <summary className="nc-bundle-heading">{t('transfer.title')}</summary>
      <p className="nc-soft">{t('transfer.hint')}</p>
      <div className="nc-bundle-actions">
        {may('bundles.send') && neighbours.length > 0 ? (
          <Button size="xs" variant="default" onClick={() => setOffering(true)}>
            {t('transfer.offer')}
          </Button>
        ) : null}
      </div>
      {neighbours.length === 0 ? <p>{t('transfer.noNeighbour')}</p> : null}
      {transfers.length === 0 ? null : <TransferTable transfers={transfers} />}
      <OfferDrawer keys={neighbours} opened={offering} onClose={() => setOffering(false)} />
    </details>
  )
}

function TransferTable({ transfers }: { transfers: readonly CaseTransfer[] }) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const unitName = useUnitName()
  return (
    <Table className="nc-bundle-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('transfer.case')}</Table.Th>
          <Table.Th>{t('transfer.between')}</Table.Th>
          <Table.Th>{t('transfer.reason')}</Table.Th>
          <Table.Th>{t('transfer.offeredAt')}</Table.Th>
          <Table.Th>{t('columns.state')}</Table.Th>
          <HiddenHead label={t('columns.actions')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {transfers.map((transfer) => (
          <Table.Tr key={transfer.id}>
            <Table.Td>{transfer.address === '' ? transfer.id.slice(-6) : transfer.address}</Table.Td>
            <Table.Td>{t('transfer.route', { from: unitName(transfer.from), to: unitName(transfer.to) })}</Table.Td>
            <Table.Td>{transfer.answerReason || transfer.reason}</Table.Td>
            <Table.Td className="num">{formatMoment(transfer.offeredAt)}</Table.Td>
            <Table.Td>
              <StateBadge tone={TONES[transfer.state]} label={t(`transfer.states.${transfer.state}`)} />
            </Table.Td>
            <Table.Td ta="right">
              {transfer.direction === 'in' ? <Answer transfer={transfer} /> : null}
              {transfer.direction === 'out' && transfer.state !== 'refused' ? <OfferAgain id={transfer.id} /> : null}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** Yes or no to an offered case; either way a file goes back, and can be made once more when it was lost. */
function Answer({ transfer }: { transfer: CaseTransfer }) {
  const { t } = useTranslation('bundles')
  const { client, may, refresh } = useBundles()
  const files = useFiles()
  const [refusing, setRefusing] = useState(false)
  const { id, state } = transfer
  const answer = useMutation({
    mutationFn: async ({ wish, reason = '' }: { wish: 'accept' | 'refuse' | 'again'; reason?: string }) => {
      const { transfers } = client.bundles
      const made = await {
        accept: () => transfers.accept({ id }),
        refuse: () => transfers.refuse({ id, reason }),
        again: () => transfers.answerAgain({ id }),
      }[wish]()
      return files.saveProven(made.name, async () => made.ticket)
    },
    onSuccess: () => {
      setRefusing(false)
      notifications.show({ message: t('transfer.answered') })
    },
    onSettled: refresh,
  })
  if (!may('bundles.open')) return null
  return (
    <>
      {state === 'offered' ? (
        <>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={answer.isPending}
            onClick={() => answer.mutate({ wish: 'accept' })}
          >
            {t('transfer.accept')}
          </Button>
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRefusing(true)}>
            {t('transfer.refuse')}
          </Button>
        </>
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={answer.isPending}
          onClick={() => answer.mutate({ wish: 'again' })}
        >
          {t('transfer.again')}
        </Button>
      )}
      <SavedText outcome={answer.data} />
      {answer.error === null || refusing ? null : <FailureNotice failure={failureOf(answer.error)} />}
      <RefuseCaseDrawer
        transfer={transfer}
        opened={refusing}
        saving={answer.isPending}
        failure={answer.error === null ? undefined : failureOf(answer.error)}
        onRefuse={(reason) => answer.mutate({ wish: 'refuse', reason })}
        onClose={() => setRefusing(false)}
      />
    </>
  )
}

/** The offer's file once more: the first was lost, signed by keys changed since, or forgotten with a restored backup. */
function OfferAgain({ id }: Pick<CaseTransfer, 'id'>) {
  const { t } = useTranslation('bundles')
  const { client, may, refresh } = useBundles()
  const files = useFiles()
  const again = useMutation({
    mutationFn: async () => {
      const made = await client.bundles.transfers.offerAgain({ id })
      return files.saveProven(made.name, async () => made.ticket)
    },
    onSettled: refresh,
  })
  if (!may('bundles.send')) return null
  return (
    <>
      <Button size="compact-xs" variant="subtle" loading={again.isPending} onClick={() => again.mutate()}>
        {t('transfer.offerAgain')}
      </Button>
      <SavedText outcome={again.data} />
      {again.error === null ? null : <FailureNotice failure={failureOf(again.error)} />}
    </>
  )
}
