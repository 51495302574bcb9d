import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DoorPage } from '../../accounts/ui/DoorPage.tsx'
import { FirstRunLanguage } from '../../accounts/ui/FirstRunLanguage.tsx'

interface JoinPageProps {
  join: (code: string) => Promise<'joined' | 'wrong' | 'unreachable'>
  onJoined: () => void
}

/** What a PC of the network sees before it was let in: where the code comes from, and what to compare. */
export function JoinPage({ join, onJoined }: JoinPageProps) {
  const { t } = useTranslation('lan')
  const [code, setCode] = useState('')
  const [trouble, setTrouble] = useState<'wrong' | 'unreachable'>()
  const [joining, setJoining] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setJoining(true)
    const outcome = await join(code)
    setJoining(false)
    if (outcome === 'joined') return onJoined()
    setTrouble(outcome)
  }
  return (
    <DoorPage title={t('join.title')} intro={t('join.intro')} aside={<FirstRunLanguage />}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm" mt="md">
          <TextInput
            label={t('join.code')}
            inputMode="numeric"
            autoComplete="off"
            autoFocus
            maxLength={20}
            value={code}
            error={trouble === undefined ? undefined : t(`join.${trouble}`)}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" loading={joining} disabled={code.trim() === ''}>
            {t('join.enter')}
          </Button>
          <p className="nc-soft">{t('join.compare')}</p>
        </Stack>
      </form>
    </DoorPage>
  )
}
