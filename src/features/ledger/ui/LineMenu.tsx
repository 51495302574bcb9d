import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RoundLine } from '../common/roundSchemas.ts'
import { type AskedMark, useMarkKeys } from './useMarkLine.ts'

interface LineMenuProps {
  line: RoundLine
  onMark: (mark: AskedMark) => void
  /** Set while the list is a draft. */
  onChange?: (() => void) | undefined
}

/** What the keys do, for the mouse: one small menu at the end of a line. */
export function LineMenu({ line, onMark, onChange }: LineMenuProps) {
  const { t } = useTranslation('ledger')
  const marks = useMarkKeys()
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size="sm"
          variant="subtle"
          tabIndex={-1}
          aria-label={t('rounds.actions.ofLine', { name: line.name })}
        >
          <IconDots size="1rem" stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {marks
          .filter(({ mark }) => mark !== line.state)
          .map(({ key, mark, label }) => (
            <Menu.Item key={key} rightSection={<kbd>{key}</kbd>} onClick={() => onMark(mark)}>
              {label}
            </Menu.Item>
          ))}
        {onChange === undefined ? null : (
          <Menu.Item rightSection={<kbd>Enter</kbd>} onClick={onChange}>
            {t('rounds.actions.changeLine')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
