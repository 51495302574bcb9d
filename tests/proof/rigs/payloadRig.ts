import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { failureOf } from '../../../src/base/common/failures.ts'
import { addressFieldsSchema } from '../../../src/features/addresses/common/addressSchemas.ts'
import { makeProofOffice, type ProofClient } from '../proofOffice.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

export const payloadRig: Rig = {
  name: 'payloads',
  what: 'formulas, scripts, SQL and search syntax in every text of an address: stored as typed, found, exported as text, no exception',
  aim: 400,
  run: async (context) => {
    const { app, client, villageId } = await makeProofOffice(join(context.scratch, 'payloads'), context.builtDir)
    const outcome = { done: 0, bad: 0 }
    for (const payload of payloads()) {
      if (isOver(context, outcome)) break
      outcome.bad += await tryPayload(client, { payload, villageId })
      outcome.done += 1
    }
    outcome.bad += await countFormulas(client)
    await app.close()
    return outcome
  },
  controlWhat: 'the same texts put into SQL and a spreadsheet as they are',
  control: async (context) => tryNaively(context),
}

const SEEDS = [
  '=1+1',
  '+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '=HYPERLINK("http://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '＝1+1',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '$t(common:actions.close)',
  '{{name}}',
  "'; drop table address; --",
  '" or 1=1 --',
  "a' union select * from app_user --",
  '%_%',
  '\\',
  'NEAR(a b)',
  'name:x',
  'a AND',
  '-a',
  '"',
  "'",
  '*',
  '(',
  'a*',
  '__proto__',
  'constructor',
  'null',
  '../../etc/passwd',
  'C:\\Windows\\system32',
  'con.txt::$DATA',
  '\u202Egnp.exe',
  'a\u200Bb',
  'e\u0301\u0301\u0301\u0301',
  'ກາແດງ <b>',
  '0x41414141',
]
const SHELLS = ['', 'Lò Thị ', 'x ', '( ', '" ']
const TAILS = ['', ' x']

function payloads(): string[] {
  return SHELLS.flatMap((shell) => TAILS.flatMap((tail) => SEEDS.map((seed) => `${shell}${seed}${tail}`)))
}

async function tryPayload(
  client: ProofClient,
  { payload, villageId }: { payload: string; villageId: string },
): Promise<number> {
  const texts = {
    otherName: payload,
    addressLine: payload,
    situation: payload,
    needs: payload,
    wish: payload,
    note: payload,
  }
  const named = `A${payload}`.slice(0, 150)
  const fields = addressFieldsSchema.safeParse({ mainCategory: 'poor', name: named, villageId, ...texts })
  // Refused at the door is an answer, too.
  if (!fields.success) return 0
  try {
    const { id } = await client.addresses.add({ fields: fields.data })
    const file = await client.addresses.get({ id })
    await client.addresses.list({ filter: { search: payload } })
    await client.donors.list({ filter: { search: payload } })
    const kept = file.fields.situation?.normalize('NFC').trim()
    return kept === payload.normalize('NFC').trim() ? 0 : 1
  } catch (error) {
    return failureOf(error).code === 'common.unexpected' ? 1 : 0
  }
}

/** Cells of the exported register that a spreadsheet would calculate. */
async function countFormulas(client: ProofClient): Promise<number> {
  const { ticket } = await client.addresses.exportXlsx({ filter: {} })
  const { file } = await client.files.take({ ticket })
  const book = await readXlsx(new Uint8Array(await file.arrayBuffer()))
  return JSON.stringify(book.sheets).split('"formula"').length - 1
}

/** What the texts would do without us: statements that break, and cells that begin like a formula. */
async function tryNaively({ scratch }: RigContext): Promise<Outcome> {
  const { default: SqliteDatabase } = await import('better-sqlite3')
  const book = new SqliteDatabase(join(scratch, 'naive.db'))
  book.exec('create table address (name text); create virtual table found using fts5(name)')
  const outcome = { done: 0, bad: 0 }
  for (const payload of payloads().slice(0, 80)) {
    try {
      book.exec(`insert into address values ('${payload}')`)
      book.prepare(`select * from found where found match '${payload}'`).all()
    } catch {
      outcome.bad += 1
    }
    outcome.done += 1
  }
  book.close()
  return outcome
}
