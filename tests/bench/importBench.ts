import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { timeBareInserts } from './bareInserts.ts'
import { openBenchOffice } from './benchOffice.ts'
import { type Comparison, compareTimes, timed } from './measure.ts'

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Vi', 'Lò', 'Hà', 'Lương', 'Thao', 'Giàng']
const MIDDLE = ['Văn', 'Thị', 'Đức', 'Ngọc', 'Xuân', 'Quang', 'Hữu', 'Thanh']
const GIVEN = ['Đào', 'Ước', 'Sơn', 'Hương', 'Bình', 'Lành', 'Nghĩa', 'Dũng', 'Oanh', 'Khởi', 'Mỷ', 'Yến']
const VILLAGES = ['Bản Ón', 'Bản Son', 'Khu phố 3', 'Thôn 1', 'Thôn Đồng Chạ', 'Bản Na Phường']
const HARDSHIPS = ['Hộ nghèo', 'Hộ cận nghèo', 'Trẻ mồ côi', 'Người khuyết tật', 'Người cao tuổi neo đơn']

/** What a register's rows become in the book, but for the journal. */
const TABLES = ['village', 'person', 'address', 'address_step', 'donor', 'pairing', 'instalment'] as const

/**
 * Taking a register over (read, stage, apply) against the spreadsheet library reading the same file and nothing else; and
 * against that reading plus the bare inserts of the records it becomes, below which no import can go.
 */
export async function benchImport(rows: number): Promise<Comparison[]> {
  const file = await makeRegister(rows)
  const rounds = rows > 20_000 ? 2 : 3
  const ours: number[] = []
  const bare: number[] = []
  const inserts: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await timed(() => readXlsx(file)))
    const office = await openBenchOffice({ kind: 'branch' })
    ours.push(
      await timed(() =>
        takeOver(office.client, office.app.services.tickets.put({ name: 'so.xlsx', type: '', bytes: file }), rows),
      ),
    )
    inserts.push(await timeBareInserts(office, TABLES))
    await office.close()
    global.gc?.()
  }
  const floor = bare.map((reading, round) => reading + (inserts[round] ?? 0))
  return [
    compareTimes({ what: 'import', size: rows, aim: '≤ 2.5× hucre' }, ours, bare),
    compareTimes({ what: 'import', size: rows, aim: '≤ 2.5× hucre and bare inserts' }, ours, floor),
  ]
}

async function takeOver(client: Awaited<ReturnType<typeof openBenchOffice>>['client'], ticket: string, rows: number) {
  const reading = await client.imports.read({ ticket })
  const staged = await lastOf(reading)
  if (staged.counts.good < rows * 0.9) throw new Error(`only ${staged.counts.good} of ${rows} rows were good`)
  await lastOf(await client.imports.apply({ batchId: staged.batchId, past: 'unknown', decision: null }))
}

/** Follows the progress to its end and gives what the procedure answers with. */
async function lastOf<Answer>(steps: AsyncIterator<unknown, Answer>): Promise<Answer> {
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
  }
}

async function makeRegister(rows: number): Promise<Uint8Array> {
  const people = Array.from({ length: rows }, (_, index) => [
    index + 1,
    `${pick(FAMILY, index)} ${pick(MIDDLE, index * 7)} ${pick(GIVEN, index * 3)} ${index}`,
    index % 2 === 0 ? 'Nữ' : 'Nam',
    1935 + (index % 80),
    `038${index % 2 === 0 ? 1 : 0}${String(35 + (index % 60)).padStart(2, '0')}${String(index).padStart(6, '0')}`,
    pick(VILLAGES, index),
    'Na Mèo',
    pick(HARDSHIPS, index),
    index % 3 === 0 ? `Công ty May ${index % 200}` : '',
    index % 3 === 0 ? 300_000 + (index % 5) * 100_000 : '',
    index % 3 === 0 ? '01/2026' : '',
    index % 3 === 0 ? 12 : '',
  ])
  const head = [
    'STT',
    'Họ và tên',
    'Giới tính',
    'Năm sinh',
    'Số CCCD',
    'Thôn, bản',
    'Xã',
    'Hoàn cảnh',
    'Người đỡ đầu',
    'Mức hỗ trợ',
    'Từ tháng',
    'Số tháng',
  ]
  return writeXlsx({ sheets: [{ name: 'Sổ', rows: [['SỔ ĐỊA CHỈ NHÂN ĐẠO'], [], head, ...people] }] })
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('empty list')
  return item
}
