import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../../base/common/day.ts'
import { CopyButton } from '../../../base/ui/CopyButton.tsx'
import { currentLanguage } from '../../../base/ui/i18n.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import type { SignedIn } from '../common/contract.ts'

interface RecoveryCodeSheetProps {
  code: string
  /** Whose code it is: a sealed envelope must tell by itself. */
  signedIn: SignedIn
  onDone: () => void
}

/** Shows the recovery code once: to print, put in a sealed envelope and give to the head of the office. */
export function RecoveryCodeSheet({ code, signedIn, onDone }: RecoveryCodeSheetProps) {
  const { t, i18n } = useTranslation('accounts')
  const [kept, setKept] = useState(false)
  return (
    <Stack gap="md" mt="md">
      <p className="nc-door-intro">{t('recoveryCode.explain')}</p>
      <p className="nc-door-only-print">
        {signedIn.officeName[currentLanguage(i18n)]} · {signedIn.displayName} · {formatDay(officeToday())}
      </p>
      <output className="nc-door-code" aria-label={t('fields.recoveryCode')}>
        {code}
      </output>
      <div className="nc-door-noprint">
        <Checkbox
          label={t('recoveryCode.kept')}
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <Group mt="md">
          <Button disabled={!kept} onClick={onDone}>
            {t('recoveryCode.enter')}
          </Button>
          <Button variant="default" onClick={() => window.print()}>
            {t('recoveryCode.print')}
          </Button>
          <CopyButton text={code} label={t('fields.recoveryCode')} />
        </Group>
      </div>
    </Stack>
  )
}
