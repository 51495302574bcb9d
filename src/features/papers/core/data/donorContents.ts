import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import { formatMoney, formatNumber } from '../../../../base/common/formatMoney.ts'
import { monthRange } from '../../../ledger/common/monthRange.ts'
import { bankName } from '../../common/vietNamBanks.ts'
import { bankText, vietQrText } from '../../common/vietQr.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, sumUp, writeSum } from '../paperMoney.ts'
import { qrImage } from '../qrImage.ts'
import { periodOf } from './paperPeriod.ts'
import { type DonorPairing, readDonorPairings, readReceipts } from './readDonorMoney.ts'
import { readHelped } from './readHelped.ts'
import { withMerged } from './readWords.ts'

/** Everything received from a sponsor and handed over for them in a period; the totals are the sums of the rows. */
export async function donorStatementContents(source: PaperSource): Promise<PaperContents<'donorStatement'>> {
  const { language, t } = source
  const donor = await readDonor(source)
  const period = periodOf(source)
  const receipts = await readReceipts(source, { ...period, donorIds: donor.ids })
  const helped = await readHelped(source, { ...period, donorIds: donor.ids })
  const received = writeSum(sumUp(receipts), language)
  const delivered = writeSum(helped.sums, language)
  return {
    label: `${t('papers:kinds.donorStatement')} – ${donor.name}`,
    subjectId: donor.id,
    format: { look: 'list' },
    fields: {
      ...donor.fields,
      ...dayFields(period),
      receivedSum: received.figures,
      receivedInWords: received.words,
      deliveredSum: delivered.figures,
      deliveredInWords: delivered.words,
      people: formatNumber(helped.people, language),
      unnamedNote: unnamedNote(helped.unnamed, source),
    },
    lists: {
      receipts: receipts.map(({ receipt, onDay, purpose, ...row }, index) => ({
        fields: {
          number: String(index + 1),
          receipt,
          day: formatDay(onDay),
          purpose,
          amount: formatMoney({ amount: row.amount, currency: row.currency }, language),
        },
        lists: {},
      })),
      deliveries: helped.rows,
    },
  }
}

/** What a sponsor's help came to, in a letter; nobody is named or told of who did not agree to it on paper. */
export async function thankYouContents(source: PaperSource): Promise<PaperContents<'thankYouLetter'>> {
  const { language, t } = source
  const donor = await readDonor(source)
  const period = periodOf(source)
  const receipts = await readReceipts(source, { ...period, donorIds: donor.ids })
  const helped = await readHelped(source, { ...period, donorIds: donor.ids })
  if (receipts.length === 0 && helped.people === 0) refuse('papers.nothingToPrint')
  const received = writeSum(sumUp(receipts), language)
  const delivered = writeSum(helped.sums, language)
  return {
    label: `${t('papers:kinds.thankYouLetter')} – ${donor.name}`,
    subjectId: donor.id,
    format: { look: 'letter' },
    fields: {
      ...donor.fields,
      ...dayFields(period),
      ...transferFields(source, await readDonorPairings(source, donor.ids)),
      // A sponsor who gives straight to the family is not thanked for money the fund never had.
      receivedSum: receipts.length === 0 ? '' : received.figures,
      receivedInWords: receipts.length === 0 ? '' : received.words,
      deliveredSum: delivered.figures,
      deliveredInWords: delivered.words,
      people: formatNumber(helped.people, language),
      times: formatNumber(helped.times, language),
      unnamedNote: unnamedNote(helped.unnamed, source),
    },
    lists: { deliveries: helped.rows },
  }
}

/** The two sides, whom the sponsor takes on, and what is promised. */
export async function agreementContents(source: PaperSource): Promise<PaperContents<'agreement'>> {
  const { language, t } = source
  const donor = await readDonor(source)
  const pairings = await readDonorPairings(source, donor.ids)
  if (pairings.length === 0) refuse('papers.nothingToPrint')
  const frequencies = new Set(pairings.map(({ frequency }) => frequency))
  // Months and years are not added together: a total stands only where all promise for the same kỳ.
  const sum = frequencies.size === 1 ? writeSum(sumUp(pairings), language) : { figures: '', words: '' }
  const [frequency] = frequencies
  return {
    label: `${t('papers:kinds.agreement')} – ${donor.name}`,
    subjectId: donor.id,
    format: { look: 'letter' },
    fields: {
      ...donor.fields,
      ...transferFields(source, pairings),
      people: formatNumber(new Set(pairings.map(({ addressId }) => addressId)).size, language),
      unnamedNote: unnamedNote(pairings.filter(({ named }) => !named).length, source),
      sum: sum.figures,
      sumInWords: sum.words,
      frequency: frequencies.size === 1 && frequency !== undefined ? t(`papers:frequencies.${frequency}`) : '',
    },
    lists: { pairings: pairings.map((pairing, index) => pairingRow(pairing, { number: index + 1, source })) },
  }
}

function pairingRow(pairing: DonorPairing, { number, source }: { number: number; source: PaperSource }) {
  const { t, language } = source
  const { named, first, last } = pairing
  return {
    fields: {
      number: String(number),
      name: named ? pairing.name : t('papers:unnamedAddress'),
      birthYear: named ? (pairing.birthDay?.slice(0, 4) ?? '') : '',
      village: named ? (pairing.village ?? '') : '',
      form: pairing.form,
      amount: moneyText(pairing, language),
      frequency: t(`papers:frequencies.${pairing.frequency}`),
      period: last === null ? `${formatDay(first)} – ${t('papers:openEnd')}` : monthRange(first, last),
      channel: pairing.channelName,
    },
    lists: {},
  }
}

/** From the first day of the year to today, unless told. */
function dayFields({ from, to }: { from: string; to: string }) {
  return { fromDay: formatDay(from), toDay: formatDay(to) }
}

function unnamedNote(count: number, { t }: PaperSource): string {
  return count === 0 ? '' : t('papers:unnamedNote', { count })
}

/** The code a bank app reads; empty where the office has given no account. */
function transferFields({ letterhead, request, language }: PaperSource, pairings: readonly DonorPairing[]) {
  const { bankBin, account, accountName, transferNote } = letterhead
  if (bankBin === '' || account === '') {
    return { vietQr: '', transferAmount: '', bank: '', account: '', accountName: '', transferNote: '' }
  }
  const amount = request.transferAmount ?? pledgedDong(pairings)
  const purpose = bankText(transferNote)
  const transfer = { bankBin, account, purpose, ...(amount > 0 ? { amount } : {}) }
  return {
    vietQr: qrImage(vietQrText(transfer)),
    transferAmount: moneyText({ amount, currency: 'VND' }, language),
    bank: bankName(bankBin),
    account,
    accountName,
    transferNote: purpose,
  }
}

/** What the sponsor pays into the fund each kỳ. */
function pledgedDong(pairings: readonly DonorPairing[]): number {
  return pairings
    .filter(({ channel, currency, state }) => channel === 'fund' && currency === 'VND' && state === 'active')
    .reduce((sum, { amount }) => sum + amount, 0)
}

async function readDonor({ db, request }: PaperSource) {
  const donor = await db
    .selectFrom('donor')
    .select(['id', 'name', 'representative', 'place', 'phone', 'tax_code as taxCode'])
    .where('id', '=', request.subjectId ?? '')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (donor === undefined) refuse('common.notFound')
  return {
    id: donor.id,
    name: donor.name,
    ids: await withMerged(db, 'donor', donor.id),
    fields: {
      donor: donor.name,
      representative: donor.representative ?? '',
      donorPlace: donor.place ?? '',
      donorPhone: donor.phone ?? '',
      taxCode: donor.taxCode ?? '',
    },
  }
}
