import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const sources = readdirSync('electron')
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join('electron', name), 'utf8') }))

function filesWith(pattern: RegExp): string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)
}

test('E1: windows are made in one place', () => {
  expect(sources.flatMap(({ text }) => text.match(/new (BrowserWindow|BaseWindow|WebContentsView)\b/g) ?? [])).toEqual([
    'new BrowserWindow',
  ])
})

test('E3: no page is loaded from a file', () => {
  expect(filesWith(/loadFile|file:\/\/|bypassCSP/)).toEqual([])
})

test('E8: nothing is opened outside', () => {
  expect(filesWith(/\bshell\b|openExternal|openPath/)).toEqual([])
})

test('E9: messages of the page come through one door', () => {
  expect(filesWith(/ipcMain/)).toEqual(['listenToPage.ts'])
})

test('E10: the preload hands out one value and no function', () => {
  const preload = sources.find(({ name }) => name === 'preload.ts')?.text ?? ''
  expect(preload.match(/exposeInMainWorld\(.*\)/g)).toEqual(["exposeInMainWorld('nhipCauDesktop', true)"])
})

test('E15: nothing calls home', () => {
  expect(filesWith(/crashReporter|autoUpdater|setSpellCheckerDictionaryDownloadURL|contentTracing/)).toEqual([])
})
