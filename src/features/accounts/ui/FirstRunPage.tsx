import { UnstyledButton } from '@mantine/core'
import {
  IconBuildingBank,
  IconBuildingCommunity,
  IconDeviceFloppy,
  IconFlag,
  IconSchool,
  IconWorld,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSwitchLanguage } from '../../../base/ui/useSwitchLanguage.tsx'
import { CreateOfficeForm } from './CreateOfficeForm.tsx'
import { DoorPage } from './DoorPage.tsx'
import { FirstRunLanguage } from './FirstRunLanguage.tsx'
import { PracticeStart } from './PracticeStart.tsx'
import { RestoreForm } from './RestoreForm.tsx'
import type { Started } from './UnlockPage.tsx'

interface FirstRunPageProps {
  onEntered: (started: Started) => void
  onSession: (token: string) => void
  /** Set when an office already exists and this page is one of the other doors. */
  onBack?: () => void
}

const CHOICES = [
  { kind: 'branch', icon: IconBuildingCommunity },
  { kind: 'province', icon: IconBuildingBank },
  { kind: 'central', icon: IconFlag },
  { kind: 'partner', icon: IconWorld },
  { kind: 'practice', icon: IconSchool },
  { kind: 'restore', icon: IconDeviceFloppy },
] as const
type Choice = (typeof CHOICES)[number]['kind']

/** First run: our own branch, a province's office, or the practice branch to try things out. */
export function FirstRunPage({ onEntered, onSession, onBack }: FirstRunPageProps) {
  const { t } = useTranslation('accounts')
  const wantsPractice = window.location.hash.includes('practice=1')
  const [choice, setChoice] = useState<Choice | undefined>(wantsPractice ? 'practice' : undefined)
  const switchLanguage = useSwitchLanguage()
  const choose = (kind: Choice) => {
    // A Lao office works in Lao; the switch on its page changes that.
    if (kind === 'partner') switchLanguage('lo')
    setChoice(kind)
  }
  const back = () => setChoice(undefined)
  // Beside a book that is there nothing is put back from here: that is done inside the book.
  const choices = CHOICES.filter(({ kind }) => kind !== 'restore' || onBack === undefined)
  if (choice === 'practice') return <PracticeStart onEntered={onEntered} onSession={onSession} onBack={back} />
  if (choice === 'restore') return <RestoreForm onEntered={onEntered} onBack={back} />
  if (choice !== undefined) return <CreateOfficeForm kind={choice} onEntered={onEntered} onBack={back} />
  return (
    <DoorPage
      title={t('firstRun.title')}
      intro={t(onBack === undefined ? 'firstRun.intro' : 'firstRun.introAgain')}
      aside={<FirstRunLanguage />}
    >
      {choices.map(({ kind, icon: Icon }) => (
        <UnstyledButton key={kind} className="nc-door-choice" onClick={() => choose(kind)}>
          <Icon size="1.5rem" stroke={1.5} />
          <span>
            {t(`firstRun.${kind}.title`)}
            <small>{t(`firstRun.${kind}.hint`)}</small>
          </span>
        </UnstyledButton>
      ))}
      {onBack === undefined ? null : (
        <UnstyledButton mt="md" onClick={onBack}>
          {t('door.back')}
        </UnstyledButton>
      )}
    </DoorPage>
  )
}
