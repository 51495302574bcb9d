import type { AddressFields } from '../../../src/features/addresses/common/addressSchemas.ts'
import { addressFields } from '../../support/builders.ts'
import type { TestClient } from '../../support/openTestApp.ts'
import { finish } from '../imports/importFiles.ts'
import { approve, newPairing, openPairingOffice, type PairingOffice } from '../pairings/pairingOffice.ts'

export interface DuplicateOffice extends PairingOffice {
  /** Writes a person into Bản Ón unless told otherwise. */
  addPerson(fields: Partial<AddressFields> & { name: string }): Promise<string>
  /** An approved person with a running pairing. */
  addHelped(
    fields: Partial<AddressFields> & { name: string },
    donorId?: string,
  ): Promise<{ id: string; pairingId: string }>
  scan(kind?: 'address' | 'donor'): Promise<{ people: number; pairs: number }>
  /** Names of the pairs that stand, as "one = other". */
  pairNames(kind?: 'address' | 'donor'): Promise<string[]>
  merge(
    survivorId: string,
    otherId: string,
    keep?: Parameters<TestClient['duplicates']['merge']>[0]['keep'],
  ): Promise<string>
}

export async function openDuplicateOffice(dialect: 'sqlite' | 'postgres' = 'sqlite'): Promise<DuplicateOffice> {
  const office = await openPairingOffice({ dialect })
  const { client, villageId } = office
  const addPerson = async (fields: Partial<AddressFields> & { name: string }) =>
    (await client.addresses.add({ fields: addressFields({ villageId, ...fields }) })).id
  return {
    ...office,
    addPerson,
    addHelped: async (fields, donorId = office.donorId) => {
      const id = await addPerson(fields)
      await approve(office, [id])
      const { id: pairingId } = await client.pairings.add(newPairing(office, { addressId: id, donorId }))
      return { id, pairingId }
    },
    scan: async (kind = 'address') => (await finish(client.duplicates.scan({ kind }))).value,
    pairNames: async (kind = 'address') => {
      const { pairs } = await client.duplicates.list({ kind })
      return pairs.map(({ first, second }) => [first.name, second.name].sort().join(' = '))
    },
    merge: async (survivorId, otherId, keep = {}) =>
      (await client.duplicates.merge({ survivorId, otherId, keep, kind: 'address' })).mergeId,
  }
}
