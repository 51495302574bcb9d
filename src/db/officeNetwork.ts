import type { WriteDb } from './database.ts'
import type { Office } from './office.ts'

/** What a TLS server of the office shows and proves itself with, both as PEM. */
export interface NetworkIdentity {
  certificate: string
  privateKey: string
}

export interface NetworkPc {
  id: string
  name: string
  joinedAt: string
}

export type NetworkProblem = 'noNetwork' | 'portTaken' | 'onlyForFiles'

type NetworkWrite = (work: (db: WriteDb) => Promise<void>) => Promise<void>

/** The office as its other PCs see it, in a host that was started for them (docs/decisions/0028). */
export interface OfficeNetwork {
  /** Opens the door to the network once somebody has opened the book: its key lies in there. */
  opened(office: Office): Promise<void>
  readonly addresses: readonly string[]
  readonly fingerprint: string | undefined
  readonly certificate: string | undefined
  readonly problem: NetworkProblem | undefined
  readonly pcs: readonly NetworkPc[]
  /** A code for one more PC and how many minutes it lasts. */
  invite(by: { userId: string; pcName: string }): { code: string; minutes: number }
  /** In a transaction of the caller's. */
  forget(write: NetworkWrite, id: string): Promise<void>
}
