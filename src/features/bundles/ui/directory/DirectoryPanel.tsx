import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { useFiles } from '../../../files/ui/useFiles.ts'
import type { DirectoryStatus } from '../../common/directory/directorySchemas.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'
import { DirectoryChanges } from './DirectoryChanges.tsx'
import { MakeDirectory } from './MakeDirectory.tsx'
import { SignerDrawer } from './SignerDrawer.tsx'

/** Which directory of the centre this office goes by, what it changed; passing it on; at the centre making the next. */
export function DirectoryPanel() {
  const { t } = useTranslation('bundles')
  const { api, client, may } = useBundles()
  const files = useFiles()
  const [enrolling, setEnrolling] = useState(false)
  const status = useQuery(api.bundles.directory.status.queryOptions())
  const passOn = useMutation({
    mutationFn: async () => files.save((await client.bundles.directory.save()).ticket),
  })
  if (status.data === undefined) return null
  const { isCentre, newest, signer } = status.data
  const failed = status.error ?? passOn.error
  return (
    <details className="nc-bundle-panel">
      <summary className="nc-bundle-heading">{t('opening.directory.name')}</summary>
      <p className="nc-soft">{t(isCentre ? 'directory.hintCentre' : 'directory.hint')}</p>
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      {isCentre ? null : <Signer signer={signer} />}
      {newest === null ? <p className="nc-soft">{t('directory.none')}</p> : <Newest newest={newest} />}
      <div className="nc-bundle-actions">
        {newest?.kept && may('bundles.send') ? (
          <Button size="xs" variant="default" loading={passOn.isPending} onClick={() => passOn.mutate()}>
            {t('directory.passOn')}
          </Button>
        ) : null}
        {!isCentre && may('keys.manage') ? (
          <Button size="xs" variant="default" onClick={() => setEnrolling(true)}>
            {t('directory.enrol')}
          </Button>
        ) : null}
      </div>
      {isCentre && may('office.settings') ? <MakeDirectory /> : null}
      <SignerDrawer opened={enrolling} onClose={() => setEnrolling(false)} />
    </details>
  )
}

function Signer({ signer }: Pick<DirectoryStatus, 'signer'>) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  if (signer === null) return <p>{t('directory.noSigner')}</p>
  const { fingerprint, vouchedBy } = signer
  return (
    <p>
      {vouchedBy === null
        ? t('directory.signerByDigits', { fingerprint })
        : t('directory.signerBy', { unit: unitName(vouchedBy), fingerprint })}
    </p>
  )
}

function Newest({ newest }: { newest: NonNullable<DirectoryStatus['newest']> }) {
  const { t } = useTranslation('bundles')
  const { formatDay, formatMoment } = useFormat()
  const unitName = useUnitName()
  const { version, issuedOn, openedAt, from, note, changes, total } = newest
  return (
    <>
      <p className="num">
        {t('directory.newest', {
          version,
          unit: unitName(from),
          day: formatDay(issuedOn),
          at: formatMoment(openedAt),
        })}{' '}
        {note}
      </p>
      <DirectoryChanges changes={changes} total={total} />
    </>
  )
}
