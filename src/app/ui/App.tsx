import { notifications } from '@mantine/notifications'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ComponentType, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { failureOf } from '../../base/common/failures.ts'
import type { Language } from '../../base/common/language.ts'
import { useApi } from '../../base/ui/api.tsx'
import { forgetCopied } from '../../base/ui/copyText.ts'
import { FailureNotice } from '../../base/ui/FailureNotice.tsx'
import { LockedContext } from '../../base/ui/lockedContext.ts'
import { SwitchLanguageContext, useSwitchLanguage } from '../../base/ui/useSwitchLanguage.tsx'
import type { SignedIn } from '../../features/accounts/common/contract.ts'
import type { contract } from '../common/contract.ts'
import { BehindLock } from './BehindLock.tsx'
import type { DoorPages } from './fetchDoor.ts'
import { joinNetwork } from './joinNetwork.ts'
import type { OfficeProps } from './Office.tsx'
import { sessionToken } from './sessionToken.ts'
import { useCellBehindLock } from './useCellBehindLock.ts'
import { useDisplay } from './useDisplay.ts'
import { whenSessionEnds } from './whenSessionEnds.ts'

/** Which of four things is on screen: first run, unlocking, the office, or the office behind its lock. */
export function App({ Office, door }: { Office: ComponentType<OfficeProps>; door: DoorPages }) {
  useDisplay()
  const api = useApi<typeof contract>()
  const queries = useQueryClient()
  const switchLanguage = useSwitchLanguage()
  const atTheDoor = useRef<Language>(undefined)
  const status = useQuery(api.accounts.status.queryOptions())
  const [signedIn, setSignedIn] = useState<SignedIn>()
  const [locked, setLocked] = useState(false)
  useCellBehindLock(locked)
  const me = useQuery(
    api.accounts.me.queryOptions({ enabled: signedIn === undefined && sessionToken.get() !== undefined }),
  )
  const current = signedIn ?? me.data
  useEffect(() => whenSessionEnds(queries, () => setLocked(true)), [queries])
  useEffect(() => {
    if (locked) forgetPeople(queries)
  }, [locked, queries])

  const enter = useMemo(
    () => (started: { token: string; signedIn: SignedIn }) => {
      sessionToken.set(started.token)
      queries.clear()
      queries.setQueryData(api.accounts.me.queryKey(), started.signedIn)
      setSignedIn(started.signedIn)
      setLocked(false)
      // Everybody works in the language they chose last, whoever sat here before; what was chosen at the door is chosen.
      if (atTheDoor.current === undefined) switchLanguage(started.signedIn.language)
      else void api.accounts.setLanguage.call({ language: atTheDoor.current })
      atTheDoor.current = undefined
    },
    [queries, switchLanguage, api],
  )
  const chooseAtTheDoor = (language: Language) => {
    atTheDoor.current = language
    switchLanguage(language)
  }
  const leave = () => {
    sessionToken.clear()
    forgetCopied()
    queries.clear()
    // Whoever comes next starts at the start, not on the page and search of whoever left.
    history.replaceState(null, '', '#/')
    setSignedIn(undefined)
    setLocked(false)
    void status.refetch()
  }
  const resume = (again: SignedIn) => {
    setSignedIn(again)
    setLocked(false)
    void queries.invalidateQueries()
  }

  // Whoever is in stays in: that the door is asked about again must not tear down the page they work on.
  if (current === undefined) {
    if (status.error !== null && failureOf(status.error).code === 'lan.notJoined')
      return <door.JoinPage join={joinNetwork} onJoined={() => void status.refetch()} />
    if (status.error !== null)
      return <FailureNotice failure={failureOf(status.error)} onRetry={() => void status.refetch()} />
    if (status.data === undefined || me.isLoading) return null
    const { office, practice } = status.data
    const isFirstRun = office === null && practice === null
    return (
      <SwitchLanguageContext value={chooseAtTheDoor}>
        {isFirstRun ? (
          <door.FirstRunPage onEntered={enter} onSession={sessionToken.set} />
        ) : (
          <door.UnlockPage status={status.data} onEntered={enter} onSession={sessionToken.set} />
        )}
      </SwitchLanguageContext>
    )
  }
  return (
    <LockedContext value={locked}>
      <BehindLock locked={locked}>
        <Suspense fallback={null}>
          <Office signedIn={current} onLock={() => setLocked(true)} onLeave={leave} />
        </Suspense>
      </BehindLock>
      <Suspense fallback={null}>
        {locked ? <door.LockScreen signedIn={current} onResumed={resume} onLeave={leave} /> : null}
      </Suspense>
    </LockedContext>
  )
}

/** What the pages on screen know stays with them, so that nothing typed is lost; everything else goes. */
function forgetPeople(queries: QueryClient): void {
  forgetCopied()
  notifications.clean()
  queries.removeQueries({ type: 'inactive' })
  queries.getMutationCache().clear()
}
