import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** What stands in the place of a page that cannot be shown: why, what is safe, and the way on. */
export function PageBroken({ error }: { error: unknown }) {
  const { t } = useTranslation('app')
  const kind = isMissingCode(error) ? 'missing' : 'fault'
  return (
    <div className="nc-empty" role="alert">
      <p className="nc-empty-title">{t(`broken.${kind}.title`)}</p>
      <p className="nc-soft">{t(`broken.${kind}.hint`)}</p>
      <div className="nc-empty-actions">
        <Button size="xs" onClick={() => location.reload()}>
          {t('broken.reload')}
        </Button>
      </div>
    </div>
  )
}

/** Pages are fetched when first opened: a program that was closed or replaced since has no such file. Browsers word it differently. */
function isMissingCode(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|importing a module script/i.test(error.message)
}
