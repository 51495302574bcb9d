import type {
  AttachmentTable,
  CertificateTable,
  DataRequestTable,
  HousePaymentTable,
  HouseStageTable,
  NeedTable,
  SurveyTable,
  VisitTable,
} from './tables/addressFileTables.ts'
import type {
  AddressCategoryTable,
  AddressStepTable,
  AddressTable,
  ConsentTable,
  DecisionTable,
  HouseholdTable,
  PersonTable,
} from './tables/addressTables.ts'
import type { DecisionAnswerTable, DecisionLineTable } from './tables/decisionTables.ts'
import type { DraftTable, DraftWrittenTable, SavedViewTable } from './tables/deskTables.ts'
import type {
  ClusterMemberTable,
  ClusterTable,
  DirectoryPackTable,
  DirectorySignerTable,
  IndicatorTable,
  IndicatorTargetTable,
  OwnWordTable,
  ReportFormTable,
  SharedTemplateTable,
  SharedWordTable,
} from './tables/directoryTables.ts'
import type { DuplicatePairTable, NotDuplicateTable, RecordMergeTable } from './tables/duplicateTables.ts'
import type {
  BundleReceivedTable,
  BundleSentTable,
  ImportBatchTable,
  ImportMappingTable,
  ImportRowTable,
  OwnKeyTable,
  UnitKeyTable,
} from './tables/exchangeTables.ts'
import type { ToldFiguresTable, UnitPopulationTable } from './tables/figureTables.ts'
import type { MapOutlineTable, MapPackTable } from './tables/mapTables.ts'
import type {
  AdvanceTable,
  AllocationTable,
  DeliveryTable,
  HouseFundingTable,
  HouseTable,
  PayoutTable,
  ReceiptTable,
  RoundLineInstalmentTable,
  RoundLineTable,
  RoundTable,
} from './tables/moneyTables.ts'
import type { OwnedColumns } from './tables/ownedColumns.ts'
import type {
  AddressHoldTable,
  DonorTable,
  InstalmentTable,
  PairingStepTable,
  PairingTable,
} from './tables/pairingTables.ts'
import type { LetterheadTable, PaperNumberTable, PaperPrintTable, PaperTemplateTable } from './tables/paperTables.ts'
import type {
  BookAnswerTable,
  BookMoveTable,
  BookPartTable,
  BookTakenTable,
  ReorganisationTable,
  ReorganisationUnitTable,
  UnitLineWaitingTable,
} from './tables/reorganiseTables.ts'
import type {
  JointActivityTable,
  PhotoPartTable,
  PhotoSentTable,
  ShareFrozenTable,
  ShareLineTable,
} from './tables/shareTables.ts'
import type {
  DeliverySumDueTable,
  DeliverySumTable,
  OpenedAddressDueTable,
  OpenedAddressTable,
  OpenInstalmentDueTable,
  OpenInstalmentTable,
} from './tables/sumTables.ts'
import type {
  AppUserTable,
  AuditAnchorTable,
  AuditDetailTable,
  AuditEntryTable,
  CounterTable,
  ErasedRecordTable,
  JournalTable,
  PastDataKeyTable,
  SettingTable,
} from './tables/systemTables.ts'
import type {
  BundleAckTable,
  BundleHeldTable,
  BundleRefusedTable,
  CaseTransferTable,
  FigureQuestionTable,
  PaperReturnTable,
  ReceiptNoteTable,
  RowMovedTable,
  SignedReportTable,
} from './tables/twoWayTables.ts'
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
  audit_entry: AuditEntryTable
  audit_detail: AuditDetailTable
  audit_anchor: AuditAnchorTable
  past_data_key: PastDataKeyTable
  erased_record: ErasedRecordTable
  unit: UnitTable
  unit_name: UnitNameTable
  unit_successor: UnitSuccessorTable
  shared_word: SharedWordTable
  own_word: OwnWordTable
  /** A view: the shared words with the office's own over them. */
  vocabulary: VocabularyTable
  village: VillageTable
  person: PersonTable
  household: HouseholdTable
  address: AddressTable
  address_category: AddressCategoryTable
  address_step: AddressStepTable
  decision: DecisionTable
  consent: ConsentTable
  attachment: AttachmentTable
  visit: VisitTable
  survey: SurveyTable
  certificate: CertificateTable
  need: NeedTable
  data_request: DataRequestTable
  donor: DonorTable
  pairing: PairingTable
  pairing_step: PairingStepTable
  address_hold: AddressHoldTable
  instalment: InstalmentTable
  receipt: ReceiptTable
  allocation: AllocationTable
  round: RoundTable
  round_line: RoundLineTable
  round_line_instalment: RoundLineInstalmentTable
  advance: AdvanceTable
  payout: PayoutTable
  delivery: DeliveryTable
  delivery_sum: DeliverySumTable
  delivery_sum_due: DeliverySumDueTable
  open_instalment: OpenInstalmentTable
  open_instalment_due: OpenInstalmentDueTable
  opened_address: OpenedAddressTable
  opened_address_due: OpenedAddressDueTable
  house: HouseTable
  house_funding: HouseFundingTable
  house_stage: HouseStageTable
  house_payment: HousePaymentTable
  record_merge: RecordMergeTable
  not_duplicate: NotDuplicateTable
  duplicate_pair: DuplicatePairTable
  import_batch: ImportBatchTable
  import_row: ImportRowTable
  import_mapping: ImportMappingTable
  own_key: OwnKeyTable
  unit_key: UnitKeyTable
  bundle_sent: BundleSentTable
  bundle_received: BundleReceivedTable
  bundle_held: BundleHeldTable
  bundle_refused: BundleRefusedTable
  bundle_ack: BundleAckTable
  receipt_note: ReceiptNoteTable
  paper_return: PaperReturnTable
  figure_question: FigureQuestionTable
  signed_report: SignedReportTable
  directory_signer: DirectorySignerTable
  directory_pack: DirectoryPackTable
  shared_template: SharedTemplateTable
  cluster: ClusterTable
  cluster_member: ClusterMemberTable
  indicator: IndicatorTable
  indicator_target: IndicatorTargetTable
  report_form: ReportFormTable
  case_transfer: CaseTransferTable
  decision_line: DecisionLineTable
  decision_answer: DecisionAnswerTable
  row_moved: RowMovedTable
  reorganisation: ReorganisationTable
  reorganisation_unit: ReorganisationUnitTable
  book_move: BookMoveTable
  book_answer: BookAnswerTable
  book_part: BookPartTable
  book_taken: BookTakenTable
  unit_line_waiting: UnitLineWaitingTable
  joint_activity: JointActivityTable
  told_figures: ToldFiguresTable
  unit_population: UnitPopulationTable
  share_frozen: ShareFrozenTable
  share_line: ShareLineTable
  photo_part: PhotoPartTable
  photo_sent: PhotoSentTable
  letterhead: LetterheadTable
  paper_template: PaperTemplateTable
  paper_print: PaperPrintTable
  paper_number: PaperNumberTable
  draft: DraftTable
  draft_written: DraftWrittenTable
  saved_view: SavedViewTable
  map_pack: MapPackTable
  map_outline: MapOutlineTable
}

/** Names of the tables whose rows carry `OwnedColumns`. */
export type OwnedTableName = {
  [Name in keyof Tables]: Tables[Name] extends OwnedColumns ? Name : never
}[keyof Tables]
