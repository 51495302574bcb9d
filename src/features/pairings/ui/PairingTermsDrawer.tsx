import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Month, monthOf } from '../../../base/common/day.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { MonthField } from '../../../base/ui/MonthField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { pairingContract } from '../common/contract.ts'
import { type PairingFile, type PairingTerms, pairingTermsSchema } from '../common/pairingSchemas.ts'
import { previewTerms } from './previewInstalments.ts'
import { isOrdered, TermFields } from './TermFields.tsx'
import './pairings.css'

export interface PairingTermsDrawerProps {
  opened: boolean
  pairing: PairingFile
  onClose: () => void
}

/** Changes the terms of a pairing from a month on; what was given stays. */
export function PairingTermsDrawer(props: PairingTermsDrawerProps) {
  return <TermsForm key={props.opened ? props.pairing.version : 'closed'} {...props} />
}

function TermsForm({ opened, pairing, onClose }: PairingTermsDrawerProps) {
  const { t } = useTranslation('pairings')
  const today = officeToday()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const kept = useKeptForm<Partial<PairingTerms>>({
    form: `pairings.terms:${pairing.id}`,
    active: opened,
    start: pairing.terms,
    editing: true,
  })
  const terms = kept.values
  const [fromMonth, setFromMonth] = useState<Month | undefined>(monthOf(today))
  const update = useKeptWrite(kept, {
    write: api.pairings.update.call,
    onWritten: () => {
      void queries.invalidateQueries()
      onClose()
    },
  })
  const [evenAboveNeed, setEven] = useState(false)
  const parsed = pairingTermsSchema.safeParse(terms)
  const submit = () => {
    if (!parsed.success || fromMonth === undefined) return
    update.mutate({ id: pairing.id, version: pairing.version, terms: parsed.data, fromMonth, evenAboveNeed })
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      failure={update.failure}
      opened={opened}
      size="lg"
      title={t('drawer.editTitle')}
      verb={t('actions.save')}
      saving={update.isPending}
      disabled={!parsed.success || !isOrdered(terms) || fromMonth === undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <TermFields
        terms={terms}
        onChange={kept.change}
        plan={(complete) => previewTerms(pairing, complete, { fromMonth: fromMonth ?? monthOf(today), today })}
        afterPeriod={
          pairing.state === 'active' ? (
            <MonthField
              label={t('drawer.fromMonth')}
              description={t('drawer.fromMonthHint')}
              required
              value={fromMonth}
              onChange={setFromMonth}
            />
          ) : null
        }
      />
      {update.failure?.code === 'pairings.aboveNeed' || evenAboveNeed ? (
        <Checkbox
          label={t('drawer.evenAboveNeed')}
          checked={evenAboveNeed}
          onChange={(event) => setEven(event.currentTarget.checked)}
        />
      ) : null}
    </KeptDrawer>
  )
}
