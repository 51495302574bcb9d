import { Checkbox, Popover, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type ColumnLayout, isShown, withMoved } from './columnLayout.ts'
import type { ListColumn } from './listColumn.ts'

interface ColumnChooserProps<Row> {
  /** In the order now on screen, hidden ones included. */
  columns: readonly ListColumn<Row>[]
  layout: ColumnLayout
  onChange: (layout: ColumnLayout) => void
  onReset: () => void
}

/** Which columns are shown and in what order; the first one names the row and stays. */
export function ColumnChooser<Row>({ columns, layout, onChange, onReset }: ColumnChooserProps<Row>) {
  const { t } = useTranslation('common')
  const order = columns.map(({ key }) => key)
  return (
    <Popover position="top-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="nc-list-button">
          <IconColumns3 size="1rem" stroke={1.5} />
          <span>{t('list.columns')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="nc-chooser">
        <ul>
          {columns.slice(1).map((column, index) => (
            <li key={column.key}>
              <Checkbox
                size="xs"
                label={column.title}
                checked={isShown(column, layout)}
                onChange={(event) =>
                  onChange({ ...layout, shown: { ...layout.shown, [column.key]: event.currentTarget.checked } })
                }
              />
              <UnstyledButton
                className="nc-icon-button"
                aria-label={t('list.moveLeft', { column: column.title })}
                disabled={index === 0}
                onClick={() => onChange(withMoved(layout, order, { key: column.key, by: -1 }))}
              >
                <IconArrowUp size="0.875rem" stroke={1.75} />
              </UnstyledButton>
              <UnstyledButton
                className="nc-icon-button"
                aria-label={t('list.moveRight', { column: column.title })}
                disabled={index === columns.length - 2}
                onClick={() => onChange(withMoved(layout, order, { key: column.key, by: 1 }))}
              >
                <IconArrowDown size="0.875rem" stroke={1.75} />
              </UnstyledButton>
            </li>
          ))}
        </ul>
        <UnstyledButton className="nc-link" onClick={onReset}>
          {t('list.resetColumns')}
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  )
}
