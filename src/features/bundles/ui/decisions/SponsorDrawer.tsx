import { Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import type { PickerOption } from '../../../../base/ui/SearchPicker.tsx'
import { DonorPicker } from '../../../donors/ui/DonorPicker.tsx'
import { type PairingTerms, pairingTermsSchema } from '../../../pairings/common/pairingSchemas.ts'
import { previewPlan } from '../../../pairings/ui/previewInstalments.ts'
import { isOrdered, TermFields } from '../../../pairings/ui/TermFields.tsx'
import '../../../pairings/ui/pairings.css'
import { useBundles } from '../useBundles.ts'

interface SponsorDrawerProps {
  unitId: string
  opened: boolean
  onClose: () => void
}

const USUAL_TERMS: Partial<PairingTerms> = { channel: 'fund', frequency: 'monthly', currency: 'VND', lastMonth: null }

/** A sponsor of this office for an address of a unit; the unit makes the pairing when it applies the decision. */
export function SponsorDrawer({ unitId, opened, onClose }: SponsorDrawerProps) {
  const { t } = useTranslation('bundles')
  const { api, client, refresh } = useBundles()
  const found = useQuery({
    ...api.bundles.decisions.candidates.queryOptions({ input: { unitId } }),
    enabled: opened,
  })
  const [addressId, setAddressId] = useState<string | null>(null)
  const [donor, setDonor] = useState<PickerOption>()
  const [terms, setTerms] = useState(USUAL_TERMS)
  const parsed = pairingTermsSchema.safeParse(terms)
  const give = useMutation({
    mutationFn: async () => {
      if (addressId === null || donor === undefined || !parsed.success) return
      await client.bundles.decisions.giveSponsor({ unitId, addressId, donorId: donor.id, terms: parsed.data })
    },
    onSuccess: async () => {
      setAddressId(null)
      onClose()
      await refresh()
    },
  })
  return (
    <RecordDrawer
      opened={opened}
      size="lg"
      title={t('decisions.sponsor')}
      verb={t('decisions.keep')}
      saving={give.isPending}
      disabled={addressId === null || donor === undefined || !parsed.success || !isOrdered(terms)}
      note={give.error === null ? null : <FailureNotice failure={failureOf(give.error)} />}
      onSubmit={() => give.mutate()}
      onClose={onClose}
    >
      <DonorPicker value={donor} onChange={setDonor} />
      <Select
        label={t('decisions.address')}
        searchable
        data={(found.data?.addresses ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={addressId}
        onChange={setAddressId}
      />
      <TermFields
        terms={terms}
        onChange={(changes) => setTerms((before) => ({ ...before, ...changes }))}
        plan={(complete) => previewPlan({ ...complete, past: null, today: officeToday() })}
      />
    </RecordDrawer>
  )
}
