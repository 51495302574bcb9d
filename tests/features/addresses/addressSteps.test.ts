import { describe, expect, test } from 'vitest'
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

  test('ending needs a reason, approval its paper, and being helped a pairing', async () => {
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
