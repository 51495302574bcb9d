import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, sumUp, writeSum } from '../paperMoney.ts'
import { readParts, readReceipt } from './receiptContents.ts'

/**
 * What came into the store on a receipt of goods, for the storekeeper to count and sign. It carries the number of that
 * receipt, so one gift has one number; how much of each thing came is written by hand, the books keep its value.
 */
export async function goodsReceiptContents(source: PaperSource): Promise<PaperContents<'goodsReceipt'>> {
  const { db, language, t, request } = source
  const receipt = await readReceipt(db, { id: request.subjectId ?? '', unitId: source.unitId })
  if (receipt.method !== 'goods') refuse('papers.nothingToPrint')
  const parts = await readParts(source, receipt.id)
  const sum = writeSum(sumUp(parts), language)
  const number = `${receipt.series} ${receipt.number}/${receipt.year}`
  const copy = await source.copyOf(receipt.id)
  return {
    label: `${t('papers:kinds.goodsReceipt')} ${number}`,
    subjectId: receipt.id,
    day: receipt.onDay,
    format: { look: 'list', ...(receipt.voidedOn === null ? {} : { watermark: t('papers:receipt.voided') }) },
    fields: {
      receipt: number,
      copyNote: copy > 1 ? t('papers:receipt.again', { copy }) : '',
      voidNote: receipt.voidedOn === null ? '' : t('papers:receipt.voidedOn', { day: formatDay(receipt.voidedOn) }),
      payer: receipt.payerName,
      purpose: receipt.purpose ?? '',
      sum: sum.figures,
      sumInWords: sum.words,
    },
    lists: {
      goods: parts.map((part, index) => ({
        fields: {
          number: String(index + 1),
          what: receipt.purpose ?? part.recipient,
          recipient: part.recipient,
          amount: moneyText(part, language),
        },
        lists: {},
      })),
    },
  }
}
