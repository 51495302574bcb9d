import { Modal, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../../base/ui/api.tsx'
import type { contract } from '../common/contract.ts'
import { findEverywhere } from './findEverywhere.ts'
import './searchDialog.css'

interface SearchDialogProps {
  opened: boolean
  onClose: () => void
}

/** Ctrl+K: one box over people, donors and villages; arrows move, Enter opens. */
export function SearchDialog({ opened, onClose }: SearchDialogProps) {
  const { t } = useTranslation('app')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      size="lg"
      yOffset="10vh"
      attributes={{ content: { 'aria-label': t('search.title') } }}
    >
      {opened ? <SearchBox onClose={onClose} /> : null}
    </Modal>
  )
}

function SearchBox({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const api = useApi<typeof contract>()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), 80)
  const found = useQuery(findEverywhere(api, asked))
  const hits = found.data ?? []
  const open = (path: string) => {
    onClose()
    void navigate(path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const hit = hits[at]
    if (event.key === 'Enter' && hit !== undefined) open(hit.path)
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setAt(Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), Math.max(hits.length - 1, 0)))
  }
  return (
    <search>
      <TextInput
        onKeyDown={onKeyDown}
        data-autofocus
        aria-label={t('search.title')}
        placeholder={t('search.placeholder')}
        leftSection={<IconSearch size="1rem" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
      />
      <ul className="nc-search-hits">
        {hits.map((hit, index) => (
          <li key={hit.path}>
            <UnstyledButton
              className="nc-search-hit"
              data-active={index === at || undefined}
              onClick={() => open(hit.path)}
            >
              <span>{hit.label}</span>
              <small>{[t(`search.kinds.${hit.kind}`), hit.detail].filter(Boolean).join(' · ')}</small>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {asked !== '' && found.isSuccess && hits.length === 0 ? (
        <p className="nc-search-none">{t('search.nothing')}</p>
      ) : null}
    </search>
  )
}
