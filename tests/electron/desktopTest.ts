import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page, expect as plainExpect } from '@playwright/test'
import { command, PASSPHRASE, USER } from '../e2e/support/commands.ts'
import { type Desktop, type DesktopDouble, launchDouble } from '../support/launchDesktop.ts'
import { BRANCH_CODE } from '../support/officeTemplate.ts'

/** A window, a browser and a core on one busy machine take their time. */
export const expect = plainExpect.configure({ timeout: 20_000 })

type DoubledDesktop = Desktop & { double: DesktopDouble }

interface Desktops {
  dataDir: string
  /** A fresh one on an empty folder. */
  desktop: DoubledDesktop
  /** A fresh one in the open book of a branch. */
  opened: DoubledDesktop
}

interface DesktopsOfAll {
  /** One on an empty folder, for all tests that change nothing. */
  window: DoubledDesktop
  /** Folder with the branch that `opened` copies. */
  branchMade: string
}

/** Tests of the built desktop app, run against the double. */
export const test = base.extend<Desktops, DesktopsOfAll>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names a fixture needs from this pattern
  dataDir: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-desktop-'))
    await use(dir)
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  },
  desktop: async ({ dataDir }, use) => {
    const desktop = await launchDouble({ dataDir })
    await expect(desktop.page.getByText('Máy này chưa có sổ nào')).toBeVisible()
    await use(desktop)
    await desktop.close()
  },
  opened: async ({ dataDir, branchMade }, use) => {
    cpSync(branchMade, dataDir, { recursive: true })
    const desktop = await launchDouble({ dataDir })
    await unlock(desktop.page)
    await use(desktop)
    await desktop.close()
  },
  branchMade: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-desktop-'))
      await command('init', '--data', dir, '--unit', BRANCH_CODE, '--user', USER)
      await use(dir)
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
    { scope: 'worker' },
  ],
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
  await page.getByRole('textbox', { name: 'Xã, phường' }).fill('na meo')
  await page.getByRole('option', { name: /Na Mèo/ }).click()
  await page.getByLabel('Họ tên của anh, chị').fill(USER)
  await page.getByLabel('Mật khẩu').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Lập sổ' }).click()
  await page.getByLabel('Tôi đã in hoặc chép mã ra giấy').check({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Vào sổ' }).click()
  await expect(page.getByRole('button', { name: 'Khóa màn hình' })).toBeVisible()
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Mật khẩu').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Mở', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Khóa màn hình' })).toBeVisible()
}
