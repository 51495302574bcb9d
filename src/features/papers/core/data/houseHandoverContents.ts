import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, sumUp, writeSum } from '../paperMoney.ts'
import { readAddressFields } from './readAddress.ts'

/** The house, who paid how much, and the three solid structures as handed over. */
export async function houseHandoverContents(source: PaperSource): Promise<PaperContents<'houseHandover'>> {
  const { language, t } = source
  const house = await readHouse(source)
  const { fields } = await readAddressFields(source, house.addressId)
  const fundings = await readFundings(source, house.id)
  const amounts = fundings.map(({ amount }) => ({ amount, currency: house.currency }))
  const sum = writeSum(sumUp(amounts), language)
  const day = (value: string | null) => (value === null ? '' : formatDay(value))
  const solid = (value: 'durable' | 'notDurable' | null) => (value === null ? '' : t(`papers:durabilities.${value}`))
  return {
    label: `${t('papers:kinds.houseHandover')} – ${fields.name}`,
    subjectId: house.id,
    format: { look: 'letter' },
    ...(house.handedOver === null ? {} : { day: house.handedOver }),
    fields: {
      ...fields,
      houseKind: t(`papers:houseKinds.${house.kind}`),
      programme: house.programme ?? '',
      area: house.area === null ? '' : formatNumber(house.area, language),
      startedDay: day(house.started),
      acceptedDay: day(house.accepted),
      handedOverDay: day(house.handedOver),
      floor: solid(house.floor),
      frame: solid(house.frame),
      roof: solid(house.roof),
      sum: sum.figures,
      sumInWords: sum.words,
    },
    lists: {
      fundings: fundings.map((funding, index) => ({
        fields: {
          number: String(index + 1),
          funder: funding.funder,
          form: t(`papers:fundingKinds.${funding.kind}`),
          days: funding.days === null ? '' : formatNumber(funding.days, language),
          amount: moneyText({ amount: funding.amount, currency: house.currency }, language),
        },
        lists: {},
      })),
    },
  }
}

async function readHouse({ db, request }: PaperSource) {
  const house = await db
    .selectFrom('house')
    .select([
      'id',
      'address_id as addressId',
      'kind',
      'programme',
      'currency',
      'area_m2 as area',
      'started_on as started',
      'accepted_on as accepted',
      'handed_over_on as handedOver',
      'floor_after as floor',
      'frame_after as frame',
      'roof_after as roof',
    ])
    .where('id', '=', request.subjectId ?? '')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return house ?? refuse('common.notFound')
}

function readFundings({ db }: PaperSource, houseId: string) {
  return db
    .selectFrom('house_funding')
    .select(['funder_name as funder', 'kind', 'days', 'amount'])
    .where('house_id', '=', houseId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
