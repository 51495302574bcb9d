import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { sumUp, writeSum } from '../paperMoney.ts'
import { printedPurse } from './printedName.ts'

/** Phiếu chi for money that leaves the fund, or giấy điều chuyển for money that changes its purpose. */
export async function paymentSlipContents(source: PaperSource): Promise<PaperContents<'paymentSlip'>> {
  const { language, t } = source
  const slip = await readPayout(source)
  const sum = writeSum(sumUp([slip]), language)
  const title = t(slip.series === 'PC' ? 'papers:payment.titlePC' : 'papers:payment.titleDC')
  const label = `${slip.series} ${slip.number}/${slip.year}`
  const copy = await source.copyOf(slip.id)
  const voided = slip.voidedOn !== null
  return {
    label: `${title} ${label}`,
    subjectId: slip.id,
    day: slip.onDay,
    format: {
      look: 'list',
      size: 'A5',
      landscape: true,
      ...(voided ? { watermark: t('papers:receipt.voided') } : {}),
    },
    fields: {
      receiptTitle: title,
      receipt: label,
      copyNote: copy > 1 ? t('papers:receipt.again', { copy }) : '',
      voidNote: voided ? t('papers:receipt.voidedOn', { day: formatDay(slip.voidedOn ?? '') }) : '',
      payee: slip.payeeName,
      purpose: [t(`papers:payment.kinds.${slip.kind}`), slip.note].filter(Boolean).join(': '),
      purse: slip.fromName ?? '',
      toPurse: slip.toName ?? '',
      method: t(`papers:methods.${slip.method}`),
      sum: sum.figures,
      sumInWords: sum.words,
    },
    lists: {},
  }
}

async function readPayout({ db, t, request, unitId }: PaperSource) {
  const payout = await db
    .selectFrom('payout')
    .leftJoin('payout as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'payout.id').on('reversal.deleted_at', 'is', null),
    )
    .select([
      'payout.id',
      'payout.owner_unit as ownerUnit',
      'payout.kind',
      'payout.series',
      'payout.year',
      'payout.number',
      'payout.on_day as onDay',
      'payout.payee_name as payeeName',
      'payout.amount',
      'payout.currency',
      'payout.method',
      'payout.note',
      'reversal.on_day as voidedOn',
      printedPurse(t, { pairing: 'pairing_id', house: 'house_id', purpose: 'purpose' }).as('fromName'),
      printedPurse(t, { pairing: 'to_pairing_id', house: 'to_house_id', purpose: 'to_purpose' }).as('toName'),
    ])
    .where('payout.id', '=', request.subjectId ?? '')
    .where('payout.reverses', 'is', null)
    .where('payout.deleted_at', 'is', null)
    .executeTakeFirst()
  if (payout === undefined) refuse('common.notFound')
  if (payout.ownerUnit !== unitId) refuse('common.notAllowed')
  return payout
}
