import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { PageAction } from '../../../base/ui/ActionButton.tsx'
import { useMay } from '../../../base/ui/useMay.ts'
import type { PaperKind } from '../common/paperKinds.ts'

/** The button of a record's page that leads to its paper; none for who may not print. */
export function usePrintAction(kind: PaperKind, subjectId?: string): PageAction[] {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const query = new URLSearchParams({ kind, ...(subjectId === undefined ? {} : { subject: subjectId }) })
  if (!useMay('paper.print')) return []
  return [{ label: t('actions.print'), icon: IconPrinter, onSelect: () => void navigate(`/papers?${query}`) }]
}
