import { formatNumber, formatPercent } from '../../base/common/formatMoney.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { saveFile } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { readQuarter } from '../readQuarter.ts'
import { textTable } from '../textTable.ts'

interface OutOptions extends OfficeOptions {
  out?: string
}

interface SaveOptions extends OfficeOptions {
  units: string
  from: string
}

interface IndicatorOptions extends OfficeOptions {
  name: string
  figures: string
}

type Figures = Parameters<Client['clusters']['indicators']['save']>[0]['figures']

/** Emulation clusters: who is in them, their indicators and targets, how the members stand. */
export function addClusterCommands(cli: Cli): void {
  const { words, language } = cli
  const group = commandGroup(cli, 'clusters')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  inOffice(cli, command('list', 'clustersList'), async ({ client }) => {
    const { clusters } = await client.clusters.list()
    const text = textTable(clusters, [
      { title: words('clusters:choose'), value: (one) => one.names[language] ?? one.names.vi },
      { title: words('clusters:cluster.members'), value: (one) => one.members.map(({ unit }) => unit.code).join(', ') },
    ])
    return { json: clusters, text }
  })
  addStanding(cli, command('show <cluster> [quarter]', 'clustersShow'))
  const save = command('save <name>', 'clustersSave')
    .requiredOption('--units <codes>', words('clusters:cluster.members'))
    .requiredOption('--from <day>', words('clusters:cluster.from'))
  inOffice<SaveOptions>(cli, save, async ({ client }, { units, from }, [name = '']) => {
    const known = await unitsByCode(client)
    const members = units.split(',').map((code) => ({ unitId: unitId(known, code.trim()), validFrom: from }))
    const saved = await client.clusters.save({ names: { vi: name }, members })
    return { json: saved, text: `${words('clusters:saved')}\n` }
  })
  const indicator = command('indicator <code>', 'clustersIndicator')
    .requiredOption('--name <name>', words('clusters:indicators.name'))
    .requiredOption('--figures <codes>', words('clusters:indicators.figures'))
  inOffice<IndicatorOptions>(cli, indicator, async ({ client }, { name, figures }, [code = '']) => {
    // Safe: the contract refuses any other code.
    const chosen = figures.split(',').map((figure) => figure.trim()) as Figures
    const saved = await client.clusters.indicators.save({ code, names: { vi: name }, figures: chosen })
    return { json: saved, text: `${words('clusters:saved')}\n` }
  })
  const target = command('target <unit> <indicator> <year> <value>', 'clustersTarget')
  inOffice(cli, target, async ({ client }, _options, [unit = '', code = '', year = '', value = '']) => {
    const targets = [{ unitId: unitId(await unitsByCode(client), unit), indicator: code, value: readCount(value) }]
    const saved = await client.clusters.targets.save({ year: readCount(year), targets })
    return { json: saved, text: `${words('clusters:saved')}\n` }
  })
}

function addStanding(cli: Cli, command: ReturnType<typeof describedCommand>): void {
  const { words, language } = cli
  command.option('--out <file>', words('cli:options.out'))
  inOffice<OutOptions>(cli, command, async ({ client }, { out }, [name = '', wanted]) => {
    const quarter = readQuarter(cli.shell, wanted)
    const { clusters } = await client.clusters.list()
    const found = clusters.find((one) => one.id === name || one.names.vi === name)
    if (found === undefined) throw new UsageError('notAChoice', { detail: name, choices: namesOf(clusters) })
    const input = { clusterId: found.id, ...quarter }
    const standing = await client.clusters.standing(input)
    if (out !== undefined)
      await saveFile(client, (await client.clusters.standingXlsx({ ...input, language })).ticket, out)
    const percent = (value: number | null) => (value === null ? '–' : formatPercent(value / 100, language))
    const text = textTable(standing.rows, [
      { title: words('clusters:standing.unit'), value: (row) => row.unit[language] },
      ...standing.indicators.map((one, index) => ({
        title: `${one.names[language] ?? one.names.vi} (${words(`clusters:basis.${one.basis ?? 'unknown'}`)})`,
        value: (row: (typeof standing.rows)[number]) => percent(row.cells[index]?.percent ?? null),
        right: true,
      })),
    ])
    const below = standing.indicators.map((one) => {
      const ofN = (n: number) => words('clusters:standing.ofN', { n: formatNumber(n, language), all: one.withTarget })
      const facts = [
        `${words('clusters:standing.mean')} ${percent(one.mean)} (${ofN(one.counted)})`,
        `${words('clusters:standing.above')} ${ofN(one.above)}`,
      ]
      return `${one.names[language] ?? one.names.vi}: ${facts.join('; ')}\n`
    })
    return { json: standing, text: `${text}${below.join('')}` }
  })
}

function namesOf(clusters: readonly { names: { vi: string } }[]): string {
  return clusters.map((one) => one.names.vi).join(', ')
}

/** Units that report here, by code. */
async function unitsByCode(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.reports.quarter({ year: new Date().getFullYear(), quarter: 4 })
  return new Map(rows.map(({ unit }) => [unit.code, unit.id]))
}

function unitId(known: ReadonlyMap<string, string>, code: string): string {
  const id = known.get(code)
  if (id === undefined) throw new UsageError('notAChoice', { detail: code, choices: [...known.keys()].join(', ') })
  return id
}
