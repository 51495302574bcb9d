import { formatDay } from '../../base/common/day.ts'
import { formatMoney } from '../../base/common/formatMoney.ts'
import { readChoice } from '../choices.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { donorIdOf } from '../findRecord.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { textTable } from '../textTable.ts'

const SIDES = ['donor', 'address'] as const

/** The books of the fund: cash book, purposes, a sponsor's statement, and what is late. */
export function addMoneyCommands(cli: Cli): void {
  const group = commandGroup(cli, 'books')
  addCashBook(cli, describedCommand(cli, group, { name: 'cash', help: 'booksCash' }))
  addFunds(cli, describedCommand(cli, group, { name: 'funds', help: 'booksFunds' }))
  addStatement(cli, describedCommand(cli, group, { name: 'statement', help: 'booksStatement' }))
  addOverdue(cli, describedCommand(cli, group, { name: 'overdue', help: 'booksOverdue' }))
}

type Command = ReturnType<typeof describedCommand>
type PeriodOptions = OfficeOptions & { from: string; to: string }

function withPeriod(cli: Cli, command: Command): void {
  command
    .requiredOption('--from <day>', cli.words('ledger:books.from'))
    .requiredOption('--to <day>', cli.words('ledger:books.to'))
}

function addCashBook(cli: Cli, command: Command): void {
  withPeriod(cli, command)
  inOffice<PeriodOptions>(cli, command, async ({ client }, { from, to }) => {
    const { words, language } = cli
    const { books } = await client.ledger.books.cashBook({ from, to })
    const text = books.map(({ currency, opening, closing, entries }) => {
      const money = (amount: number) => formatMoney({ amount, currency }, language)
      const table = textTable(entries, [
        { title: words('ledger:books.columns.day'), value: (row) => formatDay(row.day), right: true },
        { title: words('ledger:books.columns.voucher'), value: (row) => row.voucher },
        { title: words('ledger:books.columns.what'), value: (row) => row.who ?? row.purpose },
        { title: words('ledger:books.columns.in'), value: (row) => (row.in === 0 ? '' : money(row.in)), right: true },
        {
          title: words('ledger:books.columns.out'),
          value: (row) => (row.out === 0 ? '' : money(row.out)),
          right: true,
        },
        { title: words('ledger:books.columns.balance'), value: (row) => money(row.balance), right: true },
      ])
      const first = `${words('ledger:books.opening')}: ${money(opening)}\n`
      return `${first}${table}${words('ledger:books.closing')}: ${money(closing)}\n`
    })
    return { json: books, text: text.join('\n') }
  })
}

function addFunds(cli: Cli, command: Command): void {
  inOffice(cli, command, async ({ client }) => {
    const { words, language } = cli
    const { rows } = await client.ledger.books.funds()
    const money = (amount: number, { currency }: (typeof rows)[number]) => formatMoney({ amount, currency }, language)
    const table = textTable(rows, [
      { title: words('ledger:funds.name'), value: (row) => row.name },
      { title: words('ledger:funds.received'), value: (row) => money(row.received, row), right: true },
      { title: words('ledger:funds.moved'), value: (row) => money(row.moved, row), right: true },
      { title: words('ledger:funds.spent'), value: (row) => money(row.spent, row), right: true },
      { title: words('ledger:funds.balance'), value: (row) => money(row.balance, row), right: true },
    ])
    return { json: rows, text: table }
  })
}

function addStatement(cli: Cli, command: Command): void {
  withPeriod(cli, command)
  command.requiredOption('--donor <id-or-name>', cli.words('ledger:statement.donor'))
  inOffice<PeriodOptions & { donor: string }>(cli, command, async ({ client }, { donor, from, to }) => {
    const { words, language } = cli
    const id = await donorIdOf(client, donor)
    const { statements } = await client.ledger.books.donorStatement({ id, from, to })
    const keys = ['opening', 'received', 'handedOver', 'closing', 'outside'] as const
    const text = statements.flatMap((statement) =>
      keys.map((key) => {
        const value = formatMoney({ amount: statement[key], currency: statement.currency }, language)
        return `${words(`ledger:statement.${key}`)}: ${value}`
      }),
    )
    return { json: statements, text: `${text.join('\n')}\n` }
  })
}

function addOverdue(cli: Cli, command: Command): void {
  command.option('--by <side>', SIDES.join(', '), readChoice(SIDES), 'donor')
  inOffice<OfficeOptions & { by: (typeof SIDES)[number] }>(cli, command, async ({ client }, { by }) => {
    const { words, language } = cli
    const { rows } = await client.ledger.books.overdue({ by })
    const column = (name: string) => words(`ledger:overdue.columns.${name}`)
    const table = textTable(rows, [
      { title: column('name'), value: (row) => row.name },
      { title: column('since'), value: (row) => formatDay(row.since), right: true },
      { title: column('instalments'), value: (row) => row.instalments, right: true },
      { title: column('amount'), value: (row) => formatMoney(row, language), right: true },
      {
        title: words(`ledger:statement.${by === 'donor' ? 'address' : 'donor'}`),
        value: (row) => row.others.join(', '),
      },
    ])
    return { json: rows, text: `${table}${words('cli:say.rows', { count: rows.length })}\n` }
  })
}
