import { Button, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { CrossPair } from '../common/contract.ts'
import { useProvince } from './useProvince.ts'

/** People that two units both help, to be settled by a phone call: only their owners may change the files. */
export function CrossPairs() {
  const { t } = useTranslation('province')
  const { formatNumber } = useFormat()
  const { api } = useProvince()
  const [wanted, setWanted] = useState(false)
  const found = useQuery({ ...api.province.crossPairs.queryOptions(), enabled: wanted })
  return (
    <section className="nc-province-part" aria-label={t('pairs.title')}>
      <h2 className="nc-cell-heading">{t('pairs.title')}</h2>
      <p className="nc-soft">{t('pairs.hint')}</p>
      <Button size="xs" variant="default" loading={found.isFetching} onClick={() => setWanted(true)}>
        {t('pairs.find')}
      </Button>
      {found.error === null ? null : <FailureNotice failure={failureOf(found.error)} />}
      {found.data === undefined ? null : (
        <>
          <p role="status">
            {t('pairs.count', { count: found.data.pairs.length, shown: formatNumber(found.data.pairs.length) })}
          </p>
          <Table>
            <Table.Tbody>
              {found.data.pairs.map((pair) => (
                <Table.Tr key={`${pair.first.id} ${pair.second.id}`}>
                  <Table.Td>
                    <Side side={pair.first} />
                  </Table.Td>
                  <Table.Td>
                    <Side side={pair.second} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </section>
  )
}

function Side({ side }: { side: CrossPair['first'] }) {
  const { t } = useTranslation('province')
  const { formatNumber, language } = useFormat()
  return (
    <>
      <Link to={`/addresses/${side.id}`}>{side.name}</Link>{' '}
      <span className="nc-soft num">
        {side.birthDay?.slice(0, 4)} · {side.unit[language]} · {t('pairs.times', { times: formatNumber(side.times) })}
      </span>
    </>
  )
}
