import type { RouteObject } from 'react-router'
import { expect, test } from 'vitest'
import { PLACES } from '../../src/app/ui/navigation.ts'
import { officeRoutes } from '../../src/app/ui/routes.tsx'
import { PLACES as CLICKED } from '../e2e/support/desk.ts'
import { PAGES, PROVINCE_PAGES } from '../e2e/support/pages.ts'

test('the specs walk every page of the office, in each language', () => {
  const walked = [...PAGES, ...PROVINCE_PAGES].sort()
  expect(walked).toEqual(paths(officeRoutes).sort())
})

test('the specs know every place of the navigation', () => {
  const names = PLACES.filter(({ above }) => above !== true).map(({ key }) => key)
  expect([...CLICKED].sort()).toEqual(names.sort())
})

/** Paths that need no record. */
function paths(routes: readonly RouteObject[]): string[] {
  return routes.map(({ path }) => path ?? '').filter((path) => path !== '' && path !== '*' && !path.includes(':'))
}
