import type { OfficeOptions } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { putFile, saveFile } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { readNewUnit } from '../readNewUnit.ts'
import { factLines, textTable } from '../textTable.ts'

/** Keys of this office and of those it exchanges reports with. */
export function addKeyCommands(cli: Cli): void {
  const group = commandGroup(cli, 'keys')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  addShow(cli, command('show', 'keysShow'))
  addFileOut(cli, command('request', 'keysRequest'), 'requestFile')
  addFileOut(cli, command('answer', 'keysAnswer'), 'answerFile')
  addEnrol(cli, command('enrol <file>', 'keysEnrol'))
  addRotation(cli, command)
  inOffice(cli, command('recovery', 'keysRecovery'), async ({ client }) => {
    const made = await client.bundles.keys.makeRecovery()
    const text = factLines([
      [cli.words('cli:columns.recoveryKey'), made.identity],
      [cli.words('cli:columns.recipient'), made.recipient],
    ])
    return { json: made, text }
  })
}

type Command = ReturnType<typeof describedCommand>

function addShow(cli: Cli, command: Command): void {
  inOffice(cli, command, async ({ client }) => {
    const { words, language } = cli
    const own = await client.bundles.keys.own()
    const { keys } = await client.bundles.keys.list()
    const facts = factLines([
      [words('cli:columns.unit'), `${own.unit[language]} (${own.unit.code})`],
      [words('cli:columns.fingerprint'), own.fingerprint],
      [words('cli:columns.digits'), own.digits],
    ])
    const table = textTable(keys, [
      { title: words('cli:columns.unit'), value: (key) => key.unit[language] },
      { title: words('cli:columns.role'), value: (key) => words(`cli:roles.${key.role}`) },
      { title: words('cli:columns.fingerprint'), value: (key) => key.fingerprint },
      { title: words('cli:columns.withdrawn'), value: (key) => key.withdrawnFrom },
      { title: words('cli:columns.id'), value: (key) => key.id },
    ])
    return { json: { own, keys }, text: keys.length === 0 ? facts : `${facts}\n${table}` }
  })
}

interface OutOptions extends OfficeOptions {
  out: string
}

/** Writes the key file to hand over, and the digits that are read out by phone. */
function addFileOut(cli: Cli, command: Command, kind: 'requestFile' | 'answerFile'): void {
  command.requiredOption('--out <file>', cli.words('cli:options.out'))
  inOffice<OutOptions>(cli, command, async ({ client }, { out }) => {
    const { ticket } = await client.bundles.keys[kind]()
    const own = await client.bundles.keys.own()
    await saveFile(client, ticket, out)
    const text = factLines([
      [cli.words('cli:columns.file'), out],
      [cli.words('cli:columns.digits'), own.digits],
    ])
    return { json: { file: out, fingerprint: own.fingerprint, digits: own.digits }, text }
  })
}

interface EnrolOptions extends OfficeOptions {
  digits: string
  unitName?: string
}

type NewUnit = Awaited<ReturnType<Client['bundles']['keys']['readFile']>>['newUnit']

/** What a unit is whose code no list here has: only once the caller has said so. */
function added(newUnit: NewUnit, said: string | undefined) {
  return newUnit === null || said === undefined ? {} : { newUnit: readNewUnit(said) }
}

/** A branch's request or the answer of the office above: the file says which. */
function addEnrol(cli: Cli, command: Command): void {
  command
    .requiredOption('--digits <digits>', cli.words('cli:options.digits'))
    .option('--unit-name <type:name>', cli.words('cli:options.unitName'))
  inOffice<EnrolOptions>(cli, command, async ({ client }, { digits, unitName }, [path = '']) => {
    const { keys } = client.bundles
    const { role, newUnit } = await keys.readFile({ file: { ticket: await putFile(client, path) } })
    const file = { ticket: await putFile(client, path) }
    const { unit } =
      role === 'request'
        ? await keys.enrol({ file, digits, ...added(newUnit, unitName) })
        : await keys.enrolReceiver({ file, digits, ...added(newUnit, unitName) })
    return { json: { role, unit }, text: `${cli.words('cli:say.enrolled', { unit: unit[cli.language] })}\n` }
  })
}

interface WithdrawOptions extends OfficeOptions {
  from: string
}

/** New keys of this office, those of a unit taken in on the word of its old ones, and the end of a lost key. */
function addRotation(cli: Cli, command: (name: string, help: string) => Command): void {
  const rotate = command('rotate', 'keysRotate')
    .requiredOption('--out <file>', cli.words('cli:options.out'))
    .option('--again', cli.words('cli:options.rotationAgain'))
  inOffice<OutOptions & { again?: boolean }>(cli, rotate, async ({ client }, { out, again }) => {
    const { keys } = client.bundles
    const { ticket } = again ? await keys.rotationFile() : await keys.rotate()
    await saveFile(client, ticket, out)
    return { json: { file: out }, text: factLines([[cli.words('cli:columns.file'), out]]) }
  })
  inOffice(cli, command('accept-rotation <file>', 'keysAcceptRotation'), async ({ client }, _options, [path = '']) => {
    const accepted = await client.bundles.keys.acceptRotation({ file: { ticket: await putFile(client, path) } })
    const { unit, fromSeq } = accepted
    const text = cli.words('cli:say.rotated', { unit: unit[cli.language], number: fromSeq })
    return { json: accepted, text: `${text}\n` }
  })
  const withdraw = command('withdraw <id>', 'keysWithdraw').requiredOption(
    '--from <seq>',
    cli.words('cli:options.fromSeq'),
  )
  inOffice<WithdrawOptions>(cli, withdraw, async ({ client }, { from }, [id = '']) => {
    const done = await client.bundles.keys.withdraw({ id, fromSeq: readCount(from) })
    return { json: done, text: `${id}\n` }
  })
}
