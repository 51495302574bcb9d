import { useTranslation } from 'react-i18next'
import { PageViews } from '../../../base/ui/PageViews.tsx'
import type { PaperKind } from '../common/paperKinds.ts'

/** Papers, how they begin, how they are worded, and what was printed. */
export function PaperViews({ kind }: { kind?: PaperKind }) {
  const { t } = useTranslation('papers')
  return (
    <PageViews
      label={t('title')}
      views={[
        { path: '/papers', label: t('page.print') },
        { path: '/papers/letterhead', label: t('page.letterhead') },
        { path: kind === undefined ? '/papers/wording' : `/papers/wording?kind=${kind}`, label: t('page.wording') },
        { path: '/papers/log', label: t('log.title') },
      ]}
    />
  )
}
