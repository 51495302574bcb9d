import { Select, UnstyledButton } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from './useFormat.ts'

export const PAGE_SIZES = [50, 100, 200] as const

export interface ListPage {
  /** 1-based */
  number: number
  size: number
}

interface ListFooterProps {
  page: ListPage
  /** Undefined while it is being counted: counts may arrive after the page. */
  total: number | undefined
  onPage: (page: ListPage) => void
  /** Sums of everything the list shows, or of the selection. */
  sums: ReactNode
  selectedCount: number
  onClearSelection: () => void
  onSelectAll: (() => void) | undefined
  selectionActions: ReactNode
  chooser: ReactNode
}

/** Beneath a list: how many and how much, of the selection or of everything; which page; which columns. */
export function ListFooter(props: ListFooterProps) {
  const { page, total, onPage, sums, selectedCount, onClearSelection, onSelectAll, selectionActions, chooser } = props
  const { t } = useTranslation('common')
  const { formatNumber } = useFormat()
  const selecting = selectedCount > 0
  return (
    <div className="nc-list-footer" data-selecting={selecting || undefined}>
      <div className="nc-list-count" aria-live="polite">
        {selecting ? (
          <>
            <strong className="num">
              {t('list.selected', { count: selectedCount, formatted: formatNumber(selectedCount) })}
            </strong>
            {onSelectAll === undefined || total === undefined || selectedCount >= total ? null : (
              <UnstyledButton className="nc-link num" onClick={onSelectAll}>
                {t('list.selectAll', { count: total, formatted: formatNumber(total) })}
              </UnstyledButton>
            )}
            <UnstyledButton className="nc-link" onClick={onClearSelection}>
              {t('list.clearSelection')}
            </UnstyledButton>
          </>
        ) : (
          <span className="num">
            {total === undefined ? '…' : t('list.rows', { count: total, formatted: formatNumber(total) })}
          </span>
        )}
        <span className="num">{sums}</span>
        {selecting ? selectionActions : null}
      </div>
      <Pager page={page} total={total} onPage={onPage} />
      {chooser}
    </div>
  )
}

function Pager({ page, total, onPage }: Pick<ListFooterProps, 'page' | 'total' | 'onPage'>) {
  const { t } = useTranslation('common')
  const { formatNumber } = useFormat()
  if (total !== undefined && total <= PAGE_SIZES[0]) return null
  const from = (page.number - 1) * page.size + 1
  const to = total === undefined ? from + page.size - 1 : Math.min(from + page.size - 1, total)
  const words = {
    from: formatNumber(from),
    to: formatNumber(to),
    total: total === undefined ? '…' : formatNumber(total),
  }
  return (
    <div className="nc-pager">
      <Select
        className="nc-page-size"
        size="xs"
        aria-label={t('list.perPage')}
        allowDeselect={false}
        data={PAGE_SIZES.map(String)}
        value={String(page.size)}
        onChange={(size) => onPage({ number: 1, size: Number(size) })}
      />
      <span className="num">{t('list.range', words)}</span>
      <UnstyledButton
        className="nc-icon-button"
        aria-label={t('list.previousPage')}
        disabled={page.number <= 1}
        onClick={() => onPage({ ...page, number: page.number - 1 })}
      >
        <IconChevronLeft size="1rem" stroke={1.75} />
      </UnstyledButton>
      <UnstyledButton
        className="nc-icon-button"
        aria-label={t('list.nextPage')}
        disabled={total !== undefined && to >= total}
        onClick={() => onPage({ ...page, number: page.number + 1 })}
      >
        <IconChevronRight size="1rem" stroke={1.75} />
      </UnstyledButton>
    </div>
  )
}
