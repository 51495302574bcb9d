import '../../base/ui/styles.ts'
// One file less to fetch for the first screen.
import '../../features/today/ui/today.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { ApiProvider } from '../../base/ui/api.tsx'
import { theme } from '../../base/ui/theme.ts'
import { SwitchLanguageContext } from '../../base/ui/useSwitchLanguage.tsx'
import { App } from './App.tsx'
import { asked, core, queries } from './asked.ts'
import { doorWhenShown, fetchDoor } from './fetchDoor.ts'
import { sessionToken } from './sessionToken.ts'
import { Toasts } from './Toasts.tsx'
import { loadPageWords, startWords, switchLanguage } from './words.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
const root = document.getElementById('root')
if (root === null) throw new Error('no #root in the page')

/** Until then the first screen has been drawn, in milliseconds. */
const SOON = 1000

// Nothing is awaited at the top: the office's file imports from this one and would wait for its end.
void start(root)

async function start(at: HTMLElement) {
  // Whoever is signed in still comes back to the office: its code is fetched together with the door's words.
  const fetchedAhead = sessionToken.get() === undefined ? undefined : import('./Office.tsx')
  const fetchedWords = startWords()
  const client = await core
  const words = await fetchedWords
  const fetchOffice = async () => {
    const [page] = await Promise.all([import('./Office.tsx'), loadPageWords(words)])
    return { default: page.Office }
  }
  // What suspends is held back by React for 300 ms once its fallback was shown: whoever is signed in gets the office at once.
  const Office = fetchedAhead === undefined ? lazy(fetchOffice) : (await fetchedAhead).Office
  const door = fetchedAhead === undefined ? await fetchDoor() : doorWhenShown
  await asked
  createRoot(at).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="light" getStyleNonce={() => nonce}>
        <I18nextProvider i18n={words}>
          <QueryClientProvider client={queries}>
            <ApiProvider client={client}>
              <Toasts />
              <SwitchLanguageContext value={(language) => void switchLanguage(words, language)}>
                <App Office={Office} door={door} />
              </SwitchLanguageContext>
            </ApiProvider>
          </QueryClientProvider>
        </I18nextProvider>
      </MantineProvider>
    </StrictMode>,
  )
  // The door is small; the office comes while somebody types their passphrase. Whoever is in needs the door for the lock.
  if (fetchedAhead === undefined) void fetchOffice()
  else
    setTimeout(() => {
      void fetchDoor()
      void loadPageWords(words)
    }, SOON)
}
