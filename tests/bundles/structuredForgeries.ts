import { gzipSync } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import type { BundleManifestInput, BundleRecord } from '../../src/features/bundles/common/bundleManifest.ts'
import { fieldOf } from '../../src/features/bundles/common/bundleRecords.ts'
import { RECORD_REFERENCES } from '../../src/features/bundles/common/records/recordReferences.ts'
import { fingerprintOf, publicKeyOfSeed } from '../../src/features/bundles/core/envelope/sshSignature.ts'
import { pick } from '../proof/rig.ts'
import { forgeBundle } from './vectors/fixedOffices.ts'

type Line = Record<string, unknown>

/** What a hostile office knows and holds: its good key, a good next report, and ids it saw of another office's. */
export interface Forger {
  /** Ed25519 private key, base64. */
  signing: string
  /** age recipients of the office that opens. */
  to: string[]
  manifest: BundleManifestInput
  lines: readonly BundleRecord[]
  /** The unit's last report, which the receiver has. */
  opened: { bundleId: string; hash: string; epoch: string; seq: number }
  other: { unitId: string; unitCode: string; ids: Record<string, string> }
}

export interface Forgery {
  name: string
  bytes: Buffer
}

interface Draft {
  manifest: Line
  lines: Line[]
  /** The text in place of what manifest and lines would give. */
  text?: (text: string) => string | Buffer
  packed?: (gzip: Buffer) => Buffer
  sealed?: (payload: Buffer) => Buffer
  header?: Line
}

type Random = () => number
type Forge = (draft: Draft, forger: Forger, random: Random) => void

const WRONG_VALUES: readonly unknown[] = [{}, [[]], true, 1e300, 'a\0b', { $ne: null }, ['x', 1]]
const NO_KINDS = ['app_user', 'setting', 'journal', 'audit_entry', 'own_key', 'unit_key', 'Village', 'constructor', 'x']

/** Kinds whose day or first month has to be of our time; a family's steps may be older than the program. */
const DATED_MONEY = ['delivery', 'instalment', 'pairing', 'receipt', 'round']

/** Each breaks one rule; the file is otherwise the unit's good next report, signed with its good key. */
const FORGES: Record<string, Forge> = {
  'a field of a wrong kind': ({ lines }, _, random) => {
    const line = pick(lines, random)
    line[pick(Object.keys(line), random)] = pick(WRONG_VALUES, random)
  },
  'a field missing': ({ lines }, _, random) => {
    const line = pick(lines, random)
    delete line[pick(Object.keys(line), random)]
  },
  'a field too many': ({ lines }, _, random) => {
    pick(lines, random)[pick(['deletedAt', 'changeSeq', 'search', 'prints', 'sortKey', '__proto__x', ''], random)] = 1
  },
  'a row of another owner': ({ lines }, { other }, random) => {
    pick(lines, random).ownerUnit = other.unitId
  },
  'an id that is another office’s row': ({ lines }, { other }, random) => {
    const kinds = lines.filter(({ kind }) => Object.hasOwn(other.ids, String(kind)))
    const line = pick(kinds, random)
    line.id = other.ids[String(line.kind)]
  },
  'a row that names another office’s': ({ lines }, { other }, random) => {
    const reference = pick(
      RECORD_REFERENCES.filter(
        ({ kind, target }) => Object.hasOwn(other.ids, target) && lines.some((line) => line.kind === kind),
      ),
      random,
    )
    const line = pick(
      lines.filter(({ kind }) => kind === reference.kind),
      random,
    )
    line[fieldOf(reference.column)] = other.ids[reference.target]
  },
  'the same row twice': (draft, _, random) => {
    draft.lines.push({ ...pick(draft.lines, random) })
  },
  'a kind nobody sends': ({ lines }, _, random) => {
    pick(lines, random).kind = pick(NO_KINDS, random)
  },
  'money that is negative though nothing is taken back': ({ lines }, _, random) => {
    const given = lines.filter((line) => line.reverses === null && typeof line.amount === 'number')
    pick(given, random).amount = -1 - Math.floor(random() * 1e9)
  },
  'money beyond all sums': ({ lines }, _, random) => {
    pick(
      lines.filter(({ amount }) => typeof amount === 'number'),
      random,
    ).amount = pick([Number.MAX_SAFE_INTEGER, 9e15, 1e18, 0.5, '5'], random)
  },
  'a day that is none': ({ lines }, _, random) => {
    const dated = lines.filter(({ kind }) => DATED_MONEY.includes(String(kind)))
    const line = pick(dated, random)
    line[typeof line.onDay === 'string' ? 'onDay' : 'firstMonth'] = pick(
      ['2026-02-30', '1026-01-01', '9999-12-31', '', '2026-1-1', 'now()'],
      random,
    )
  },
  'a row called gone in a report of everything': (draft, { manifest }, random) => {
    const { id, kind } = pick(draft.lines, random)
    draft.lines.push({ kind: 'gone', of: kind, id, ownerUnit: manifest.unit, version: 1 })
  },
  'a case taken that nobody gave': (draft, { manifest, other }, random) => {
    const [of, id] = pick(Object.entries(other.ids), random)
    draft.lines.unshift({ kind: 'takenOver', of, id, ownerUnit: manifest.unit, fromUnit: other.unitId })
  },
  'changes that do not add up': (draft, { opened, manifest }, random) => {
    draft.lines.length = 1
    const living = { ...manifest.living }
    const kind = pick(Object.keys(living), random)
    living[kind] = (living[kind] ?? 0) + 1
    const base = { seq: opened.seq, hash: opened.hash }
    Object.assign(draft.manifest, { contents: 'changes', base, living, counts: undefined })
  },
  'changes that count from a number nobody has': (draft, { opened }, random) => {
    draft.lines.length = 1
    const hash = pick(['ab'.repeat(32), opened.hash.toUpperCase(), opened.hash.slice(2)], random)
    Object.assign(draft.manifest, { contents: 'changes', base: { seq: opened.seq, hash } })
  },
  'another place in the series': ({ manifest }, { opened }, random) => {
    const changes: Line[] = [
      { seq: opened.seq, prevHash: opened.seq === 1 ? null : opened.hash },
      { seq: 0 },
      { seq: -1 },
      { seq: 1e300 },
      { prevHash: 'cd'.repeat(32) },
      { prevHash: null },
      { seq: opened.seq + 5, contents: 'changes', base: { seq: opened.seq, hash: opened.hash } },
      { epoch: '0198f6c2-0000-7000-8000-000000000009', createdAt: '2016-01-01T00:00:00Z', seq: 1, prevHash: null },
      {
        epoch: '0198f6c2-0000-7000-8000-000000000009',
        seq: opened.seq + 1,
        contents: 'changes',
        base: { seq: opened.seq, hash: opened.hash },
      },
    ]
    Object.assign(manifest, pick(changes, random))
  },
  'the name of a report that was opened': (draft, { opened }) => {
    draft.manifest.bundleId = opened.bundleId
    draft.header = { bundleId: opened.bundleId }
  },
  'another unit’s name': ({ manifest }, { other }, random) => {
    const { unitId: unit, unitCode } = other
    Object.assign(manifest, pick([{ unit, unitCode }, { unit }, { unitCode }, { unitCode: '../x' }], random))
  },
  'a manifest that contradicts itself': ({ manifest }, _, random) => {
    const changes: Line[] = [
      { counts: {} },
      { counts: { village: 1 } },
      { counts: { manifest: 1 } },
      { counts: { village: 2_000_001 } },
      { living: { village: -1 } },
      { period: { from: '2026-12-31', to: '2026-01-01' } },
      { schema: 3 },
      { schema: 0 },
      { schema: '2' },
      { bundleKind: 'anything' },
      { extra: 1 },
      { createdAt: 'yesterday' },
      { bundleId: '0198f6c2-0000-7000-8000-00000000000a' },
      { from: `SHA256:${'A'.repeat(43)}` },
      { format: 'rc-bundle/2' },
      { auditHead: { count: -1, hash: '' } },
    ]
    Object.assign(manifest, pick(changes, random))
  },
  'another kind of bundle': ({ manifest }, _, random) => {
    manifest.bundleKind = pick(['receipt', 'transfer', 'transferAnswer', 'directory', 'decision', 'book'], random)
  },
  'text that is no line': (draft, _, random) => {
    const bad = pick(
      ['[]', 'null', '1', '"x"', '{', '\uFEFF{}', '', '{"kind":1}', '{"__proto__":{"kind":"x"}}'],
      random,
    )
    draft.text = (text) => {
      const lines = text.split('\n')
      lines.splice(Math.floor(random() * lines.length), 0, bad)
      return lines.join('\n')
    }
  },
  'text cut or not ended': (draft, _, random) => {
    draft.text = (text) => text.slice(0, Math.floor(random() * (text.length - 1)))
  },
  'bytes that are no text': (draft, _, random) => {
    draft.text = (text) => {
      const bytes = Buffer.from(text)
      const at = Math.floor(random() * bytes.length)
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xfe]), bytes.subarray(at)])
    }
  },
  'gzip that is none': (draft, _, random) => {
    draft.packed = (gzip) =>
      pick(
        [gzip.subarray(0, -1), Buffer.concat([gzip, Buffer.from('tail')]), Buffer.from('hello'), Buffer.alloc(0)],
        random,
      )
  },
  'ciphertext that was altered': (draft, _, random) => {
    draft.sealed = (payload) => {
      const at = Math.floor(random() * payload.length)
      payload[at] = (payload[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      return payload
    }
  },
  'ciphertext that was cut or grew': (draft, _, random) => {
    draft.sealed = (payload) => {
      const cut = payload.subarray(0, 1 + Math.floor(random() * (payload.length - 1)))
      return pick([cut, Buffer.concat([payload, Buffer.from([0])]), Buffer.concat([payload, payload])], random)
    }
  },
  'a header that is wrong, though signed': (draft, { to }, random) => {
    draft.header = pick(
      [
        { to: [] },
        { to: [...to, ...to] },
        { payloadBytes: 1 },
        { payloadSha256: '0'.repeat(64) },
        { format: 'rc-bundle/9' },
        { note: 'x' },
        { bundleId: 'x' },
        { from: `SHA256:${'A'.repeat(43)}` },
      ],
      random,
    )
  },
}

/** About a megabyte that unpacks to one gigabyte. */
export const BOMB = 'a bomb'
FORGES[BOMB] = (draft, _, random) => {
  const wide = `{"kind":"village","name":"${' '.repeat(1000)}"}\n`
  const filler = pick([' ', '\n', '{"kind":"village"}\n', wide], random)
  const packed = gzipSync(filler.repeat(Math.ceil(1_048_576 / filler.length)))
  draft.lines.length = 0
  draft.packed = (gzip) => Buffer.concat([gzip, ...Array.from({ length: 1024 }, () => packed)])
}

export const FORGERY_NAMES: readonly string[] = Object.keys(FORGES)

/** One forgery of the named sort; of no sort: the unit's good next report, which has to be opened. */
export async function forge(name: string, forger: Forger, random: Random): Promise<Forgery> {
  const lines = forger.lines.map((line): Line => ({ ...line }))
  const from = fingerprintOf(publicKeyOfSeed(Buffer.from(forger.signing, 'base64')))
  const bundleId = crypto.randomUUID()
  const manifest: Line = { kind: 'manifest', format: 'rc-bundle/1', bundleId, from, ...forger.manifest }
  const draft: Draft = { manifest, lines }
  FORGES[name]?.(draft, forger, random)
  // A sort that is not about the counts has them right, or all of them would fail for the same reason.
  if (manifest.counts === forger.manifest.counts || manifest.counts === undefined) manifest.counts = countsOf(lines)
  const header = { bundleId, from, to: forger.to, ...draft.header }
  return { name, bytes: forgeBundle({ payload: await payloadOf(draft, forger), header, seed: forger.signing }) }
}

async function payloadOf(draft: Draft, { to }: Forger): Promise<Buffer> {
  const text = [draft.manifest, ...draft.lines].map((line) => `${JSON.stringify(line)}\n`).join('')
  const gzip = gzipSync(draft.text?.(text) ?? text)
  const encrypter = new Encrypter()
  for (const recipient of to) encrypter.addRecipient(recipient)
  const payload = Buffer.from(await encrypter.encrypt(draft.packed?.(gzip) ?? gzip))
  return draft.sealed?.(payload) ?? payload
}

function countsOf(lines: readonly Line[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of lines) counts[String(kind)] = (counts[String(kind)] ?? 0) + 1
  return counts
}
