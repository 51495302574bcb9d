import { FIGURES, type Figure, type Figures, type QuarterTable, type SignedDifference } from './quarterSchemas.ts'

type Source = 'own' | 'fromAbove' | 'otherUnit'

export interface InsideQuestion {
  /** The unit that received. */
  unitId: string
  source: Source
  /** Who gave, where it was written down. */
  counterpart: string | null
}

/**
 * Whether money or goods that a unit received were already counted by another unit of the same table. What comes from above
 * comes from the table's own office unless another giver is named; from another unit only when that one is in the table.
 */
export function isInternalTransfer(
  { unitId, source, counterpart }: InsideQuestion,
  table: { officeId: string; unitIds: ReadonlySet<string> },
): boolean {
  if (source === 'own' || counterpart === unitId) return false
  if (counterpart !== null) return table.unitIds.has(counterpart)
  return source === 'fromAbove' && unitId !== table.officeId
}

export function noFigures(): Figures {
  // Safe: every figure is set.
  return Object.fromEntries(FIGURES.map((figure) => [figure, 0])) as Figures
}

export function addFigures(first: Figures, second: Figures): Figures {
  // Safe: as above.
  return Object.fromEntries(FIGURES.map((figure: Figure) => [figure, first[figure] + second[figure]])) as Figures
}

/** Every figure that is another now than when the table was signed, unit by unit, those below a unit after it. */
export function differencesSince(signed: QuarterTable, now: QuarterTable): SignedDifference[] {
  const rowsOf = (table: QuarterTable) => table.rows.flatMap((row) => [row, ...row.below])
  const units = new Map([...rowsOf(signed), ...rowsOf(now)].map((row) => [row.unit.id, row.unit]))
  const figuresOf = (table: QuarterTable, id: string) =>
    rowsOf(table).find((row) => row.unit.id === id)?.figures ?? null
  return [...units].flatMap(([id, unit]) => {
    const [before, after] = [figuresOf(signed, id), figuresOf(now, id)]
    return FIGURES.flatMap((figure) => {
      const one = before?.[figure] ?? null
      const other = after?.[figure] ?? null
      return (one ?? 0) === (other ?? 0) ? [] : [{ unit, figure, signed: one, now: other }]
    })
  })
}

/** Figures that follow from others are worked out, never typed. */
export function completeFigures(typed: Figures): Figures {
  const { receivedOwn, receivedFromAbove, receivedOtherUnit, internal, deliveredFund, deliveredDirect } = typed
  return {
    ...typed,
    receivedNet: receivedOwn + receivedFromAbove + receivedOtherUnit - internal,
    delivered: deliveredFund + deliveredDirect + typed.deliveredLocal,
  }
}
