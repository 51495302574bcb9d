import { Button, Menu, Popover, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../base/ui/DayField.tsx'
import { type FilterChip, FilterChips } from '../../../base/ui/FilterChips.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { SavedViews } from '../../desk/ui/SavedViews.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { VillagePicker } from '../../units/ui/VillagePicker.tsx'
import { ADDRESS_STATES, type AddressFilter } from '../common/addressSchemas.ts'
import type { AddressView } from './addressView.ts'

export interface AddressFiltersProps {
  view: AddressView
  /** How many stand in each state under the present filter. */
  byState: Record<string, number>
  onChange: (changes: Partial<AddressView>) => void
}

/** The search box, the filters one can add, and those in force as chips. */
export function AddressFilters({ view, byState, onChange }: AddressFiltersProps) {
  const { t } = useTranslation('addresses')
  const { words } = useVocabulary('category')
  const { filter } = view
  const set = (changes: AddressFilter) => onChange({ filter: { ...filter, ...changes } })
  const states = filter.states ?? []
  return (
    <FilterChips chips={useChips(view, onChange)} onClearAll={() => onChange({ filter: {} })}>
      <SavedViews list="addresses" />
      <SearchBox text={filter.search ?? ''} onSearch={(search) => onChange({ filter: withSearch(filter, search) })} />
      <FilterMenu
        label={t('columns.state')}
        options={ADDRESS_STATES.map((state) => ({
          key: state,
          label: t(`states.${state}`),
          note: byState[state],
          chosen: states.includes(state),
          onSelect: () =>
            set({ states: states.includes(state) ? states.filter((each) => each !== state) : [...states, state] }),
        }))}
      />
      <FilterMenu
        label={t('columns.category')}
        options={words.map(({ code, name }) => ({
          key: code,
          label: name,
          chosen: filter.category === code,
          onSelect: () => set({ category: code }),
        }))}
      />
      <FilterMenu
        label={t('filters.more')}
        options={(['F', 'M', 'unknown'] as const).map((sex) => ({
          key: sex,
          label: t(`filters.sex.${sex}`),
          chosen: filter.sex === sex,
          onSelect: () => set({ sex }),
        }))}
      />
      <AsOfFilter onPick={(asOf) => set({ asOf })} />
      <VillageFilter onPick={(id, villageName) => onChange({ villageName, filter: { ...filter, villageId: id } })} />
      <Button
        size="xs"
        variant="default"
        aria-pressed={filter.withoutDonor ?? false}
        onClick={() =>
          onChange({
            filter: { ...without(filter, 'withoutDonor'), ...(filter.withoutDonor ? {} : { withoutDonor: true }) },
          })
        }
      >
        {t('filters.withoutDonor')}
      </Button>
    </FilterChips>
  )
}

function useChips({ filter, villageName }: AddressView, onChange: AddressFiltersProps['onChange']): FilterChip[] {
  const { t } = useTranslation('addresses')
  const { nameOf } = useVocabulary('category')
  const helpForms = useVocabulary('helpForm')
  const { formatDay } = useFormat()
  const drop = (key: keyof AddressFilter) => () => onChange({ filter: without(filter, key) })
  const states = filter.states ?? []
  const chips: (FilterChip | undefined)[] = [
    filter.search === undefined
      ? undefined
      : { key: 'search', label: t('filters.searchIs', { text: filter.search }), onRemove: drop('search') },
    ...states.map((state) => ({
      key: state,
      label: t('filters.stateIs', { state: t(`states.${state}`) }),
      onRemove: () => {
        const left = states.filter((each) => each !== state)
        onChange({ filter: { ...without(filter, 'states'), ...(left.length === 0 ? {} : { states: left }) } })
      },
    })),
    filter.category === undefined
      ? undefined
      : {
          key: 'category',
          label: t('filters.categoryIs', { category: nameOf(filter.category) }),
          onRemove: drop('category'),
        },
    filter.villageId === undefined
      ? undefined
      : { key: 'village', label: t('filters.villageIs', { village: villageName }), onRemove: drop('villageId') },
    filter.importId === undefined
      ? undefined
      : { key: 'import', label: t('filters.importIs'), onRemove: drop('importId') },
    filter.communeId === undefined
      ? undefined
      : { key: 'commune', label: t('filters.communeIs'), onRemove: drop('communeId') },
    filter.sex === undefined ? undefined : { key: 'sex', label: t(`filters.sex.${filter.sex}`), onRemove: drop('sex') },
    filter.responsible === undefined
      ? undefined
      : {
          key: 'responsible',
          label: t('filters.responsibleIs', { name: filter.responsible }),
          onRemove: drop('responsible'),
        },
    filter.openNeed === undefined
      ? undefined
      : {
          key: 'openNeed',
          label: t('filters.needIs', { need: helpForms.nameOf(filter.openNeed) }),
          onRemove: drop('openNeed'),
        },
    filter.asOf === undefined
      ? undefined
      : { key: 'asOf', label: t('filters.asOfIs', { day: formatDay(filter.asOf) }), onRemove: drop('asOf') },
    filter.hasPoint === undefined
      ? undefined
      : {
          key: 'point',
          label: t(filter.hasPoint ? 'filters.withPoint' : 'filters.withoutPoint'),
          onRemove: drop('hasPoint'),
        },
    filter.withoutDonor
      ? { key: 'withoutDonor', label: t('filters.withoutDonor'), onRemove: drop('withoutDonor') }
      : undefined,
  ]
  return chips.filter((chip) => chip !== undefined)
}

function without(filter: AddressFilter, key: keyof AddressFilter): AddressFilter {
  const { [key]: _dropped, ...rest } = filter
  return rest
}

function withSearch(filter: AddressFilter, search: string): AddressFilter {
  return { ...without(filter, 'search'), ...(search === '' ? {} : { search }) }
}

/** Asks after a short pause; the text itself is never touched while somebody types. */
function SearchBox({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation('addresses')
  const [typed, setTyped] = useState(text)
  const [asked, setAsked] = useState(text)
  const ask = useDebouncedCallback((next: string) => {
    setAsked(next)
    onSearch(next)
  }, 200)
  // Cleared from outside (a chip, “clear all”): follow; our own echo is not followed, or letters typed since would be lost.
  useEffect(() => {
    if (text !== asked) {
      setTyped(text)
      setAsked(text)
    }
  }, [text, asked])
  return (
    <TextInput
      size="xs"
      w="10.5rem"
      aria-label={t('filters.search')}
      placeholder={t('filters.searchHint')}
      leftSection={<IconSearch size="1rem" stroke={1.5} />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        ask(event.currentTarget.value.trim())
      }}
    />
  )
}

interface FilterOption {
  key: string
  label: string
  note?: number | undefined
  chosen: boolean
  onSelect: () => void
}

function FilterMenu({ label, options }: { label: string; options: readonly FilterOption[] }) {
  return (
    <Menu position="bottom-start" closeOnItemClick>
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size="0.875rem" stroke={1.5} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="22rem" className="nc-address-menu">
        {options.map(({ key, label: words, note, chosen, onSelect }) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={chosen}
            leftSection={chosen ? <IconCheck size="1rem" stroke={1.75} /> : <span className="nc-address-nocheck" />}
            rightSection={note === undefined ? null : <span className="nc-soft num">{note}</span>}
            onClick={onSelect}
          >
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** How things stood on a day: states, counts and the list are those of that evening. */
function AsOfFilter({ onPick }: { onPick: (day: string) => void }) {
  const { t } = useTranslation('addresses')
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width="16rem">
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size="0.875rem" stroke={1.5} />}
          onClick={() => setOpened(!opened)}
        >
          {t('filters.asOf')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <DayField
          label={t('filters.asOfDay')}
          value={undefined}
          onChange={(day) => {
            if (day === undefined) return
            setOpened(false)
            onPick(day)
          }}
          window={{ latest: officeToday() }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function VillageFilter({ onPick }: { onPick: (id: string, name: string) => void }) {
  const { t } = useTranslation('addresses')
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width="18rem">
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size="0.875rem" stroke={1.5} />}
          onClick={() => setOpened(!opened)}
        >
          {t('columns.village')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <VillagePicker
          label={t('columns.village')}
          mayAdd={false}
          autoFocus
          value={undefined}
          onChange={(village) => {
            setOpened(false)
            if (village) onPick(village.id, village.label)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
