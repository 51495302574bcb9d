import { IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FactList } from '../../../base/ui/FactList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { BundlePreview } from '../common/bundleSchemas.ts'
import { useFileSize } from './useFileSize.ts'

const SHOWN_KINDS = ['address', 'donor', 'pairing', 'receipt', 'delivery', 'round', 'house'] as const

/** What the report will carry, what consent holds back, and about how big it gets. */
export function BundlePreviewFacts({ preview }: { preview: BundlePreview }) {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  const fileSize = useFileSize()
  const counts = SHOWN_KINDS.flatMap((kind) => {
    const count = preview.counts[kind]
    return count === undefined ? [] : [{ label: t(`kinds.${kind}`), value: formatNumber(count), figures: true }]
  })
  return (
    <>
      <p>{preview.baseSeq === null ? t('send.whole') : t('send.changes', { seq: preview.baseSeq })}</p>
      <FactList
        wide
        facts={[
          { label: t('columns.records'), value: formatNumber(preview.records), figures: true },
          ...counts,
          { label: t('send.size'), value: t('send.about', { size: fileSize(preview.estimatedBytes) }) },
        ]}
      />
      {preview.toldUnits === 0 ? null : <p>{t('send.told', { count: preview.toldUnits })}</p>}
      {preview.pseudonymous === 0 ? null : (
        <p className="nc-bundle-held">
          <IconEyeOff size="1rem" stroke={1.75} aria-hidden="true" />
          <span>
            {t('send.heldBack', {
              count: preview.pseudonymous,
              held: formatNumber(preview.pseudonymous),
              all: formatNumber(preview.addresses),
            })}
          </span>
        </p>
      )}
    </>
  )
}
