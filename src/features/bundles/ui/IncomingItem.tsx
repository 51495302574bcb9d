import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { BundleStanding, Difference, InspectedBundle } from '../common/bundleSchemas.ts'
import type { InspectedFile, ShortFile } from '../common/fileSchemas.ts'
import { TOLD_KIND } from '../common/laterKinds.ts'
import { PeriodText } from './PeriodText.tsx'
import { useFileSize } from './useFileSize.ts'
import { useFileText } from './useFileText.ts'
import { type Acceptance, type IncomingFile, openedBefore } from './useIncoming.ts'
import { useNamedFailure } from './useNamedFailure.ts'
import { useUnitName } from './useUnitName.ts'

interface IncomingItemProps {
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
export function IncomingItem({ file, onOpen, onDrop }: IncomingItemProps) {
  const { t } = useTranslation('bundles')
  const fileSize = useFileSize()
  const named = useNamedFailure()
  const { seen, state } = file
  const item = useRef<HTMLLIElement>(null)
  const pressed = useRef(false)
  useEffect(() => {
    // The pressed button is gone once the file is taken in; who works by keyboard stays at what it says now.
    if (!pressed.current || (state !== 'opened' && state !== 'refused')) return
    pressed.current = false
    if (document.activeElement === document.body) item.current?.focus()
  }, [state])
  const open = (accept: Acceptance) => {
    pressed.current = true
    onOpen(accept)
  }
  const short = shortOf(file)
  const report = reportOf(file)
  return (
    <li className="nc-incoming" ref={item} tabIndex={-1}>
      <div className="nc-incoming-head">
        <StateBadge tone={TONES[state]} label={t(`open.states.${state}`)} />
        {report === undefined ? null : <Sender facts={report} />}
        {short === undefined ? null : <ShortSender file={short} />}
        <span className="nc-soft">
          {file.file.name} · {fileSize(file.file.size)}
        </span>
        <ActionIcon aria-label={t('open.drop')} onClick={onDrop}>
          <IconX size="1rem" stroke={1.5} />
        </ActionIcon>
      </div>
      <FailureNotice failure={named(file.failure)} />
      {report === undefined ? null : <Changes facts={report} />}
      {short === undefined ? null : <ShortContent file={short} done={state === 'opened'} />}
      {state === 'opened' ? <TakenIn file={file} /> : null}
      {seen === undefined || (state !== 'ready' && state !== 'opening') ? null : (
        <Decision seen={seen} busy={state === 'opening'} onOpen={open} />
      )}
    </li>
  )
}

function reportOf({ opened, seen }: IncomingFile): Facts | undefined {
  if (opened?.kind === 'report') return opened.report
  return seen?.kind === 'report' ? seen.report : undefined
}

function shortOf({ opened, seen }: IncomingFile): ShortFile | undefined {
  const file = opened ?? seen
  return file === undefined || file.kind === 'report' ? undefined : file
}

function ShortSender({ file }: { file: ShortFile }) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  return (
    <strong>
      {t(`opening.${file.kind}.name`)} · {unitName(file.from)} · {t('opening.number', { seq: file.seq })}
    </strong>
  )
}

/** What a receipt, a case … says, and the lines a person reads before saying yes. */
function ShortContent({ file, done }: { file: ShortFile; done: boolean }) {
  const fileText = useFileText()
  return (
    <>
      <p className="num">{fileText(file, done ? 'done' : 'told')}</p>
      {file.lines.length === 0 ? null : (
        <ul className="nc-receipt-notes num">
          {file.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one file never change.
            <li key={index}>{fileText({ kind: file.kind, facts: line.facts }, `lines.${line.code}`)}</li>
          ))}
        </ul>
      )}
    </>
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

function isTold({ kind }: Difference): boolean {
  return kind === TOLD_KIND
}

function useDifferenceText(): (differences: readonly Difference[]) => string {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  return (all) => {
    const [told, differences] = [all.find(isTold), all.filter((each) => !isTold(each))]
    const sum = (part: 'added' | 'changed' | 'gone') => differences.reduce((total, each) => total + each[part], 0)
    const params = {
      added: formatNumber(sum('added')),
      changed: formatNumber(sum('changed')),
      gone: formatNumber(sum('gone')),
    }
    const quarters = told === undefined ? 0 : told.added + told.changed
    const figures = quarters === 0 ? '' : ` ${t('open.toldQuarters', { count: quarters })}`
    if (sum('added') + sum('changed') + sum('gone') > 0) return t('open.differences', params) + figures
    return figures === '' ? t('open.noDifference') : figures.trim()
  }
}

function TakenIn({ file: { opened } }: { file: IncomingFile }) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  if (opened === undefined) return null
  const before = opened.kind === 'report' ? opened.report.alreadyOpened : opened.alreadyOpened
  if (before !== null) return <p>{t('open.alreadyOpened', { at: formatMoment(before) })}</p>
  return opened.kind === 'report' ? <p>{t('open.takenIn')}</p> : null
}

interface DecisionProps {
  seen: InspectedFile
  busy: boolean
  onOpen: (accept: Acceptance) => void
}

function Decision({ seen, busy, onOpen }: DecisionProps) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const doubt = useDoubt(seen.kind === 'report' ? seen.report.standing : { kind: 'next' })
  const before = openedBefore(seen)
  if (before !== null) return <p>{t('open.alreadyOpened', { at: formatMoment(before) })}</p>
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
    const missing = standing.missing.join(', ')
    const words = missing === '' ? t('open.newSeries') : t('open.newSeriesLater', { missing })
    return standing.mayAccept ? { words, accept: { acceptNewSeries: true } } : { words }
  }
  return { accept: {} }
}
