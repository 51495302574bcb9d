import * as z from 'zod'
import { LARGEST_AMOUNT } from '../../../../base/common/money.ts'
import { amount, codeText, flag, idText, longText, shortText } from './columnFate.ts'

export type Accepts = (value: unknown) => boolean

/**
 * A test that says yes exactly when the schema of a record column does. A report has millions of values, and most of them
 * are of these few shapes; any other schema is asked itself. Only for schemas that leave a value as it is.
 */
export function acceptsOf(schema: z.ZodType): Accepts {
  const plain = PLAIN.get(schema)
  if (plain !== undefined) return plain
  if (!(schema instanceof z.ZodNullable)) return asking(schema)
  // Safe: what a record column makes nullable is a schema of the classic kind.
  const accepts = acceptsOf(schema.unwrap() as z.ZodType)
  return (value) => value === null || accepts(value)
}

const UUID = z.regexes.uuid()

const PLAIN = new Map<z.ZodType, Accepts>([
  [idText, (value) => typeof value === 'string' && UUID.test(value)],
  [codeText, textUpTo(64)],
  [shortText, textUpTo(400)],
  [longText, textUpTo(8000)],
  [amount, (value) => Number.isInteger(value) && Math.abs(Number(value)) <= LARGEST_AMOUNT],
  [flag, (value) => value === 0 || value === 1],
])

function textUpTo(length: number): Accepts {
  return (value) => typeof value === 'string' && value.length <= length && !value.includes('\0')
}

/** Bounds what is remembered of one column. */
const MOST_REMEMBERED = 2000
const LONGEST_REMEMBERED = 40

/** Days, months, moments and codes come again and again: an accepted text is not asked about twice. */
function asking(schema: z.ZodType): Accepts {
  const remembered = new Set<unknown>()
  return (value) => {
    if (remembered.has(value)) return true
    const accepted = schema.safeParse(value).success
    if (accepted && typeof value === 'string' && value.length <= LONGEST_REMEMBERED) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.add(value)
    }
    return accepted
  }
}
