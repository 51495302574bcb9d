import { setImmediate as otherWork } from 'node:timers/promises'
import type * as z from 'zod'
import type { Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { sharedRecordId } from '../../../base/common/recordId.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import type { PracticeProgress, practiceFilledSchema } from '../common/contract.ts'
import { practiceSize } from '../common/rules.ts'
import { type Address, makeAddress } from './makeAddresses.ts'
import { makeDirectDelivery } from './makeDeliveries.ts'
import { makeDonors } from './makeDonors.ts'
import { makeHouses } from './makeHouses.ts'
import { givenInstalments, type Instalment, makePairing, waitingInstalments } from './makePairings.ts'
import { makePapers } from './makePapers.ts'
import { makePhotos, type StorePhoto } from './makePhotos.ts'
import { makeReceipts } from './makeReceipts.ts'
import { makeRounds } from './makeRounds.ts'
import { makeTetRounds } from './makeTetRounds.ts'
import { TWINS } from './makeTwins.ts'
import { makeVillages } from './makeVillages.ts'
import { makeVisits } from './makeVisits.ts'
import { planPairings } from './planPairings.ts'
import type { PracticePlan } from './practicePlan.ts'
import { idMaker, RecordBatches } from './recordBatches.ts'

export interface PracticeWish {
  addresses: number
  seed: number
  today: Day
  communeName: string
  onProgress: (progress: PracticeProgress) => void
  signal?: AbortSignal | undefined
  /** Without it the register has no photos. */
  storePhoto?: StorePhoto
}

/** A larger register is written as it is made, table by table: its rows would not fit into memory together. */
const TOLD_IN_ORDER = 10_000

/** Addresses and pairings between two looks at the rest of the program. */
const AT_ONCE = 250

/**
 * Makes up a whole register in the transaction it is given: two years of a border commune's work. Everything follows from
 * the seed and the day.
 */
export async function fillPractice(
  db: WriteDb,
  context: WriteContext,
  wish: PracticeWish,
): Promise<z.infer<typeof practiceFilledSchema>> {
  const { seed, today } = wish
  const batchId = sharedRecordId('practice', `${seed}:${today}`)
  const plan: PracticePlan = {
    seed,
    today,
    unitId: context.unitId,
    communeName: wish.communeName,
    size: practiceSize(wish.addresses),
    nextId: idMaker(seed, today),
    batches: new RecordBatches(db, context, { batchId, inOrderOfTime: wish.addresses <= TOLD_IN_ORDER }),
  }
  const pace = new Pace(wish, plan.size.addresses + plan.size.pairings)
  const { addresses, given, waiting } = await makeRegister(plan, pace)
  const gifts = await makeTetRounds(plan, addresses)
  await makeReceipts(plan, { paid: [...given, ...waiting], gifts })
  await makeRounds(plan, { given, waiting })
  await makeVisits(plan, addresses)
  if (wish.storePhoto !== undefined) await makePhotos(plan, { addresses, storePhoto: wish.storePhoto })
  await plan.batches.flush()
  await pace.end()
  const count = (table: string) => plan.batches.counts.get(table) ?? 0
  return {
    addresses: count('address'),
    donors: count('donor'),
    pairings: count('pairing'),
    deliveries: count('delivery'),
    rounds: count('round'),
    houses: count('house'),
  }
}

interface Register {
  addresses: Address[]
  given: Instalment[]
  waiting: Instalment[]
}

async function makeRegister(plan: PracticePlan, pace: Pace): Promise<Register> {
  const villages = await makeVillages(plan)
  const papers = await makePapers(plan)
  const donors = await makeDonors(plan)
  const pairings = planPairings(plan)
  const byAddress = Map.groupBy(pairings, (pairing) => pairing.addressIndex)
  const addresses: Address[] = []
  for (let index = 0; index < plan.size.addresses; index += 1) {
    const pairingsOf = (addressIndex: number) => byAddress.get(addressIndex) ?? []
    const twinOf = twinAt(addresses, index - (plan.size.addresses - TWINS))
    addresses.push(await makeAddress(plan, index, { villages, papers, pairingsOf, twinOf }))
    await pace.step()
  }
  const given: Instalment[] = []
  const waiting: Instalment[] = []
  for (const planned of pairings) {
    const address = addresses[planned.addressIndex]
    const donor = donors[planned.donorIndex]
    if (address === undefined || donor === undefined) throw new Error('a planned pairing without address or donor')
    const instalments = await makePairing(plan, planned, { address, donor })
    const handedOver = givenInstalments(plan, instalments)
    given.push(...handedOver)
    waiting.push(...waitingInstalments(plan, instalments))
    if (planned.channel !== 'fund') for (const one of handedOver) await makeDirectDelivery(plan, one)
    await pace.step()
  }
  await makeHouses(plan, { addresses, donors })
  return { addresses, given, waiting }
}

/** Whom the address at this place among the last ones repeats: the first people of the book, one each. */
function twinAt(addresses: readonly Address[], place: number) {
  if (place < 0) return undefined
  const { person, village, hardship } = addresses.filter(({ person: each }) => each !== null)[place] ?? {}
  if (person === undefined || person === null || village === undefined || hardship === undefined) return undefined
  return { person, village, hardship, place }
}

/** Tells how far it is, lets other work through, and stops when asked to. */
class Pace {
  readonly #wish: PracticeWish
  readonly #total: number
  #done = 0

  constructor(wish: PracticeWish, total: number) {
    this.#wish = wish
    this.#total = total
  }

  async step(): Promise<void> {
    this.#done += 1
    if (this.#done % AT_ONCE === 0) await this.#look()
  }

  async end(): Promise<void> {
    this.#done = this.#total
    await this.#look()
  }

  async #look(): Promise<void> {
    if (this.#wish.signal?.aborted === true) refuse('common.cancelled')
    this.#wish.onProgress({ done: this.#done, total: this.#total })
    await otherWork()
  }
}
