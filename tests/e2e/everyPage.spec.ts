import type { Page } from '@playwright/test'
import { type Desk, PLACES } from './support/desk.ts'
import { expect, test } from './support/officeTest.ts'
import { PAGES } from './support/pages.ts'
import { expectFits, violations } from './support/reach.ts'
import { FEATURES, LANGUAGES } from './support/words.ts'

/** Text one and a half times as large, the setting for tired eyes. */
const LARGE_TEXT = 150
const USUAL_TEXT = 100

for (const language of LANGUAGES) {
  test(`${language}: every page is within reach of everyone, fits the screen in both sizes of text, and is translated`, async ({
    openPractice,
  }) => {
    const desk = await openPractice(language)
    const { page } = desk
    await chooseTextScale(desk, LARGE_TEXT)
    for (const path of PAGES) {
      await test.step(path, async () => {
        await openPage(page, { path, textScale: LARGE_TEXT })
        await expectFits(page, `${path} in large text`)
        await writeTextScale(page, USUAL_TEXT)
        await expectFits(page, path)
        expect.soft(await violations(page), `axe on ${path}`).toEqual([])
        expect.soft(await untranslated(page), `keys on ${path}`).toEqual([])
      })
    }
  })

  test(`${language}: records, drawers and the search are within reach of everyone too`, async ({ openPractice }) => {
    const desk = await openPractice(language)
    const { page, t } = desk
    await openPlace(desk, 'addresses')
    await page.getByRole('row').nth(1).click()
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('addresses:title'))
    await expectReachable(page, 'an address')
    await openPlace(desk, 'addresses')
    await desk.button(t('addresses:actions.add')).click()
    await expect(desk.drawer()).toBeVisible()
    await expectReachable(page, 'quick add')
    await page.keyboard.press('Escape')
    await openPlace(desk, 'pairings')
    await page.getByRole('row').nth(1).click()
    await expect(page.getByText(t('pairings:page.months'))).toBeVisible()
    await expectReachable(page, 'a pairing')
    await openPlace(desk, 'rounds')
    await page.getByRole('row').nth(1).click()
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('ledger:rounds.title'))
    await expectReachable(page, 'a round')
    await page.keyboard.press('Control+k')
    await desk.field(t('app:search.title')).fill('dao')
    await expect(desk.drawer().getByRole('button').first()).toBeVisible()
    await expectReachable(page, 'the search')
  })
}

test('every place of the navigation opens, and is marked as where one is', async ({ openPractice }) => {
  const desk = await openPractice('vi')
  for (const place of PLACES) {
    await test.step(place, () => openPlace(desk, place))
  }
})

async function openPlace(desk: Desk, place: (typeof PLACES)[number]): Promise<void> {
  await desk.go(place)
  await expectReady(desk.page)
}

async function openPage(page: Page, { path, textScale }: { path: string; textScale: number }): Promise<void> {
  await page.evaluate(
    ({ hash, scale }) => {
      document.documentElement.dataset.textScale = scale
      if (location.hash === hash) return
      // The page one leaves has a heading too: only another one tells that the next has come.
      document.querySelector('h1')?.setAttribute('data-left', '')
      location.hash = hash
    },
    { hash: `#/${path}`, scale: String(textScale) },
  )
  await expectReady(page)
}

/** Looks at every frame: asking from outside costs up to a second a page. */
async function expectReady(page: Page): Promise<void> {
  const missing = await page.evaluate(async () => {
    const nextFrame = () => new Promise((done) => requestAnimationFrame(done))
    const lookFor = () => {
      if (document.querySelector('h1[data-left]') !== null) return 'another page'
      if (document.querySelector('h1')?.checkVisibility() !== true) return 'its heading'
      return document.querySelector('[aria-busy=true]') === null ? undefined : 'what it still reads'
    }
    const until = performance.now() + 20_000
    while (lookFor() !== undefined && performance.now() < until) await nextFrame()
    return lookFor()
  })
  expect(missing, `${page.url()} waits for`).toBeUndefined()
}

async function expectReachable(page: Page, what: string): Promise<void> {
  expect.soft(await violations(page), `axe on ${what}`).toEqual([])
}

/** Words that look like a key nobody translated: `today.title`, `addresses:title`. */
async function untranslated(page: Page): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what can be seen counts, not what scripts and styles hold
  const text = await page.evaluate(() => document.body.innerText)
  const keys = text.match(/\b[a-z][a-zA-Z]+(?:[.:][a-z][a-zA-Z]+)+\b/g) ?? []
  return keys.filter((key) => key.includes(':') || FEATURES.some((feature) => looksLikeKey(feature, key)))
}

function looksLikeKey(feature: Record<string, unknown>, key: string): boolean {
  const [first = ''] = key.split('.')
  return typeof feature[first] === 'object'
}

async function chooseTextScale(desk: Desk, percent: number): Promise<void> {
  await desk.go('settings')
  const scales = desk.page.getByRole('radiogroup', { name: desk.t('app:display.textScale') })
  await scales.getByText(`${percent} %`).click()
  await expect(desk.page.locator('html')).toHaveAttribute('data-text-scale', String(percent))
}

/** Writes it where the setting does: the open page takes on the other size in place. */
async function writeTextScale(page: Page, percent: number): Promise<void> {
  await page.evaluate(async (scale) => {
    document.documentElement.dataset.textScale = scale
    // What is measured by scripts is measured in the next frame and drawn in the one after.
    for (let frames = 0; frames < 2; frames += 1) await new Promise((done) => requestAnimationFrame(done))
  }, String(percent))
}
