import { Button, Drawer } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from './useFocusBack.ts'

export interface RecordDrawerProps {
  opened: boolean
  title: string
  /** The verb on the button: “Ghi nhận đã trao”, never “OK”. */
  verb: string
  onSubmit: () => void
  /** A second way to write it, by its own button only: Enter always takes the first. */
  also?: { verb: string; onSubmit: (startAgain: () => void) => void }
  /** Esc, the cross and Cancel; the caller keeps the draft. */
  onClose: () => void
  saving?: boolean
  /** Nothing to write yet. */
  disabled?: boolean
  /** Beside the buttons: the state of the draft, or a failure. */
  note?: ReactNode
  size?: 'md' | 'lg'
  children: ReactNode
}

const WIDTHS = { md: '28rem', lg: '44rem' } as const

/** The drawer in which a record is written: Enter in a line or Ctrl+Enter anywhere writes it, Esc leaves. */
export function RecordDrawer(props: RecordDrawerProps) {
  const {
    opened,
    title,
    verb,
    onSubmit,
    also,
    onClose,
    saving = false,
    disabled = false,
    note,
    size = 'md',
    children,
  } = props
  const { t } = useTranslation('common')
  useFocusBack(opened)
  const verbButton = useFocusWhenRefused(saving)
  const write = (form: HTMLFormElement | null, submit: () => void) => {
    // A field whose text could not be read holds no value: saving would silently drop what is written there.
    const unread = form?.querySelector<HTMLElement>('[data-unread]')
    if (unread) unread.focus()
    else if (!saving && !disabled) submit()
  }
  const submit = (event: FormEvent<HTMLFormElement> | KeyboardEvent<HTMLFormElement>) => {
    event.preventDefault()
    write(event.currentTarget, onSubmit)
  }
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={`min(${WIDTHS[size]}, 100vw)`}
      title={title}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      classNames={{
        content: 'nc-drawer',
        header: 'nc-drawer-header',
        title: 'nc-drawer-title',
        body: 'nc-drawer-body',
      }}
    >
      <form
        className="nc-drawer-form"
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
        }}
      >
        <div className="nc-drawer-fields" ref={startInFirstField}>
          {children}
        </div>
        <div className="nc-drawer-footer">
          <div className="nc-drawer-note">{note}</div>
          {also ? (
            <Button
              variant="subtle"
              disabled={disabled || saving}
              onClick={({ currentTarget: { form } }) => write(form, () => also.onSubmit(() => focusFirst(form)))}
            >
              {also.verb}
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button ref={verbButton} type="submit" loading={saving} disabled={disabled}>
            {verb}
          </Button>
        </div>
      </form>
    </Drawer>
  )
}

/** A button that waits is switched off and loses the focus: where the drawer stays, because of a failure, it has it again. */
function useFocusWhenRefused(saving: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!saving) return
    return () => {
      setTimeout(() => {
        if (document.activeElement === document.body) button.current?.focus()
      })
    }
  }, [saving])
  return button
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
}

/** The drawer's focus trap starts at what carries this mark; without it, at the closing cross. */
function startInFirstField(fields: HTMLElement | null): void {
  if (!fields || fields.querySelector('[data-autofocus]')) return
  fields.querySelector('input:enabled, select:enabled, textarea:enabled')?.setAttribute('data-autofocus', 'true')
}
