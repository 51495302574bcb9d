import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { BundleStanding, Difference, InspectedBundle } from '../common/bundleSchemas.ts'
import { PeriodText } from './PeriodText.tsx'
import { useFileSize } from './useFileSize.ts'
import type { Acceptance, IncomingFile } from './useIncoming.ts'
import { useUnitName } from './useUnitName.ts'

interface IncomingReportProps {
  file: IncomingFile
  onOpen: (accept: Acceptance) => void
  onDrop: () => void
}

const TONES: Record<IncomingFile['state'], Tone> = {
  reading: 'neutral',
  ready: 'accent',
  opening: 'accent',
  opened: 'green',
  refused: 'red',
}

/** One picked file: who sent it, what it changes, and the button that takes it in, or why it is refused. */
export function IncomingReport({ file, onOpen, onDrop }: IncomingReportProps) {
  const { t } = useTranslation('bundles')
  const fileSize = useFileSize()
  const facts = file.opened ?? file.report
  return (
    <li className="nc-incoming">
      <div className="nc-incoming-head">
        <StateBadge tone={TONES[file.state]} label={t(`open.states.${file.state}`)} />
        {facts === undefined ? null : <Sender facts={facts} />}
        <span className="nc-soft">
          {file.file.name} · {fileSize(file.file.size)}
        </span>
        <ActionIcon aria-label={t('open.drop')} onClick={onDrop}>
          <IconX size="1rem" stroke={1.5} />
        </ActionIcon>
      </div>
      <FailureNotice failure={file.failure} />
      {facts === undefined ? null : <Changes facts={facts} />}
      {file.state === 'opened' ? <TakenIn file={file} /> : null}
      {file.report === undefined || (file.state !== 'ready' && file.state !== 'opening') ? null : (
        <Decision report={file.report} busy={file.state === 'opening'} onOpen={onOpen} />
      )}
    </li>
  )
}

type Facts = Pick<InspectedBundle, 'from' | 'seq' | 'period' | 'totals' | 'differences'>

function Sender({ facts }: { facts: Facts }) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  return (
    <strong>
      {unitName(facts.from)} · {t('seq', { seq: facts.seq })} · <PeriodText period={facts.period} />
    </strong>
  )
}

function Changes({ facts }: { facts: Facts }) {
  const { t } = useTranslation('bundles')
  const { formatNumber, formatMoney } = useFormat()
  const delivered = facts.totals.delivered.map(formatMoney).join(', ')
  return (
    <>
      <p className="num">
        {t('open.totals', {
          addresses: formatNumber(facts.totals.addresses),
          deliveries: formatNumber(facts.totals.deliveries),
          delivered: delivered === '' ? formatMoney({ amount: 0, currency: 'VND' }) : delivered,
        })}
      </p>
      <p className="nc-soft num">{useDifferenceText()(facts.differences)}</p>
    </>
  )
}

function useDifferenceText(): (differences: readonly Difference[]) => string {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  return (differences) => {
    const sum = (part: 'added' | 'changed' | 'gone') => differences.reduce((total, each) => total + each[part], 0)
    const params = {
      added: formatNumber(sum('added')),
      changed: formatNumber(sum('changed')),
      gone: formatNumber(sum('gone')),
    }
    return sum('added') + sum('changed') + sum('gone') === 0 ? t('open.noDifference') : t('open.differences', params)
  }
}

function TakenIn({ file }: { file: IncomingFile }) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const before = file.opened?.alreadyOpened
  return <p>{before ? t('open.alreadyOpened', { at: formatMoment(before) }) : t('open.takenIn')}</p>
}

function Decision({
  report,
  busy,
  onOpen,
}: {
  report: InspectedBundle
  busy: boolean
  onOpen: (accept: Acceptance) => void
}) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const { standing } = report
  const doubt = useDoubt(standing)
  if (standing.kind === 'alreadyOpened') {
    return <p>{t('open.alreadyOpened', { at: formatMoment(standing.openedAt) })}</p>
  }
  return (
    <>
      {doubt.words === undefined ? null : <p className="nc-bundle-held">{doubt.words}</p>}
      {doubt.accept === undefined ? null : (
        <div className="nc-bundle-actions">
          <Button
            size="xs"
            variant={doubt.words === undefined ? 'filled' : 'default'}
            loading={busy}
            onClick={() => onOpen(doubt.accept ?? {})}
          >
            {t(doubt.words === undefined ? 'open.take' : 'open.takeAnyway')}
          </Button>
        </div>
      )}
    </>
  )
}

/** What a person has to weigh before taking a report in, and what taking it in then means. */
function useDoubt(standing: BundleStanding): { words?: string; accept?: Acceptance } {
  const { t } = useTranslation('bundles')
  if (standing.kind === 'gap') {
    const words = t('open.gap', { missing: standing.missing.join(', ') })
    return standing.mayAccept ? { words, accept: { acceptGap: true } } : { words }
  }
  if (standing.kind === 'newSeries') {
    const words = t('open.newSeries')
    return standing.mayAccept ? { words, accept: { acceptNewSeries: true } } : { words }
  }
  return { accept: {} }
}
