import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { accountContract } from '../common/contract.ts'
import { DoorPage } from './DoorPage.tsx'
import type { Started } from './UnlockPage.tsx'

/** The practice branch is made with a known passphrase: there is nobody's data in it. */
const PRACTICE = { userName: 'Thực hành', passphrase: 'cau tre lac leo que nha', unitCode: '15013' } as const

export function PracticeStart({ onEntered, onBack }: { onEntered: (started: Started) => void; onBack: () => void }) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const create = useMutation(api.accounts.createOffice.mutationOptions({ onSuccess: onEntered }))
  return (
    <DoorPage
      title={t('firstRun.practice.title')}
      intro={t('firstRun.practice.explain', { passphrase: PRACTICE.passphrase })}
    >
      {create.error === null ? null : <FailureNotice failure={failureOf(create.error)} />}
      <Group>
        <Button
          loading={create.isPending}
          onClick={() => create.mutate({ ...PRACTICE, place: 'practice', kind: 'branch' })}
        >
          {t('firstRun.practice.start')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('door.back')}
        </Button>
      </Group>
    </DoorPage>
  )
}
