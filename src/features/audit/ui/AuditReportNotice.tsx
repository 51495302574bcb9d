import { Alert, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AuditReport } from '../common/contract.ts'

/** What the check of the whole log found; promises no more than it can. */
export function AuditReportNotice({ report }: { report: AuditReport }) {
  const { t } = useTranslation('audit')
  const { formatMoment, formatNumber } = useFormat()
  const sound = report.problemCount === 0
  return (
    <Alert
      color={sound ? 'green' : 'red'}
      title={t(sound ? 'report.sound' : 'report.broken', { count: report.problemCount })}
      role="status"
    >
      <Stack gap={4}>
        <span>
          {t('report.entries', { entries: formatNumber(report.entries), anchors: formatNumber(report.anchors) })}
        </span>
        <span>
          {report.lastAnchor === null
            ? t('report.noAnchor')
            : t('report.sinceAnchor', {
                count: report.sinceAnchor,
                formatted: formatNumber(report.sinceAnchor),
                when: formatMoment(report.lastAnchor.at),
              })}
        </span>
        {report.problems.slice(0, 10).map((problem) => (
          <span key={`${problem.epoch} ${problem.seq} ${problem.kind} ${problem.reference}`}>
            {t(`problems.${problem.kind}`, { seq: formatNumber(problem.seq), reference: problem.reference ?? '' })}
          </span>
        ))}
      </Stack>
    </Alert>
  )
}
