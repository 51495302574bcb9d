import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import app from '../../locales/vi/app.json' with { type: 'json' }
import { PageBroken } from '../../src/app/ui/PageBroken.tsx'
import { createI18n } from '../../src/base/ui/i18n.ts'

/** The page as it stands when opening it threw `error`. */
function pageAfter(error: unknown): string {
  const storage = { getItem: () => null, setItem: () => undefined }
  const i18n = createI18n({ resources: { vi: { app } }, storage })
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <MantineProvider>
        <PageBroken error={error} />
      </MantineProvider>
    </I18nextProvider>,
  )
}

describe('a page that cannot be shown', () => {
  test.each([
    'Failed to fetch dynamically imported module: http://127.0.0.1:1/assets/AddressListPage-x.js',
    'error loading dynamically imported module: http://127.0.0.1:1/assets/AddressListPage-x.js',
    'Importing a module script failed.',
  ])('says that the program was closed or replaced, and offers to reload: %s', (message) => {
    const shown = pageAfter(new TypeError(message))
    expect(shown).toContain(app.broken.missing.title)
    expect(shown).toContain(app.broken.reload)
    expect(shown).not.toContain('127.0.0.1')
  })

  test('says in the words of the office that it failed, without what the error holds', () => {
    const shown = pageAfter(new Error('Hà Thị Mé is not a function'))
    expect(shown).toContain(app.broken.fault.title)
    expect(shown).not.toContain('Hà Thị Mé')
  })
})
