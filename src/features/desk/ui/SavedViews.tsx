import { ActionIcon, Button, Checkbox, Menu, TextInput } from '@mantine/core'
import { IconBookmark, IconCheck, IconPin, IconPinnedOff, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../common/contract.ts'
import { useSavedViews } from './useSavedViews.ts'

/** The views of a list under a name: choose one, keep the present one. The list keeps its filter in the address line. */
export function SavedViews({ list }: { list: string }) {
  const { t } = useTranslation('desk')
  const views = useSavedViews(list)
  const [naming, setNaming] = useState(false)
  return (
    <Menu position="bottom-start" width="20rem" closeOnItemClick={false} onClose={() => setNaming(false)}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconBookmark size="1rem" stroke={1.5} />}>
          {t('views.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => views.show(null)}>{t('views.all')}</Menu.Item>
        {views.views.map((view) => (
          <ViewItem key={view.id} view={view} views={views} />
        ))}
        <Menu.Divider />
        {naming ? (
          <NameForm
            onSave={(name, shared) => {
              views.save(name, shared)
              setNaming(false)
            }}
          />
        ) : (
          <Menu.Item onClick={() => setNaming(true)}>{t('views.save')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function ViewItem({ view, views }: { view: SavedView; views: ReturnType<typeof useSavedViews> }) {
  const { t } = useTranslation('desk')
  const marks = [view.shared ? t('views.sharedMark') : '', view.isDefault ? t('views.defaultMark') : '']
  const pin = view.isDefault ? t('views.notOpenWith') : t('views.openWith')
  return (
    <div className="nc-saved-view">
      <Menu.Item
        leftSection={views.shown === view.id ? <IconCheck size="1rem" stroke={1.75} /> : null}
        onClick={() => views.show(view)}
      >
        {view.name} <span className="nc-soft">{marks.filter((mark) => mark !== '').join(' · ')}</span>
      </Menu.Item>
      {view.mine ? (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${pin}: ${view.name}`}
            title={pin}
            onClick={() => views.openWith(view.isDefault ? null : view.id)}
          >
            {view.isDefault ? <IconPinnedOff size="1rem" stroke={1.5} /> : <IconPin size="1rem" stroke={1.5} />}
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t('views.drop')}: ${view.name}`}
            title={t('views.drop')}
            onClick={() => views.drop(view.id)}
          >
            <IconTrash size="1rem" stroke={1.5} />
          </ActionIcon>
        </>
      ) : null}
    </div>
  )
}

function NameForm({ onSave }: { onSave: (name: string, shared: boolean) => void }) {
  const { t } = useTranslation('desk')
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') onSave(name.trim(), shared)
  }
  return (
    <form className="nc-saved-view-form" onSubmit={submit}>
      <TextInput
        label={t('views.name')}
        placeholder={t('views.nameHint')}
        value={name}
        maxLength={60}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
        // The menu reads letters as jumps to its items.
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Checkbox
        label={t('views.shared')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <Button type="submit" size="xs" disabled={name.trim() === ''}>
        {t('views.verb')}
      </Button>
    </form>
  )
}
