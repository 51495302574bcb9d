import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { PAPER_KINDS, type PaperKind, paperKindSchema, paperNeeds } from '../common/paperKinds.ts'
import { PaperChoice, type PaperChoices } from './PaperChoice.tsx'
import { PaperView, type PaperWish } from './PaperView.tsx'
import { PaperViews } from './PaperViews.tsx'
import './papers.css'

/**
 * In ấn: every paper of the office with what it is for. What is chosen stands in the address of the page, so that a record's
 * page can link to a paper about it: `/papers?kind=helpBook&subject=<id>`.
 */
export function PapersPage() {
  const { t } = useTranslation('papers')
  const [params, setParams] = useSearchParams()
  const kind = paperKindSchema.catch('signatureList').parse(params.get('kind'))
  const choices: PaperChoices = {
    subjectId: params.get('subject'),
    villageId: params.get('village'),
    from: params.get('from'),
    to: params.get('to'),
    number: params.get('number') ?? '',
    transferAmount: params.get('amount') === null ? null : Number(params.get('amount')),
  }
  const change = (next: PaperChoices) => setParams(paramsOf(kind, next), { replace: true })
  return (
    <>
      <PageHeader title={t('title')} views={<PaperViews kind={kind} />} />
      <div className="nc-papers">
        <nav aria-label={t('page.choose')}>
          <ul className="nc-papers-kinds">
            {PAPER_KINDS.map((each) => (
              <li key={each}>
                <UnstyledButton
                  className="nc-papers-kind"
                  {...(each === kind ? { 'aria-current': 'true' as const } : {})}
                  onClick={() => setParams({ kind: each })}
                >
                  {t(`kinds.${each}`)}
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </nav>
        <section className="nc-papers-desk" aria-label={t(`kinds.${kind}`)}>
          <p>{t(`uses.${kind}`)}</p>
          <PaperChoice key={kind} kind={kind} choices={choices} onChange={change} />
          <ChosenPaper key={JSON.stringify([kind, choices])} kind={kind} choices={choices} />
        </section>
      </div>
    </>
  )
}

function ChosenPaper({ kind, choices }: { kind: PaperKind; choices: PaperChoices }) {
  const { t } = useTranslation('papers')
  const { subject, subjectOptional } = paperNeeds(kind)
  if (subject !== undefined && subjectOptional !== true && choices.subjectId === null) {
    const wanted = t(`page.subject.${subject}`).toLocaleLowerCase()
    return (
      <EmptyState
        kind="nothingYet"
        title={t('page.chooseSubject', { subject: wanted })}
        hint={t(`page.subjectHint.${subject}`)}
      />
    )
  }
  const wish: PaperWish = { kind, ...choices }
  return <PaperView wish={wish} />
}

/** Only what is chosen; an empty choice leaves no trace in the address. */
function paramsOf(kind: PaperKind, choices: PaperChoices): Record<string, string> {
  const named: Record<string, string | null> = {
    kind,
    subject: choices.subjectId,
    village: choices.villageId,
    from: choices.from,
    to: choices.to,
    number: choices.number === '' ? null : choices.number,
    amount: choices.transferAmount === null ? null : String(choices.transferAmount),
  }
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
}
