import { IconKey, IconLogout } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, use, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HashRouter, useLocation, useNavigate, useRoutes } from 'react-router'
import type { Language } from '../../base/common/language.ts'
import { useApi } from '../../base/ui/api.tsx'
import { Frame } from '../../base/ui/Frame.tsx'
import type { NavigationGroup } from '../../base/ui/FrameNavigation.tsx'
import { currentLanguage } from '../../base/ui/i18n.ts'
import { useLater } from '../../base/ui/useLater.ts'
import { RightsContext } from '../../base/ui/useMay.ts'
import type { SignedIn } from '../../features/accounts/common/contract.ts'
import { UndoProvider } from '../../features/history/ui/UndoProvider.tsx'
import type { contract } from '../common/contract.ts'
import { PLACES } from './navigation.ts'
import { PageBoundary } from './PageBoundary.tsx'
import { officeRoutes } from './routes.tsx'
import { startPath } from './StartPage.tsx'
import { useStatusItems } from './useStatusItems.ts'
import { loadPageWords, switchLanguage } from './words.ts'

// After the first screen, which shows neither.
const SearchDialog = lazy(async () => ({ default: (await import('./SearchDialog.tsx')).SearchDialog }))
const ChangePassphraseDrawer = lazy(async () => ({
  default: (await import('../../features/accounts/ui/ChangePassphraseDrawer.tsx')).ChangePassphraseDrawer,
}))

const FIRST_SCREEN = '/today'
const NO_PAGE = /^(#\/?)?$/

export interface OfficeProps {
  signedIn: SignedIn
  onLock: () => void
  onLeave: () => void
}

/** The open office: the frame around the pages of every feature. */
export function Office(props: OfficeProps) {
  const { kind, unitId, rights } = props.signedIn
  // The first page is drawn at once: a page that only leads there would be drawn, shown and drawn again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each office, before anything of it is drawn
  useMemo(() => {
    if (NO_PAGE.test(location.hash)) history.replaceState(null, '', `#${startPath(kind)}`)
  }, [unitId])
  return (
    <RightsContext value={rights}>
      <HashRouter key={unitId}>
        <PageBoundary>
          <OfficeFrame {...props} />
        </PageBoundary>
      </HashRouter>
    </RightsContext>
  )
}

/** A page that fails leaves the frame standing, and the way to every other page. */
function OfficePages() {
  const { pathname } = useLocation()
  const page = useRoutes(officeRoutes)
  return <PageBoundary>{pathname === FIRST_SCREEN ? page : <WithWords>{page}</WithWords>}</PageBoundary>
}

/** The first screen comes with its words; everything else waits for those of all pages. */
function WithWords({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={null}>
      <AfterWords>{children}</AfterWords>
    </Suspense>
  )
}

function AfterWords({ children }: { children: ReactNode }) {
  use(loadPageWords(useTranslation().i18n))
  return children
}

function OfficeFrame({ signedIn, onLock, onLeave }: OfficeProps) {
  const { t, i18n } = useTranslation('app')
  const api = useApi<typeof contract>()
  const navigate = useNavigate()
  const [searching, setSearching] = useState(false)
  const [changingPassphrase, setChangingPassphrase] = useState(false)
  const later = useLater()
  const lock = useMutation(api.accounts.lock.mutationOptions({ onSettled: onLock }))
  const signOut = useMutation(api.accounts.signOut.mutationOptions({ onSettled: onLeave }))
  const keepLanguage = useMutation(api.accounts.setLanguage.mutationOptions())
  const language = currentLanguage(i18n)
  const changeLanguage = (next: Language) => {
    void switchLanguage(i18n, next)
    keepLanguage.mutate({ language: next })
  }
  const items = [
    {
      key: 'passphrase',
      label: t('user.changePassphrase'),
      icon: IconKey,
      onSelect: () => setChangingPassphrase(true),
    },
    { key: 'signOut', label: t('user.signOut'), icon: IconLogout, onSelect: () => signOut.mutate(undefined) },
  ]
  return (
    <Frame
      product="Nhịp Cầu"
      office={signedIn.officeName[language]}
      navigation={useNavigation(signedIn)}
      onNavigate={(href) => void navigate(href.replace(/^#/, ''))}
      status={useStatusItems(signedIn)}
      {...(signedIn.practice ? { practice: { onLeave: () => signOut.mutate(undefined) } } : {})}
      onSearch={() => setSearching(true)}
      language={language}
      onLanguageChange={changeLanguage}
      user={{ name: signedIn.displayName, items }}
      onLock={() => lock.mutate(undefined)}
    >
      <UndoProvider>
        <OfficePages />
      </UndoProvider>
      {later ? (
        <WithWords>
          <SearchDialog opened={searching} onClose={() => setSearching(false)} />
          <ChangePassphraseDrawer opened={changingPassphrase} onClose={() => setChangingPassphrase(false)} />
        </WithWords>
      ) : null}
    </Frame>
  )
}

function useNavigation(signedIn: SignedIn): NavigationGroup[] {
  const { t } = useTranslation('app')
  const { pathname } = useLocation()
  const allowed = PLACES.filter(
    (place) =>
      signedIn.rights.includes(place.right) &&
      (place.above !== true || signedIn.kind !== 'branch') &&
      (place.partner === true || signedIn.kind !== 'partner'),
  )
  return (['work', 'exchange', 'office'] as const).map((group) => ({
    key: group,
    items: allowed
      .filter((place) => place.group === group)
      .map(({ key, path, also = [], icon }) => ({
        href: `#${path}`,
        label: t(`navigation.${key}` as never),
        icon,
        active: [path, ...also].some((each) => pathname === each || pathname.startsWith(`${each}/`)),
      })),
  }))
}
