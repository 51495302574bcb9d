import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { KeptSince } from '../common/importSchemas.ts'

/** Who stays in the book when an import is undone, and why. */
export function KeptPeople({ kept, onClose }: { kept: readonly KeptSince[]; onClose: () => void }) {
  const { t } = useTranslation(['imports', 'common'])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('imports:kept.title', { count: kept.length })}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      <p>{t('imports:kept.lead')}</p>
      <ul>
        {kept.map(({ addressId, name, reason }) => (
          <li key={addressId}>
            <Link className="nc-link" to={`/addresses/${addressId}`} onClick={onClose}>
              {name}
            </Link>
            : {t(`imports:kept.reasons.${reason}`)}
          </li>
        ))}
      </ul>
    </Modal>
  )
}
