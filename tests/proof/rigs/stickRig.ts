import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { checkBook } from '../../../src/features/backups/core/backupJob.ts'
import { listNoted } from '../../../src/features/backups/core/backupNotes.ts'
import { makeExchangeOffice } from '../exchangeOffice.ts'
import { fewUnits } from '../fewUnits.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'
import { BlockDisk, unableToCut } from './blockDisk.ts'

const CONTROL_CUTS = 20
/** Older ones are removed to make room. */
const FILES_LOOKED_FOR = 20
const SHELF = 'nhip-cau-15013'

export const stickRig: Rig = {
  name: 'stick-cuts',
  what: 'a stick (ext4) cut off while backups and files are written to it: what has its name is whole, what was called done is there',
  aim: 200,
  unable: unableToCut,
  run: (context) => cutAgainAndAgain(context, false),
  controlWhat: 'files written under their names at once, without a sync',
  control: (context) => cutAgainAndAgain({ ...context, goOn: (done) => done < CONTROL_CUTS, untilBad: true }, true),
}

async function cutAgainAndAgain(context: RigContext, careless: boolean): Promise<Outcome> {
  const outcome = { done: 0, bad: 0 }
  const dir = join(context.scratch, `stick-${careless}`)
  const { app } = await makeExchangeOffice({
    rootDir: dir,
    builtDir: context.builtDir,
    unitCode: '15013',
    kind: 'branch',
    // Or the backups of a few seconds would fill the stick.
    seedOffice: await fewUnits(['38'], { dir: context.scratch, builtDir: context.builtDir }),
  })
  const key = Buffer.from(app.holder.office?.dataKey ?? [])
  await app.close()
  const disk = await BlockDisk.make(context.scratch)
  const acknowledged = join(disk.dir, 'acknowledged')
  const words = ['--dir', dir, '--built', context.builtDir, '--stick', disk.mount, '--acks', acknowledged]
  const program = [join(context.builtDir, 'stickChild.mjs'), ...words, ...(careless ? ['--careless'] : [])]
  const child = spawn(process.execPath, program, { stdio: 'ignore' })
  try {
    while (!isOver(context, outcome) && child.exitCode === null) {
      await wait(100 + context.random() * 900)
      const told = existsSync(acknowledged) ? readFileSync(acknowledged, 'utf8').trimEnd().split('\n') : []
      const wrong = await disk.cut((folder) => countWrong(folder, { key, told }))
      if (told.length === 0) continue
      outcome.done += 1
      outcome.bad += wrong > 0 ? 1 : 0
    }
  } finally {
    child.kill('SIGKILL')
    await wait(300)
    await disk.remove()
  }
  return child.exitCode === null ? outcome : { ...outcome, note: 'the program on the stick ended by itself' }
}

async function countWrong(folder: string, { key, told }: { key: Buffer; told: string[] }): Promise<number> {
  let wrong = 0
  const files = readdirSync(folder).filter((name) => name.endsWith('.rcb'))
  for (const name of files) {
    const hash = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    wrong += name === `${hash}.rcb` ? 0 : 1
  }
  const noted = await listNoted(join(folder, SHELF), new Date().toISOString())
  for (const { dir, note } of noted) {
    const checked = await checkBook({ file: join(dir, 'office.db'), key })
    wrong += checked.ok && checked.value.sha256 === note.sha256 ? 0 : 1
  }
  // Older backups are removed by the rule that keeps one a day; the newest has to be there.
  const lastBackup = told.findLast((line) => line.startsWith('backup '))?.slice(7)
  if (lastBackup !== undefined && !noted.some(({ id }) => id >= lastBackup)) wrong += 1
  const lately = told.filter((line) => line.startsWith('file ')).slice(-FILES_LOOKED_FOR)
  return wrong + lately.filter((line) => !files.includes(line.slice(5))).length
}
