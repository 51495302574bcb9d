import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { App } from '../../src/app/core/createApp.ts'
import { foldForSearch } from '../../src/base/common/foldForSearch.ts'
import { checkIdentityAgainst } from '../../src/base/common/identityNumber.ts'
import type { Database } from '../../src/db/database.ts'
import { practiceSize } from '../../src/features/practice/common/rules.ts'
import { fillPractice } from '../../src/features/practice/core/fillPractice.ts'
import { finish } from '../features/imports/importFiles.ts'
import { clientWith, openTestApp, type TestAppOptions, type TestClient } from '../support/openTestApp.ts'

const TODAY = '2026-11-21'
const TABLES = [
  'village',
  'decision',
  'person',
  'household',
  'address',
  'address_category',
  'address_step',
  'consent',
  'donor',
  'pairing',
  'instalment',
  'receipt',
  'allocation',
  'round',
  'round_line',
  'round_line_instalment',
  'advance',
  'delivery',
  'house',
  'house_funding',
  'survey',
  'visit',
] as const

async function fill(options: TestAppOptions & { seed?: number; addresses?: number } = {}) {
  const { app, client, unitId } = await openTestApp(options)
  const { database } = officeOf(app)
  const filled = await database.write((db) =>
    fillPractice(
      db,
      { userId: 'trainer', unitId, now: `${TODAY}T02:00:00.000Z` },
      {
        addresses: options.addresses ?? 300,
        seed: options.seed ?? 1,
        today: TODAY,
        communeName: 'Na Mèo',
        onProgress: () => {},
      },
    ),
  )
  return { app, client, database, filled }
}

function officeOf(app: App) {
  const { office } = app.holder
  if (office === undefined) throw new Error('no office is open')
  return office
}

/** One line per record, in the order of the text: the same for the same records, whatever the dialect. */
async function dump(database: Database): Promise<string> {
  const hash = createHash('sha256')
  for (const table of [...TABLES, 'journal'] as const) {
    const rows = await database.read.selectFrom(table).selectAll().execute()
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort()))
    hash.update(`${table}\n${lines.sort().join('\n')}\n`)
  }
  return hash.digest('hex')
}

describe.each(['sqlite', 'postgres'] as const)('the practice branch on %s', (dialect) => {
  test('holds what practising needs', async () => {
    const { database, filled } = await fill({ dialect })
    expect(filled).toMatchObject({ addresses: 300, donors: 120, pairings: 200, houses: 20 })
    expect(filled.deliveries).toBeGreaterThan(1000)
    const rounds = await database.read.selectFrom('round').select(['on_day', 'state']).orderBy('on_day').execute()
    expect(rounds[0]?.on_day).toBe('2024-11-25')
    expect(new Set(rounds.map((round) => round.state))).toEqual(new Set(['closed', 'confirmed', 'printed']))
    const placed = await database.read
      .selectFrom('address')
      .select(['latitude'])
      .where('latitude', 'is not', null)
      .execute()
    expect(placed.length).toBeGreaterThan(150)
    const visited = await database.read.selectFrom('visit').select('result').distinct().execute()
    expect(visited.map(({ result }) => result).sort()).toEqual(['better', 'harder', 'needsMoreHelp', 'stable'])
    const surveys = await database.read.selectFrom('survey').select(['on_day', 'by_name']).execute()
    expect(surveys.length).toBeGreaterThan(80)
    expect(surveys.filter(({ on_day, by_name }) => on_day > '2026-11-21' || by_name === null)).toEqual([])
    const stages = await database.read.selectFrom('house').select('stage').distinct().execute()
    expect(stages).toHaveLength(11)
    const states = await database.read.selectFrom('address').select('state').distinct().execute()
    expect(states.length).toBeGreaterThanOrEqual(9)
    const people = await database.read.selectFrom('person').select('ethnicity').distinct().execute()
    expect(people.map((row) => row.ethnicity)).toEqual(expect.arrayContaining(['Thái', 'Mường', 'Mông', 'Lào']))
    const told = await database.read.selectFrom('journal').select('at').orderBy('change_seq').execute()
    const moments = told.map(({ at }) => at)
    expect(moments, 'the change log tells it in order of time').toEqual(moments.toSorted())
  })

  test('holds three people who stand in the book twice, so that joining two files can be practised', async () => {
    const { client } = await fill({ dialect })
    await finish(client.duplicates.scan({ kind: 'address' }))
    const { pairs } = await client.duplicates.list({ kind: 'address' })
    const oneName = pairs.filter(({ first, second }) => foldForSearch(first.name) === foldForSearch(second.name))
    expect(oneName.length).toBeGreaterThanOrEqual(3)
  })

  test('never hands over more of the fund than sponsors paid for that family', async () => {
    const { database } = await fill({ dialect })
    const received = await database.read
      .selectFrom('allocation')
      .select(['pairing_id', (each) => each.fn.sum<number>('amount').as('amount')])
      .where('pairing_id', 'is not', null)
      .groupBy('pairing_id')
      .execute()
    const byPairing = new Map(received.map((row) => [row.pairing_id, Number(row.amount)]))
    const delivered = await database.read
      .selectFrom('delivery')
      .select(['pairing_id', (each) => each.fn.sum<number>('amount').as('amount')])
      .where('channel', '=', 'fund')
      .where('pairing_id', 'is not', null)
      .groupBy('pairing_id')
      .execute()
    expect(delivered.length).toBeGreaterThan(80)
    expect(delivered.filter((row) => Number(row.amount) > (byPairing.get(row.pairing_id) ?? 0))).toEqual([])
  })
})

/** What an office reads every day and every quarter. */
async function readPages(client: TestClient) {
  return {
    work: await client.today.worklist(),
    quarter: await client.reports.quarter({ year: 2026, quarter: 3 }),
    cashBook: await client.ledger.books.cashBook({ from: '2026-01-01', to: TODAY }),
    register: await client.addresses.count({}),
    given: await client.ledger.deliveries.count({}),
  }
}

test('row 80: the same seed gives the same records, list of work and reports on both databases, another seed gives others', async () => {
  const [file, server] = [await fill({ dialect: 'sqlite' }), await fill({ dialect: 'postgres' })]
  const first = await dump(file.database)
  expect(await dump((await fill({ dialect: 'sqlite' })).database)).toBe(first)
  expect(await dump(server.database)).toBe(first)
  expect(await dump((await fill({ seed: 2 })).database)).not.toBe(first)
  const pages = await readPages(file.client)
  expect(await readPages(server.client)).toEqual(pages)
  expect(pages.work.groups.flatMap(({ lines }) => lines).length).toBeGreaterThan(5)
  expect(pages.quarter.total.helped).toBeGreaterThan(0)
})

test('no two records of a big branch share an id, and every change is in the journal', async () => {
  const { database } = await fill({ addresses: 1500 })
  const journal = await database.read
    .selectFrom('journal')
    .select((each) => [each.fn.countAll<number>().as('rows'), each.fn.count<number>('row_id').distinct().as('records')])
    .executeTakeFirstOrThrow()
  expect(Number(journal.rows)).toBe(Number(journal.records))
  const counts = TABLES.filter((table) => table !== 'address_category' && table !== 'round_line_instalment').map(
    (table) =>
      database.read
        .selectFrom(table)
        .select((each) => each.fn.countAll<number>().as('rows'))
        .executeTakeFirst(),
  )
  const rows = (await Promise.all(counts)).reduce((sum, count) => sum + Number(count?.rows), 0)
  expect(Number(journal.rows)).toBe(rows)
})

test('identity numbers agree with sex and birth year, and no step lies in the future', async () => {
  const { database } = await fill()
  const people = await database.read.selectFrom('person').select(['id_number', 'sex', 'birth_day']).execute()
  const numbered = people.filter((person) => person.id_number !== null)
  expect(numbered.length).toBeGreaterThan(150)
  const doubtful = numbered.filter(({ id_number, sex, birth_day }) => {
    const known = {
      sex: sex === 'F' ? 'female' : 'male',
      ...(birth_day === null ? {} : { birthDay: birth_day }),
    } as const
    return checkIdentityAgainst(id_number ?? '', known).length > 0
  })
  expect(doubtful).toEqual([])
  const ahead = await database.read.selectFrom('address_step').select('id').where('on_day', '>', TODAY).execute()
  expect(ahead).toEqual([])
})

test('receipt numbers run without gaps in each series and year', async () => {
  const { database } = await fill()
  const receipts = await database.read.selectFrom('receipt').select(['series', 'year', 'number']).execute()
  for (const book of Map.groupBy(receipts, (row) => `${row.series}${row.year}`).values()) {
    const numbers = book.map((row) => row.number).sort((first, second) => first - second)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  }
})

test('papers are partly missing and some help is late, as in a real office', async () => {
  const { database } = await fill()
  const kept = await database.read.selectFrom('consent').select('address_id').where('purpose', '=', 'keep').execute()
  expect(kept.length).toBeGreaterThan(100)
  expect(kept.length).toBeLessThan(250)
  const late = await database.read
    .selectFrom('instalment')
    .innerJoin('pairing', 'pairing.id', 'instalment.pairing_id')
    .select('instalment.id')
    .where('pairing.state', '=', 'active')
    .where('instalment.past', 'is', null)
    .where('instalment.due_on', '<', TODAY)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('delivery').select('delivery.id').whereRef('delivery.instalment_id', '=', 'instalment.id'),
        ),
      ),
    )
    .execute()
  expect(late.length).toBeGreaterThan(5)
  expect(late.length).toBeLessThan(120)
})

describe('through the contract', () => {
  async function enterPractice() {
    const { app, client } = await openTestApp()
    const door = clientWith(app, undefined)
    // As the page does: whoever is at work leaves before another book is opened.
    await client.accounts.signOut()
    const { unitCode, kind, userName, passphrase } = await door.practice.office()
    const { token, signedIn } = await door.accounts.createOffice({
      place: 'practice',
      unitCode,
      kind,
      userName,
      passphrase,
    })
    return { client: clientWith(app, token), signedIn }
  }

  test('the practice branch is marked, filled once with progress, and then left alone', async () => {
    const { client, signedIn } = await enterPractice()
    expect(signedIn.practice).toBe(true)
    expect(await client.practice.status()).toEqual({ practice: true, filled: false })
    const seen: number[] = []
    const filling = await client.practice.fill({ addresses: 30 })
    for await (const { done, total } of filling) seen.push(done / total)
    expect(seen.at(-1)).toBe(1)
    expect(await client.practice.status()).toEqual({ practice: true, filled: true })
    expect((await client.addresses.count({})).total).toBe(30)
    const again = await client.practice
      .fill({})
      .then((stream) => stream.next())
      .catch((error: unknown) => error)
    expect(again).toMatchObject({ code: 'practice.alreadyFilled' })
  })

  test('some files have a drawn photo that opens and a point on the map, so that a newcomer sees both', async () => {
    const { client } = await enterPractice()
    for await (const _progress of await client.practice.fill({ addresses: 30 }));
    const { points } = await client.addresses.points({})
    expect(points.length).toBeGreaterThan(10)
    const { rows } = await client.addresses.list({ limit: 100 })
    const files = await Promise.all(rows.map(({ id }) => client.attachments.list({ of: { table: 'address', id } })))
    const photos = files.flatMap(({ attachments }) => attachments)
    expect(photos).toHaveLength(8)
    for (const { id, thumbnail, bytes, width } of photos) {
      expect([thumbnail?.startsWith('data:image/png;base64,iVBOR'), width]).toEqual([true, 480])
      const { file } = await client.files.take({ ticket: (await client.attachments.open({ id })).ticket })
      expect(file.size).toBe(bytes)
    }
  })

  test('a real office is never filled with made-up people', async () => {
    const { client } = await openTestApp()
    const refused = await client.practice
      .fill({})
      .then((stream) => stream.next())
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'practice.onlyPractice' })
    expect((await client.addresses.count({})).total).toBe(0)
  })
})

test('three hundred addresses go with a hundred and twenty sponsors, two hundred pairings and twenty houses', () => {
  expect(practiceSize(300)).toEqual({ addresses: 300, donors: 120, pairings: 200, houses: 20 })
})
