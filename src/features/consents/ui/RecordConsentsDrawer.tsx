import { Checkbox, FileInput, Radio, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import type { attachmentContract } from '../../attachments/common/contract.ts'
import { putSmall } from '../../attachments/ui/useAddAttachments.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import { CONSENT_PURPOSES, type ConsentPurpose } from '../common/consentSchemas.ts'
import type { consentContract } from '../common/contract.ts'

export interface RecordConsentsDrawerProps {
  opened: boolean
  /** One person, or everyone whose line on the sheet is signed. */
  ids: readonly string[]
  /** Of one person: whether a guardian has to sign, and the one on file. */
  guardian?: { needed: boolean; name: string | null }
  /** Of many: how many are children. */
  childCount?: number
  onClose: () => void
  onRecorded?: () => void
}

interface Draft {
  purposes: ConsentPurpose[]
  givenOn: string | undefined
  guardian: boolean
  guardianName: string | undefined
  proof: string
  /** The scanned sheet, kept with every consent on it. */
  scan: File | null
}

/** Nothing is ticked beforehand: only what is signed on paper is written down. */
function emptyDraft({ guardian }: Pick<RecordConsentsDrawerProps, 'guardian'>): Draft {
  return {
    purposes: [],
    givenOn: officeToday(),
    guardian: guardian?.needed ?? false,
    guardianName: guardian?.name ?? undefined,
    proof: '',
    scan: null,
  }
}

export function RecordConsentsDrawer(props: RecordConsentsDrawerProps) {
  const { opened, ids, onClose, onRecorded } = props
  const { t } = useTranslation('consents')
  const api = useApi<{ consents: typeof consentContract }>()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => emptyDraft(props))
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened for other people, it begins anew
  useEffect(() => setDraft(emptyDraft(props)), [opened, props.guardian?.needed, props.guardian?.name])
  const keepScan = useKeepScan()
  const record = useMutation({
    mutationFn: async (input: Parameters<typeof api.consents.record.call>[0]) => {
      const written = await api.consents.record.call(input)
      if (draft.scan !== null) await keepScan(draft.scan, written.ids)
      return written
    },
    onSuccess: async ({ recorded }) => {
      notifications.show({ message: t('record.done', { count: recorded }), withBorder: true })
      await queries.invalidateQueries()
      onRecorded?.()
      onClose()
    },
  })
  const { givenOn } = draft
  const submit = () => {
    if (givenOn === undefined) return
    record.mutate({
      ids: [...ids],
      purposes: draft.purposes,
      givenOn,
      guardian: draft.guardian,
      signedBy: ids.length === 1 && draft.guardian ? (draft.guardianName ?? null) : null,
      proof: draft.proof,
    })
  }
  return (
    <RecordDrawer
      opened={opened}
      title={ids.length > 1 ? t('record.forMany', { count: ids.length }) : t('record.title')}
      verb={t('record.verb')}
      onSubmit={submit}
      onClose={() => {
        record.reset()
        onClose()
      }}
      saving={record.isPending}
      disabled={draft.purposes.length === 0 || givenOn === undefined}
      note={record.error === null ? null : <FailureNotice failure={failureOf(record.error)} />}
    >
      {ids.length > 1 && !draft.guardian && (props.childCount ?? 0) > 0 ? (
        <StateBadge tone="amber" label={t('record.children', { count: props.childCount ?? 0 })} />
      ) : null}
      <ConsentFields draft={draft} many={ids.length > 1} onChange={(part) => setDraft({ ...draft, ...part })} />
    </RecordDrawer>
  )
}

/** The scan of a sheet goes to every consent written from it; where all stood already there is nothing to keep it with. */
function useKeepScan(): (scan: File, ids: readonly string[]) => Promise<void> {
  const client = useClient<{ attachments: typeof attachmentContract }>()
  const { put } = useFiles()
  return async (scan, ids) => {
    if (ids.length === 0) return
    const { ticket } = await putSmall(scan, { kind: 'document', put })
    await client.attachments.addToMany({
      to: ids.map((id) => ({ table: 'consent' as const, id })),
      kind: 'document',
      ticket,
    })
  }
}

interface ConsentFieldsProps {
  draft: Draft
  many: boolean
  onChange: (part: Partial<Draft>) => void
}

function ConsentFields({ draft, many, onChange }: ConsentFieldsProps) {
  const { t } = useTranslation('consents')
  return (
    <>
      <Checkbox.Group
        label={t('record.purposes')}
        description={t('record.purposesHint')}
        value={draft.purposes}
        onChange={(chosen) => onChange({ purposes: CONSENT_PURPOSES.filter((purpose) => chosen.includes(purpose)) })}
      >
        <div className="nc-consent-ticks">
          {CONSENT_PURPOSES.map((purpose) => (
            <Checkbox key={purpose} value={purpose} label={t(`purposes.${purpose}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <DayField
        label={t('record.givenOn')}
        required
        value={draft.givenOn}
        onChange={(givenOn) => onChange({ givenOn })}
        window={{ latest: officeToday() }}
      />
      <Radio.Group
        label={t('record.signer')}
        value={draft.guardian ? 'guardian' : 'self'}
        onChange={(signer) => onChange({ guardian: signer === 'guardian' })}
      >
        <div className="nc-consent-ticks">
          <Radio value="self" label={t(many ? 'record.selfMany' : 'record.self')} />
          <Radio value="guardian" label={t(many ? 'record.guardianMany' : 'record.guardian')} />
        </div>
      </Radio.Group>
      {draft.guardian && !many ? (
        <NameField
          label={t('record.guardianName')}
          required
          value={draft.guardianName}
          onChange={(guardianName) => onChange({ guardianName })}
        />
      ) : null}
      <TextInput
        label={t('record.proof')}
        description={t('record.proofHint')}
        value={draft.proof}
        onChange={(event) => onChange({ proof: event.currentTarget.value })}
      />
      <FileInput
        label={t('record.scan')}
        description={t('record.scanHint')}
        accept=".pdf,image/*"
        clearable
        value={draft.scan}
        onChange={(scan) => onChange({ scan })}
      />
    </>
  )
}
