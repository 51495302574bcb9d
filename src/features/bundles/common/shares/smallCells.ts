/** Fewer addresses than this are not told as a figure of their own: somebody who knows the village would know who. */
export const SMALLEST_CELL = 5

/** One figure and the addresses it is made of. */
export interface Cell<Value> {
  /** Headings from the widest to the narrowest; null where several were put together. */
  heading: readonly (string | null)[]
  /** Every address in it, and whether it stands in the same share by name. */
  members: ReadonlyMap<string, { named: boolean }>
  value: Value
}

export interface FoldRules<Value> {
  /** How many headings stay whatever happens (the quarter, the currency): cells that differ in them are never put together. */
  fixed: number
  merge(one: Value, other: Value): Value
}

/**
 * Puts cells that are too small together with their neighbours under the heading above, from the narrowest heading up, until
 * each has enough addresses. What is left over alone takes the smallest neighbour with it, so that it cannot be told by
 * elimination; what never gets enough is held back. No total is told that is not the sum of the cells told.
 */
export function foldSmallCells<Value>(
  cells: readonly Cell<Value>[],
  rules: FoldRules<Value>,
): { cells: Cell<Value>[]; heldBack: Cell<Value>[] } {
  let told = cells.filter(mayBeTold)
  let small = cells.filter((cell) => !mayBeTold(cell))
  const width = cells[0]?.heading.length ?? 0
  for (let level = width - 1; level >= rules.fixed && small.length > 0; level -= 1) {
    const stillSmall: Cell<Value>[] = []
    for (const [, group] of groupBy(small, (cell) => headingUpTo(cell, level))) {
      const above = headingUpTo(group[0], level)
      let rest = group.reduce((sum, cell) => mergeCells(sum, cell, { level, rules }))
      let neighbours = told.filter((cell) => headingUpTo(cell, level) === above)
      while (!mayBeTold(rest) && neighbours.length > 0) {
        const smallest = neighbours.reduce((least, cell) => (compareSize(cell, least) < 0 ? cell : least))
        rest = mergeCells(rest, smallest, { level, rules })
        neighbours = neighbours.filter((cell) => cell !== smallest)
        told = told.filter((cell) => cell !== smallest)
      }
      const closed = closeAt(rest, level)
      if (mayBeTold(rest)) told.push(closed)
      else stillSmall.push(closed)
    }
    small = stillSmall
  }
  return { cells: joinSame(told, rules), heldBack: small }
}

/** Enough addresses, and none or enough of them without a name in the same share: else the rest of the cell is known. */
export function mayBeTold({ members }: Pick<Cell<unknown>, 'members'>): boolean {
  const unnamed = [...members.values()].filter((member) => !member.named).length
  return members.size >= SMALLEST_CELL && (unnamed === 0 || unnamed >= SMALLEST_CELL)
}

function headingUpTo(cell: Cell<unknown> | undefined, level: number): string {
  return JSON.stringify(cell?.heading.slice(0, level) ?? [])
}

function closeAt<Value>(cell: Cell<Value>, level: number): Cell<Value> {
  return { ...cell, heading: cell.heading.map((heading, index) => (index < level ? heading : null)) }
}

function mergeCells<Value>(
  one: Cell<Value>,
  other: Cell<Value>,
  { level, rules }: { level: number; rules: FoldRules<Value> },
): Cell<Value> {
  const members = new Map([...one.members, ...other.members])
  return closeAt({ heading: one.heading, members, value: rules.merge(one.value, other.value) }, level)
}

/** Two that were put together under the same heading are one figure: side by side they would show the seam. */
function joinSame<Value>(cells: readonly Cell<Value>[], rules: FoldRules<Value>): Cell<Value>[] {
  return [...groupBy(cells, (cell) => JSON.stringify(cell.heading)).values()].map((group) =>
    group.reduce((sum, cell) => mergeCells(sum, cell, { level: sum.heading.length, rules })),
  )
}

/** By addresses, then by heading, so that the choice does not hang on the order of rows. */
function compareSize(one: Cell<unknown>, other: Cell<unknown>): number {
  const difference = one.members.size - other.members.size
  if (difference !== 0) return difference
  return JSON.stringify(one.heading) < JSON.stringify(other.heading) ? -1 : 1
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
