import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { PART_SIZES } from '../../common/photos/photoLines.ts'
import { useBundles } from '../useBundles.ts'
import { useFileSize } from '../useFileSize.ts'
import { useUnitName } from '../useUnitName.ts'
import { PartList } from './PartList.tsx'

/** Photos of what was reported, in files no larger than the office's way of sending carries. */
export function PhotoParts({ receivers }: { receivers: readonly EnrolledKey[] }) {
  const { t } = useTranslation('bundles')
  const { api } = useBundles()
  const unitName = useUnitName()
  const [chosen, setChosen] = useState<string>()
  const toUnit = chosen ?? receivers[0]?.unit.id
  const sent = useQuery(api.bundles.photos.list.queryOptions()).data?.sent ?? []
  if (toUnit === undefined) return null
  return (
    <details className="nc-bundle-panel" open={sent.some((part) => part.madeAt === null)}>
      <summary className="nc-bundle-heading">{t('photos.title')}</summary>
      <p className="nc-soft">{t('photos.hint')}</p>
      {receivers.length > 1 ? (
        <Select
          label={t('send.to')}
          allowDeselect={false}
          data={receivers.map(({ unit }) => ({ value: unit.id, label: unitName(unit) }))}
          value={toUnit}
          onChange={(value) => setChosen(value ?? toUnit)}
        />
      ) : null}
      <WhatGoes toUnit={toUnit} />
      <Parts parts={sent.filter((part) => part.to.id === toUnit)} />
    </details>
  )
}

/** How many, how large, in how many files: known before anything is made. */
function WhatGoes({ toUnit }: { toUnit: string }) {
  const { t } = useTranslation('bundles')
  const { api, client, refresh } = useBundles()
  const fileSize = useFileSize()
  const preview = useQuery(api.bundles.photos.preview.queryOptions({ input: { toUnit }, retry: false }))
  const size = useMutation({
    mutationFn: (megabytes: (typeof PART_SIZES)[number]) => client.bundles.photos.setPartSize({ megabytes }),
    onSuccess: refresh,
  })
  const plan = useMutation({ mutationFn: () => client.bundles.photos.plan({ toUnit }), onSuccess: refresh })
  const error = preview.error ?? size.error ?? plan.error
  const { data } = preview
  return (
    <>
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      {data === undefined ? null : (
        <>
          <div className="nc-bundle-fields">
            <Select
              label={t('photos.partSize')}
              allowDeselect={false}
              data={PART_SIZES.map((each) => ({ value: String(each), label: t('photos.megabytes', { n: each }) }))}
              value={String(data.megabytes)}
              onChange={(value) => size.mutate(PART_SIZES.find((each) => String(each) === value) ?? data.megabytes)}
            />
          </div>
          <ul className="nc-share-facts">
            <li>
              {data.parts === 0
                ? t('photos.nothing')
                : t('photos.facts', { photos: data.photos, size: fileSize(data.bytes), parts: data.parts })}
            </li>
            {(['withoutConsent', 'notReported', 'tooLarge', 'gone'] as const)
              .filter((fact) => data[fact] > 0)
              .map((fact) => (
                <li key={fact}>{t(`photos.${fact}`, { n: data[fact] })}</li>
              ))}
          </ul>
          <div className="nc-bundle-actions">
            <Button disabled={data.parts === 0} loading={plan.isPending} onClick={() => plan.mutate()}>
              {t('photos.make', { n: data.parts })}
            </Button>
          </div>
        </>
      )}
    </>
  )
}

interface SentPart {
  batchId: string
  part: number
  parts: number
  photos: number
  bytes: number
  madeAt: string | null
}

function Parts({ parts }: { parts: readonly SentPart[] }) {
  const { t } = useTranslation('bundles')
  const { client, refresh } = useBundles()
  const files = useFiles()
  const save = useMutation({
    mutationFn: async ({ batchId, part }: SentPart) =>
      files.save((await client.bundles.photos.make({ batchId, part })).ticket),
    onSuccess: refresh,
  })
  if (parts.length === 0) return null
  return (
    <>
      <h3 className="nc-bundle-heading">{t('photos.parts')}</h3>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
      <PartList parts={parts} save={save} />
    </>
  )
}
