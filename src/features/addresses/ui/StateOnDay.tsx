import { skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../base/ui/DayField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { AddressStateBadge } from './AddressStateBadge.tsx'
import { useAddressApi } from './useAddressApi.ts'

/** Where the file stood on any day one asks for. */
export function StateOnDay({ id }: { id: string }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const [day, setDay] = useState<string>()
  const found = useQuery(api.stateOn.queryOptions({ input: day === undefined ? skipToken : { id, day } }))
  return (
    <div className="nc-state-on-day">
      <DayField label={t('file.stateOn')} value={day} onChange={setDay} window={{ latest: officeToday() }} />
      {found.data === undefined || day === undefined ? null : (
        <span role="status">
          {found.data.state === null ? t('file.notYet') : <AddressStateBadge state={found.data.state} />}
        </span>
      )}
    </div>
  )
}
