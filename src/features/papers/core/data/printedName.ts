import { sql } from 'kysely'
import type { Translate } from '../../../../db/office.ts'

/** The name of a row of `address` on a paper of many people; who asked that their data be put to no use is not named. */
export function printedName(t: Translate) {
  return sql<string>`case when address.restricted_on is null then address.display_name else ${t('papers:restrictedPerson')} end`
}

/** A purse of a row of `payout` in words: the purpose, or the family its pairing or house is for. */
export function printedPurse(t: Translate, columns: { pairing: string; house: string; purpose: string }) {
  const column = (name: string) => sql.ref(`payout.${name}`)
  return sql<string | null>`coalesce(${column(columns.purpose)},
    (select ${printedName(t)} from pairing join address on address.id = pairing.address_id where pairing.id = ${column(columns.pairing)}),
    (select ${printedName(t)} from house join address on address.id = house.address_id where house.id = ${column(columns.house)}))`
}
