import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What keeps somebody from using the page, as axe finds it: rule and element. */
export async function violations(page: Page): Promise<string[]> {
  // In the page itself: the other way opens a blank page beside it for each look, for frames of other origins, which there are none of.
  // Half a megabyte of script is read by a page once.
  const loaded = await page.evaluate(() => 'axe' in window)
  const { violations: found } = await new AxeBuilder({ page, ...(loaded ? { axeSource: ';' } : {}) })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

export async function expectFits(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect.soft(beyond, `${what} is wider than the screen by`).toBeLessThanOrEqual(0)
}
