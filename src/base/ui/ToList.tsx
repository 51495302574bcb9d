import { UnstyledButton } from '@mantine/core'
import { IconList } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'

/** Beside the title of a record: back to the list it belongs to. Undefined: no list is known. */
export function ToList({ path }: { path: string | undefined }) {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const label = t('actions.toList')
  return (
    <UnstyledButton
      className="nc-icon-button"
      aria-label={label}
      title={label}
      disabled={path === undefined}
      onClick={() => path !== undefined && void navigate(path)}
    >
      <IconList size="1rem" stroke={1.5} />
    </UnstyledButton>
  )
}
