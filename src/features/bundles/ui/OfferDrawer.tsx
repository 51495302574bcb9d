import { Select, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { addressContract } from '../../addresses/common/contract.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { EnrolledKey } from '../common/bundleSchemas.ts'
import { useBundles } from './useBundles.ts'
import { useUnitName } from './useUnitName.ts'

interface OfferDrawerProps {
  keys: readonly EnrolledKey[]
  opened: boolean
  onClose: () => void
}

/** Offering a case to another unit: which address, to whom, why. */
export function OfferDrawer({ keys, opened, onClose }: OfferDrawerProps) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const { client, refresh } = useBundles()
  const files = useFiles()
  const [addressId, setAddressId] = useState<string | null>(null)
  const [toUnit, setToUnit] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const offer = useMutation({
    mutationFn: async () => {
      const made = await client.bundles.transfers.offer({ addressId: addressId ?? '', toUnit: toUnit ?? '', reason })
      await files.saveProven(made.name, async () => made.ticket)
    },
    onSuccess: async () => {
      notifications.show({ message: t('transfer.offered') })
      setAddressId(null)
      setReason('')
      onClose()
      await refresh()
    },
  })
  const units = new Map(keys.filter((key) => !key.replaced).map(({ unit }) => [unit.id, unitName(unit)]))
  return (
    <RecordDrawer
      opened={opened}
      title={t('transfer.offer')}
      verb={t('transfer.make')}
      saving={offer.isPending}
      disabled={addressId === null || toUnit === null || reason.trim() === ''}
      onSubmit={() => offer.mutate()}
      onClose={onClose}
    >
      <AddressSelect value={addressId} onChange={setAddressId} />
      <Select
        label={t('transfer.to')}
        description={t('transfer.toHint')}
        data={[...units].map(([value, label]) => ({ value, label }))}
        value={toUnit}
        onChange={setToUnit}
      />
      <Textarea
        label={t('transfer.reason')}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {offer.error === null ? null : <FailureNotice failure={failureOf(offer.error)} />}
    </RecordDrawer>
  )
}

function AddressSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation('bundles')
  const api = useApi<{ addresses: typeof addressContract }>()
  const [search, setSearch] = useState('')
  const found = useQuery({
    ...api.addresses.list.queryOptions({ input: { filter: { search }, sort: 'closest' } }),
    enabled: search.trim().length > 1,
  }).data
  const rows = found?.rows ?? []
  return (
    <Select
      label={t('transfer.case')}
      searchable
      data={rows.map((row) => ({
        value: row.id,
        label: [row.displayName, row.villageName].filter(Boolean).join(' · '),
      }))}
      filter={({ options }) => options}
      nothingFoundMessage={t('transfer.typeName')}
      searchValue={search}
      onSearchChange={setSearch}
      value={value}
      onChange={onChange}
    />
  )
}
