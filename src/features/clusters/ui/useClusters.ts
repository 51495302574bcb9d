import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { reportContract } from '../../reports/common/contract.ts'
import type { Names } from '../common/clusterSchemas.ts'
import type { clusterContract } from '../common/contract.ts'

type Contracts = { clusters: typeof clusterContract; reports: typeof reportContract }

/** What the pages of clusters ask the core for. */
export function useClusters() {
  const api = useApi<Contracts>()
  const client = useClient<Contracts>()
  const { language } = useFormat()
  return {
    api,
    client,
    language,
    mayEdit: useMay('office.settings'),
    mayExport: useMay('data.export'),
    nameOf: (names: Names) => names[language] ?? names.vi,
  }
}

/** Writes something and says that it was written. */
export function useSaving<Input>(work: (input: Input) => Promise<unknown>, onDone: () => void) {
  const { t } = useTranslation('clusters')
  const { api } = useClusters()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: async () => {
      notifications.show({ message: t('saved') })
      await queries.invalidateQueries({ queryKey: api.clusters.key() })
      onDone()
    },
  })
}

/** Saves the spreadsheet the core makes. */
export function useSheet(make: () => Promise<{ ticket: string }>) {
  const files = useFiles()
  return useMutation({ mutationFn: async () => files.save((await make()).ticket) })
}
