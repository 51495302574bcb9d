import { Group, Radio } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import {
  ADDRESS_FIELDS,
  type Comparison,
  DONOR_FIELDS,
  type DuplicateKind,
  JOINED_FIELDS,
  type KeptFrom,
  type MergeField,
  type Side,
} from '../common/duplicateSchemas.ts'
import { useDuplicateApi } from './useDuplicateApi.ts'
import { useSideWords } from './useSideWords.ts'
import { useUndoMerge } from './useUndoMerge.ts'

export interface MergeDrawerProps {
  kind: DuplicateKind
  /** Ids of the two files. */
  pair: readonly [string, string]
  onClose: () => void
}

/** Which of two files goes on, and what it keeps of the other, field by field. */
export function MergeDrawer({ kind, pair, onClose }: MergeDrawerProps) {
  const api = useDuplicateApi()
  const [firstId, secondId] = pair
  const comparison = useQuery(api.compare.queryOptions({ input: { kind, firstId, secondId } }))
  if (comparison.error !== null) return <FailureNotice failure={failureOf(comparison.error)} />
  return comparison.data === undefined ? null : <MergeForm comparison={comparison.data} onClose={onClose} />
}

function MergeForm({ comparison, onClose }: { comparison: Comparison; onClose: () => void }) {
  const { t } = useTranslation('duplicates')
  const { first, second, kind, warnings, saidDifferent } = comparison
  const [survivorId, setSurvivorId] = useState(comparison.suggestedSurvivor)
  const [keep, setKeep] = useState<Partial<Record<MergeField, KeptFrom>>>({})
  const [survivor, other] = survivorId === first.id ? [first, second] : [second, first]
  const merge = useMerge({ survivor, other }, onClose)
  const { standingOf, hangingOf } = useSideWords(kind)
  const choose = (id: string) => {
    setSurvivorId(id)
    setKeep({})
  }
  return (
    <RecordDrawer
      opened
      size="lg"
      title={t('merge.title')}
      verb={t('merge.verb')}
      onSubmit={() => merge.mutate({ kind, survivorId: survivor.id, otherId: other.id, keep })}
      onClose={onClose}
      saving={merge.isPending}
      note={merge.error === null ? null : <FailureNotice failure={failureOf(merge.error)} />}
    >
      {[...warnings, ...(saidDifferent ? (['saidDifferent'] as const) : [])].map((warning) => (
        <p key={warning} className="nc-duplicate-warning">
          {t(`warnings.${warning}`)}
        </p>
      ))}
      <Radio.Group label={t('merge.survivor')} value={survivorId} onChange={choose}>
        {[first, second].map((side) => (
          <Radio
            key={side.id}
            value={side.id}
            label={side.name}
            description={`${standingOf(side)} · ${hangingOf(side)}`}
            mt={6}
          />
        ))}
      </Radio.Group>
      <p className="nc-soft">{t('merge.survivorHint')}</p>
      <KeepFields
        kind={kind}
        survivor={survivor}
        other={other}
        keep={keep}
        onKeep={(field, from) => setKeep((before) => ({ ...before, [field]: from }))}
      />
    </RecordDrawer>
  )
}

interface KeepFieldsProps {
  kind: DuplicateKind
  survivor: Side
  other: Side
  keep: Partial<Record<MergeField, KeptFrom>>
  onKeep: (field: MergeField, from: KeptFrom) => void
}

/** Only where both say something and not the same; what one lacks it takes from the other unasked. */
function KeepFields({ kind, survivor, other, keep, onKeep }: KeepFieldsProps) {
  const { t } = useTranslation('duplicates')
  const { wordOf } = useSideWords(kind)
  const fields: readonly MergeField[] = kind === 'address' ? ADDRESS_FIELDS : DONOR_FIELDS
  const differing = fields.filter((field) => {
    const [one, two] = [wordOf(survivor, field), wordOf(other, field)]
    return one !== '' && two !== '' && one !== two
  })
  if (differing.length === 0) return <p>{t('merge.nothingDiffers')}</p>
  return (
    <fieldset className="nc-duplicate-keep">
      <legend>{t('merge.keep')}</legend>
      {differing.map((field) => (
        <Radio.Group
          key={field}
          label={t(`fields.${field}`)}
          value={keep[field] ?? 'survivor'}
          onChange={(from) => onKeep(field, from as KeptFrom)}
        >
          <Group gap="md" mt={4}>
            <Radio size="xs" value="survivor" label={wordOf(survivor, field)} />
            <Radio size="xs" value="other" label={wordOf(other, field)} />
            {JOINED_FIELDS.includes(field) ? <Radio size="xs" value="both" label={t('merge.keepFrom.both')} /> : null}
          </Group>
        </Radio.Group>
      ))}
    </fieldset>
  )
}

function useMerge({ survivor, other }: { survivor: Side; other: Side }, onDone: () => void) {
  const { t } = useTranslation('duplicates')
  const api = useDuplicateApi()
  const queries = useQueryClient()
  const showUndo = useUndoToast()
  const undo = useUndoMerge()
  return useMutation(
    api.merge.mutationOptions({
      onSuccess: async ({ mergeId }) => {
        const message = t('merge.done', { other: other.name, survivor: survivor.name })
        showUndo({ message, onUndo: () => undo.mutate({ mergeId }) })
        onDone()
        await queries.invalidateQueries()
      },
    }),
  )
}
