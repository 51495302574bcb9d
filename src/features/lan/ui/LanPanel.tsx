import { Button, Group, List, Stack, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { LanPc, LanStatus, lanContract } from '../common/contract.ts'
import { InviteDrawer } from './InviteDrawer.tsx'
import './lan.css'

type Contract = { lan: typeof lanContract }

/** The office's other PCs: where they find the book, how to tell it from a false one, and which were let in. */
export function LanPanel() {
  const { t } = useTranslation('lan')
  const api = useApi<Contract>()
  const mayManage = useMay('users.manage')
  const status = useQuery(api.lan.status.queryOptions())
  const [inviting, setInviting] = useState(false)
  if (status.data === undefined) return null
  const isOn = status.data.addresses.length > 0
  return (
    <Stack gap="sm" component="section" aria-label={t('title')}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('title')}
        </Title>
        {isOn && mayManage ? (
          <Button size="xs" onClick={() => setInviting(true)}>
            {t('invite.open')}
          </Button>
        ) : null}
      </Group>
      {status.data.wanted ? null : <p className="nc-soft">{t('off')}</p>}
      {status.data.problem === null ? null : <p className="nc-soft">{t(`problems.${status.data.problem}`)}</p>}
      {isOn ? <Whereabouts status={status.data} mayManage={mayManage} /> : null}
      {isOn && mayManage ? <JoinedPcs /> : null}
      {inviting ? <InviteDrawer onClose={() => setInviting(false)} /> : null}
    </Stack>
  )
}

function Whereabouts({ status, mayManage }: { status: LanStatus; mayManage: boolean }) {
  const { t } = useTranslation('lan')
  const api = useApi<Contract>()
  const files = useFiles()
  const save = useMutation({
    mutationFn: async () => files.save((await api.lan.certificate.call()).ticket),
  })
  return (
    <>
      <p className="nc-soft">{t('explain')}</p>
      <dl className="nc-lan-facts">
        <dt>{t('addresses')}</dt>
        {status.addresses.map((address) => (
          <dd key={address}>{address}</dd>
        ))}
        <dt>{t('fingerprint')}</dt>
        <dd className="nc-lan-fingerprint">{inGroups(status.fingerprint ?? '')}</dd>
      </dl>
      <p className="nc-soft">{t(status.fromAfar ? 'compareHere' : 'compare')}</p>
      {mayManage ? (
        <>
          <p className="nc-soft">{t('installHint')}</p>
          <Group>
            <Button variant="default" size="xs" loading={save.isPending} onClick={() => save.mutate()}>
              {t('saveCertificate')}
            </Button>
          </Group>
          {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
        </>
      ) : null}
    </>
  )
}

function JoinedPcs() {
  const { t } = useTranslation('lan')
  const api = useApi<Contract>()
  const queries = useQueryClient()
  const list = useQuery(api.lan.listPcs.queryOptions())
  const remove = useMutation(
    api.lan.removePc.mutationOptions({ onSettled: () => queries.invalidateQueries({ queryKey: api.lan.key() }) }),
  )
  const pcs = list.data?.pcs ?? []
  return (
    <>
      <Title order={3} size="h5">
        {t('pcs')}
      </Title>
      {remove.error === null ? null : <FailureNotice failure={failureOf(remove.error)} />}
      {list.data !== undefined && pcs.length === 0 ? <p className="nc-soft">{t('noPcs')}</p> : null}
      <List listStyleType="none" spacing="xs">
        {pcs.map((pc) => (
          <List.Item key={pc.id}>
            <JoinedPc pc={pc} onRemove={() => remove.mutate({ id: pc.id })} />
          </List.Item>
        ))}
      </List>
    </>
  )
}

/** Removing cuts people off in the middle of their work: it is asked for twice. */
function JoinedPc({ pc, onRemove }: { pc: LanPc; onRemove: () => void }) {
  const { t } = useTranslation('lan')
  const { formatMoment } = useFormat()
  const [asking, setAsking] = useState(false)
  return (
    <Group gap="md">
      <span>{pc.name}</span>
      <span className="nc-soft">{t('joined', { when: formatMoment(pc.joinedAt) })}</span>
      <Button size="compact-xs" variant="subtle" onClick={() => setAsking(!asking)}>
        {t(asking ? 'keep' : 'remove')}
      </Button>
      {asking ? (
        <Button size="compact-xs" color="red" onClick={onRemove}>
          {t('removeNow', { name: pc.name })}
        </Button>
      ) : null}
    </Group>
  )
}

/** Groups of four, as people compare them. */
function inGroups(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? ''
}
