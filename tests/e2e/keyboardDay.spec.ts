import type { Locator } from '@playwright/test'
import { PRACTICE_OFFICE } from '../../src/features/practice/common/rules.ts'
import type { Desk, Place } from './support/desk.ts'
import { expect, test } from './support/officeTest.ts'

const WIDOW = 'Hà Thị Phím'
/** Farther than anything on a page lies from where one is. */
const MOST_TABS = 200

test('row 94: an ordinary day by the keyboard alone', async ({ openDesk, practiceFolder }) => {
  const desk = await openDesk({ language: 'vi', dataDir: practiceFolder })
  await test.step('the book is opened', () => unlock(desk))
  await test.step('what there is to do leads to its record', () => openFirstTask(desk))
  await test.step('a widow is added', () => addWidow(desk))
  await test.step('from another page the adding is taken back, and done again', () => undoFromElsewhere(desk))
  await test.step('she is found and her file opened', () => findWidow(desk))
  await test.step('a receipt is written', () => writeReceipt(desk))
  await test.step('a round is made, one is absent, the others are confirmed at once', () => confirmRound(desk))
  await test.step('the screen is locked and opened again', () => lockAndResume(desk))
})

async function unlock(desk: Desk): Promise<void> {
  const { page, t } = desk
  await tabTo(desk, desk.field(t('accounts:fields.passphrase')))
  await page.keyboard.type(PRACTICE_OFFICE.passphrase)
  await page.keyboard.press('Enter')
  await desk.expectOpen()
}

async function openFirstTask(desk: Desk): Promise<void> {
  const { page, t } = desk
  const first = page
    .getByRole('region', { name: t('today:groups.overdue') })
    .getByRole('link')
    .first()
  await press(desk, first)
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('today:title'))
}

async function addWidow(desk: Desk): Promise<void> {
  const { page, t } = desk
  await goByKeys(desk, 'addresses')
  await press(desk, desk.button(t('addresses:actions.add')))
  const drawer = desk.drawer(t('addresses:quickAdd.title'))
  await expect(desk.field(t('addresses:fields.name'), drawer)).toBeFocused()
  await page.keyboard.type(WIDOW)
  await tabTo(desk, desk.field(t('addresses:fields.birthDay'), drawer))
  await page.keyboard.type('1958')
  await tabTo(desk, desk.field(t('addresses:fields.villageId'), drawer))
  await page.keyboard.type('ban son')
  await expect(page.getByRole('option', { name: /Bản Son/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await tabTo(desk, drawer.getByRole('combobox', { name: t('addresses:fields.mainCategory') }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await expect(drawer.getByRole('status').filter({ hasText: WIDOW })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
}

async function undoFromElsewhere(desk: Desk): Promise<void> {
  const { page, t } = desk
  await goByKeys(desk, 'donors')
  const toast = (key: 'history:toast.undo' | 'history:toast.redo') =>
    page.getByRole('alert').filter({ hasText: t(key, { what: '' }).trim() })
  await page.keyboard.press('Control+z')
  await expect(toast('history:toast.undo')).toContainText(WIDOW)
  await page.keyboard.press('Control+y')
  await expect(toast('history:toast.redo')).toContainText(WIDOW)
}

async function findWidow(desk: Desk): Promise<void> {
  const { page, t } = desk
  await page.keyboard.press('Control+k')
  await expect(desk.field(t('app:search.title'))).toBeFocused()
  await page.keyboard.type('ha thi phim')
  await expect(desk.drawer().getByRole('listitem').first()).toContainText(WIDOW)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(WIDOW)
}

async function writeReceipt(desk: Desk): Promise<void> {
  const { page, t } = desk
  await goByKeys(desk, 'receipts')
  await press(desk, desk.button(t('ledger:receipts.actions.add')))
  const drawer = desk.drawer(t('ledger:receipts.actions.add'))
  const donor = desk.field(t('ledger:receipts.fields.donor'), drawer)
  await tabTo(desk, donor)
  await page.keyboard.type('chua')
  // The first that fits is chosen while one types.
  await expect(page.getByRole('option', { name: /Chùa/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(donor).toHaveValue(/Chùa/)
  await tabTo(desk, desk.field(t('ledger:receipts.fields.amount'), drawer))
  const kept = page.waitForResponse((response) => response.url().includes('keepDraft') && response.ok())
  await page.keyboard.type('3tr')
  await expect(desk.button(t('ledger:receipts.verb'), drawer)).toBeEnabled()
  await kept
  // In a line Enter takes the main button, not the one that goes on to the next receipt.
  await page.keyboard.press('Enter')
  await expect(drawer).toBeHidden()
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: desk.number(3_000_000) })
      .first(),
  ).toBeVisible()
  await press(desk, desk.button(t('ledger:receipts.actions.add')))
  await expect(desk.field(t('ledger:receipts.fields.amount'), drawer)).toHaveValue('')
  // Its draft is gone with the writing: taken up once more it would be written twice.
  await expect(desk.button(t('desk:draft.use'))).toBeHidden()
  await page.keyboard.press('Escape')
}

async function confirmRound(desk: Desk): Promise<void> {
  const { page, t } = desk
  await goByKeys(desk, 'rounds')
  await press(desk, desk.button(t('ledger:rounds.actions.new')))
  await expect(desk.heading(t('ledger:newRound.title'))).toBeVisible()
  await press(desk, desk.button(t('ledger:rounds.actions.create')))
  const rows = page.getByRole('row').filter({ hasText: t('ledger:lineStates.planned') })
  await expect(rows.first()).toBeVisible()
  await tabTo(desk, rows.first())
  await page.keyboard.press('v')
  await expect(page.getByRole('row').filter({ hasText: t('ledger:lineStates.absent') })).toHaveCount(1)
  await press(desk, desk.button(t('ledger:rounds.actions.confirm')))
  const confirm = desk.drawer(t('ledger:confirm.title'))
  // More is handed over than sponsors have paid in so far: the fund advances it, and the book asks why.
  await tabTo(desk, desk.field(t('ledger:confirm.aboveReason'), confirm))
  await page.keyboard.type('quy Hoi ung truoc')
  await page.keyboard.press('Control+Enter')
  await expect(confirm).toBeHidden()
  await expect(page.getByText(t('ledger:roundStates.confirmed')).first()).toBeVisible()
}

async function lockAndResume(desk: Desk): Promise<void> {
  const { page, t } = desk
  await press(desk, desk.button(t('common:frame.lock')))
  const lock = desk.drawer(t('accounts:lock.title'))
  await expect(desk.field(t('accounts:fields.passphrase'), lock)).toBeFocused()
  await page.keyboard.type(PRACTICE_OFFICE.passphrase)
  await page.keyboard.press('Enter')
  await expect(lock).toBeHidden()
}

async function goByKeys(desk: Desk, place: Place): Promise<void> {
  const { page, t } = desk
  const navigation = page.getByRole('navigation', { name: t('common:frame.navigation') })
  await press(desk, navigation.getByRole('link', { name: t(`app:navigation.${place}`), exact: true }))
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

async function press(desk: Desk, what: Locator): Promise<void> {
  await tabTo(desk, what)
  await desk.page.keyboard.press('Enter')
}

/** Tabs on until it has the focus, and fails when it never does: then nobody reaches it without a mouse. */
async function tabTo({ page }: Desk, what: Locator): Promise<void> {
  await expect(what.first()).toBeVisible()
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await what.first().evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the Tab key does not reach ${what}`)
}
