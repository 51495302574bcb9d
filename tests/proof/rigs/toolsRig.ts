import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import { MAX_PAYLOAD_BYTES } from '../../../src/features/bundles/common/bundleHeader.ts'
import { collectUpTo, slicesOf, webStreamOf } from '../../../src/features/bundles/core/envelope/byteStreams.ts'
import { sealBundle } from '../../../src/features/bundles/core/envelope/sealBundle.ts'
import { allowedSignersLine } from '../../../src/features/bundles/core/envelope/unitKeys.ts'
import {
  branch,
  firstReport,
  forgeBundle,
  listRecords,
  openAsProvince,
  province,
  recovery,
  smallReport,
  stranger,
} from '../../bundles/vectors/fixedOffices.ts'
import { storedPayload } from '../../bundles/vectors/storedPayload.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const TOOLS = ['age', 'ssh-keygen', 'tar', 'sha256sum', 'gunzip']
const SIZES = [1, 65_535, 65_536, 65_537, 1_048_576, 104_857_600]
/** The smallest payload that holds a manifest. */
const SMALLEST_PAYLOAD = 700
const READERS = [province, recovery, stranger]

type Try = (folder: string) => Promise<boolean> | boolean

export const toolsRig: Rig = {
  name: 'stock-tools',
  what: 'age, ssh-keygen, tar, sha256sum and gunzip read ours and write what ours reads, 1 byte to 100 MB, each of three readers',
  aim: SIZES.length * 3,
  unable: () => {
    const missing = TOOLS.filter((tool) => spawnSync('which', [tool]).status !== 0)
    return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`
  },
  run: (context) =>
    tryEach(
      context,
      SIZES.flatMap((size) => [
        (folder) => ageReadsOurs(folder, size),
        (folder) => oursReadsAge(folder, size),
        (folder) => toolsReadBundle(folder, size),
      ]),
    ),
  controlWhat: 'a byte altered on the way',
  control: (context) =>
    tryEach(context, [
      (folder) => ageReadsOurs(folder, 65_536, alter),
      (folder) => oursReadsAge(folder, 65_536, alter),
      (folder) => toolsReadBundle(folder, 65_536, alter),
    ]),
}

async function tryEach(context: RigContext, tries: readonly Try[]): Promise<Outcome> {
  const folder = join(context.scratch, 'tools')
  const outcome = { done: 0, bad: 0 }
  for (const attempt of tries) {
    if (isOver(context, outcome)) break
    mkdirSync(folder, { recursive: true })
    READERS.forEach(({ privateKeys }, reader) => {
      writeFileSync(join(folder, `${reader}.key`), `${privateKeys.box}\n`, { mode: 0o600 })
    })
    outcome.bad += (await holds(() => attempt(folder))) ? 0 : 1
    outcome.done += 1
    rmSync(folder, { recursive: true })
  }
  return outcome
}

/** A tool that says no throws. */
async function holds(attempt: () => Promise<boolean> | boolean): Promise<boolean> {
  try {
    return await attempt()
  } catch {
    return false
  }
}

type Alter = (bytes: Uint8Array) => Uint8Array
const unaltered: Alter = (bytes) => bytes
const alter: Alter = (bytes) => {
  const altered = Buffer.from(bytes)
  const at = altered.length >> 1
  altered[at] = (altered[at] ?? 0) ^ 1
  return altered
}

async function ageReadsOurs(folder: string, size: number, onTheWay = unaltered): Promise<boolean> {
  const plain = randomBytes(size)
  const encrypter = new Encrypter()
  for (const { publicKeys } of READERS) encrypter.addRecipient(publicKeys.box)
  const sealed = await collectUpTo(await encrypter.encrypt(webStreamOf(slicesOf(plain))), MAX_PAYLOAD_BYTES)
  if (sealed === undefined) return false
  writeFileSync(join(folder, 'sealed'), onTheWay(sealed))
  return READERS.every((_, reader) => plain.equals(run(folder, ['age', '-d', '-i', `${reader}.key`, 'sealed'])))
}

async function oursReadsAge(folder: string, size: number, onTheWay = unaltered): Promise<boolean> {
  const recipients = READERS.map(({ publicKeys }) => publicKeys.box)
  const args = recipients.flatMap((recipient) => ['-r', recipient])
  const plain = size < SMALLEST_PAYLOAD ? randomBytes(size) : storedPayload(size)
  const payload = onTheWay(run(folder, ['age', ...args], plain))
  for (const { privateKeys } of READERS) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(privateKeys.box)
    const read = await collectUpTo(await decrypter.decrypt(webStreamOf(slicesOf(payload))), MAX_PAYLOAD_BYTES)
    if (read?.equals(plain) !== true) return false
  }
  if (size < SMALLEST_PAYLOAD) return true
  const opened = await openAsProvince(forgeBundle({ payload, header: { to: recipients } }))
  return opened.ok && (await listRecords(opened.value.records())).length > 0
}

/** All an outsider does with a bundle of ours, as docs/bundle-format.md tells. */
async function toolsReadBundle(folder: string, size: number, onTheWay = unaltered): Promise<boolean> {
  const text = randomBytes(3 * 1_048_576).toString('base64')
  const records = Array.from({ length: Math.ceil(size / 3_145_728) }, (_, id) => ({
    kind: 'delivery',
    id,
    note: text.slice(0, Math.min(3_145_728, size)),
  }))
  const recipients = READERS.map(({ publicKeys }) => publicKeys.box)
  const sealed = await sealBundle(
    smallReport({ recipients, manifest: firstReport({ delivery: records.length }), records }),
  )
  if (!sealed.ok) return false
  writeFileSync(join(folder, 'report.rcb'), onTheWay(sealed.value.bytes))
  run(folder, ['tar', '-xf', 'report.rcb'])
  writeFileSync(join(folder, 'allowed_signers'), `${allowedSignersLine('15013', branch.publicKeys)}\n`)
  const verify = ['-Y', 'verify', '-f', 'allowed_signers', '-I', '15013', '-n', 'rc-bundle', '-s', 'header.json.sig']
  const header = readFileSync(join(folder, 'header.json'))
  run(folder, ['ssh-keygen', ...verify], header)
  const [sum] = run(folder, ['sha256sum', 'payload.age']).toString().split(' ')
  if (sum !== JSON.parse(header.toString()).payloadSha256) return false
  return READERS.every((_, reader) => {
    const lines = run(folder, ['gunzip', '-c'], run(folder, ['age', '-d', '-i', `${reader}.key`, 'payload.age']))
    const [manifest, ...rest] = lines.toString().trimEnd().split('\n')
    if (manifest !== JSON.stringify(sealed.value.manifest)) return false
    return rest.length === records.length && rest.every((line, at) => line === JSON.stringify(records[at]))
  })
}

function run(cwd: string, [tool = '', ...args]: readonly string[], input?: Uint8Array): Buffer {
  const options: ExecFileSyncOptions = { cwd, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 2 ** 28 }
  return Buffer.from(execFileSync(tool, args, input === undefined ? options : { ...options, input }))
}
