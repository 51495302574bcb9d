import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import type { BookMove } from '../../common/books/bookSchemas.ts'
import { PartList } from '../photos/PartList.tsx'
import { useUnitName } from '../useUnitName.ts'
import { useReorganise } from './useReorganise.ts'

/** Photos and papers that go with a book: put into parts, each saved today or another day, as often as one gets lost. */
export function BookFiles({ book }: { book: BookMove }) {
  const { t } = useTranslation('bundles')
  const { client, refreshAll } = useReorganise()
  const unitName = useUnitName()
  const files = useFiles()
  const { open, parts } = book.files
  const plan = useMutation({
    mutationFn: () => client.bundles.books.planFiles({ toUnit: book.to.id }),
    onSuccess: refreshAll,
  })
  const save = useMutation({
    mutationFn: async ({ batchId, part }: BookMove['files']['parts'][number]) =>
      files.save((await client.bundles.books.makeFiles({ batchId, part })).ticket),
    onSuccess: refreshAll,
  })
  const error = plan.error ?? save.error
  return (
    <div>
      <h3 className="nc-bundle-heading">{t('reorganise.files.title', { unit: unitName(book.to) })}</h3>
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      {open === 0 ? null : (
        <Button size="xs" loading={plan.isPending} onClick={() => plan.mutate()}>
          {t('reorganise.files.plan', { n: open })}
        </Button>
      )}
      <PartList parts={parts} save={save} />
    </div>
  )
}

/** How many have come, and which parts have not. */
export function BookFilesCame({ files }: { files: BookMove['files'] }) {
  const { t } = useTranslation('bundles')
  if (files.all === 0) return null
  const { arrived, all, missing } = files
  return (
    <p className="nc-soft num">
      {t('reorganise.files.arrived', { arrived, all })}
      {missing.length === 0 ? null : ` · ${t('reorganise.files.missing', { missing: missing.join(', ') })}`}
    </p>
  )
}
