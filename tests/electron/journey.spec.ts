import type { Page } from '@playwright/test'
import { PASSPHRASE, USER } from '../e2e/support/commands.ts'
import { type Desktop, findElectron, launchDouble, launchElectron } from '../support/launchDesktop.ts'
import { expect, makeBranch, test, unlock } from './desktopTest.ts'

test.setTimeout(180_000)

const electron = findElectron()
// biome-ignore lint/suspicious/noConsole: nobody should believe that a real Electron was tried when it was not
if (electron === undefined) console.log('No Electron binary on this machine (ELECTRON_BINARY): only the double is run.')

const programs: { name: string; launch: (dataDir: string) => Promise<Desktop> }[] = [
  { name: 'the double', launch: (dataDir) => launchDouble({ dataDir }) },
  ...(electron === undefined
    ? []
    : [{ name: 'Electron', launch: (dataDir: string) => launchElectron(electron, { dataDir }) }]),
]

/** The first humanitarian address, in a village that is added on the spot. */
async function addAddress(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Địa chỉ nhân đạo' }).click()
  await page.getByRole('button', { name: 'Thêm địa chỉ' }).first().click()
  await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Vi Văn Thoại')
  await page.getByRole('textbox', { name: 'Thôn, bản, khu phố' }).fill('Bản Bo Hiềng')
  await page.getByRole('option', { name: /Bản Bo Hiềng/ }).click()
  await page.getByRole('combobox', { name: 'Nhóm đối tượng chính' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Lưu và thêm tiếp' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Vi Văn Thoại' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row', { name: /Vi Văn Thoại.*Bản Bo Hiềng/ })).toBeVisible()
}

for (const { name, launch } of programs) {
  test.describe(`with ${name}`, () => {
    test('a branch is made, worked in, locked, and opened again the next day', async ({ dataDir }) => {
      const first = await launch(dataDir)
      const { page } = first
      const violations: string[] = []
      await page.exposeFunction('tellViolation', (what: string) => violations.push(what))
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const from = `${event.sourceFile}:${event.lineNumber}`
          // @ts-expect-error: exposed above
          void window.tellViolation(`${event.violatedDirective} ${event.blockedURI} ${from}`)
        })
      })
      await page.reload()
      await expect(page.getByText('Máy này chưa có sổ nào')).toBeVisible()
      await makeBranch(page)
      await expect(page.getByText('Na Mèo').first()).toBeVisible()

      await addAddress(page)
      if (first.double !== undefined) {
        // Made by a job in a worker of the core's process, handed over as a ticket, saved by the window.
        const saving = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Xuất', exact: true }).click()
        await page.getByRole('menuitem', { name: 'Tệp Excel (xlsx)' }).click()
        expect((await saving).suggestedFilename()).toMatch(/\.xlsx$/)
      }

      await page.getByRole('button', { name: /English/ }).click()
      await expect(page.getByRole('button', { name: 'Lock the screen' })).toBeVisible()
      await page.getByRole('button', { name: /ພາສາລາວ/ }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', 'lo')
      await page.getByRole('button', { name: /Tiếng Việt/ }).click()

      await page.getByRole('button', { name: 'Khóa màn hình' }).click()
      await page.getByLabel('Mật khẩu').fill('nothing of the kind')
      await page.getByRole('button', { name: 'Mở khóa' }).click()
      await expect(page.getByText('Tên hoặc mật khẩu không đúng')).toBeVisible()
      await page.getByLabel('Mật khẩu').fill(PASSPHRASE)
      await page.getByRole('button', { name: 'Mở khóa' }).click()
      await expect(page.getByRole('dialog', { name: 'Màn hình đã khóa' })).toBeHidden()
      expect(violations).toEqual([])
      await first.close()

      const second = await launch(dataDir)
      await expect(second.page.getByText(USER)).toBeVisible()
      await unlock(second.page)
      await second.close()
    })
  })
}

test('started with --practice, the window goes to the practice branch and shows how far its making is', async ({
  dataDir,
}) => {
  const { page, close } = await launchDouble({ dataDir, args: ['--practice'] })
  // The making may be over before a question from outside arrives: the page itself notes what it shows.
  await page.evaluate(noteProgress)
  await page.getByRole('button', { name: 'Mở sổ thực hành' }).click()
  await expect(page.getByRole('button', { name: 'Khóa màn hình' })).toBeVisible({ timeout: 60_000 })
  expect(await page.evaluate(() => document.body.dataset.progressSeen)).toBe('yes')
  await close()
})

/** Runs in the page: marks the body once a progress bar has stood on it. */
function noteProgress(): void {
  const look = () => {
    if (document.querySelector('[role=progressbar]') !== null) document.body.dataset.progressSeen = 'yes'
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
}
