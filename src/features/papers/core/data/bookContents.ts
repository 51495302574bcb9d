import { formatDay } from '../../../../base/common/day.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import { donorNameForOthers } from '../../../donors/common/rules.ts'
import { goodsWords } from '../../../ledger/common/goodsWords.ts'
import { monthRange } from '../../../ledger/common/monthRange.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, sumUp, writeSum } from '../paperMoney.ts'
import { readAddressFields, readMembers } from './readAddress.ts'
import { readVocabulary, withMerged } from './readWords.ts'

/** The office's own book of one address: who helps, and everything that was handed over. */
export async function followUpBookContents(source: PaperSource): Promise<PaperContents<'followUpBook'>> {
  const { db, language, t } = source
  const address = await readAddressFields(source, source.request.subjectId ?? '')
  const ids = await withMerged(db, 'address', address.id)
  const deliveries = await readDeliveries(source, ids)
  const sum = writeSum(sumUp(deliveries), language)
  const { fields, ...ofAddress } = address
  return {
    label: `${t('papers:kinds.followUpBook')} – ${fields.name}`,
    subjectId: address.id,
    format: { look: 'list' },
    fields: {
      ...fields,
      approval: await readApproval(source, ofAddress.decisionId),
      sum: sum.figures,
      sumInWords: sum.words,
    },
    lists: {
      members: await readMembers(source, address),
      sponsors: await readSponsors(source, ids),
      deliveries: deliveries.map(({ amount, currency, ...delivery }, index) => ({
        fields: { ...delivery, number: String(index + 1), amount: moneyText({ amount, currency }, language) },
        lists: {},
      })),
    },
  }
}

/** The family's own book: what is promised per kỳ, what came, and room to sign. */
export async function helpBookContents(source: PaperSource): Promise<PaperContents<'helpBook'>> {
  const address = await readAddressFields(source, source.request.subjectId ?? '')
  const ids = await withMerged(source.db, 'address', address.id)
  const { name, birth, guardian, village, commune, addressLine } = address.fields
  return {
    label: `${source.t('papers:kinds.helpBook')} – ${name}`,
    subjectId: address.id,
    format: { look: 'list' },
    fields: {
      name,
      birth,
      guardian,
      village,
      commune,
      addressLine,
      approval: await readApproval(source, address.decisionId),
    },
    lists: {
      sponsors: (await readSponsors(source, ids)).map(({ fields: { channel: _of, ...fields } }) => ({
        fields,
        lists: {},
      })),
      months: await readMonths(source, ids),
    },
  }
}

export async function readApproval({ db }: PaperSource, decisionId: string | null): Promise<string> {
  if (decisionId === null) return ''
  const paper = await db
    .selectFrom('decision')
    .select(['number', 'on_day as onDay', 'title'])
    .where('id', '=', decisionId)
    .executeTakeFirst()
  if (paper === undefined) return ''
  return [paper.number ?? paper.title, paper.onDay === null ? '' : formatDay(paper.onDay)].filter(Boolean).join(', ')
}

/** Who helps an address now or is to. */
export async function readSponsors({ db, language, t }: PaperSource, addressIds: readonly string[]) {
  const form = await readVocabulary(db, { kind: 'helpForm', language })
  const channel = await readVocabulary(db, { kind: 'channel', language })
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select([
      'donor.name',
      'donor.anonymous',
      'pairing.help_form as form',
      'pairing.amount',
      'pairing.currency',
      'pairing.frequency',
      'pairing.first_month as first',
      'pairing.last_month as last',
      'pairing.channel',
    ])
    .where('pairing.address_id', 'in', addressIds)
    .where('pairing.state', 'in', ['active', 'suspended', 'intended'])
    .where('pairing.deleted_at', 'is', null)
    .orderBy('pairing.first_month')
    .orderBy('pairing.id')
    .execute()
  return rows.map((row, index) => ({
    fields: {
      number: String(index + 1),
      donor: donorNameForOthers({ name: row.name, anonymous: row.anonymous === 1 }, t('papers:anonymousDonor')),
      form: form(row.form),
      amount: moneyText(row, language),
      frequency: t(`papers:frequencies.${row.frequency}`),
      period: periodText(row, t('papers:openEnd')),
      channel: channel(row.channel),
    },
    lists: {},
  }))
}

function periodText({ first, last }: { first: string; last: string | null }, openEnd: string): string {
  return last === null ? `${formatDay(first)} – ${openEnd}` : monthRange(first, last)
}

/** Deliveries that stand: a row taken back and its reversal are both left out. */
async function readDeliveries({ db, language, t }: PaperSource, addressIds: readonly string[]) {
  const channel = await readVocabulary(db, { kind: 'channel', language })
  const rows = await db
    .selectFrom('delivery')
    .leftJoin('delivery as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'delivery.id').on('reversal.deleted_at', 'is', null),
    )
    .leftJoin('donor', 'donor.id', 'delivery.donor_id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .select([
      'delivery.on_day as onDay',
      'delivery.amount',
      'delivery.currency',
      'delivery.goods_item as goods',
      'delivery.goods_quantity as goodsQuantity',
      'delivery.goods_unit as goodsUnit',
      'delivery.channel',
      'delivery.receiver',
      'delivery.proxy_name as proxyName',
      'donor.name as donorName',
      'donor.anonymous',
      'instalment.first_month as first',
      'instalment.last_month as last',
    ])
    .where('delivery.address_id', 'in', addressIds)
    .where('delivery.deleted_at', 'is', null)
    .where('delivery.reverses', 'is', null)
    .where('reversal.id', 'is', null)
    .orderBy('delivery.on_day')
    .orderBy('instalment.first_month')
    .orderBy('delivery.id')
    .execute()
  return rows.map((row) => ({
    day: formatDay(row.onDay),
    donor:
      row.donorName === null
        ? ''
        : donorNameForOthers({ name: row.donorName, anonymous: row.anonymous === 1 }, t('papers:anonymousDonor')),
    months: row.first === null || row.last === null ? '' : monthRange(row.first, row.last),
    amount: row.amount,
    currency: row.currency,
    goods: goodsWords(row, (value) => formatNumber(value, language)) ?? '',
    receiver:
      row.receiver === 'self' ? t('papers:receivedSelf') : `${t('papers:list.byProxy')}: ${row.proxyName ?? ''}`,
    channel: channel(row.channel),
  }))
}

/** Every kỳ of the present pairings with what was received of it. */
async function readMonths({ db, language }: PaperSource, addressIds: readonly string[]) {
  const rows = await db
    .selectFrom('instalment')
    .innerJoin('pairing', 'pairing.id', 'instalment.pairing_id')
    .leftJoin('delivery', (join) =>
      join.onRef('delivery.instalment_id', '=', 'instalment.id').on('delivery.deleted_at', 'is', null),
    )
    .select((each) => [
      'instalment.id',
      'instalment.first_month as first',
      'instalment.last_month as last',
      'instalment.amount',
      'instalment.currency',
      each.fn.sum<number | null>('delivery.amount').as('received'),
      each.fn.max('delivery.on_day').as('day'),
    ])
    .where('pairing.address_id', 'in', addressIds)
    .where('pairing.state', 'in', ['active', 'suspended'])
    .where('pairing.deleted_at', 'is', null)
    .where('instalment.deleted_at', 'is', null)
    .groupBy([
      'instalment.id',
      'instalment.first_month',
      'instalment.last_month',
      'instalment.amount',
      'instalment.currency',
    ])
    .orderBy('instalment.first_month')
    .orderBy('instalment.id')
    .execute()
  return rows.map((row, index) => {
    const received = Number(row.received ?? 0)
    return {
      fields: {
        number: String(index + 1),
        months: monthRange(row.first, row.last),
        promised: moneyText(row, language),
        received: moneyText({ amount: received, currency: row.currency }, language),
        day: received === 0 || row.day === null ? '' : formatDay(row.day),
      },
      lists: {},
    }
  })
}
