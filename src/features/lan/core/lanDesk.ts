import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { Clock } from '../../../base/core/clock.ts'
import { auditedWrite } from '../../../db/auditedWrite.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { Office } from '../../../db/office.ts'
import type { NetworkIdentity, NetworkPc, NetworkProblem, OfficeNetwork } from '../../../db/officeNetwork.ts'
import { INVITE_MINUTES, LanInvite } from './lanInvite.ts'
import { type LanSettings, readLanSettings, writeLanSettings } from './lanSettings.ts'

/** What the shell opens: TLS servers of this identity on the office's network. */
export interface LanListener {
  /** Addresses of this PC in the office's network; the certificate names them. */
  ipAddresses: readonly string[]
  /** Names under which the other PCs may ask for it. */
  names: readonly string[]
  /** The URLs on which it now listens. @throws an error with the system's code, e.g. EADDRINUSE. */
  listen(identity: NetworkIdentity): Promise<readonly string[]>
  stop(): Promise<void>
}

/**
 * Who of the office's network may talk to this program: PCs that were invited with a code and keep a secret since. Behind
 * that every person signs in with their own passphrase, as at the office's own PC.
 */
export class LanDesk implements OfficeNetwork {
  readonly #listener: LanListener
  readonly #clock: Clock
  readonly #monotonicMs: () => number
  #settings: LanSettings | undefined
  #office: Office | undefined
  #invite: LanInvite | undefined
  addresses: readonly string[] = []
  problem: NetworkProblem | undefined

  constructor(listener: LanListener, clock: Clock, monotonicMs: () => number = () => performance.now()) {
    this.#listener = listener
    this.#clock = clock
    this.#monotonicMs = monotonicMs
  }

  get certificate(): string | undefined {
    return this.#settings?.certificate
  }

  get fingerprint(): string | undefined {
    return this.certificate === undefined ? undefined : fingerprintOf(this.certificate)
  }

  get pcs(): readonly NetworkPc[] {
    return (this.#settings?.pcs ?? []).map(({ id, name, joinedAt }) => ({ id, name, joinedAt }))
  }

  /** The practice branch is never shown to the network; on a PostgreSQL server the key would not be encrypted. */
  async opened(office: Office): Promise<void> {
    if (office.practice) return
    if (office.database.dialect !== 'sqlite') {
      this.problem = 'onlyForFiles'
      return
    }
    this.#office = office
    const before = this.fingerprint
    this.#settings = (await readLanSettings(office.database.read)) ?? (await this.#begin(office))
    if (this.addresses.length > 0 && before === this.fingerprint) return
    await this.#listen(this.#settings)
  }

  invite(by: { userId: string; pcName: string }): { code: string; minutes: number } {
    this.#invite = new LanInvite(by, this.#monotonicMs)
    return { code: this.#invite.code, minutes: INVITE_MINUTES }
  }

  /** The secret of a PC that typed the right code; undefined for a wrong one, or while the book is closed. */
  async join(typed: string): Promise<string | undefined> {
    const invite = this.#invite
    const office = this.#office
    if (invite === undefined || office === undefined || !invite.accept(typed)) return undefined
    // At once, before anything is waited for: it lets in one PC.
    this.#invite = undefined
    const secret = randomBytes(32).toString('base64url')
    const now = this.#clock.now()
    const pc = { id: newRecordId(), name: invite.pcName, joinedAt: now, secretHash: sha256(secret) }
    const writer = { userId: invite.userId, unitId: office.unitId, now }
    const act = { owner: office, writer, procedure: 'lan.join', always: true, subject: pc.id }
    const write = (work: (db: WriteDb) => Promise<void>) => office.database.write((db) => auditedWrite(db, act, work))
    await this.#change(write, (settings) => ({ ...settings, pcs: [...settings.pcs, pc] }))
    return secret
  }

  isPc(secret: string | undefined): boolean {
    const hash = sha256(secret ?? '')
    return this.#settings?.pcs.some(({ secretHash }) => secretHash === hash) === true
  }

  async forget(write: (work: (db: WriteDb) => Promise<void>) => Promise<void>, id: string): Promise<void> {
    await this.#change(write, (settings) => ({ ...settings, pcs: settings.pcs.filter((pc) => pc.id !== id) }))
  }

  async #begin(office: Office): Promise<LanSettings> {
    // Loaded only where somebody asked for a network.
    const { makeCertificate } = await import('./makeCertificate.ts')
    const identity = makeCertificate({
      title: `Nhịp Cầu ${office.unitCode}`,
      dnsNames: this.#listener.names,
      ipAddresses: this.#listener.ipAddresses,
      now: new Date(this.#clock.now()),
    })
    const settings = { ...identity, pcs: [] }
    await office.database.write((db) => writeLanSettings(db, settings))
    return settings
  }

  async #change(
    write: (work: (db: WriteDb) => Promise<void>) => Promise<void>,
    change: (settings: LanSettings) => LanSettings,
  ): Promise<void> {
    let changed: LanSettings | undefined
    await write(async (db) => {
      const settings = await readLanSettings(db)
      if (settings === undefined) throw new Error('the network of this office has no certificate')
      changed = change(settings)
      await writeLanSettings(db, changed)
    })
    this.#settings = changed
  }

  async #listen(settings: LanSettings): Promise<void> {
    await this.#listener.stop()
    this.addresses = []
    this.problem = this.#listener.ipAddresses.length === 0 ? 'noNetwork' : undefined
    if (this.problem !== undefined) return
    try {
      this.addresses = await this.#listener.listen(settings)
    } catch (error) {
      // The book opens all the same, for those who sit at this PC.
      this.problem = problemOf(error)
    }
  }
}

function problemOf(error: unknown): NetworkProblem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE' || code === 'EACCES') return 'portTaken'
  if (code === 'EADDRNOTAVAIL') return 'noNetwork'
  throw error
}

/** SHA-256 of the whole certificate as browsers show it, lower-case hex without colons. */
function fingerprintOf(certificate: string): string {
  return new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
