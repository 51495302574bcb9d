import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { StagedImport } from '../common/importSchemas.ts'
import { MappingPanel } from './MappingPanel.tsx'
import { NewVillages } from './NewVillages.tsx'
import { OpenCommunes } from './OpenCommunes.tsx'
import { PreviewTabs } from './PreviewTabs.tsx'
import { TakeOverForm } from './TakeOverForm.tsx'
import type { useImport } from './useImport.ts'

export interface StagedFileProps {
  staged: StagedImport
  work: ReturnType<typeof useImport>
}

/** What was understood of the file, from top to bottom in the order of the work. */
export function StagedFile({ staged, work }: StagedFileProps) {
  const { t } = useTranslation('imports')
  const { formatDay, formatNumber } = useFormat()
  const { importedBefore, textWas, skipped } = staged
  const [communes, setCommunes] = useState<Record<string, string>>({})
  const left = skipped.totals + skipped.groupLines + skipped.others
  return (
    <>
      <section className="nc-import-panel" aria-label={t('mapping.title')}>
        <h2 className="nc-import-file">{staged.fileName}</h2>
        {importedBefore === null ? null : (
          <p className="nc-import-warning">
            {t('file.importedBefore', { day: formatDay(importedBefore.at.slice(0, 10)) })}
          </p>
        )}
        {textWas === 'tcvn3' || textWas === 'mixed' ? <p className="nc-soft">{t('file.wasTcvn3')}</p> : null}
        {textWas === 'vni' ? <p className="nc-soft">{t('file.wasVni')}</p> : null}
        {left === 0 ? null : (
          <p className="nc-soft">
            {t('file.skipped', {
              count: left,
              totals: formatNumber(skipped.totals),
              groupLines: formatNumber(skipped.groupLines),
              others: formatNumber(skipped.others),
            })}
          </p>
        )}
        <MappingPanel staged={staged} onRead={(reading) => work.reread({ ...reading, communes })} />
      </section>
      {staged.openCommunes.length === 0 ? null : (
        <OpenCommunes
          open={staged.openCommunes}
          answers={communes}
          onAnswer={setCommunes}
          onRead={() => work.reread({ mapping: staged.mapping, communes })}
        />
      )}
      <NewVillages villages={staged.newVillages} />
      <PreviewTabs staged={staged} onCounts={work.setCounts} />
      <TakeOverForm staged={staged} onApply={work.apply} />
    </>
  )
}
