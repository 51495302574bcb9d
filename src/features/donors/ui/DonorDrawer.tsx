import { Checkbox, Select, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import { LineField } from '../../../base/ui/LineField.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { ParagraphField } from '../../../base/ui/ParagraphField.tsx'
import { PhoneField } from '../../../base/ui/PhoneField.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { type KeptForm, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { donorContract } from '../common/contract.ts'
import { DONOR_KINDS, type DonorFields, type DonorRow, donorFieldsSchema } from '../common/donorSchemas.ts'

export interface SavedDonor {
  id: string
  name: string
}

export interface DonorDrawerProps {
  opened: boolean
  /** The donor to change; without it a new one is written. */
  donor?: { id: string; version: number; fields: DonorFields }
  /** What was typed already, for a new one. */
  name?: string
  onClose: () => void
  /** Also called with a donor already on file that the typist took instead. */
  onSaved: (donor: SavedDonor) => void
}

/** Writes a donor: only the name is needed, the rest can come later. */
export function DonorDrawer(props: DonorDrawerProps) {
  // A new form for every donor and every opening: nothing typed for one may end in another.
  const key = props.opened ? (props.donor?.id ?? `new ${props.name ?? ''}`) : 'closed'
  return <DonorForm key={key} {...props} />
}

const NEW_DONOR: Partial<DonorFields> = { kind: 'person', anonymous: false }

function DonorForm({ opened, donor, name, onClose, onSaved }: DonorDrawerProps) {
  const { t } = useTranslation('donors')
  const kept = useKeptForm<Partial<DonorFields>>({
    form: `donors.donor:${donor?.id ?? 'new'}`,
    active: opened,
    start: donor?.fields ?? { ...NEW_DONOR, ...(name ? { name, kind: kindFromName(name) } : {}) },
    editing: donor !== undefined,
  })
  const { values: fields, change } = kept
  // Until somebody chooses the kind, the name tells it: “Công ty …” is a business.
  const [kindChosen, setKindChosen] = useState(donor !== undefined)
  const save = useSaveDonor({ kept, donor, onClose, onSaved })
  const isPerson = (fields.kind ?? 'person') === 'person'
  const parsed = donorFieldsSchema.safeParse(fields)
  return (
    <KeptDrawer
      draft={kept.draft}
      failure={save.failure}
      opened={opened}
      title={t(donor ? 'drawer.editTitle' : 'drawer.addTitle')}
      verb={t(donor ? 'actions.save' : 'actions.add')}
      saving={save.isPending}
      disabled={!parsed.success}
      onSubmit={() => parsed.success && save.mutate(parsed.data)}
      onClose={onClose}
    >
      <NameField
        label={t(isPerson ? 'fields.nameOfPerson' : 'fields.name')}
        required
        value={fields.name}
        onChange={(text) => change({ name: text ?? '', ...(kindChosen ? {} : { kind: kindFromName(text ?? '') }) })}
      />
      {donor ? null : (
        <SimilarDonors
          fields={fields}
          onTake={(known) => {
            kept.discard()
            onSaved(known)
          }}
        />
      )}
      <Select
        label={t('fields.kind')}
        allowDeselect={false}
        data={DONOR_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        value={fields.kind ?? 'person'}
        onChange={(kind) => {
          if (kind === null) return
          setKindChosen(true)
          change({ kind })
        }}
      />
      {isPerson ? null : (
        <NameField
          label={t('fields.representative')}
          value={fields.representative ?? undefined}
          onChange={(representative) => change({ representative: representative ?? null })}
        />
      )}
      <PhoneField
        label={t('fields.phone')}
        value={fields.phone ?? undefined}
        onChange={(phone) => change({ phone: phone ?? null })}
      />
      <LineField label={t('fields.place')} value={fields.place} onChange={(place) => change({ place })} />
      <LineField label={t('fields.email')} value={fields.email} onChange={(email) => change({ email })} />
      {isPerson ? null : (
        <LineField label={t('fields.taxCode')} value={fields.taxCode} onChange={(taxCode) => change({ taxCode })} />
      )}
      <Checkbox
        label={t('fields.anonymous')}
        description={t('fields.anonymousHint')}
        checked={fields.anonymous ?? false}
        onChange={(event) => change({ anonymous: event.currentTarget.checked })}
      />
      <ParagraphField label={t('fields.note')} value={fields.note} onChange={(note) => change({ note })} />
    </KeptDrawer>
  )
}

const SIMILAR_PAUSE_MS = 300

/** Donors who may be the same one; taking one saves a duplicate. */
function SimilarDonors({ fields, onTake }: { fields: Partial<DonorFields>; onTake: (donor: SavedDonor) => void }) {
  const { t } = useTranslation('donors')
  const api = useApi<{ donors: typeof donorContract }>()
  const [asked] = useDebouncedValue(
    { name: fields.name ?? '', phone: fields.phone ?? null, taxCode: fields.taxCode ?? null },
    SIMILAR_PAUSE_MS,
  )
  const similar = useQuery(api.donors.findSimilar.queryOptions({ input: asked, enabled: asked.name.trim().length > 1 }))
  const rows: DonorRow[] = similar.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <div className="nc-readings" role="status">
      <span>{t('drawer.similar')}</span>
      {rows.slice(0, 3).map(({ id, name, phone }) => (
        <UnstyledButton key={id} className="nc-reading" onClick={() => onTake({ id, name })}>
          {t('drawer.useThis', { name: phone === null ? name : `${name}, ${phone}` })}
        </UnstyledButton>
      ))}
    </div>
  )
}

interface SavingDonor extends Pick<DonorDrawerProps, 'onClose' | 'onSaved'> {
  kept: KeptForm<Partial<DonorFields>>
  donor: DonorDrawerProps['donor'] | undefined
}

function useSaveDonor({ kept, donor, onClose, onSaved }: SavingDonor) {
  const api = useApi<{ donors: typeof donorContract }>()
  const queries = useQueryClient()
  return useKeptWrite(kept, {
    write: async (fields: DonorFields, options) => {
      if (donor === undefined) return (await api.donors.add.call({ fields }, options)).id
      await api.donors.update.call({ id: donor.id, version: donor.version, fields }, options)
      return donor.id
    },
    onWritten: async (id = donor?.id, { name }) => {
      await queries.invalidateQueries()
      if (id === undefined) onClose()
      else onSaved({ id, name })
    },
  })
}

const BUSINESS = /^(công ty|cty|doanh nghiệp|tập đoàn|ngân hàng)\b/iu
const ORGANISATION = /^(hội|trường|ủy ban|ubnd|đoàn|ban|sở|phòng|chùa|giáo xứ|đồn|bệnh viện)\b/iu
const COLLECTIVE = /^(nhóm|câu lạc bộ|clb|tập thể|lớp|gia đình)\b/iu

/** A first guess that saves a click; the typist sees and changes it. */
function kindFromName(name: string): DonorFields['kind'] {
  if (BUSINESS.test(name)) return 'business'
  if (ORGANISATION.test(name)) return 'organisation'
  return COLLECTIVE.test(name) ? 'collective' : 'person'
}
