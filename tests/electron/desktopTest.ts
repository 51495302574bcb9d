import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page, expect as plainExpect } from '@playwright/test'
import { type Desktop, type DesktopDouble, launchDouble } from '../support/launchDesktop.ts'

/** A window, a browser and a core on one busy machine take their time. */
export const expect = plainExpect.configure({ timeout: 20_000 })

export const USER = 'Lò Thị Hà'
export const PASSPHRASE = 'song lua cau tre xanh'

type DoubledDesktop = Desktop & { double: DesktopDouble }

/**
 * Tests of the built desktop app on an empty folder, run against the double: `desktop` is a fresh one for each test, `window`
 * one for all tests of a file that change nothing.
 */
export const test = base.extend<{ dataDir: string; desktop: DoubledDesktop }, { window: DoubledDesktop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names a fixture needs from this pattern
  dataDir: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-desktop-'))
    await use(dir)
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  },
  desktop: async ({ dataDir }, use) => {
    const desktop = await launchDouble({ dataDir })
    await use(desktop)
    await desktop.close()
  },
  window: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-desktop-'))
      const desktop = await launchDouble({ dataDir: dir })
      await use(desktop)
      await desktop.close()
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
    { scope: 'worker' },
  ],
})

/** First run through the page: makes the branch of Na Mèo and enters it. */
export async function makeBranch(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lập sổ của Hội Chữ thập đỏ xã, phường' }).click()
  await page.getByLabel('Xã, phường hoặc tỉnh').fill('na meo')
  await page.getByRole('option', { name: /Na Mèo/ }).click()
  await page.getByLabel('Họ tên của anh, chị').fill(USER)
  await page.getByLabel('Mật khẩu').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Lập sổ' }).click()
  await page.getByLabel('Tôi đã in hoặc chép mã ra giấy').check({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Vào sổ' }).click()
  await expect(page.getByRole('button', { name: 'Khóa màn hình' })).toBeVisible()
}
