import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { LineField } from '../../../base/ui/LineField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { type Unfilled, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { WordSelect } from '../../units/ui/WordSelect.tsx'
import { type Certificate, certificateFieldsSchema } from '../common/fileSchemas.ts'
import { FilePart } from './FilePart.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'
import { useRemovePart } from './useRemovePart.ts'

/** Certificates of the person or household; one that has run out is told. */
export function CertificatePanel({ addressId, mayWrite }: { addressId: string; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const [editing, setEditing] = useState<Certificate | 'new'>()
  const list = useQuery(api.certificates.list.queryOptions({ input: { addressId } }))
  return (
    <FilePart
      title={t('certificates.title')}
      add={mayWrite ? { label: t('certificates.add'), onSelect: () => setEditing('new') } : undefined}
    >
      {list.error === null ? null : <FailureNotice failure={failureOf(list.error)} />}
      {list.data?.certificates.length === 0 ? <p className="nc-soft">{t('certificates.none')}</p> : null}
      <ul className="nc-part-lines">
        {list.data?.certificates.map((certificate) => (
          <CertificateLine
            key={certificate.id}
            certificate={certificate}
            {...(mayWrite ? { onEdit: () => setEditing(certificate) } : {})}
          />
        ))}
      </ul>
      {editing === undefined ? null : (
        <CertificateDrawer
          addressId={addressId}
          certificate={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </FilePart>
  )
}

function CertificateLine({ certificate, onEdit }: { certificate: Certificate; onEdit?: () => void }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const kinds = useVocabulary('certificateKind')
  const levels = useVocabulary('disabilityLevel')
  const api = useAddressApi()
  const name = kinds.nameOf(certificate.kind)
  const remove = useRemovePart(
    () => api.certificates.remove.call({ id: certificate.id }),
    t('certificates.removed', { name }),
  )
  const facts = [
    certificate.level === null ? null : levels.nameOf(certificate.level),
    certificate.number === null ? null : t('certificates.numbered', { number: certificate.number }),
    certificate.issuedOn === null ? null : t('certificates.issued', { day: formatDay(certificate.issuedOn) }),
    certificate.issuer,
    certificate.note,
  ]
  return (
    <li>
      <strong>{name}</strong>
      <span className="nc-soft num">{facts.filter(Boolean).join(' · ')}</span>
      <Expiry certificate={certificate} />
      {onEdit === undefined ? null : (
        <span className="nc-part-actions">
          <UnstyledButton className="nc-link" onClick={onEdit}>
            {t('certificates.edit')}
          </UnstyledButton>
          <UnstyledButton className="nc-link" onClick={remove}>
            {t('certificates.remove')}
          </UnstyledButton>
        </span>
      )}
    </li>
  )
}

function Expiry({ certificate: { expiresOn, expired } }: { certificate: Certificate }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  if (expiresOn === null) return null
  const words = t(expired ? 'certificates.expired' : 'certificates.expires', { day: formatDay(expiresOn) })
  return expired ? <StateBadge tone="amber" label={words} /> : <span className="nc-soft num">{words}</span>
}

interface CertificateDrawerProps {
  addressId: string
  certificate: Certificate | undefined
  onClose: () => void
}

function CertificateDrawer({ addressId, certificate, onClose }: CertificateDrawerProps) {
  const { t } = useTranslation('addresses')
  const kept = useKeptForm<Unfilled<Certificate>>({
    form: `addresses.certificate:${certificate?.id ?? addressId}`,
    start: certificate ?? {},
    editing: certificate !== undefined,
  })
  const { values: draft, change } = kept
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const save = useKeptWrite(kept, {
    write: api.certificates.save.call,
    onWritten: async () => {
      await refresh()
      onClose()
    },
  })
  const known = certificate === undefined ? {} : { id: certificate.id, version: certificate.version }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t(certificate === undefined ? 'certificates.add' : 'certificates.edit')}
      verb={t('certificates.verb')}
      onSubmit={() => save.mutate({ addressId, ...known, fields: certificateFieldsSchema.parse(draft) })}
      onClose={onClose}
      saving={save.isPending}
      disabled={draft.kind === undefined}
      failure={save.failure}
    >
      <WordSelect
        kind="certificateKind"
        label={t('certificates.kind')}
        required
        value={draft.kind ?? null}
        onChange={(kind) => change({ kind: kind ?? undefined })}
      />
      {draft.kind === 'disability' ? (
        <WordSelect
          kind="disabilityLevel"
          label={t('certificates.level')}
          value={draft.level ?? null}
          onChange={(level) => change({ level })}
        />
      ) : null}
      <LineField label={t('certificates.number')} value={draft.number} onChange={(number) => change({ number })} />
      <DayField
        label={t('certificates.issuedOn')}
        value={draft.issuedOn ?? undefined}
        onChange={(day) => change({ issuedOn: day ?? null })}
        window={{ latest: officeToday() }}
      />
      <DayField
        label={t('certificates.expiresOn')}
        value={draft.expiresOn ?? undefined}
        onChange={(day) => change({ expiresOn: day ?? null })}
      />
      <LineField label={t('certificates.issuer')} value={draft.issuer} onChange={(issuer) => change({ issuer })} />
      <LineField label={t('fields.note')} value={draft.note} onChange={(note) => change({ note })} />
    </KeptDrawer>
  )
}
