import { useTranslation } from 'react-i18next'
import type { NewVillage } from '../common/importSchemas.ts'

const MOST_SHOWN = 20

/** The villages the import would write, before it does: a slip in a name would stand in the book as a village. */
export function NewVillages({ villages }: { villages: readonly NewVillage[] }) {
  const { t } = useTranslation('imports')
  if (villages.length === 0) return null
  return (
    <section className="nc-import-panel" aria-label={t('villages.title', { count: villages.length })}>
      <h2>{t('villages.title', { count: villages.length })}</h2>
      <p>{t('villages.lead')}</p>
      <ul className="nc-import-villages">
        {villages.slice(0, MOST_SHOWN).map(({ name, communeName, elsewhere, rows }) => (
          <li key={`${communeName} ${name}`}>
            {elsewhere ? <strong>{t('villages.elsewhere')}: </strong> : null}
            {t('villages.rows', { name, commune: communeName, count: rows })}
          </li>
        ))}
      </ul>
      {villages.length > MOST_SHOWN ? <p className="nc-soft">{`+ ${villages.length - MOST_SHOWN}`}</p> : null}
    </section>
  )
}
