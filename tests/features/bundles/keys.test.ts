import { describe, expect, test } from 'vitest'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  exchangeKeys,
  handOver,
  introduce,
  makeReport,
  openReport,
  startNewSeries,
} from './offices.ts'

describe('keys of two offices', () => {
  test('an office makes its keys once and keeps the secret half only encrypted', async () => {
    const { client, ...branch } = await openTestApp()
    const first = await client.bundles.keys.own()
    expect(await client.bundles.keys.own()).toEqual(first)
    expect(first.digits).toMatch(/^(\d{5} ){5}\d{5}$/)
    const row = await bookOf({ client, ...branch })
      .read.selectFrom('own_key')
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(Buffer.from(row.wrapped_private, 'base64').toString('latin1')).not.toContain('AGE-SECRET-KEY')
  })

  test('a branch is enrolled only with the digits its people read out, however they are spaced', async () => {
    const { branch, province } = await offices()
    const { text } = await branch.client.bundles.keys.requestFile()
    const facts = await province.client.bundles.keys.readFile({ file: { text } })
    expect(facts).toMatchObject({ role: 'request', alreadyEnrolled: false, unit: { vi: 'Xã Na Mèo' } })
    const { digits } = await branch.client.bundles.keys.own()
    const wrong = `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`
    await expect(province.client.bundles.keys.enrol({ file: { text }, digits: wrong })).rejects.toMatchObject({
      code: 'bundles.digitsDiffer',
    })
    expect((await province.client.bundles.keys.list()).keys).toEqual([])
    await province.client.bundles.keys.enrol({ file: { text }, digits: digits.replaceAll(' ', '.') })
    const { keys } = await province.client.bundles.keys.list()
    expect(keys.map((key) => [key.unit.code, key.role, key.replaced])).toEqual([['15013', 'sender', false]])
  })

  test('nobody can slip another key or recovery recipient into a key file', async () => {
    const { branch, province } = await offices()
    const { recipient } = await branch.client.bundles.keys.makeRecovery()
    await province.client.bundles.keys.makeRecovery()
    const { text } = await province.client.bundles.keys.answerFile()
    const { digits } = await province.client.bundles.keys.own()
    const altered = JSON.stringify({ ...JSON.parse(text), recovery: recipient })
    await expect(branch.client.bundles.keys.enrolReceiver({ file: { text: altered }, digits })).rejects.toMatchObject({
      code: 'bundles.notAKeyFile',
    })
  })

  test('an answer waits for the recovery key, whose secret half is shown once and kept nowhere', async () => {
    const { province } = await offices()
    await expect(province.client.bundles.keys.answerFile()).rejects.toMatchObject({ code: 'bundles.recoveryNeeded' })
    const { identity } = await province.client.bundles.keys.makeRecovery()
    expect(identity).toMatch(/^AGE-SECRET-KEY-1/)
    const settings = await bookOf(province).read.selectFrom('setting').selectAll().execute()
    expect(JSON.stringify(settings)).not.toContain('AGE-SECRET-KEY')
    expect((await province.client.bundles.keys.own()).hasRecovery).toBe(true)
  })

  test('keys of a practice branch, whose people are made up, stay out of a real province', async () => {
    const { branch, province } = await offices()
    const { office } = branch.app.holder
    if (office === undefined) throw new Error('no office is open')
    office.practice = true
    const { text } = await branch.client.bundles.keys.requestFile()
    const { digits } = await branch.client.bundles.keys.own()
    const { keys } = province.client.bundles
    await expect(keys.enrol({ file: { text }, digits })).rejects.toMatchObject({ code: 'bundles.practiceKeys' })
    const hidden = JSON.stringify({ ...JSON.parse(text), practice: false })
    await expect(keys.enrol({ file: { text: hidden }, digits })).rejects.toMatchObject({ code: 'bundles.notAKeyFile' })
    expect((await keys.enrol({ file: { text }, digits, acceptPractice: true })).unit.code).toBe('15013')
  })

  test('a request is no answer, an own file is refused, and so is anything else', async () => {
    const { branch, province } = await offices()
    const { text } = await branch.client.bundles.keys.requestFile()
    const { digits } = await branch.client.bundles.keys.own()
    const { keys } = province.client.bundles
    await expect(keys.enrolReceiver({ file: { text }, digits })).rejects.toMatchObject({ code: 'bundles.wrongKeyFile' })
    await expect(branch.client.bundles.keys.enrol({ file: { text }, digits })).rejects.toMatchObject({
      code: 'bundles.ownKeyFile',
    })
    await expect(keys.readFile({ file: { text: 'chào chị' } })).rejects.toMatchObject({ code: 'bundles.notAKeyFile' })
  })
})

async function offices() {
  return { branch: await openTestApp(), province: await openTestApp({ kind: 'province' }) }
}

describe('units of the same level', () => {
  test('hold each other’s keys for cases that move, and report nothing to each other', async () => {
    const { branch, province } = await enrolledOffices()
    const neighbour = await openTestApp({ kind: 'neighbour' })
    await introduce(branch, neighbour)
    const quarter = { year: 2026, quarter: 4 } as const
    const { rows } = await branch.client.reports.quarter(quarter)
    expect(rows.map(({ unit }) => unit.id)).toEqual([branch.unitId])
    const period = { from: '2026-10-01', to: '2026-12-31' }
    expect(await branch.client.bundles.preview({ toUnit: province.unitId, period })).toMatchObject({ toldUnits: 0 })
    const below = await province.client.reports.quarter(quarter)
    expect(below.rows.map(({ unit }) => unit.id)).toEqual([province.unitId, branch.unitId])
  })
})

describe('a change of keys', () => {
  test('is taken in on the word of the old key; what was signed before it may still arrive', async () => {
    const { branch, province } = await enrolledOffices()
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const before = await makeReport(branch, province)
    const { text } = await branch.client.bundles.keys.rotate()
    const after = await makeReport(branch, province)
    await expect(openReport(province, after)).rejects.toMatchObject({ code: 'bundles.unknownSender' })
    expect(await province.client.bundles.keys.acceptRotation({ file: { text } })).toMatchObject({ fromSeq: 2 })
    await openReport(province, before)
    expect((await openReport(province, after)).seq).toBe(2)
    const opened = await acknowledge(province, branch)
    expect(opened.seq).toBe(2)
  })

  test('comes twice, by Zalo and on the stick, and changes nothing the second time', async () => {
    const { branch, province } = await enrolledOffices()
    const { text } = await branch.client.bundles.keys.rotate()
    const taken = await province.client.bundles.keys.acceptRotation({ file: { text } })
    const { keys } = await province.client.bundles.keys.list()
    expect(await province.client.bundles.keys.acceptRotation({ file: { text } })).toEqual(taken)
    expect((await province.client.bundles.keys.list()).keys).toEqual(keys)
    const id = keys.find((key) => !key.replaced)?.id ?? ''
    await province.client.bundles.keys.withdraw({ id, fromSeq: 1 })
    const stolen = province.client.bundles.keys.acceptRotation({ file: { text } })
    await expect(stolen).rejects.toMatchObject({ code: 'bundles.oldKeyNotInForce' })
  })

  test('is introduced by a file that can be saved again when the first copy is lost', async () => {
    const { branch, province } = await enrolledOffices()
    const { keys } = branch.client.bundles
    expect((await keys.own()).hasRotation).toBe(false)
    await expect(keys.rotationFile()).rejects.toMatchObject({ code: 'common.notFound' })
    const { text } = await keys.rotate()
    expect((await keys.own()).hasRotation).toBe(true)
    expect(await keys.rotationFile()).toMatchObject({ text, name: expect.stringMatching(/^doi-khoa-/) })
    expect(await province.client.bundles.keys.acceptRotation({ file: { text } })).toMatchObject({ fromSeq: 1 })
    const second = await keys.rotate()
    expect((await keys.rotationFile()).text).toBe(second.text)
  })

  test('is no report: whoever opens a key file among the reports is told where it belongs', async () => {
    const { branch, province } = await enrolledOffices()
    const { keys } = branch.client.bundles
    for (const { text } of [await keys.requestFile(), await keys.rotate()]) {
      const ticket = handOver(province, Buffer.from(text))
      await expect(province.client.bundles.inspectFile({ ticket })).rejects.toMatchObject({
        code: 'bundles.keyFileHere',
      })
    }
  })

  test('is refused when the old key is not in force, or any byte of the file was changed', async () => {
    const { branch, province } = await enrolledOffices()
    const first = await branch.client.bundles.keys.rotate()
    const second = await branch.client.bundles.keys.rotate()
    const late = province.client.bundles.keys.acceptRotation({ file: { text: second.text } })
    await expect(late).rejects.toMatchObject({ code: 'bundles.oldKeyNotInForce' })
    const altered = first.text.replace('"fromSeq": 1', '"fromSeq": 9')
    expect(altered).not.toBe(first.text)
    const forged = province.client.bundles.keys.acceptRotation({ file: { text: altered } })
    await expect(forged).rejects.toMatchObject({ code: 'bundles.notAKeyFile' })
    await province.client.bundles.keys.acceptRotation({ file: { text: first.text } })
    await province.client.bundles.keys.acceptRotation({ file: { text: second.text } })
  })

  test('a withdrawn key signs nothing more from its number on, nor begins a new series', async () => {
    const { branch, province } = await enrolledOffices()
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const first = await makeReport(branch, province)
    const second = await makeReport(branch, province)
    const third = await makeReport(branch, province)
    await openReport(province, first)
    const [key] = (await province.client.bundles.keys.list()).keys
    await province.client.bundles.keys.withdraw({ id: key?.id ?? '', fromSeq: 3 })
    expect((await openReport(province, second)).seq).toBe(2)
    await expect(openReport(province, third)).rejects.toMatchObject({ code: 'bundles.keyReplaced' })
    await startNewSeries(branch)
    const stolen = await makeReport(branch, province)
    const opened = openReport(province, stolen, { acceptNewSeries: true })
    await expect(opened).rejects.toMatchObject({ code: 'bundles.keyReplaced' })
  })

  test('new keys do not shut out an office whose first report after a restored backup was lost', async () => {
    const { branch, province } = await enrolledOffices()
    await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }])
    await openReport(province, await makeReport(branch, province))
    await startNewSeries(branch)
    const lost = await makeReport(branch, province)
    const { text } = await branch.client.bundles.keys.rotate()
    await province.client.bundles.keys.acceptRotation({ file: { text } })
    const second = await makeReport(branch, province)
    await expect(openReport(province, second)).rejects.toMatchObject({ code: 'bundles.newSeries' })
    await expect(openReport(province, lost, { acceptNewSeries: true })).rejects.toMatchObject({
      code: 'bundles.keyReplaced',
    })
    const ticket = handOver(province, second)
    const { standing } = await province.client.bundles.inspect({ ticket })
    expect(standing).toEqual({ kind: 'newSeries', missing: [1], mayAccept: true })
    expect(await openReport(province, second, { acceptNewSeries: true })).toMatchObject({ seq: 2 })
    expect((await openReport(province, await makeReport(branch, province))).seq).toBe(3)
    expect((await acknowledge(province, branch)).seq).toBe(3)
  })
})

async function enrolledOffices() {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  return { branch, province }
}
