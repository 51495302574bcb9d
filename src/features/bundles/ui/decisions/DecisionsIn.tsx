import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import type { Failure } from '../../../../base/common/result.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../../base/ui/failureText.ts'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import type { Decision } from '../../common/decisions/decisionContract.ts'
import { useBundles } from '../useBundles.ts'
import { DecisionTable } from './DecisionTable.tsx'

/** What the office above decided: a person carries out each line, all at once, or leaves it with a reason. */
export function DecisionsIn() {
  const { t } = useTranslation('bundles')
  const { api, may } = useBundles()
  const [declining, setDeclining] = useState<Decision>()
  const decisions = useQuery(api.bundles.decisions.listIn.queryOptions()).data?.decisions ?? []
  const apply = useApply()
  const waiting = decisions.filter(({ state }) => state === 'waiting')
  if (decisions.length === 0) return null
  return (
    <details className="nc-bundle-panel" open={waiting.length > 0 || apply.isSuccess}>
      <summary className="nc-bundle-heading">{t('decisions.inTitle')}</summary>
      <p className="nc-soft">{t('decisions.inHint')}</p>
      {waiting.length > 1 && may('bundles.open') ? (
        <div className="nc-bundle-actions">
          <Button size="xs" loading={apply.isPending} onClick={() => apply.mutate(waiting.map(({ id }) => id))}>
            {t('decisions.applyAll')}
          </Button>
        </div>
      ) : null}
      {apply.error === null ? null : <FailureNotice failure={failureOf(apply.error)} />}
      <DecisionTable
        decisions={decisions}
        unitOf={({ from }) => from}
        actions={(decision) =>
          decision.state === 'waiting' && may('bundles.open') ? (
            <>
              <LineFailure failure={apply.failures.get(decision.id)} />
              <Button
                size="compact-xs"
                variant="subtle"
                loading={apply.isPending}
                onClick={() => apply.mutate([decision.id])}
              >
                {t('decisions.apply')}
              </Button>
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => setDeclining(decision)}>
                {t('decisions.decline')}
              </Button>
            </>
          ) : null
        }
      />
      <DeclineDrawer decision={declining} onClose={() => setDeclining(undefined)} />
    </details>
  )
}

/** A line the office’s own rules refuse goes on waiting; why is kept beside it. */
function useApply() {
  const { client, refreshAll } = useBundles()
  const [failures, setFailures] = useState<ReadonlyMap<string, Failure>>(new Map())
  const apply = useMutation({
    mutationFn: (ids: string[]) => client.bundles.decisions.apply({ ids }),
    onSuccess: ({ results }) =>
      setFailures(new Map(results.flatMap(({ id, failure }) => (failure === null ? [] : [[id, failure] as const])))),
    onSettled: refreshAll,
  })
  return { ...apply, failures }
}

function LineFailure({ failure }: { failure: Failure | undefined }) {
  const failureText = useFailureText()
  return failure === undefined ? null : (
    <p className="nc-bundle-held" role="alert">
      {failureText(failure)}
    </p>
  )
}

function DeclineDrawer({ decision, onClose }: { decision: Decision | undefined; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const { client, refresh } = useBundles()
  const [reason, setReason] = useState('')
  const decline = useMutation({
    mutationFn: (id: string) => client.bundles.decisions.decline({ id, reason }),
    onSuccess: async () => {
      setReason('')
      onClose()
      await refresh()
    },
  })
  return (
    <RecordDrawer
      opened={decision !== undefined}
      title={t('decisions.declineTitle')}
      verb={t('decisions.decline')}
      saving={decline.isPending}
      disabled={reason.trim() === ''}
      note={decline.error === null ? null : <FailureNotice failure={failureOf(decline.error)} />}
      onSubmit={() => decision !== undefined && decline.mutate(decision.id)}
      onClose={onClose}
    >
      <Textarea
        label={t('decisions.reasonUp')}
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}
