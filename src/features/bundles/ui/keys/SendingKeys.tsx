import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { useBundles } from '../useBundles.ts'
import { EnrolDrawer } from './EnrolDrawer.tsx'
import { KeyList } from './KeyList.tsx'
import { NeighbourKeys } from './NeighbourKeys.tsx'
import { OwnDigits } from './OwnDigits.tsx'
import { RotateKeys } from './RotateKeys.tsx'
import { RotationIn } from './RotationIn.tsx'

interface SendingKeysProps {
  receivers: readonly EnrolledKey[]
  /** Units of the same level, where this office has none below it. */
  neighbours?: readonly EnrolledKey[]
}

/** How a branch and the office above come to trust each other: hand over, read out, type in. */
export function SendingKeys({ receivers, neighbours }: SendingKeysProps) {
  const { t } = useTranslation('bundles')
  const { client } = useBundles()
  const files = useFiles()
  const [enrolling, setEnrolling] = useState(false)
  const request = useMutation({
    mutationFn: async () => files.save((await client.bundles.keys.requestFile()).ticket),
  })
  return (
    // Open while there is something to do; later it only takes up room.
    <details className="nc-bundle-panel" open={receivers.length === 0}>
      <summary className="nc-bundle-heading">{t('keys.title')}</summary>
      <p className="nc-soft">{t(receivers.length === 0 ? 'keys.firstTime' : 'keys.again')}</p>
      {request.error === null ? null : <FailureNotice failure={failureOf(request.error)} />}
      <ol className="nc-key-steps">
        <li>
          <span>{t('keys.send.file')}</span>
          <Button size="xs" variant="default" loading={request.isPending} onClick={() => request.mutate()}>
            {t('keys.send.saveFile')}
          </Button>
        </li>
        <li>
          <span>{t('keys.send.read')}</span>
          <OwnDigits />
        </li>
        <li>
          <span>{t('keys.send.answer')}</span>
          <Button size="xs" variant="default" onClick={() => setEnrolling(true)}>
            {t('keys.send.enterAnswer')}
          </Button>
        </li>
      </ol>
      {receivers.length === 0 ? null : (
        <>
          <RotateKeys />
          <RotationIn />
        </>
      )}
      <KeyList keys={receivers} />
      {neighbours === undefined ? null : <NeighbourKeys keys={neighbours} />}
      <EnrolDrawer kind="answer" opened={enrolling} onClose={() => setEnrolling(false)} />
    </details>
  )
}
