import { parseArgs } from 'node:util'
import { reopenProofOffice, workOnce } from '../proofOffice.ts'

/**
 * Works until it is killed and says what was acknowledged, each on a line of its own. `--early` is the control: it says so before
 * the write is done, as a program without durable commits would.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    built: { type: 'string', default: '' },
    village: { type: 'string', default: '' },
    early: { type: 'boolean', default: false },
  },
})
const { app, client } = await reopenProofOffice(values.dir, values.built)
process.stdout.write('ready\n')
for (let count = 1; ; count += 1) {
  if (values.early) process.stdout.write(`early ${count}\n`)
  const acknowledged = await workOnce({ app, client, villageId: values.village }, count)
  if (!values.early) process.stdout.write(`${acknowledged.join('\n')}\n`)
}
