import { Button, FileButton } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** The name means nothing, the content decides; the list only spares the eye other files. */
const ACCEPT = '.xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.tsv,.txt'

/** Choose or drop the office's own list. */
export function ChooseFile({ onChoose }: { onChoose: (file: File) => void }) {
  const { t } = useTranslation('imports')
  const [over, setOver] = useState(false)
  return (
    <section
      className="nc-import-drop"
      data-over={over || undefined}
      aria-label={t('title')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file !== undefined) onChoose(file)
      }}
    >
      <IconFileSpreadsheet size="2rem" stroke={1.25} aria-hidden="true" />
      <p>{t('choose.lead')}</p>
      <div className="nc-import-actions">
        <FileButton accept={ACCEPT} onChange={(file) => file !== null && onChoose(file)}>
          {(props) => <Button {...props}>{t('choose.pick')}</Button>}
        </FileButton>
        <span className="nc-soft">{t('choose.drop')}</span>
      </div>
      <p className="nc-soft">{t('choose.safe')}</p>
    </section>
  )
}
