import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { useLaoPlaces } from '../../../cooperation/ui/useLaoPlaces.ts'
import { useVocabulary } from '../../../units/ui/useVocabulary.ts'
import type { ShareLine } from '../../common/shares/shareLines.ts'

type Line<Kind extends ShareLine['kind']> = Extract<ShareLine, { kind: Kind }>

/** Everything a share says, part by part, as both sides read it. */
export function ShareContentView({ lines }: { lines: readonly ShareLine[] }) {
  const of = <Kind extends ShareLine['kind']>(kind: Kind) =>
    lines.filter((line): line is Line<Kind> => line.kind === kind)
  return (
    <>
      <People people={of('sharedPerson')} houses={of('sharedHouse')} />
      <Help cells={of('helpCell')} />
      <Built cells={of('houseCell')} />
      <Activities activities={of('sharedActivity')} />
    </>
  )
}

interface PartProps {
  section: 'people' | 'help' | 'built' | 'activities'
  columns: readonly ('when' | 'district' | 'village' | 'what' | 'families' | 'people' | 'times' | 'amount')[]
  rows: readonly (readonly ReactNode[])[]
}

const FIGURES = ['families', 'people', 'times', 'amount']

function Part({ section, columns, rows }: PartProps) {
  const { t } = useTranslation('bundles')
  if (rows.length === 0) return null
  const isFigure = (index: number) => FIGURES.includes(columns[index] ?? '')
  return (
    <div className="nc-share-part">
      <h3 className="nc-bundle-heading">{t(`share.sections.${section}`)}</h3>
      <Table className="nc-bundle-table" aria-label={t(`share.sections.${section}`)}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={column} ta={isFigure(index) ? 'right' : 'left'}>
                {t(`share.columns.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, line) => (
            // The lines of a share have no ids, so that nobody can be followed through it; they never change places here.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Table.Tr key={line}>
              {row.map((cell, index) => (
                <Table.Td
                  key={columns[index]}
                  ta={isFigure(index) ? 'right' : 'left'}
                  className={isFigure(index) ? 'num' : ''}
                >
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function usePlace() {
  const { t } = useTranslation('bundles')
  const { nameOf } = useLaoPlaces()
  return (code: string | null) => (code === null ? t('share.otherDistricts') : nameOf(code))
}

function People({
  people,
  houses,
}: {
  people: readonly Line<'sharedPerson'>[]
  houses: readonly Line<'sharedHouse'>[]
}) {
  const { t } = useTranslation('bundles')
  const { formatDay } = useFormat()
  const place = usePlace()
  const category = useVocabulary('category')
  const built = new Map(houses.map((house) => [house.name, house]))
  const rows = people.map((person) => {
    const house = built.get(person.name)
    const facts = [person.name, person.birthYear, category.nameOf(person.category)]
    if (house !== undefined) facts.push(t(`share.houseTypes.${house.type}`), formatDay(house.handedOverOn ?? ''))
    return [facts.filter((fact) => fact !== null && fact !== '').join(' · '), person.village, place(person.district)]
  })
  return <Part section="people" columns={['what', 'village', 'district']} rows={rows} />
}

function Help({ cells }: { cells: readonly Line<'helpCell'>[] }) {
  const { t } = useTranslation('bundles')
  const { formatMoney, formatNumber } = useFormat()
  const place = usePlace()
  const forms = useVocabulary('helpForm')
  const rows = cells.map((cell) => [
    t('send.quarter', { quarter: cell.quarter, year: cell.year }),
    cell.helpForm === null ? t('share.otherForms') : forms.nameOf(cell.helpForm),
    cell.village ?? t('share.otherVillages'),
    place(cell.district),
    formatNumber(cell.addresses),
    formatNumber(cell.times),
    formatMoney({ amount: cell.amount + cell.goodsValue, currency: cell.currency }),
  ])
  return (
    <Part section="help" columns={['when', 'what', 'village', 'district', 'families', 'times', 'amount']} rows={rows} />
  )
}

function Built({ cells }: { cells: readonly Line<'houseCell'>[] }) {
  const { t } = useTranslation('bundles')
  const { formatMoney, formatNumber } = useFormat()
  const place = usePlace()
  const rows = cells.map((cell) => [
    t('send.quarter', { quarter: cell.quarter, year: cell.year }),
    cell.type === null ? t('share.otherForms') : t(`share.houseTypes.${cell.type}`),
    place(cell.district),
    formatNumber(cell.houses),
    formatMoney({ amount: cell.budget, currency: cell.currency }),
  ])
  return <Part section="built" columns={['when', 'what', 'district', 'times', 'amount']} rows={rows} />
}

function Activities({ activities }: { activities: readonly Line<'sharedActivity'>[] }) {
  const { t } = useTranslation('bundles')
  const { formatDay, formatMoney, formatNumber } = useFormat()
  const place = usePlace()
  const figure = (value: number | null) => (value === null ? t('share.few') : formatNumber(value))
  const rows = activities.map((line) => {
    const where = [line.place, line.district === null ? null : place(line.district)].filter((part) => part !== null)
    const sum = line.amount === null || line.goodsValue === null ? null : line.amount + line.goodsValue
    return [
      formatDay(line.onDay),
      [t(`share.activityKinds.${line.type}`), line.title, line.goods].filter((part) => part !== null).join(' · '),
      where.join(', '),
      figure(line.households),
      figure(line.people),
      sum === null ? t('share.few') : formatMoney({ amount: sum, currency: line.currency }),
    ]
  })
  return <Part section="activities" columns={['when', 'what', 'village', 'families', 'people', 'amount']} rows={rows} />
}
