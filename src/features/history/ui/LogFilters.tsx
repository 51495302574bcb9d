import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import type { historyContract } from '../common/contract.ts'
import { LOG_KINDS } from '../common/logKinds.ts'
import type { LogFilter } from '../common/logSchemas.ts'
import { RECORD_GROUP_NAMES } from '../common/recordGroups.ts'

export interface LogFiltersProps {
  filter: LogFilter
  onChange: (filter: LogFilter) => void
}

/** Who, when, which kind of record, which kind of change. */
export function LogFilters({ filter, onChange }: LogFiltersProps) {
  const { t } = useTranslation('history')
  const api = useApi<{ history: typeof historyContract }>()
  const people = useQuery(api.history.people.queryOptions({ input: undefined }))
  const set = <Name extends keyof LogFilter>(name: Name, value: LogFilter[Name] | null) => {
    const { [name]: _dropped, ...rest } = filter
    onChange(value === null || value === undefined ? rest : { ...rest, [name]: value })
  }
  return (
    <div className="nc-log-filters">
      <Select
        label={t('log.who')}
        placeholder={t('log.everybody')}
        clearable
        data={(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.userId ?? null}
        onChange={(chosen) => set('userId', chosen)}
      />
      <DayField label={t('log.from')} value={filter.from} onChange={(day) => set('from', day)} />
      <DayField label={t('log.to')} value={filter.to} onChange={(day) => set('to', day)} />
      <Select
        label={t('log.group')}
        placeholder={t('log.anyGroup')}
        clearable
        data={RECORD_GROUP_NAMES.map((value) => ({ value, label: t(`log.groups.${value}`) }))}
        value={filter.group ?? null}
        onChange={(chosen) =>
          set(
            'group',
            RECORD_GROUP_NAMES.find((value) => value === chosen),
          )
        }
      />
      <Select
        label={t('log.kind')}
        placeholder={t('log.anyKind')}
        clearable
        data={LOG_KINDS.map((value) => ({ value, label: t(`log.kinds.${value}`) }))}
        value={filter.kind ?? null}
        onChange={(chosen) =>
          set(
            'kind',
            LOG_KINDS.find((value) => value === chosen),
          )
        }
      />
    </div>
  )
}
