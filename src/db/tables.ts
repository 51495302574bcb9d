import type {
  AddressCategoryTable,
  AddressStepTable,
  AddressTable,
  ConsentTable,
  DecisionTable,
  HouseholdTable,
  PersonTable,
} from './tables/addressTables.ts'
import type {
  BundleReceivedTable,
  BundleSentTable,
  ImportBatchTable,
  ImportMappingTable,
  ImportRowTable,
  OwnKeyTable,
  UnitKeyTable,
} from './tables/exchangeTables.ts'
import type {
  AdvanceTable,
  AllocationTable,
  DeliveryTable,
  HouseFundingTable,
  HouseTable,
  ReceiptTable,
  RoundLineInstalmentTable,
  RoundLineTable,
  RoundTable,
} from './tables/moneyTables.ts'
import type { OwnedColumns } from './tables/ownedColumns.ts'
import type { DonorTable, InstalmentTable, PairingTable } from './tables/pairingTables.ts'
import type { AppUserTable, CounterTable, JournalTable, SettingTable } from './tables/systemTables.ts'
import type {
  UnitNameTable,
  UnitSuccessorTable,
  UnitTable,
  VillageTable,
  VocabularyTable,
} from './tables/unitTables.ts'

/**
 * Every table as a row type: read this first, then the files of `tables/`.
 *
 * Conventions (docs/decisions/0004): money is an integer in minor units beside its currency; a flag is 0 or 1; json is text;
 * a day is `YYYY-MM-DD` (a partial day may stop at the year or the month); a month is `YYYY-MM`; a moment is UTC ISO text.
 * `search` is a folded copy for finding, `sort_key` a copy that sorts by plain byte order.
 */

export interface Tables {
  setting: SettingTable
  counter: CounterTable
  app_user: AppUserTable
  journal: JournalTable
  unit: UnitTable
  unit_name: UnitNameTable
  unit_successor: UnitSuccessorTable
  vocabulary: VocabularyTable
  village: VillageTable
  person: PersonTable
  household: HouseholdTable
  address: AddressTable
  address_category: AddressCategoryTable
  address_step: AddressStepTable
  decision: DecisionTable
  consent: ConsentTable
  donor: DonorTable
  pairing: PairingTable
  instalment: InstalmentTable
  receipt: ReceiptTable
  allocation: AllocationTable
  round: RoundTable
  round_line: RoundLineTable
  round_line_instalment: RoundLineInstalmentTable
  advance: AdvanceTable
  delivery: DeliveryTable
  house: HouseTable
  house_funding: HouseFundingTable
  import_batch: ImportBatchTable
  import_row: ImportRowTable
  import_mapping: ImportMappingTable
  own_key: OwnKeyTable
  unit_key: UnitKeyTable
  bundle_sent: BundleSentTable
  bundle_received: BundleReceivedTable
}

/** Names of the tables whose rows carry `OwnedColumns`. */
export type OwnedTableName = {
  [Name in keyof Tables]: Tables[Name] extends OwnedColumns ? Name : never
}[keyof Tables]
