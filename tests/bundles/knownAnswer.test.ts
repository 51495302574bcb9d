import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readToldLine } from '../../src/features/bundles/common/toldLines.ts'
import { decryptBundle } from '../../src/features/bundles/core/envelope/decryptBundle.ts'
import { headerFile } from '../../src/features/bundles/core/envelope/sealBundle.ts'
import { signSsh } from '../../src/features/bundles/core/envelope/sshSignature.ts'
import { readBundleTar, writeBundleTar } from '../../src/features/bundles/core/envelope/strictTar.ts'
import { phoneFingerprint } from '../../src/features/bundles/core/envelope/unitKeys.ts'
import { verifyBundle } from '../../src/features/bundles/core/envelope/verifyBundle.ts'
import { asProvince, branch, listRecords, province, recovery } from './vectors/fixedOffices.ts'

const file = readFileSync(new URL('vectors/report.rcb', import.meta.url))
const expected = JSON.parse(readFileSync(new URL('vectors/report.expected.json', import.meta.url), 'utf8'))

test('The bundle of the first release still opens, for the province and for recovery', async () => {
  for (const reader of [province, recovery]) {
    const verified = verifyBundle(file, { ...asProvince, ourRecipients: [reader.publicKeys.box] })
    if (!verified.ok) throw new Error(verified.failure.code)
    expect(verified.value).toMatchObject({ header: expected.header, bundleHash: expected.bundleHash })
    expect(verified.value.signer.fingerprint).toBe(expected.signer)
    const opened = await decryptBundle(verified.value, [reader.privateKeys.box])
    if (!opened.ok) throw new Error(opened.failure.code)
    expect(opened.value.manifest).toEqual({ ...expected.manifest, base: null, living: null })
    expect(await listRecords(opened.value.records())).toEqual(expected.records)
  }
})

test('A report of schema 3 still opens, and its figures of the units below are read', async () => {
  const figures = readFileSync(new URL('vectors/figures.rcb', import.meta.url))
  const told = JSON.parse(readFileSync(new URL('vectors/figures.expected.json', import.meta.url), 'utf8'))
  const verified = verifyBundle(figures, asProvince)
  if (!verified.ok) throw new Error(verified.failure.code)
  expect(verified.value).toMatchObject({ header: told.header, bundleHash: told.bundleHash })
  const opened = await decryptBundle(verified.value, [province.privateKeys.box])
  if (!opened.ok) throw new Error(opened.failure.code)
  expect(opened.value.manifest).toEqual(told.manifest)
  const records = await listRecords(opened.value.records())
  expect(records).toEqual(told.records)
  expect(records.map((record) => readToldLine(record)?.units.map(({ code }) => code))).toEqual([['15016', '15019']])
})

test('Its header, signature and tar are still written byte for byte', () => {
  const members = readBundleTar(file)
  if (!members.ok) throw new Error(members.failure.code)
  const header = headerFile(expected.header)
  const seed = Buffer.from(branch.privateKeys.signing, 'base64')
  const signature = Buffer.from(signSsh(seed, 'rc-bundle', header))
  const rewritten = writeBundleTar({ header, signature, payload: members.value.payload })
  expect(rewritten.equals(file)).toBe(true)
})

test('The number read by phone is still the same', () => {
  expect(phoneFingerprint(branch.publicKeys, '15013')).toBe(expected.phoneFingerprint)
})
