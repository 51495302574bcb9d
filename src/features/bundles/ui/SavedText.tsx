import { useTranslation } from 'react-i18next'
import type { SaveOutcome } from '../../files/ui/saveProven.ts'

/** Whether the file has left the program; a dialog that was closed leaves it where it is. */
export function isOut(outcome: SaveOutcome | undefined): boolean {
  return outcome === 'proven' || outcome === 'handedOver'
}

/** Only a file that was read again is called safe; what a browser downloads in its own way has to be looked at by the person. */
export function SavedText({ outcome }: { outcome: SaveOutcome | undefined }) {
  const { t } = useTranslation('bundles')
  if (outcome === 'proven') {
    return (
      <p className="nc-bundle-done" role="status">
        {t('send.saved')}
      </p>
    )
  }
  if (outcome !== 'handedOver') return null
  return (
    <p className="nc-bundle-held" role="status">
      {t('send.handedOver')}
    </p>
  )
}
