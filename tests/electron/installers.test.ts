import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const config = readFileSync('electron-builder.yml', 'utf8')

/** The words under a top-level key; the file is plain enough for that. */
function section(name: string): string {
  return new RegExp(`^${name}:\\n((?:[ #].*\\n)+)`, 'm').exec(config)?.[1] ?? ''
}

test('row 76: one installer for Windows, for the person who installs, without an administrator or a server', () => {
  expect(section('win')).toContain('target: nsis, arch: [x64]')
  const nsis = section('nsis')
  for (const line of [
    'oneClick: true',
    'perMachine: false',
    'allowElevation: false',
    'deleteAppDataOnUninstall: false',
  ])
    expect(nsis).toContain(line)
})

test('E11: every fuse of the packaged program stands as the hardening asks', () => {
  expect(section('electronFuses').trim().split(/\n\s*/)).toEqual([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableCookieEncryption: true',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
  ])
})

test('the installers hold what was built and what it loads, and no sources, maps or tests', () => {
  const files = section('files')
  for (const built of ['out/main/**', 'out/preload/**', 'out/core/**', 'out/ui/**'])
    expect(files).toContain(`- ${built}`)
  for (const left of ['!**/*.map', '!**/{test,tests,docs,example,examples}/**']) expect(files).toContain(left)
  expect(files).not.toMatch(/- (src|tests|locales)\//)
})

test('the packager itself finds nothing wrong with the file, and would find what is', async () => {
  const packager = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
  const { validateConfiguration } = packager('app-builder-lib/out/util/config/config.js')
  const { load } = packager('js-yaml')
  const quiet = { isEnabled: false, add: () => {} }
  await expect(validateConfiguration(load(config), quiet)).resolves.toBeUndefined()
  const wrong = { ...load(config), nsis: { perMachin: false } }
  await expect(validateConfiguration(wrong, quiet)).rejects.toThrow(/configuration\.nsis/)
})
