/**
 * `npm run screenshots`: makes a practice branch, walks through its main pages in every language and writes
 * `docs/screenshots/<language>-<page>.png`. The first page of a signature list needs `pdftoppm`; without it that picture is
 * left as it is.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findBrowserPath } from '../src/base/core/pdfBrowserPath.ts'
import { palettePng } from './palettePng.mjs'

const BUILT = process.env.NHIP_CAU_OUT ?? 'out'
const FOLDER = join('docs', 'screenshots')
const OWN_NAMES = { vi: /Tiếng Việt/, en: /English/, lo: /ພາສາລາວ/ }
/** Pictures are committed: none may be heavier. */
const MOST_BYTES = 150_000

mkdirSync(FOLDER, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'nhip-cau-screenshots-'))
const made = execFileSync(process.execPath, [join(BUILT, 'core/cli.mjs'), 'demo', '--data', data, '--json'])
const { passphrase } = JSON.parse(made.toString())
const host = spawn(process.execPath, [join(BUILT, 'core/host.mjs'), '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [url] = await once(host.stdout, 'data')
const browser = await chromium.launch({
  executablePath: findBrowserPath(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
// One window: the printed address lets one in, once.
const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, timezoneId: 'Asia/Ho_Chi_Minh' })
try {
  await unlock(url.toString().trim())
  for (const language of Object.keys(OWN_NAMES)) await photograph(language)
} finally {
  await browser.close()
  host.kill('SIGTERM')
  await once(host, 'exit')
  rmSync(data, { recursive: true, force: true, maxRetries: 5 })
}

async function unlock(address) {
  const words = readWords('vi')
  await page.goto(address)
  await page.getByRole('textbox', { name: words('accounts', 'fields.passphrase'), exact: true }).fill(passphrase)
  await page.getByRole('button', { name: words('accounts', 'unlock.open'), exact: true }).click()
  await page.getByRole('button', { name: words('common', 'frame.lock'), exact: true }).waitFor()
}

async function photograph(language) {
  const words = readWords(language)
  await page.getByRole('button', { name: OWN_NAMES[language] }).click()
  const go = async (place) => {
    await page.getByRole('link', { name: words('app', `navigation.${place}`), exact: true }).click()
    await settle(page)
  }
  await go('today')
  await shoot(page, `${language}-today`)
  await go('addresses')
  await shoot(page, `${language}-addresses`)
  await go('pairings')
  await page.getByRole('row').nth(1).click()
  await page.getByText(words('pairings', 'page.months')).waitFor()
  await settle(page)
  await shoot(page, `${language}-pairing`)
  await go('rounds')
  await page.getByRole('row').nth(1).click()
  await page.locator('.nc-ledger-village').first().waitFor()
  await settle(page)
  await shoot(page, `${language}-round`)
  await shootPaper(page, { language, words })
  await page.keyboard.press('Escape')
}

async function shootPaper(page, { language, words }) {
  await page.getByRole('button', { name: words('ledger', 'rounds.actions.print'), exact: true }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words('ledger', 'print.save'), exact: true }).click(),
  ])
  const options = ['-png', '-r', '70', '-f', '1', '-l', '1', '-singlefile']
  const drawn = spawnSync('pdftoppm', [...options, await saved.path()], { maxBuffer: 50_000_000 })
  if (drawn.error !== undefined) console.log('pdftoppm is not installed: no picture of the signature list.')
  else if (drawn.status !== 0) throw new Error(drawn.stderr.toString())
  else keep(`${language}-signature-list.png`, drawn.stdout)
}

/** Until nothing loads and nothing moves any more. */
async function settle(page) {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}

async function shoot(page, name) {
  // Where the pointer rests something may show its name.
  await page.mouse.move(0, 0)
  keep(`${name}.png`, await page.screenshot({ animations: 'disabled' }))
}

function keep(name, picture) {
  const path = join(FOLDER, name)
  const light = palettePng(picture)
  if (light.length > MOST_BYTES) throw new Error(`${path} weighs ${light.length} bytes, more than ${MOST_BYTES}`)
  writeFileSync(path, light)
  console.log(path)
}

/** The words of a language by feature and key. */
function readWords(language) {
  return (feature, key) => {
    const tree = JSON.parse(readFileSync(join('locales', language, `${feature}.json`), 'utf8'))
    const text = key.split('.').reduce((part, name) => part?.[name], tree)
    if (typeof text !== 'string') throw new Error(`no words for ${feature}:${key} in ${language}`)
    return text
  }
}
