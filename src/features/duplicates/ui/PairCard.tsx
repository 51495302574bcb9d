import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  ADDRESS_FIELDS,
  DONOR_FIELDS,
  type DuplicateKind,
  type DuplicatePair,
  type MergeField,
  type Side,
} from '../common/duplicateSchemas.ts'
import { VERY_LIKELY } from '../common/rules.ts'
import { useSideWords } from './useSideWords.ts'

export interface PairCardProps {
  kind: DuplicateKind
  pair: DuplicatePair
  /** Only who may write decides. */
  mayDecide: boolean
  busy: boolean
  onMerge: () => void
  onDismiss: () => void
}

/** Two files side by side, what differs marked by a word as well as by colour. */
export function PairCard({ kind, pair, mayDecide, busy, onMerge, onDismiss }: PairCardProps) {
  const { t } = useTranslation('duplicates')
  const { first, second, score, evidence } = pair
  const names = { first: first.name, second: second.name }
  return (
    <article className="nc-duplicate" aria-label={t('pairs.pair', names)}>
      <p className="nc-duplicate-why">
        <strong>{t(score >= VERY_LIKELY ? 'pairs.very' : 'pairs.some')}</strong>{' '}
        {evidence.map((each) => t(`evidence.${each}`)).join(' · ')}
      </p>
      <SideTable kind={kind} first={first} second={second} />
      {mayDecide ? (
        <div className="nc-duplicate-actions">
          <Button size="xs" disabled={busy} onClick={onMerge}>
            {t('pair.merge')}
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={onDismiss}>
            {t('pair.dismiss')}
          </Button>
        </div>
      ) : null}
    </article>
  )
}

/** The fields in which at least one side says something; those that agree are marked as such. */
function SideTable({ kind, first, second }: { kind: DuplicateKind; first: Side; second: Side }) {
  const { t } = useTranslation('duplicates')
  const { wordOf, standingOf, hangingOf, enteredOn } = useSideWords(kind)
  const fields: readonly MergeField[] = kind === 'address' ? ADDRESS_FIELDS : DONOR_FIELDS
  const said = fields.filter((field) => field !== 'name' && wordOf(first, field) + wordOf(second, field) !== '')
  const lines = [
    ...said.map((field) => lineOf(t(`fields.${field}`), wordOf(first, field), wordOf(second, field))),
    ...(kind === 'address' ? [contextOf(t('fields.state'), standingOf(first), standingOf(second))] : []),
    contextOf(t('fields.hanging'), hangingOf(first), hangingOf(second)),
    contextOf(t('fields.createdAt'), enteredOn(first), enteredOn(second)),
  ]
  return (
    <table className="nc-duplicate-sides">
      <thead>
        <tr>
          <th scope="col">{t('pair.field')}</th>
          {[first, second].map((side) => (
            <th scope="col" key={side.id}>
              <Link className="nc-link" to={pathOf(kind, side.id)} aria-label={t('pair.open', { name: side.name })}>
                {side.name}
              </Link>
            </th>
          ))}
          <th scope="col">
            <span className="nc-visually-hidden">{t('pair.differs')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, one, other, differs }) => (
          <tr key={label} data-differs={differs || undefined}>
            <th scope="row">{label}</th>
            <td>{one}</td>
            <td>{other}</td>
            <td className="nc-duplicate-mark">{differs ? t('pair.differs') : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Line {
  label: string
  one: string
  other: string
  differs: boolean
}

/** What one file leaves blank is no contradiction. */
function lineOf(label: string, one: string, other: string): Line {
  return { label, one, other, differs: one !== '' && other !== '' && one !== other }
}

/** Where the files stand: to be seen, not to be compared. */
function contextOf(label: string, one: string, other: string): Line {
  return { label, one, other, differs: false }
}

export function pathOf(kind: DuplicateKind, id: string): string {
  return kind === 'address' ? `/addresses/${id}` : `/donors/${id}`
}
