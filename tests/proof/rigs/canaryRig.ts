import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { addressFieldsSchema } from '../../../src/features/addresses/common/addressSchemas.ts'
import { makeProofOffice } from '../proofOffice.ts'
import type { Outcome, Rig, RigContext } from '../rig.ts'

const CANARIES = Array.from({ length: 50 }, (_, index) => `Hoàng Yến Chim${index}Canh`)

export const canaryRig: Rig = {
  name: 'canaries',
  what: '50 names in records, searches, a spreadsheet, a backup on two disks and the log: in no file of the office or the temporary folder',
  aim: CANARIES.length,
  run: async (context) => {
    const dir = join(context.scratch, 'canaries')
    const stick = join(context.scratch, 'stick')
    await workWithCanaries(context, { dir, stick })
    return countCanaries([dir, stick])
  },
  controlWhat: 'the same names in a plain SQLite file',
  control: async (context) => {
    const dir = join(context.scratch, 'canaries-plain')
    const { mkdirSync } = await import('node:fs')
    mkdirSync(dir, { recursive: true })
    const book = new SqliteDatabase(join(dir, 'plain.db'))
    book.exec('create table person (name text)')
    for (const name of CANARIES) book.prepare('insert into person values (?)').run(name)
    book.close()
    return countCanaries([dir])
  },
}

async function workWithCanaries(context: RigContext, { dir, stick }: { dir: string; stick: string }): Promise<void> {
  const { mkdirSync } = await import('node:fs')
  mkdirSync(stick, { recursive: true })
  const { app, client, villageId } = await makeProofOffice(dir, context.builtDir)
  for (const name of CANARIES) {
    const texts = { situation: name, needs: name, wish: name, note: name, addressLine: name }
    const fields = addressFieldsSchema.parse({ mainCategory: 'poor', name, villageId, otherName: name, ...texts })
    const { id } = await client.addresses.add({ fields })
    await client.addresses.get({ id })
    await client.addresses.list({ filter: { search: name } })
  }
  await client.addresses.exportXlsx({ filter: { search: 'Chim' } })
  await client.backups.setFolder({ path: stick })
  await client.backups.make()
  // What fails is logged: with a stack, never with what was typed.
  await client.addresses.get({ id: CANARIES[0] ?? '' }).catch(() => undefined)
  // Looked at while the book is open: its log is there, too.
  const open = countCanaries([dir, stick])
  if (open.bad > 0) throw new Error(`${open.bad} canaries in the files of the open office`)
  await app.close()
}

/** Names found, whole or without their marks, in the two encodings that programs write. */
function countCanaries(folders: readonly string[]): Outcome {
  const found = new Set<string>()
  let files = 0
  for (const file of folders.flatMap(filesIn)) {
    files += 1
    const bytes = readFileSync(file)
    for (const name of CANARIES) {
      const forms = [name, name.normalize('NFD'), name.split(' ').at(-1) ?? name]
      const needles = forms.flatMap((form) => [Buffer.from(form, 'utf8'), Buffer.from(form, 'utf16le')])
      if (needles.some((needle) => bytes.includes(needle))) found.add(name)
    }
  }
  return { done: CANARIES.length, bad: found.size, note: `${files} files` }
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile())
}
