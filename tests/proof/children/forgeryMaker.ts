import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BOMB, FORGERY_NAMES, type Forger, forge } from '../../bundles/structuredForgeries.ts'
import { pick, seededRandom } from '../rig.ts'

/**
 * The branch that forges: answers each number with the forgery of this turn, and `good` with the report it should have sent.
 * A process of its own, so that what forging costs is not counted as the province's memory.
 */
const { values } = parseArgs({
  options: { dir: { type: 'string', default: '' }, seed: { type: 'string', default: '1' } },
})
/** A bomb costs a hundred times what another forgery does. */
const BOMB_EVERY = 200

const random = seededRandom(Number(values.seed))
// Safe: written by forgeryOffices.ts.
const forger = JSON.parse(readFileSync(join(values.dir, 'forger.json'), 'utf8')) as Forger
const names = FORGERY_NAMES.filter((name) => name !== BOMB)

process.on('message', async (turn: number | 'good') => {
  const { name, bytes } = await forge(turn === 'good' ? '' : nameOf(turn), forger, random)
  process.send?.({ name, bytes })
})

function nameOf(turn: number): string {
  if (turn % BOMB_EVERY === BOMB_EVERY - 1) return BOMB
  return names[turn % names.length] ?? pick(names, random)
}
