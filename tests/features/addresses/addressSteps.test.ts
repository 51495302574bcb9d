import { describe, expect, test } from 'vitest'
import { insertAddress } from '../../../src/features/addresses/core/addressFileRepo.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { addPairing } from './addPairing.ts'

const TODAY = '2026-11-21'

async function addPeople({ app, client, unitId }: TestApp, names: string[]): Promise<string[]> {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const ids: string[] = []
  for (const name of names) ids.push((await client.addresses.add({ fields: addressFields({ name, villageId }) })).id)
  return ids
}

/** Many addresses in one transaction, so that the test spends its time on what it tests. */
async function insertMany({ app, unitId }: TestApp, count: number): Promise<string[]> {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const context = { userId: 'test', unitId, now: '2026-11-21T02:00:00.000Z' }
  return app.holder.office!.database.write(async (db) => {
    const ids: string[] = []
    for (let at = 0; at < count; at += 1) {
      const fields = addressFields({ name: `Lò Văn ${at}`, villageId })
      ids.push(await insertAddress(db, context, { fields, onDay: TODAY }))
    }
    return ids
  })
}

describe.each(['sqlite', 'postgres'] as const)('steps of an address on %s', (dialect) => {
  test('one paper approves many; number and signer may be blank', async () => {
    const app = await openTestApp({ dialect })
    const ids = await addPeople(app, ['Lò Thị An', 'Lò Thị Bình', 'Lò Thị Chi'])
    const paper = { title: 'Quyết định phê duyệt', number: '12/QĐ-CTĐ', onDay: '2026-11-18', signer: 'Hà Văn Núi' }
    const { changed, decisionId } = await app.client.addresses.approve({ ids, paper })
    expect(changed).toBe(3)
    expect(decisionId).not.toBe('')
    const file = await app.client.addresses.get({ id: ids[1]! })
    expect(file).toMatchObject({ state: 'approved', stateSince: '2026-11-18' })
    expect(file.steps.map((step) => step.state)).toEqual(['approved', 'proposed'])
    expect(file.steps[0]).toMatchObject({
      byName: 'Hà Văn Núi',
      decision: { title: 'Quyết định phê duyệt', number: '12/QĐ-CTĐ', onDay: '2026-11-18' },
    })
    const again = await app.client.addresses.approve({ ids, paper: { title: 'Lần hai' } })
    expect(again.changed).toBe(0)
  })

  test('one address that may not take the step keeps all of them where they are', async () => {
    const app = await openTestApp({ dialect })
    const [an, binh] = await addPeople(app, ['Lò Thị An', 'Lò Thị Bình'])
    await app.client.addresses.takeStep({ ids: [an!], state: 'refused', onDay: TODAY, reason: 'Không đúng đối tượng' })
    const both = app.client.addresses.takeStep({ ids: [an!, binh!], state: 'surveyed', onDay: TODAY })
    await expect(both).rejects.toMatchObject({
      code: 'addresses.stepNotAllowed',
      data: { count: 1, from: 'refused', to: 'surveyed' },
    })
    expect((await app.client.addresses.get({ id: binh! })).state).toBe('proposed')
  })

  test('refusing needs a reason, approval its paper, and being helped a pairing', async () => {
    const app = await openTestApp({ dialect })
    const ids = await addPeople(app, ['Lò Thị An'])
    const step = (state: 'refused' | 'approved' | 'active') =>
      app.client.addresses.takeStep({ ids, state, onDay: TODAY, reason: '  ' })
    await expect(step('refused')).rejects.toMatchObject({ code: 'addresses.reasonNeeded' })
    await expect(step('approved')).rejects.toMatchObject({ code: 'addresses.approvalNeedsPaper' })
    await expect(step('active')).rejects.toMatchObject({ code: 'addresses.stepFollowsPairing' })
    await expect(app.clientAs(['volunteer']).addresses.approve({ ids, paper: { title: 'QĐ' } })).rejects.toMatchObject({
      code: 'common.notAllowed',
    })
  })

  test('row 5: from proposal to approval every step says who, when and by which paper; unapproved there is no pairing', async () => {
    const app = await openTestApp({ dialect })
    const [id = ''] = await addPeople(app, ['Lò Thị An'])
    const { client } = app
    const form = { title: 'Biên bản khảo sát', number: '02/BB', onDay: '2026-11-05', signer: null }
    await client.addresses.takeStep({
      ids: [id],
      state: 'surveyed',
      onDay: '2026-11-05',
      byName: 'chị Hà',
      paper: form,
    })
    await client.addresses.takeStep({ ids: [id], state: 'verified', onDay: '2026-11-10', byName: 'trưởng bản' })
    const { id: donorId } = await client.donors.add({ fields: { kind: 'organisation', name: 'Chùa Chặng' } })
    const terms = {
      channel: 'fund' as const,
      helpForm: 'cash',
      amount: 300_000,
      frequency: 'monthly' as const,
      firstMonth: '2026-12',
    }
    const tooEarly = client.pairings
      .add({ addressId: id, donorId, state: 'active', ...terms })
      .catch((error: unknown) => error)
    expect(await tooEarly).toMatchObject({ code: 'pairings.addressNotApproved' })
    await client.addresses.approve({
      ids: [id],
      paper: { title: 'QĐ', number: '12/QĐ', onDay: '2026-11-18', signer: 'Hà Văn Núi' },
    })
    const { steps } = await client.addresses.get({ id })
    expect(steps.map(({ state, onDay, byName, decision }) => [state, onDay, byName, decision?.number ?? null])).toEqual(
      [
        ['approved', '2026-11-18', 'Hà Văn Núi', '12/QĐ'],
        ['verified', '2026-11-10', 'trưởng bản', null],
        ['surveyed', '2026-11-05', 'chị Hà', '02/BB'],
        ['proposed', TODAY, null, null],
      ],
    )
  })

  test('row 15: where an address stood on any day can be asked, on its page and in the list', async () => {
    const app = await openTestApp({ dialect, now: '2026-09-01T02:00:00.000Z' })
    const [an = '', binh = ''] = await addPeople(app, ['Lò Thị An', 'Lò Thị Bình'])
    const { addresses } = app.client
    app.setNow('2026-11-21T02:00:00.000Z')
    await addresses.takeStep({ ids: [an], state: 'surveyed', onDay: '2026-10-01' })
    await addresses.approve({ ids: [an], paper: { title: 'QĐ', onDay: '2026-10-20' } })
    const ended = { ids: [an], state: 'ended' as const, onDay: '2026-11-15', endReason: 'escapedPoverty' }
    await addresses.takeStep(ended)
    const on = async (day: string) => (await addresses.stateOn({ id: an, day })).state
    expect(await Promise.all(['2026-08-31', '2026-09-01', '2026-10-10', '2026-11-01', TODAY].map(on))).toEqual([
      null,
      'proposed',
      'surveyed',
      'approved',
      'ended',
    ])
    const filter = { states: ['surveyed' as const], asOf: '2026-10-10' }
    expect((await addresses.list({ filter })).rows).toMatchObject([{ id: an, state: 'ended', stateThen: 'surveyed' }])
    expect((await addresses.count({ filter: { asOf: '2026-10-10' } })).byState).toEqual({ surveyed: 1, proposed: 1 })
    expect((await addresses.list({ filter: { asOf: '2026-08-31' } })).rows).toEqual([])
    expect((await addresses.get({ id: binh })).state).toBe('proposed')
  })

  test('row 15: ending says why by a code; a jump over what has to come first is refused', async () => {
    const app = await openTestApp({ dialect })
    const [id = ''] = await addPeople(app, ['Lò Thị An'])
    const { addresses } = app.client
    const end = (endReason?: string) =>
      addresses.takeStep({ ids: [id], state: 'ended', onDay: TODAY, endReason: endReason ?? null })
    await expect(end('died')).rejects.toMatchObject({ code: 'addresses.stepNotAllowed' })
    await addresses.approve({ ids: [id], paper: { title: 'QĐ' } })
    await expect(end()).rejects.toMatchObject({ code: 'addresses.endReasonNeeded' })
    await expect(end('vanished')).rejects.toMatchObject({ code: 'addresses.unknownWord' })
    await end('died')
    expect(await addresses.get({ id })).toMatchObject({
      state: 'ended',
      endReason: 'died',
      steps: [{ endReason: 'died' }, {}, {}],
    })
    const tomorrow = addresses.takeStep({ ids: [id], state: 'proposed', onDay: '2026-11-22' })
    await expect(tomorrow).rejects.toMatchObject({ code: 'addresses.dayAhead' })
  })

  test('a step taken by mistake is taken back, with the paper that came with it', async () => {
    const app = await openTestApp({ dialect })
    const [id = ''] = await addPeople(app, ['Lò Thị An'])
    const { addresses } = app.client
    await addresses.takeStep({ ids: [id], state: 'surveyed', onDay: '2026-11-05' })
    await addresses.approve({ ids: [id], paper: { title: 'QĐ', onDay: '2026-11-10' } })
    expect(await addresses.undoStep({ id })).toEqual({ state: 'surveyed' })
    expect(await addresses.get({ id })).toMatchObject({ state: 'surveyed', stateSince: '2026-11-05' })
    expect((await addresses.get({ id })).steps.map(({ state }) => state)).toEqual(['surveyed', 'proposed'])
    await addresses.undoStep({ id })
    await expect(addresses.undoStep({ id })).rejects.toMatchObject({ code: 'addresses.noStepToUndo' })
    await expect(app.clientAs(['volunteer']).addresses.undoStep({ id })).rejects.toMatchObject({
      code: 'common.notAllowed',
    })
  })

  test('row 74: 500 files are edited at once with progress, one journal entry each and one undo for all', async () => {
    const app = await openTestApp({ dialect })
    // PostgreSQL does the same work slower; a few show that it works there too.
    const many = dialect === 'sqlite' ? 500 : 30
    const ids = await insertMany(app, many)
    const { addresses, history } = app.client
    const changes = { mainCategory: 'orphan', addCategory: 'poor', responsible: 'chị Hà', nextVisitOn: '2026-12-01' }
    const steps: number[] = []
    const stream = await addresses.bulkEdit({ ids, changes })
    let next = await stream.next()
    for (; !next.done; next = await stream.next()) steps.push(next.value.done)
    expect(next.value).toEqual({ changed: many })
    expect(steps.length).toBeGreaterThan(0)
    const count = async () => (await addresses.count({ filter: { responsible: 'chị Hà', category: 'poor' } })).total
    expect(await count()).toBe(many)
    const { entries } = await history.forRecord({ table: 'address', id: ids[7]! })
    expect(entries[0]).toMatchObject({ size: many, undoable: true })
    expect(entries[0]?.records).toHaveLength(1)
    await history.undoLast()
    expect(await count()).toBe(0)
    expect((await addresses.count({ filter: { category: 'orphan' } })).total).toBe(0)
  })

  test('row 74: a bulk edit in which one file is gone changes nothing', async () => {
    const app = await openTestApp({ dialect })
    const ids = await addPeople(app, ['Lò Thị An', 'Lò Thị Bình'])
    const edit = async () => {
      const stream = await app.client.addresses.bulkEdit({ ids: [...ids, 'gone'], changes: { responsible: 'chị Hà' } })
      for (let next = await stream.next(); !next.done; next = await stream.next());
    }
    await expect(edit()).rejects.toMatchObject({ code: 'common.notFound' })
    expect((await app.client.addresses.count({ filter: { responsible: 'chị Hà' } })).total).toBe(0)
  })

  test('a deleted address takes no step', async () => {
    const app = await openTestApp({ dialect })
    const ids = await addPeople(app, ['Lò Thị An'])
    await app.client.addresses.remove({ id: ids[0]! })
    await expect(app.client.addresses.takeStep({ ids, state: 'surveyed', onDay: TODAY })).rejects.toMatchObject({
      code: 'common.notFound',
    })
  })

  test('a deleted address leaves the list and comes back; one with an active sponsor stays', async () => {
    const app = await openTestApp({ dialect })
    const [an, binh] = await addPeople(app, ['Lò Thị An', 'Lò Thị Bình'])
    await addPairing(app, { addressId: an!, donorName: 'Chùa Chặng', amount: 300_000 })
    await expect(app.client.addresses.remove({ id: an! })).rejects.toMatchObject({ code: 'addresses.hasActivePairing' })
    await app.client.addresses.remove({ id: binh! })
    expect((await app.client.addresses.count({})).total).toBe(1)
    expect((await app.client.addresses.list({ filter: { search: 'binh' } })).rows).toEqual([])
    expect((await app.client.addresses.get({ id: binh! })).deleted).toBe(true)
    await app.client.addresses.restore({ id: binh! })
    expect((await app.client.addresses.list({ filter: { search: 'binh' } })).rows).toHaveLength(1)
  })

  test('many addresses move to one village and are found by it', async () => {
    const app = await openTestApp({ dialect })
    const ids = await addPeople(app, ['Lò Thị An', 'Lò Thị Bình'])
    const villageId = await addVillage(app.app, { name: 'Bản Ché Lầu', unitId: app.unitId })
    expect(await app.client.addresses.setVillage({ ids, villageId })).toEqual({ changed: 2 })
    expect(await app.client.addresses.setVillage({ ids, villageId })).toEqual({ changed: 0 })
    expect((await app.client.addresses.list({ filter: { search: 'che lau' } })).rows).toHaveLength(2)
    await expect(app.client.addresses.setVillage({ ids, villageId: 'nowhere' })).rejects.toMatchObject({
      code: 'addresses.unknownVillage',
    })
  })
})
