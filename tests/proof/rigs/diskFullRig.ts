import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { failureOf } from '../../../src/base/common/failures.ts'
import { freeReserve, makeReserve } from '../../../src/db/reserveFile.ts'
import { makeProofOffice, type ProofClient, reopenProofOffice, workOnce } from '../proofOffice.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const STEP_BYTES = 64 * 1024
const STEPS = 32
const RESERVE_BYTES = 8 * 1024 * 1024

export const diskFullRig: Rig = {
  name: 'disk-full',
  what: 'the disk fills up at each 64 KB of 2 MB: what was acknowledged stays, reading goes on, the reserve lets one save through',
  aim: STEPS,
  unable: () => (process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'needs root to mount a tmpfs'),
  run: (context) => fillAgainAndAgain(context, true),
  controlWhat: 'no reserve: the save after it fails too',
  control: (context) => fillAgainAndAgain({ ...context, goOn: (done) => done < 3 && context.goOn(0) }, false),
}

async function fillAgainAndAgain(context: RigContext, reserve: boolean): Promise<Outcome> {
  const source = join(context.scratch, `full-source-${reserve}`)
  const { app, villageId } = await makeProofOffice(source, context.builtDir)
  await app.close()
  const bytes = Number(spawnSync('du', ['-sb', source], { encoding: 'utf8' }).stdout.split('\t')[0])
  const outcome = { done: 0, bad: 0 }
  while (outcome.done < STEPS && !isOver(context, outcome)) {
    const mount = join(context.scratch, `full-${reserve}-${outcome.done}`)
    mkdirSync(mount)
    // Room for the reserve twice over, since it is made only while there is plenty; the rest is filled with a ballast.
    const size = bytes + 5 * RESERVE_BYTES
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', mount])
    try {
      cpSync(source, mount, { recursive: true })
      if (reserve) await makeReserve(mount)
      leaveRoom(mount, 512 * 1024 + outcome.done * STEP_BYTES)
      outcome.bad += await workUntilFull(context, { mount, villageId })
    } finally {
      spawnSync('umount', ['-l', mount])
      rmSync(mount, { recursive: true, force: true })
    }
    outcome.done += 1
  }
  return outcome
}

function leaveRoom(mount: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(mount)
  spawnSync('fallocate', ['-l', String(bavail * bsize - bytes), join(mount, 'ballast')])
}

async function workUntilFull(
  context: RigContext,
  { mount, villageId }: { mount: string; villageId: string },
): Promise<number> {
  const { app, client } = await reopenProofOffice(mount, context.builtDir)
  let bad = 0
  const acknowledged: string[] = []
  try {
    for (let count = 1; ; count += 1) {
      const failure: { code: string } | undefined = await workOnce({ app, client, villageId }, count).then((ids) => {
        acknowledged.push(...ids)
        return undefined
      }, failureOf)
      if (failure === undefined) continue
      bad += failure.code === 'common.diskFull' ? 0 : 1
      break
    }
    // The door gave the reserve back: whoever tries again is heard.
    await freeReserve(mount)
    bad += await workOnce({ app, client, villageId }, 0).then(
      () => 0,
      () => 1,
    )
    bad += await countMissing(client, acknowledged)
  } finally {
    await app.close().catch(() => undefined)
  }
  return bad
}

async function countMissing(client: ProofClient, acknowledged: readonly string[]): Promise<number> {
  let missing = 0
  for (const line of acknowledged) {
    const [table, id = ''] = line.split(' ')
    const found = table === 'address' ? client.addresses.get({ id }) : client.ledger.receipts.get({ id })
    missing += await found.then(
      () => 0,
      () => 1,
    )
  }
  return missing
}
