import type { Migration } from 'kysely/migration'
import { createSystem } from './0001System.ts'
import { createUnits } from './0002Units.ts'
import { createAddresses } from './0003Addresses.ts'
import { createPairings } from './0004Pairings.ts'
import { createMoney } from './0005Money.ts'
import { createHouses } from './0006Houses.ts'
import { createExchange } from './0007Exchange.ts'
import { createSearch } from './0008Search.ts'
import { createDuplicates } from './0009Duplicates.ts'
import { createAddressFile } from './0010AddressFile.ts'
import { deepenMoney } from './0011MoneyDepth.ts'
import { createPapers } from './0012Papers.ts'
import { createSafety } from './0013Safety.ts'
import { createTwoWayExchange } from './0014Exchange.ts'
import { createDesk } from './0015Desk.ts'
import { createDirectory } from './0016Directory.ts'
import { createDecisions } from './0017Decisions.ts'
import { createReorganise } from './0018Reorganise.ts'
import { createShares } from './0019Shares.ts'
import { deepenRegister } from './0021Register.ts'
import { createSums } from './0022Sums.ts'
import { createMaps } from './0023Maps.ts'
import { readJournalAlong } from './0024ChangeLog.ts'
import { createCentre } from './0025Centre.ts'
import { keepAcceptance } from './0026HeldReports.ts'
import { readOpenRounds } from './0027OpenRounds.ts'
import { listErased } from './0030ErasedRecords.ts'
import { listTakenBooks } from './0031TakenBooks.ts'
import { rememberWrittenDrafts } from './0032WrittenDrafts.ts'
import { rememberDraftsPerUser } from './0033DraftsPerUser.ts'
import { findSuccessions } from './0034Successions.ts'
import type { Dialect } from './columns.ts'

type Step = (db: Parameters<Migration['up']>[0], dialect: Dialect) => Promise<void>

/** Every migration in order; a name is never changed once an office holds a file made with it. */
const STEPS: Record<string, Step> = {
  '0001-system': createSystem,
  '0002-units': createUnits,
  '0003-addresses': createAddresses,
  '0004-pairings': createPairings,
  '0005-money': createMoney,
  '0006-houses': createHouses,
  '0007-exchange': createExchange,
  '0008-search': createSearch,
  '0009-duplicates': createDuplicates,
  '0010-address-file': createAddressFile,
  '0011-money-depth': deepenMoney,
  '0012-papers': createPapers,
  '0013-safety': createSafety,
  '0014-two-way-exchange': createTwoWayExchange,
  '0015-desk': createDesk,
  '0016-directory': createDirectory,
  '0017-decisions': createDecisions,
  '0018-reorganise': createReorganise,
  '0019-shares': createShares,
  '0021-register': deepenRegister,
  '0022-sums': createSums,
  '0023-maps': createMaps,
  '0024-change-log': readJournalAlong,
  '0025-centre': createCentre,
  '0026-held-reports': keepAcceptance,
  '0027-open-rounds': readOpenRounds,
  '0030-erased-records': listErased,
  '0031-taken-books': listTakenBooks,
  '0032-written-drafts': rememberWrittenDrafts,
  '0033-drafts-per-user': rememberDraftsPerUser,
  '0034-successions': findSuccessions,
}

/** The migrations for one dialect, in the shape Kysely's Migrator asks for. */
export function migrationsFor(dialect: Dialect): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(STEPS).map(([name, step]) => [
      name,
      { up: (db: Parameters<Migration['up']>[0]) => step(db, dialect) },
    ]),
  )
}
