import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useClient } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { currentLanguage } from '../../../base/ui/i18n.ts'
import { ProgressPanel } from '../../../base/ui/ProgressPanel.tsx'
import type { practiceContract } from '../../practice/common/contract.ts'
import { PRACTICE_OFFICE } from '../../practice/common/rules.ts'
import type { accountContract } from '../common/contract.ts'
import { DoorPage } from './DoorPage.tsx'
import type { Started } from './UnlockPage.tsx'

type Contract = { accounts: typeof accountContract; practice: typeof practiceContract }

interface PracticeStartProps {
  onEntered: (started: Started) => void
  /** Hands the session to the client before the register is filled. */
  onSession: (token: string) => void
  onBack: () => void
}

/** Makes the practice branch with its made-up register and enters it. */
export function PracticeStart({ onEntered, onSession, onBack }: PracticeStartProps) {
  const { t, i18n } = useTranslation('accounts')
  const client = useClient<Contract>()
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const create = useMutation({
    mutationFn: async () => {
      const office = { ...PRACTICE_OFFICE, place: 'practice', language: currentLanguage(i18n) } as const
      const started = await client.accounts.createOffice(office)
      onSession(started.token)
      for await (const step of await client.practice.fill({})) setProgress(step)
      return started
    },
    onSuccess: onEntered,
  })
  return (
    <DoorPage
      title={t('firstRun.practice.title')}
      intro={t('firstRun.practice.explain', { passphrase: PRACTICE_OFFICE.passphrase })}
    >
      {create.error === null ? null : <FailureNotice failure={failureOf(create.error)} />}
      {create.isPending ? (
        <ProgressPanel
          title={t('firstRun.practice.filling')}
          unit={t('firstRun.practice.unit')}
          {...(progress ?? { done: 0 })}
        />
      ) : null}
      <Group mt="md">
        <Button loading={create.isPending} onClick={() => create.mutate()}>
          {t('firstRun.practice.start')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('door.back')}
        </Button>
      </Group>
    </DoorPage>
  )
}
