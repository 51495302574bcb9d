import { expect, test } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import { FileTickets } from '../../src/base/core/fileTickets.ts'
import { openTestApp } from '../support/openTestApp.ts'

const MEGABYTE = 1024 * 1024

test('a ticket of one session is worth nothing in another', async () => {
  const { client, clientAs } = await openTestApp()
  const { ticket } = await client.files.put({ file: new File(['x'], 'so.xlsx') })
  const other = clientAs(['head'])
  expect(await other.files.take({ ticket }).then(undefined, failureOf)).toMatchObject({ code: 'files.ticketUsed' })
  expect((await client.files.take({ ticket })).file.name).toBe('so.xlsx')
})

test('more than 256 MB of waiting files push out the oldest', () => {
  const tickets = new FileTickets()
  const put = (name: string) => tickets.put({ name, type: '', bytes: new Uint8Array(100 * MEGABYTE) })
  const [first, second, third] = [put('1'), put('2'), put('3')]
  expect([first, second, third].map((ticket) => tickets.peek(ticket)?.name)).toEqual([undefined, '2', '3'])
})

test('what a session left waiting goes when it ends', () => {
  const tickets = new FileTickets()
  const file = { name: 'x', type: '', bytes: new Uint8Array(1) }
  const [mine, hers] = [tickets.ownedBy('me').put(file), tickets.ownedBy('her').put(file)]
  tickets.ownedBy('me').clear()
  expect([tickets.peek(mine), tickets.peek(hers)?.name]).toEqual([undefined, 'x'])
})

test('a ticket is good for one taking, within ten minutes', () => {
  let now = 0
  const tickets = new FileTickets(() => now)
  const file = { name: 'x', type: '', bytes: new Uint8Array(1) }
  const [taken, forgotten] = [tickets.put(file), tickets.put(file)]
  expect([tickets.take(taken)?.name, tickets.take(taken)]).toEqual(['x', undefined])
  now = 10 * 60 * 1000
  expect(tickets.peek(forgotten)?.name).toBe('x')
  now += 1
  expect(tickets.take(forgotten)).toBeUndefined()
})
