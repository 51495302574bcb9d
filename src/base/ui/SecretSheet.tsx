import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { useContext, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../common/day.ts'
import { CopyButton } from './CopyButton.tsx'
import { LockedContext } from './lockedContext.ts'
import { officeToday } from './officeToday.ts'
import { useFocusBack } from './useFocusBack.ts'
import './printPdf.css'
import './secretSheet.css'

/** Something that is told once: whose it is and what it says. */
export interface Secret {
  label: string
  text: string
}

interface SecretSheetProps {
  title: string
  /** The office, on the paper only: a sealed envelope must tell by itself. */
  office: string
  explain: string
  secrets: readonly Secret[]
  onDone: () => void
}

/** Passphrases, codes and keys on a sheet to print and hand over; gone from the screen once it is confirmed. */
export function SecretSheet({ title, office, explain, secrets, onDone }: SecretSheetProps) {
  const { t } = useTranslation('common')
  const [kept, setKept] = useState(false)
  const locked = useContext(LockedContext)
  useFocusBack(true)
  return (
    <>
      <Modal
        opened
        onClose={() => {}}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
        title={title}
        classNames={{ title: 'nc-drawer-title' }}
        size="lg"
      >
        <Stack gap="md">
          <p className="nc-secret-explain">{explain}</p>
          <SecretList secrets={secrets} copied />
          <Checkbox
            data-autofocus
            label={t('secretSheet.kept')}
            checked={kept}
            onChange={(event) => setKept(event.currentTarget.checked)}
          />
          <Group>
            <Button disabled={!kept} onClick={onDone}>
              {t('secretSheet.done')}
            </Button>
            <Button variant="default" onClick={() => window.print()}>
              {t('secretSheet.print')}
            </Button>
          </Group>
        </Stack>
      </Modal>
      {locked
        ? null
        : createPortal(
            <div className="nc-print nc-secret-paper" aria-hidden="true">
              <h1>{title}</h1>
              <p>
                {office} · {formatDay(officeToday())}
              </p>
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
      <output className="nc-secret-code" aria-label={label}>
        {text}
      </output>
    </div>
  ))
}
