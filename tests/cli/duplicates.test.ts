import { expect, test } from 'vitest'
import { cli, cliJson, freshOffice } from './cliOffice.ts'

test('a person written twice is found, merged and taken apart again from the command line', async () => {
  const data = freshOffice()
  const person = ['--village', 'Bản Ón', '--category', 'poor', '--birth', '1950', '--new-village', '--data', data]
  await cli('addresses', 'add', '--name', 'Lò Thị Mơ', ...person)
  await cli('addresses', 'add', '--name', 'Lo Thi Mo', ...person)
  expect(await cliJson('duplicates', 'scan', '--data', data)).toEqual({ people: 2, pairs: 1 })
  const { pairs } = await cliJson('duplicates', 'list', '--data', data)
  const [one, other] = [pairs[0].first, pairs[0].second]
  const shown = await cli('duplicates', 'list', '--data', data)
  expect(shown.out).toContain('cùng họ tên, một bên viết không dấu')
  const { mergeId } = await cliJson('duplicates', 'merge', one.id, other.id, '--data', data)
  expect(await cliJson('addresses', 'list', '--data', data)).toHaveLength(1)
  expect(await cliJson('duplicates', 'undo', mergeId, '--data', data)).toMatchObject({ deliveriesSince: 0 })
  expect(await cliJson('duplicates', 'dismiss', one.id, other.id, '--data', data)).toEqual({ dismissed: 1 })
  expect((await cliJson('duplicates', 'list', '--data', data)).total).toBe(0)
})
