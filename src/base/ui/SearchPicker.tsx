import { Combobox, Loader, TextInput, UnstyledButton, useCombobox } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from './failureText.ts'
import { inputProps } from './inputProps.ts'
import type { FieldProps } from './useReadField.ts'
import { type SearchState, useSearch } from './useSearch.ts'

export interface PickerOption {
  id: string
  label: string
  /** Tells namesakes apart: birth year, village, unit. */
  detail?: string
}

export interface SearchPickerProps<Option extends PickerOption> extends FieldProps<Option> {
  search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>
  renderOption?: (option: Option) => ReactNode
  /** Offers to write a new one from the typed text; what it answers with is chosen. */
  onCreate?: (text: string) => Promise<Option | undefined> | undefined
  /** Letters needed before asking; 0 shows the first ones at once. */
  minChars?: number
}

const CREATE = ' create'

/** Finds one thing by typing part of its name: arrows move, Enter takes, Esc leaves; a new one can be added in place. */
export function SearchPicker<Option extends PickerOption>(props: SearchPickerProps<Option>) {
  const { search, renderOption, onCreate, minChars = 0 } = props
  const { t } = useTranslation('common')
  const [own, setOwn] = useState(props.defaultValue)
  const chosen = 'value' in props ? props.value : own
  // Undefined while nothing is being typed: the field then shows what is chosen.
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const text = (typed ?? '').trim()
  const asking = combobox.dropdownOpened && text.length >= minChars
  const found = useSearch({ asking, text, search })
  // Enter before the answers came: it is kept until they are there, so nothing is written anew that is on file already.
  const [entered, setEntered] = useState(false)

  // Typing a name and pressing Enter takes the first that fits.
  const selectFirst = combobox.selectFirstOption
  useEffect(() => {
    if (text !== '' && found.options.length > 0) selectFirst()
  }, [found.options, text, selectFirst])

  const give = (next: Option | undefined) => {
    setOwn(next)
    setTyped(undefined)
    props.onChange?.(next)
  }
  const take = async (key: string) => {
    setEntered(false)
    combobox.closeDropdown()
    if (key !== CREATE) return give(found.options.find(({ id }) => id === key))
    const created = await onCreate?.(text)
    if (created) give(created)
  }
  const takeFirst = useEffectEvent(() => {
    setEntered(false)
    const [first] = found.options
    if (first !== undefined) void take(first.id)
  })
  useEffect(() => {
    if (entered && asking && !found.searching) takeFirst()
  }, [entered, asking, found.searching])
  const leave = () => {
    setEntered(false)
    combobox.closeDropdown()
    if (typed !== undefined && text === '' && chosen) give(undefined)
    setTyped(undefined)
    props.onBlur?.()
  }

  return (
    <Combobox store={combobox} onOptionSubmit={(key) => void take(key)}>
      <Combobox.Target>
        <TextInput
          {...inputProps(props)}
          error={props.error}
          value={typed ?? chosen?.label ?? ''}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDownCapture={(event) => {
            if (event.key !== 'Enter' || !asking || !found.searching || text === '') return
            event.preventDefault()
            event.stopPropagation()
            setEntered(true)
          }}
          onBlur={leave}
          rightSection={<PickerEnd searching={found.searching} onClear={chosen ? () => give(undefined) : undefined} />}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.length < minChars}>
        <Combobox.Options mah="18rem" className="nc-picker-options">
          {found.options.map((option) => (
            <Combobox.Option key={option.id} value={option.id} active={option.id === chosen?.id}>
              {renderOption?.(option) ?? <PlainOption option={option} />}
            </Combobox.Option>
          ))}
          <PickerNote found={found} />
          {onCreate && !found.searching ? (
            <Combobox.Option value={CREATE} className="nc-picker-create">
              <IconPlus size="1rem" stroke={1.5} aria-hidden="true" />
              {text === '' ? t('fields.picker.createBlank') : t('fields.picker.create', { text })}
            </Combobox.Option>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function PlainOption({ option }: { option: PickerOption }) {
  return (
    <div className="nc-option-row">
      <span>{option.label}</span>
      {option.detail ? <span className="nc-option-detail">{option.detail}</span> : null}
    </div>
  )
}

function PickerNote({ found }: { found: SearchState<PickerOption> }) {
  const { t } = useTranslation('common')
  const failureText = useFailureText()
  if (found.failure) return <Combobox.Empty>{failureText(found.failure)}</Combobox.Empty>
  if (found.options.length > 0) return null
  return <Combobox.Empty>{t(found.searching ? 'fields.picker.searching' : 'fields.picker.noMatch')}</Combobox.Empty>
}

function PickerEnd({ searching, onClear }: { searching: boolean; onClear: (() => void) | undefined }) {
  const { t } = useTranslation('common')
  if (searching) return <Loader size="0.875rem" />
  if (!onClear) return null
  return (
    <UnstyledButton
      className="nc-icon-button"
      tabIndex={-1}
      aria-label={t('fields.picker.clear')}
      // Keeps the focus in the field, whose leaving would close the list first.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClear}
    >
      <IconX size="0.875rem" stroke={1.75} />
    </UnstyledButton>
  )
}
