import { ActionIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CLIPBOARD_SECONDS } from '../common/clipboardSeconds.ts'
import { copyText } from './copyText.ts'

export interface CopyButtonProps {
  text: string
  /** What is copied, for a screen reader: “Số điện thoại”. */
  label: string
}

/** Copies a number or a code for half a minute; the only way our pages put anything on the clipboard. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation('common')
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const goes = await copyText(text).catch(() => undefined)
    setCopied(goes !== undefined)
    const message =
      goes === undefined ? t('copy.refused') : t(goes ? 'copy.done' : 'copy.stays', { seconds: CLIPBOARD_SECONDS })
    notifications.show({ message, withBorder: true, ...(goes === undefined ? { color: 'red' } : {}) })
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <ActionIcon
      className="nc-copy"
      variant="subtle"
      size="sm"
      aria-label={t('copy.label', { what: label })}
      title={t('copy.label', { what: label })}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      <Icon size="1rem" stroke={1.5} />
    </ActionIcon>
  )
}
