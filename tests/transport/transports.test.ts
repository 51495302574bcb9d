import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { FLOW_WINDOW } from '../../src/app/common/portFlow.ts'
import { failureOf } from '../../src/base/common/failures.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../support/officeTemplate.ts'
import { openTestApp } from '../support/openTestApp.ts'
import { withProbe } from './probe.ts'
import { inProcess, overHttp, overPort, type Transport } from './transports.ts'

async function connect(transport: Transport) {
  const { app } = await openTestApp()
  const probed = withProbe(app)
  let token: string | undefined
  const connection = await transport.connect(probed.app, () => token)
  onTestFinished(() => connection.close())
  return {
    ...connection,
    app,
    state: probed.state,
    signIn: async () => {
      token = (await connection.client.accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })).token
    },
  }
}

async function failureFrom(work: Promise<unknown>) {
  return work.then(
    () => expect.unreachable('the call should have failed'),
    (error: unknown) => failureOf(error),
  )
}

/** The value once it has stopped changing. */
async function settled(value: () => number): Promise<number> {
  for (let last = value(), same = 0; ; last = value()) {
    await pause(50)
    same = value() === last ? same + 1 : 0
    if (same >= 6) return last
  }
}

describe.each([overPort, overHttp, inProcess])('over $name', (transport) => {
  test('a typed failure arrives with its code', async () => {
    const { client } = await connect(transport)
    const wrong = client.accounts.unlock({ userName: TEST_USER, passphrase: 'not this one at all' })
    expect(await failureFrom(wrong)).toEqual({ code: 'accounts.wrongPassphrase', params: {} })
  })

  test('a typed failure arrives with its parameters', async () => {
    const { client } = await connect(transport)
    const unknown = client.accounts.createOffice({
      unitCode: '99999',
      kind: 'branch',
      userName: TEST_USER,
      passphrase: TEST_PASSPHRASE,
    })
    expect(await failureFrom(unknown)).toEqual({ code: 'accounts.unknownUnit', params: { code: '99999' } })
  })

  test('E9, H11: input of another shape is refused by name', async () => {
    const { client } = await connect(transport)
    // @ts-expect-error: what a wrong or hostile page could send
    expect(await failureFrom(client.accounts.unlock({ userName: 7 }))).toEqual({
      code: 'common.invalidInput',
      params: {},
    })
  })

  test('E9, H11: the session travels with each call', async () => {
    const { client, signIn } = await connect(transport)
    expect(await failureFrom(client.accounts.me())).toEqual({ code: 'common.sessionEnded', params: {} })
    await signIn()
    expect(await client.accounts.me()).toMatchObject({ userName: TEST_USER, kind: 'branch' })
  })

  test('a file crosses both ways, byte for byte and with its Vietnamese name', async () => {
    const { client, signIn } = await connect(transport)
    await signIn()
    const bytes = Uint8Array.from({ length: 300_000 }, (_none, index) => (index * 31) % 256)
    const { ticket } = await client.files.put({ file: new File([bytes], 'Sổ địa chỉ.xlsx', { type: 'text/plain' }) })
    const { file } = await client.files.take({ ticket })
    expect(file.name).toBe('Sổ địa chỉ.xlsx')
    expect(Buffer.compare(new Uint8Array(await file.arrayBuffer()), bytes)).toBe(0)
  })

  test('progress arrives whole and in order', async () => {
    const { client } = await connect(transport)
    const seen: number[] = []
    for await (const { done } of await client.probe.count({ events: 200 })) seen.push(done)
    expect(seen).toEqual(Array.from({ length: 200 }, (_none, index) => index + 1))
  })

  test('a failure in the middle of progress is typed too', async () => {
    const { client } = await connect(transport)
    const seen: number[] = []
    const reading = (async () => {
      for await (const { done } of await client.probe.count({ events: 10, failAfter: 3 })) seen.push(done)
    })()
    expect(await failureFrom(reading)).toEqual({ code: 'probe.stopped', params: { done: 4 } })
    expect(seen).toEqual([1, 2, 3])
  })

  test('a reader that stops to think holds the work back, and goes on where it was', async () => {
    const { client, state } = await connect(transport)
    const events = await client.probe.count({ events: 1000, fillerBytes: 64 * 1024 })
    for (let taken = 0; taken < 3; taken += 1) await events.next()
    // HTTP holds back when the buffers of both sockets are full: some megabytes, of 64.
    expect(await settled(() => state.made)).toBeLessThan(400)
    let last = 0
    for await (const { done } of events) last = done
    expect(last).toBe(1000)
  })

  test('a reader that leaves ends the work', async () => {
    const { client, state } = await connect(transport)
    for await (const { done } of await client.probe.count({ events: 100_000, fillerBytes: 4096 })) {
      if (done === 3) break
    }
    await expect.poll(() => state.left).toBe(true)
    expect(state.made).toBeLessThan(100_000)
  })

  test('what is sent again from the same draft is told to be written already, the draft itself is gone', async () => {
    const { client, signIn } = await connect(transport)
    await signIn()
    const form = 'ledger.receipt'
    await client.desk.keepDraft({ form, id: 'sheet', content: '[]' })
    const receipt = {
      onDay: '2026-11-10',
      payerName: 'Nhóm thiện nguyện Sông Mã',
      amount: 300_000,
      method: 'cash' as const,
      allocations: [{ kind: 'purpose' as const, purpose: 'Tết Nhân ái', amount: 300_000 }],
    }
    const send = () => client.ledger.receipts.add(receipt, { context: { draft: 'sheet' } })
    await send()
    expect(await failureFrom(send())).toEqual({ code: 'common.alreadyWritten', params: {} })
    expect(await client.desk.findDraft({ form })).toEqual({ draft: null })
    expect((await client.ledger.receipts.list({})).total).toBe(1)
  })

  test('a call that is cancelled stops on both sides', async () => {
    const { client, state } = await connect(transport)
    const stop = new AbortController()
    const waiting = client.probe.wait(undefined, { signal: stop.signal })
    await expect.poll(() => state.waiting).toBe(true)
    stop.abort()
    if (transport !== inProcess) expect(await failureFrom(waiting)).toEqual({ code: 'common.cancelled', params: {} })
    await expect.poll(() => state.aborted).toBe(true)
  })

  test('after the core has died the page goes on with the next one, in a new session', async () => {
    const { client, signIn, die, reconnect } = await connect(transport)
    await signIn()
    const { app } = await openTestApp()
    await die()
    const again = await reconnect(withProbe(app).app)
    expect(await failureFrom(again.accounts.me())).toEqual({ code: 'common.sessionEnded', params: {} })
    expect(await again.accounts.status()).toMatchObject({ office: { users: [TEST_USER] } })
    // The window's page is the same page with the same client.
    if (transport === overPort)
      expect(await failureFrom(client.accounts.me())).toMatchObject({ code: 'common.sessionEnded' })
  })
})

describe.each([overPort, overHttp])('when the core behind $name dies', (transport) => {
  test('a call on its way fails instead of waiting for ever, and is not called cancelled', async () => {
    const { client, state, die } = await connect(transport)
    const waiting = failureFrom(client.probe.wait())
    await expect.poll(() => state.waiting).toBe(true)
    await die()
    // Whether it was carried out nobody knows: it is not called unwritten either.
    expect(await waiting).toEqual({ code: 'common.coreGone', params: {} })
    expect(await failureFrom(client.accounts.status())).toEqual({ code: 'common.coreGone', params: {} })
  })

  test('progress that is being read fails', async () => {
    const { client, die } = await connect(transport)
    const events = await client.probe.count({ events: 100_000, fillerBytes: 4096 })
    await events.next()
    await die()
    const reading = (async () => {
      for await (const _event of events);
    })()
    expect((await failureFrom(reading)).code).toBe(transport === overPort ? 'common.coreGone' : 'common.unexpected')
  })
})

test('a port is never more than a window of events ahead of its page', async () => {
  const { client, state } = await connect(overPort)
  const events = await client.probe.count({ events: 1000 })
  expect(await settled(() => state.made)).toBe(FLOW_WINDOW)
  for (let taken = 0; taken < 5; taken += 1) await events.next()
  expect(await settled(() => state.made)).toBe(FLOW_WINDOW + 5)
})
