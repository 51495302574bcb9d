import { gzipSync } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JobControl } from '../../src/base/core/jobs.ts'
import { readReportJob } from '../../src/features/bundles/core/open/readReportJob.ts'
import { BUNDLE_ID, branch, firstReport, forgeBundle, province } from './vectors/fixedOffices.ts'

/** How many forgeries of each sort; `npm run proof` asks for more. */
const RUNS = Number(process.env.NHIP_CAU_FORGERIES ?? 40)
const UNIT = firstReport({}).unit
const OTHER = '5b0e2f4e-94c6-5d0e-8a3c-1d5f6a7b8c00'

type Line = Record<string, unknown>

const village: Line = {
  kind: 'village',
  id: '0198f6c2-7a10-7c3e-9d55-3c1f0a2b4c01',
  ownerUnit: UNIT,
  version: 1,
  createdAt: '2026-11-02T03:04:05.000Z',
  communeId: UNIT,
  name: 'Bản Ón',
}

describe('what an office with a good key sends against the format', () => {
  test('a good village is read, so the refusals below mean something', async () => {
    expect(await answerTo([village])).toEqual({ ok: true, emitted: 1 })
  })

  test('a line with any field missing, added, or of another type is refused before a row is handed over', async () => {
    const wrong = fc.constantFrom<unknown>(null, '', 'x', -1, 0.5, 1e300, true, [], {}, 'x'.repeat(9000), 'a\0b', OTHER)
    const mutation = fc.oneof(
      fc.constantFrom(...Object.keys(village)).map((field) => ({ ...village, [field]: undefined })),
      fc.string({ minLength: 1 }).map((field) => ({ ...village, [`x${field}`]: 1 })),
      fc
        .tuple(fc.constantFrom('id', 'ownerUnit', 'version', 'createdAt', 'communeId'), wrong)
        .filter(([field, value]) => !(value === OTHER && (field === 'id' || field === 'communeId')))
        .map(([field, value]) => ({ ...village, [field]: value })),
      fc.constantFrom('a\0b', 'x'.repeat(401), 7, null, {}).map((name) => ({ ...village, name })),
      fc
        .constantFrom('app_user', 'setting', 'journal', 'Village', '__proto__', 'constructor', 'toString')
        .map((kind) => ({
          ...village,
          kind,
        })),
    )
    await refusedAlways(mutation.map((line) => [line]))
  })

  test('a good line of another owner is refused, whichever row it says it is', async () => {
    expect(await answerTo([{ ...village, ownerUnit: OTHER }])).toEqual({ ok: false, emitted: 0 })
  })

  test('lines that move or remove rows are refused where they do not belong', async () => {
    const id = String(village.id)
    const lines: Line[] = [
      { kind: 'gone', of: 'village', id, ownerUnit: UNIT, version: 1 },
      { kind: 'gone', of: 'app_user', id, ownerUnit: UNIT, version: 1 },
      { kind: 'handedOver', of: 'village', id, ownerUnit: OTHER, toUnit: UNIT },
      { kind: 'handedOver', of: 'setting', id, ownerUnit: UNIT, toUnit: OTHER },
      { kind: 'handedOver', of: 'village', id: 'x', ownerUnit: UNIT, toUnit: OTHER },
      { kind: 'takenOver', of: 'village', id, ownerUnit: UNIT, fromUnit: OTHER, note: 1 },
      { kind: 'takenOver', of: 'village', id, ownerUnit: UNIT },
    ]
    for (const line of lines) expect(await answerTo([line]), JSON.stringify(line)).toEqual({ ok: false, emitted: 0 })
  })

  test('a manifest that contradicts itself or its lines is refused', async () => {
    const base = { seq: 1, hash: 'ab'.repeat(32) }
    const changes: Line[] = [
      { counts: { village: 2 } },
      { counts: { village: 1, person: 1 } },
      { counts: { manifest: 1 } },
      { seq: 0 },
      { seq: 2 },
      { seq: 1, prevHash: 'ab'.repeat(32) },
      { contents: 'changes' },
      { base },
      { contents: 'changes', base, seq: 1 },
      { seq: 2, prevHash: 'ab'.repeat(32), contents: 'changes', base: { seq: 2, hash: 'ab'.repeat(32) } },
      { living: { village: -1 } },
      { period: { from: '2026-12-31', to: '2026-01-01' } },
      { unitCode: '15014' },
      { unit: OTHER },
      { bundleKind: 'receipt' },
      { bundleKind: 'anything' },
      { schema: 0 },
      { schema: '2' },
      { from: province.fingerprint },
      { bundleId: OTHER },
      { extra: 1 },
    ]
    for (const change of changes) {
      expect(await answerTo([village], change), JSON.stringify(change)).toEqual({ ok: false, emitted: 0 })
    }
  })

  test('text that is no line of JSON is refused, wherever it stands', async () => {
    const texts = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('[]', 'null', '1', '"x"', '{', '{"kind":1}', '\uFEFF{}'),
    )
    await fc.assert(
      fc.asyncProperty(
        texts.filter((text) => !text.includes('\n')),
        async (text) => {
          expect(await answerToText(`${line(manifest({ counts: { village: 1 } }))}${text}\n`)).toEqual({
            ok: false,
            emitted: 0,
          })
        },
      ),
      { numRuns: RUNS },
    )
  })
})

async function refusedAlways(forgeries: fc.Arbitrary<Line[]>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(forgeries, async (lines) => {
      expect(await answerTo(lines)).toEqual({ ok: false, emitted: 0 })
    }),
    { numRuns: RUNS * 5 },
  )
}

function manifest(changes: Line = {}): Line {
  return {
    kind: 'manifest',
    format: 'rc-bundle/1',
    bundleId: BUNDLE_ID,
    from: branch.fingerprint,
    ...firstReport({}),
    ...changes,
  }
}

function line(value: Line): string {
  return `${JSON.stringify(value)}\n`
}

async function answerTo(lines: Line[], changes: Line = {}): Promise<{ ok: boolean; emitted: number }> {
  const counts: Record<string, number> = {}
  for (const { kind } of lines) if (typeof kind === 'string') counts[kind] = (counts[kind] ?? 0) + 1
  return answerToText(`${line(manifest({ counts, ...changes }))}${lines.map(line).join('')}`)
}

/** What the job that opens a report says, and how many batches of rows it handed over. */
async function answerToText(text: string): Promise<{ ok: boolean; emitted: number }> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(province.publicKeys.box)
  const bytes = forgeBundle({ payload: await encrypter.encrypt(gzipSync(text)) })
  let emitted = 0
  const control: JobControl = {
    progress: () => {},
    emit: async (batch) => {
      // Safe: the job's batches are objects with a kind.
      const { kind } = batch as { kind: string }
      if (kind !== 'opened' && kind !== 'communes') emitted += 1
      // Safe: the job reads only the answer about communes, of which none is known here.
      return {} as never
    },
    signal: new AbortController().signal,
  }
  const signers = [{ unitId: UNIT, unitCode: '15013', fingerprint: branch.fingerprint }]
  const input = { bytes, signers, identities: [province.privateKeys.box] }
  const { ok } = await readReportJob(input, control)
  return { ok, emitted }
}
