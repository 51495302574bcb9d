import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import type { AttachedTo } from '../common/attachmentSchemas.ts'
import type { attachmentContract } from '../common/contract.ts'
import './attachments.css'

/** The portrait of a record, small; nothing while there is none. */
export function Portrait({ of, name }: { of: AttachedTo; name: string }) {
  const { t } = useTranslation('attachments')
  const api = useApi<{ attachments: typeof attachmentContract }>()
  const list = useQuery(api.attachments.list.queryOptions({ input: { of } }))
  const main = list.data?.attachments.find((each) => each.main)
  if (!main?.thumbnail) return null
  return (
    <div className="nc-portrait">
      <img src={main.thumbnail} alt={t('portraitOf', { name })} />
    </div>
  )
}
