import { formatNumber } from '../../base/common/formatMoney.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'
import { factLines, textTable } from '../textTable.ts'

type Report = Awaited<ReturnType<Client['audit']['verify']>>
type Month = Awaited<ReturnType<Client['audit']['month']>>

interface VerifyOptions extends OfficeOptions {
  anchor?: string
}

/** The log without a window: is it whole, and who did what in a month. */
export function addAuditCommands(cli: Cli): void {
  const group = commandGroup(cli, 'audit')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  const verify = command('verify', 'auditVerify').option('--anchor <head>', cli.words('cli:options.anchor'))
  inOffice<VerifyOptions>(cli, verify, async ({ client }, options) => {
    const anchor = options.anchor === undefined ? undefined : anchorOrUsage(options.anchor)
    const report = await client.audit.verify(anchor === undefined ? {} : { anchor })
    return { json: report, text: reportText(cli, report), refused: report.problemCount > 0 }
  })
  inOffice(cli, command('month <month>', 'auditMonth'), async ({ client }, _options, [month = '']) => {
    const told = await client.audit.month({ month })
    return { json: told, text: monthText(cli, told) }
  })
}

/** `1482:9f3a2c1140be77d05e92`, as it stands on paper, spaces and all. */
function anchorOrUsage(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^\s*(\d+)\s*[:·]\s*([0-9a-f ]{16,})\s*$/.exec(text) ?? []
  if (seq === undefined || hash === undefined) throw new UsageError('notAnAnchor', { detail: text })
  return { seq: Number(seq), hash: hash.trim() }
}

function reportText({ words, language }: Cli, report: Report): string {
  const sound = report.problemCount === 0
  const facts = factLines([
    [words('cli:columns.entries'), formatNumber(report.entries, language)],
    [words('cli:columns.anchors'), formatNumber(report.anchors, language)],
    [words('cli:columns.head'), report.head?.text ?? ''],
  ])
  const problems = report.problems.map((problem) =>
    words(`audit:problems.${problem.kind}`, { seq: problem.seq, reference: problem.reference ?? '' }),
  )
  const verdict = words(sound ? 'audit:report.sound' : 'audit:report.broken', { count: report.problemCount })
  return [facts.trimEnd(), ...problems, verdict, ''].join('\n')
}

function monthText({ words, language }: Cli, { people }: Month): string {
  const count = (value: number) => formatNumber(value, language)
  return textTable(people, [
    { title: words('audit:columns.person'), value: (row) => row.name ?? words('audit:program') },
    { title: words('audit:columns.seen'), value: (row) => count(row.recordsSeen), right: true },
    { title: words('audit:columns.search'), value: (row) => count(row.kinds.search), right: true },
    { title: words('audit:columns.change'), value: (row) => count(row.kinds.change), right: true },
    { title: words('audit:columns.export'), value: (row) => count(row.kinds.export), right: true },
    { title: words('audit:columns.print'), value: (row) => count(row.kinds.print), right: true },
    { title: words('audit:columns.taken'), value: (row) => count(row.recordsTaken), right: true },
  ])
}
