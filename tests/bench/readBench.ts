import { router } from '../../src/app/core/router.ts'
import { openSqlite } from '../../src/db/openSqlite.ts'
import { derivePassphraseKey, KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'
import { type BenchOffice, unlockAgain } from './benchOffice.ts'
import { handlerAlone } from './handlerAlone.ts'
import { type Comparison, compare } from './measure.ts'

const PAGE = `select address.id, address.version, address.display_name, address.kind, person.sex, person.birth_day,
    village.name as village, unit_name.name as commune, address.main_category, address.state, address.state_since,
    address.monthly_need
  from address
  left join person on person.id = address.person_id
  left join village on village.id = address.village_id
  left join unit_name on unit_name.unit_id = address.commune_id and unit_name.valid_to is null
  where address.deleted_at is null
  order by address.sort_key, address.id limit 50 offset ?`

const SUPPORT = `select pairing.address_id, donor.name, pairing.state, pairing.amount from pairing
  join donor on donor.id = pairing.donor_id
  where pairing.address_id in (select value from json_each(?)) and pairing.state in ('active', 'intended')
    and pairing.deleted_at is null`

const WORDS = `select entry.ref_id from search_words join search_entry as entry on entry.no = search_words.rowid
  where search_words match ? and entry.kind = 'address' limit 50`

/** What people type, from a common family name to one whole name. */
const TYPED = [
  'nguyen',
  'dao',
  'dang thi',
  'lo van',
  'vi thi',
  'ha',
  'luong',
  'pham thi ngoc',
  'ban son',
  'thao a',
  'Đặng Thị',
  'bua',
  'xuan',
  'mua lua',
  'quang',
  'thi hoa',
  'son na',
  'cam',
  'nghia',
  'trinh thi',
]

export async function benchReads(office: BenchOffice, size: number): Promise<Comparison[]> {
  const bare = openSqlite({ file: office.file, key: office.key, readOnly: true })
  const page = bare.prepare(PAGE)
  const support = bare.prepare(SUPPORT)
  const words = bare.prepare(WORDS)
  const procedure = router.addresses.list
  const pages = await Promise.all(
    [0, 50, 100, 150, 200].map((offset) => handlerAlone(office, { procedure, input: { offset, limit: 50 } })),
  )
  const list = await compare(
    { what: 'list page', size, aim: 'handler ≤ 2×; 100k ≤ 1.5× of 10k', rounds: 300 },
    {
      ours: (round) => office.client.addresses.list({ offset: (round % 5) * 50, limit: 50 }),
      handler: (round) => pages[round % 5]?.(),
      bare: (round) => {
        const rows = page.all((round % 5) * 50) as { id: string }[]
        return support.all(JSON.stringify(rows.map((row) => row.id)))
      },
    },
  )
  const search = await compare(
    { what: 'search', size, aim: 'p95 ≤ 15 ms at 100k', rounds: 400 },
    {
      ours: (round) =>
        office.client.addresses.list({ filter: { search: TYPED[round % TYPED.length] ?? '' }, limit: 8 }),
      bare: (round) => words.all(asMatch(TYPED[round % TYPED.length] ?? '')),
    },
  )
  bare.close()
  const open = await compare(
    { what: 'open', size, aim: 'ratio printed', rounds: 7 },
    { ours: () => unlockAgain(office), bare: () => openBare(office) },
  )
  return [list, search, open]
}

async function openBare(office: BenchOffice): Promise<void> {
  // The bare counterpart pays for the passphrase too: it is what keeps a thief out, not our overhead.
  await derivePassphraseKey({
    passphrase: 'ruong bac thang mua lua chin',
    salt: Buffer.alloc(16),
    profile: KDF_FLOOR,
  })
  const opened = openSqlite({ file: office.file, key: office.key })
  opened.prepare('select count(*) from setting').get()
  opened.close()
}

function asMatch(typed: string): string {
  return typed
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'd')
    .toLowerCase()
    .split(' ')
    .map((word) => `"${word}"*`)
    .join(' ')
}
