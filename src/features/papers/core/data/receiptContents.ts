import { type Expression, type SqlBool, sql } from 'kysely'
import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { monthRange } from '../../../ledger/common/monthRange.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, sumUp, writeSum } from '../paperMoney.ts'
import { printedName } from './printedName.ts'

/** Phiếu thu or biên nhận; one line fits half a sheet, a sponsor's many families take a whole one. */
export async function receiptContents(source: PaperSource): Promise<PaperContents<'receipt'>> {
  const { db, language, t, request } = source
  const receipt = await readReceipt(db, { id: request.subjectId ?? '', unitId: source.unitId })
  const parts = await readParts(source, receipt.id)
  const short = parts.length === 1
  const sum = writeSum(sumUp(parts), language)
  // Figures, words and the rows below them are one number, or nothing is printed.
  if (sum.figures !== writeSum(sumUp([receipt]), language).figures) throw new Error('a receipt differs from its parts')
  const title = t(receipt.series.startsWith('PT') ? 'papers:receipt.titlePT' : 'papers:receipt.titleBN')
  const label = `${receipt.series} ${receipt.number}/${receipt.year}`
  const copy = await source.copyOf(receipt.id)
  const voided = receipt.voidedOn !== null
  return {
    label: `${title} ${label}`,
    subjectId: receipt.id,
    day: receipt.onDay,
    format: {
      look: 'list',
      ...(short ? { size: 'A5' as const, landscape: true } : {}),
      ...(voided ? { watermark: t('papers:receipt.voided') } : {}),
    },
    fields: {
      receiptTitle: title,
      receipt: label,
      copyNote: copy > 1 ? t('papers:receipt.again', { copy }) : '',
      voidNote: voided ? t('papers:receipt.voidedOn', { day: formatDay(receipt.voidedOn ?? '') }) : '',
      payer: receipt.payerName,
      counterpart: receipt.counterpartName ?? '',
      purpose: receipt.purpose ?? (short ? partText(parts) : ''),
      method: t(`papers:methods.${receipt.method}`),
      sum: sum.figures,
      sumInWords: sum.words,
    },
    lists: {
      parts: (short ? [] : parts).map((part, index) => ({
        fields: {
          number: String(index + 1),
          recipient: part.recipient,
          village: part.village,
          months: part.months,
          amount: moneyText(part, language),
        },
        lists: {},
      })),
    },
  }
}

/** @throws `common.notFound`, `common.notAllowed` */
export async function readReceipt(db: ReadDb, { id, unitId }: { id: string; unitId: string }) {
  const receipt = await db
    .selectFrom('receipt')
    .leftJoin('receipt as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'receipt.id').on('reversal.deleted_at', 'is', null),
    )
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'receipt.counterpart_unit').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'receipt.id',
      'receipt.owner_unit as ownerUnit',
      'receipt.series',
      'receipt.year',
      'receipt.number',
      'receipt.on_day as onDay',
      'receipt.payer_name as payerName',
      'receipt.amount',
      'receipt.currency',
      'receipt.method',
      'receipt.purpose',
      'reversal.on_day as voidedOn',
      'unit_name.name as counterpartName',
    ])
    .where('receipt.id', '=', id)
    .where('receipt.reverses', 'is', null)
    .where('receipt.deleted_at', 'is', null)
    .executeTakeFirst()
  if (receipt === undefined) refuse('common.notFound')
  if (receipt.ownerUnit !== unitId) refuse('common.notAllowed')
  return receipt
}

interface Part {
  recipient: string
  village: string
  months: string
  amount: number
  currency: string
}

/** What a receipt is for, part by part. */
export async function readParts({ db, t }: PaperSource, receiptId: string): Promise<Part[]> {
  const rows = await db
    .selectFrom('allocation')
    .leftJoin('pairing', 'pairing.id', 'allocation.pairing_id')
    .leftJoin('house', 'house.id', 'allocation.house_id')
    .leftJoin('address', (join) => join.on(addressOfPart()))
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'allocation.house_id as houseId',
      'address.id as addressId',
      printedName(t).as('name'),
      'village.name as village',
      'allocation.purpose',
      'allocation.first_month as firstMonth',
      'allocation.last_month as lastMonth',
      'allocation.amount',
      'allocation.currency',
    ])
    .where('allocation.receipt_id', '=', receiptId)
    .where('allocation.deleted_at', 'is', null)
    .orderBy('allocation.id')
    .execute()
  return rows.map(
    ({ houseId, addressId, name: printed, village, purpose, firstMonth, lastMonth, amount, currency }) => {
      const name = addressId === null ? null : printed
      return {
        recipient: houseId === null ? (name ?? purpose ?? '') : t('papers:receipt.house', { name: name ?? '' }),
        village: village ?? '',
        months: firstMonth === null ? '' : monthRange(firstMonth, lastMonth ?? firstMonth),
        amount,
        currency,
      }
    },
  )
}

function addressOfPart(): Expression<SqlBool> {
  return sql<SqlBool>`address.id = coalesce(pairing.address_id, house.address_id)`
}

function partText([part]: Part[]): string {
  return [part?.recipient ?? '', part?.months ?? ''].filter(Boolean).join(', ')
}
