import { useMemo } from 'react'
import { formatDay } from '../../../base/common/day.ts'
import { useClient } from '../../../base/ui/api.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import type { addressContract } from '../../addresses/common/contract.ts'
import type { donorContract } from '../../donors/common/contract.ts'
import type { houseContract } from '../../houses/common/contract.ts'
import type { ledgerContract } from '../../ledger/common/contract.ts'
import type { PaperSubject } from '../common/paperKinds.ts'

type Records = {
  addresses: typeof addressContract
  donors: typeof donorContract
  houses: typeof houseContract
  ledger: typeof ledgerContract
}

export interface SubjectSearch {
  find: (text: string) => Promise<readonly PickerOption[]>
  /** The record of a link that came from its page. */
  read: (id: string) => Promise<PickerOption>
}

const MOST_OFFERED = 20
const ROUNDS_LOOKED_THROUGH = 200

/** Finding the record a paper is about, by kind of record. */
export function useSubjectSearch(): Record<PaperSubject, SubjectSearch> {
  const client = useClient<Records>()
  return useMemo(
    () => ({
      address: addressSearch(client),
      donor: donorSearch(client),
      house: houseSearch(client),
      receipt: receiptSearch(client),
      round: roundSearch(client),
      payout: payoutSearch(client),
    }),
    [client],
  )
}

type RecordClient = ReturnType<typeof useClient<Records>>

function addressSearch({ addresses }: RecordClient): SubjectSearch {
  return {
    find: async (search) => {
      const { rows } = await addresses.list({ filter: { search }, sort: 'closest', limit: MOST_OFFERED })
      return rows.map((row) => withDetail(row.id, row.displayName, [row.birthDay?.slice(0, 4), row.villageName]))
    },
    read: async (id) => {
      const { fields, villageName } = await addresses.get({ id })
      return withDetail(id, fields.name, [fields.birthDay?.slice(0, 4), villageName])
    },
  }
}

function donorSearch({ donors }: RecordClient): SubjectSearch {
  return {
    find: async (search) => {
      const { rows } = await donors.list({ filter: { search }, sort: 'closest', limit: MOST_OFFERED })
      return rows.map((row) => withDetail(row.id, row.name, [row.place]))
    },
    read: async (id) => {
      const { fields } = await donors.get({ id })
      return withDetail(id, fields.name, [fields.place])
    },
  }
}

function houseSearch({ houses }: RecordClient): SubjectSearch {
  return {
    find: async (search) => {
      const { rows } = await houses.list({ filter: { search }, limit: MOST_OFFERED })
      return rows.map((row) => withDetail(row.id, row.displayName, [row.villageName]))
    },
    read: async (id) => {
      const house = await houses.get({ id })
      return withDetail(id, house.displayName, [house.villageName])
    },
  }
}

function receiptSearch({ ledger }: RecordClient): SubjectSearch {
  return {
    find: async (search) => {
      const { rows } = await ledger.receipts.list({ filter: { search }, limit: MOST_OFFERED })
      return rows.map((row) => withDetail(row.id, `${row.series} ${row.number}/${row.year}`, [row.payerName]))
    },
    read: async (id) => {
      const receipt = await ledger.receipts.get({ id })
      return withDetail(id, `${receipt.series} ${receipt.number}/${receipt.year}`, [receipt.payerName])
    },
  }
}

/** Slips have no search of their own: an office has some dozens a year. */
function payoutSearch({ ledger }: RecordClient): SubjectSearch {
  const list = async () => (await ledger.payouts.list({ limit: ROUNDS_LOOKED_THROUGH })).rows
  const optionOf = (row: Awaited<ReturnType<typeof list>>[number]) =>
    withDetail(row.id, `${row.series} ${row.number}/${row.year}`, [row.payeeName, row.fromName])
  return {
    find: async (search) => {
      const wanted = search.trim().toLowerCase()
      const options = (await list()).map(optionOf)
      return options
        .filter(({ label, detail }) => `${label} ${detail}`.toLowerCase().includes(wanted))
        .slice(0, MOST_OFFERED)
    },
    read: async (id) => {
      const row = (await list()).find((each) => each.id === id)
      return row === undefined ? { id, label: id } : optionOf(row)
    },
  }
}

/** Rounds have no search of their own: an office has a dozen a year. */
function roundSearch({ ledger }: RecordClient): SubjectSearch {
  return {
    find: async (search) => {
      const { rows } = await ledger.rounds.list({ limit: ROUNDS_LOOKED_THROUGH })
      const wanted = search.trim().toLowerCase()
      const found = rows.filter(({ name }) => name.toLowerCase().includes(wanted))
      return found.slice(0, MOST_OFFERED).map((row) => withDetail(row.id, row.name, [formatDay(row.onDay)]))
    },
    read: async (id) => {
      const round = await ledger.rounds.get({ id })
      return withDetail(id, round.name, [formatDay(round.onDay)])
    },
  }
}

function withDetail(id: string, label: string, details: readonly (string | null | undefined)[]): PickerOption {
  const detail = details.filter(Boolean).join(' · ')
  return detail === '' ? { id, label } : { id, label, detail }
}
