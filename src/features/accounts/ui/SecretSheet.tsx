import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { useContext, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../../base/common/day.ts'
import { CopyButton } from '../../../base/ui/CopyButton.tsx'
import { LockedContext } from '../../../base/ui/lockedContext.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import '../../../base/ui/printPdf.css'
import './door.css'

/** Something that is told once: whose it is and what it says. */
export interface Secret {
  label: string
  text: string
}

interface SecretSheetProps {
  title: string
  explain: string
  secrets: readonly Secret[]
  onDone: () => void
}

/** Passphrases and codes on a sheet to print and hand over; gone from the screen once it is confirmed. */
export function SecretSheet({ title, explain, secrets, onDone }: SecretSheetProps) {
  const { t } = useTranslation('accounts')
  const [kept, setKept] = useState(false)
  const locked = useContext(LockedContext)
  return (
    <>
      <Modal opened onClose={() => {}} withCloseButton={false} closeOnEscape={false} title={title} size="lg">
        <Stack gap="md">
          <p className="nc-door-intro">{explain}</p>
          <SecretList secrets={secrets} copied />
          <Checkbox
            label={t('users.sheet.kept')}
            checked={kept}
            onChange={(event) => setKept(event.currentTarget.checked)}
          />
          <Group>
            <Button disabled={!kept} onClick={onDone}>
              {t('users.sheet.done')}
            </Button>
            <Button variant="default" onClick={() => window.print()}>
              {t('users.sheet.print')}
            </Button>
          </Group>
        </Stack>
      </Modal>
      {locked
        ? null
        : createPortal(
            <div className="nc-print nc-secret-paper" aria-hidden="true">
              <h1>{title}</h1>
              <p>{formatDay(officeToday())}</p>
              <p>{explain}</p>
              <SecretList secrets={secrets} />
            </div>,
            document.body,
          )}
    </>
  )
}

function SecretList({ secrets, copied = false }: { secrets: readonly Secret[]; copied?: boolean }) {
  return secrets.map(({ label, text }) => (
    <div key={label} className="nc-secret">
      <span>
        {label} {copied ? <CopyButton text={text} label={label} /> : null}
      </span>
      <output className="nc-door-code" aria-label={label}>
        {text}
      </output>
    </div>
  ))
}
