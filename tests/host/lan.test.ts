import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AnyContractRouter, isContractProcedure } from '@orpc/contract'
import { AsnConvert } from '@peculiar/asn1-schema'
import { BasicConstraints, Certificate, id_ce_basicConstraints } from '@peculiar/asn1-x509'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { contract } from '../../src/app/common/contract.ts'
import type { App } from '../../src/app/core/createApp.ts'
import type { ProcedureMeta } from '../../src/base/common/procedure.ts'
import { LanHost } from '../../src/host/lanHost.ts'
import { startHost } from '../../src/host/startHost.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../support/officeTemplate.ts'
import { openChromium } from '../support/openChromium.ts'
import { clientWith, openTestApp, type TestApp } from '../support/openTestApp.ts'

/** Stands for the address in the office's network; every 127.x.x.x is this PC's own. */
const HERE = '127.0.0.2'
const SECOND_PC = '127.0.0.3'
const THIRD_PC = '127.0.0.4'

interface Lan extends TestApp {
  port: number
  certificate: string
}

async function startLan(): Promise<Lan> {
  const port = await freePort()
  let host: LanHost | undefined
  const opened = await openTestApp({
    lan: (app) => {
      host = lanHost(app, port)
      return host
    },
  })
  onTestFinished(() => host?.stop())
  return { ...opened, port, certificate: opened.app.lan?.certificate ?? '' }
}

function lanHost(app: () => App, port: number): LanHost {
  const pageDir = mkdtempSync(join(tmpdir(), 'nhip-cau-page-'))
  onTestFinished(() => rmSync(pageDir, { recursive: true }))
  writeFileSync(join(pageDir, 'index.html'), '<p>the page</p>')
  return new LanHost({ app, pageDir, port: () => port, ipAddresses: [HERE], names: ['may-hoi', 'may-hoi.local'] })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HERE)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string
  /** The PC that sends. */
  from?: string
  /** What the sender trusts instead of the office's certificate. */
  trusts?: string
}

/** One request over TLS that accepts the office's certificate and no other. */
function send(
  { port, certificate }: Pick<Lan, 'port' | 'certificate'>,
  sent: Sent,
): Promise<{ status: number; body: string }> {
  const { method = 'GET', path = '/', headers = {}, body, from = SECOND_PC, trusts = certificate } = sent
  return new Promise((resolve, reject) => {
    const options = { host: HERE, port, method, path, headers, localAddress: from, ca: trusts, agent: false as const }
    // A call that names another host is still one to this server: only its certificate counts here.
    const named = 'host' in headers ? { setHost: false, checkServerIdentity: () => undefined } : {}
    const call = request({ ...options, ...named }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

async function joinFrom(lan: Lan, from = SECOND_PC): Promise<string> {
  const { code } = await lan.client.lan.invite({ name: `Máy ${from}` })
  const answer = await send(lan, { method: 'POST', path: '/launch', headers: { 'x-nhip-cau-launch': code }, from })
  expect(answer.status).toBe(200)
  return answer.body
}

interface Caller {
  secret: string
  token?: string
  from?: string
}

/** Calls a procedure as a page on another PC does; gives the output, or the code of the failure. */
async function callFrom(lan: Lan, { secret, token, from = SECOND_PC }: Caller, [procedure, input]: [string, object]) {
  const headers = {
    'x-nhip-cau-launch': secret,
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const path = `/rpc/${procedure.replaceAll('.', '/')}`
  const answer = await send(lan, { method: 'POST', path, headers, from, body: JSON.stringify({ json: input }) })
  if (answer.status === 401) return 'turned away'
  const { json } = JSON.parse(answer.body)
  return answer.status === 200 ? json : json.code
}

const RIGHT = { userName: TEST_USER, passphrase: TEST_PASSPHRASE }

async function signIn(lan: Lan, caller: Caller, who = RIGHT): Promise<Caller> {
  const { token } = await callFrom(lan, caller, ['accounts.unlock', who])
  return { ...caller, token }
}

describe('the door to the office network', () => {
  test('is shut unless the program was started for it', async () => {
    const { app, client, dir } = await openTestApp()
    writeFileSync(join(dir, 'index.html'), '<p>the page</p>')
    const host = await startHost({ app, pageDir: dir, port: 0 })
    onTestFinished(() => host.stop())
    const socket = connect(host.port, HERE)
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED')
    expect(await client.lan.status()).toMatchObject({ wanted: false, addresses: [], fingerprint: null })
    await expect(client.lan.invite({ name: 'Máy khác' })).rejects.toMatchObject({ code: 'lan.notOn' })
  })

  test('shows the certificate whose fingerprint Settings show, which names this PC and is no authority', async () => {
    const lan = await startLan()
    const { fingerprint, addresses } = await lan.client.lan.status()
    const certificate = new X509Certificate(lan.certificate)
    expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(fingerprint)
    expect(certificate.ca).toBe(false)
    // Said twice, by what it is and by what its key may do: some systems look at one of them only.
    const { extensions = [] } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate
    const basics = extensions.filter(({ extnID }) => extnID === id_ce_basicConstraints)
    expect(basics.map(({ extnValue }) => AsnConvert.parse(extnValue, BasicConstraints).cA)).toEqual([false])
    expect(certificate.checkIP(HERE)).toBe(HERE)
    expect(addresses).toEqual([`https://${HERE}:${lan.port}`])
    expect((await send(lan, {})).body).toContain('the page')
  })

  test('a PC that trusts another certificate of the same name is not taken in by this one', async () => {
    const lan = await startLan()
    const other = await startLan()
    await expect(send(lan, { trusts: other.certificate })).rejects.toThrow(/self-signed|certificate/)
  })

  test('keeps its certificate and its PCs over a restart, the key nowhere but in the encrypted book', async () => {
    const lan = await startLan()
    const secret = await joinFrom(lan)
    const before = await lan.client.lan.status()
    await lan.client.accounts.signOut()
    expect(lan.app.holder.office).toBeUndefined()
    for (const entry of readdirSync(lan.dir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      expect(readFileSync(join(entry.parentPath, entry.name)).includes('PRIVATE KEY'), entry.name).toBe(false)
    }
    const again = clientWith(lan.app, undefined)
    await again.accounts.unlock(RIGHT)
    const caller = await signIn(lan, { secret })
    expect(await callFrom(lan, caller, ['lan.status', {}])).toMatchObject({
      fingerprint: before.fingerprint,
      fromAfar: true,
    })
  })

  test('answers only to its own names and to its own page', async () => {
    const lan = await startLan()
    const secret = await joinFrom(lan)
    const own = `${HERE}:${lan.port}`
    const body = '{"json":{}}'
    const call = { method: 'POST', path: '/rpc/accounts/status', body }
    const right = { 'x-nhip-cau-launch': secret, 'content-type': 'application/json' }
    for (const host of [own, `may-hoi:${lan.port}`, `may-hoi.local:${lan.port}`]) {
      expect((await send(lan, { ...call, headers: { ...right, host, origin: `https://${host}` } })).status).toBe(200)
    }
    for (const host of [
      'evil.example',
      `evil.example:${lan.port}`,
      HERE,
      `${HERE}:1`,
      `127.0.0.1:${lan.port}`,
      `localhost:${lan.port}`,
    ]) {
      expect((await send(lan, { ...call, headers: { ...right, host } })).status, host).toBe(421)
    }
    for (const origin of [
      'null',
      'https://evil.example',
      `http://${own}`,
      `https://127.0.0.1:${lan.port}`,
      `https://may-hoi:${lan.port}`,
    ]) {
      expect((await send(lan, { ...call, headers: { ...right, host: own, origin } })).status, origin).toBe(403)
    }
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect((await send(lan, { ...call, headers: { ...right, 'sec-fetch-site': site } })).status, site).toBe(403)
    }
    expect((await send(lan, { ...call, headers: { 'content-type': 'application/json' } })).status).toBe(401)
  })
})

describe('a PC of the network', () => {
  test('is let in by a code that works once, and not after five wrong ones', async () => {
    const lan = await startLan()
    const enter = (code: string) =>
      send(lan, { method: 'POST', path: '/launch', headers: { 'x-nhip-cau-launch': code } })
    expect((await enter('00000000')).status).toBe(401)
    const { code } = await lan.client.lan.invite({ name: 'Máy thủ quỹ' })
    expect(code).toMatch(/^\d{8}$/)
    expect((await enter(`${code.slice(0, 4)} ${code.slice(4)}`)).status).toBe(200)
    expect((await enter(code)).status).toBe(401)
    const next = await lan.client.lan.invite({ name: 'Máy khác' })
    const wrong = next.code === '12345678' ? '87654321' : '12345678'
    for (let tries = 0; tries < 5; tries += 1) expect((await enter(wrong)).status).toBe(401)
    expect((await enter(next.code)).status).toBe(401)
    expect((await lan.client.lan.listPcs()).pcs.map(({ name }) => name)).toEqual(['Máy thủ quỹ'])
  })

  test('is cut off at once when it is removed', async () => {
    const lan = await startLan()
    const caller = await signIn(lan, { secret: await joinFrom(lan) })
    expect(await callFrom(lan, caller, ['accounts.me', {}])).toMatchObject({ userName: TEST_USER })
    const [pc] = (await lan.client.lan.listPcs()).pcs
    await lan.client.lan.removePc({ id: pc?.id ?? '' })
    expect(await callFrom(lan, caller, ['accounts.me', {}])).toBe('turned away')
  })

  test('finds of the doors only those through which a person enters the open book', async () => {
    const lan = await startLan()
    const caller = { secret: await joinFrom(lan) }
    const inputs: Record<string, object> = {
      'accounts.unlock': { userName: TEST_USER, passphrase: 'khong phai cau nay' },
      'accounts.createOffice': { place: 'practice', unitCode: '1', kind: 'branch', userName: 'A', passphrase: 'b' },
      'accounts.restoreOffice': { folder: '/x', userName: 'A', passphrase: 'b' },
      'accounts.backupUsers': { folder: '/x' },
      'accounts.recover': { userName: TEST_USER, recoveryCode: 'x', newPassphrase: 'y' },
      'accounts.resume': { passphrase: 'khong phai cau nay' },
      'accounts.listUnits': { kind: 'branch' },
    }
    const answers: Record<string, string> = {}
    for (const door of listDoors(contract)) {
      const answer = await callFrom(lan, caller, [door, inputs[door] ?? {}])
      answers[door] = typeof answer === 'string' ? answer : 'answered'
    }
    expect(answers).toEqual({
      'accounts.status': 'answered',
      'accounts.suggestPassphrase': 'answered',
      'accounts.unlock': 'accounts.wrongPassphrase',
      'accounts.resume': 'common.sessionEnded',
      'accounts.createOffice': 'accounts.onlyAtOfficePc',
      'accounts.restoreOffice': 'accounts.onlyAtOfficePc',
      'accounts.backupUsers': 'accounts.onlyAtOfficePc',
      'accounts.recover': 'accounts.onlyAtOfficePc',
      'accounts.listUnits': 'accounts.onlyAtOfficePc',
      // Facts about made-up people that are printed in the program.
      'practice.office': 'answered',
    })
    const practice = { ...RIGHT, place: 'practice' }
    expect(await callFrom(lan, caller, ['accounts.unlock', practice])).toBe('accounts.onlyAtOfficePc')
  })

  test('that guesses shuts the door for itself, under every name, and for nobody else', async () => {
    const lan = await startLan()
    const second = { secret: await joinFrom(lan, SECOND_PC), from: SECOND_PC }
    const third = { secret: await joinFrom(lan, THIRD_PC), from: THIRD_PC }
    const answers: string[] = []
    for (let tries = 0; tries < 21; tries += 1) {
      const guess = { userName: `Người ${tries}`, passphrase: 'khong phai cau nay' }
      answers.push(await callFrom(lan, second, ['accounts.unlock', guess]))
    }
    expect(answers.slice(0, 20)).toEqual(Array(20).fill('accounts.wrongPassphrase'))
    expect(answers[20]).toBe('accounts.tooManyTries')
    expect(await callFrom(lan, second, ['accounts.unlock', RIGHT])).toBe('accounts.tooManyTries')
    expect(await callFrom(lan, third, ['accounts.unlock', RIGHT])).toMatchObject({ token: expect.any(String) })
    await clientWith(lan.app, undefined).accounts.unlock(RIGHT)
  })

  test('with a hundred open connections keeps no other PC away', async () => {
    const lan = await startLan()
    const sockets = Array.from({ length: 100 }, () =>
      connect({ port: lan.port, host: HERE, localAddress: SECOND_PC }).on('error', () => {}),
    )
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    expect((await send(lan, { from: THIRD_PC })).body).toContain('the page')
    await vi.waitFor(() => expect(sockets.filter(({ readyState }) => readyState === 'open').length).toBeLessThan(40))
  })
})

test('a browser that was told the fingerprint opens the page, one that was told another does not', async () => {
  const lan = await startLan()
  const { publicKey } = new X509Certificate(lan.certificate)
  const right = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
  const wrong = createHash('sha256').update('another key').digest('base64')
  const look = async (pin: string) => {
    const browser = await openChromium(`--ignore-certificate-errors-spki-list=${pin}`)
    const page = await browser.newPage()
    await page.goto(`https://${HERE}:${lan.port}/`)
    return page.textContent('body')
  }
  expect(await look(right)).toContain('the page')
  await expect(look(wrong)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
})

describe('several people at once', () => {
  test('one who locks, leaves or goes home changes nothing for the other', async () => {
    const lan = await startLan()
    const { passphrase } = await lan.client.accounts.users.add({ name: 'Vi Văn Thoại', roles: ['treasurer'] })
    const first = await signIn(lan, { secret: await joinFrom(lan, SECOND_PC), from: SECOND_PC })
    const pc = { secret: await joinFrom(lan, THIRD_PC), from: THIRD_PC }
    const second = await signIn(lan, pc, { userName: 'Vi Văn Thoại', passphrase })
    const me = (caller: Caller) => callFrom(lan, caller, ['accounts.me', {}])

    expect([(await me(first)).userName, (await me(second)).userName]).toEqual([TEST_USER, 'Vi Văn Thoại'])
    expect(await callFrom(lan, second, ['accounts.users.list', {}])).toBe('common.notAllowed')

    await callFrom(lan, first, ['accounts.lock', {}])
    expect(await me(first)).toBe('common.sessionEnded')
    expect(await me(second)).toMatchObject({ userName: 'Vi Văn Thoại' })
    await callFrom(lan, first, ['accounts.resume', { passphrase: TEST_PASSPHRASE }])
    expect(await me(first)).toMatchObject({ userName: TEST_USER })

    const idle = lan.app.holder.findSession(first.token)
    if (idle !== undefined) idle.lastSeen -= 6 * 60_000
    expect(await me(first)).toBe('common.sessionEnded')
    expect(await me(second)).toMatchObject({ userName: 'Vi Văn Thoại' })

    await callFrom(lan, second, ['accounts.signOut', {}])
    expect(await me(second)).toBe('common.sessionEnded')
    expect(await lan.client.accounts.me()).toMatchObject({ userName: TEST_USER })
  })
})

function listDoors(router: AnyContractRouter, at: string[] = []): string[] {
  if (isContractProcedure(router)) {
    // Safe: every contract is built by query() or command(), which set ProcedureMeta.
    return (router['~orpc'].meta as ProcedureMeta).right === 'anyone' ? [at.join('.')] : []
  }
  return Object.entries(router).flatMap(([name, inner]) => listDoors(inner as AnyContractRouter, [...at, name]))
}
