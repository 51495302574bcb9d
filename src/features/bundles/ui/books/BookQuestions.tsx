import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookQuestion } from '../../common/books/bookSchemas.ts'

export interface Answer {
  kind: BookQuestion['kind']
  subject: string
  answer: string
}

interface BookQuestionsProps {
  questions: readonly BookQuestion[]
  saving: boolean
  /** Names of units that may be an answer, by id. */
  unitNames?: ReadonlyMap<string, string>
  onAnswer: (answers: Answer[]) => void
}

/** What the program cannot decide. Each answer is kept at once, so that the list outlives the screen. */
export function BookQuestions({ questions, saving, unitNames, onAnswer }: BookQuestionsProps) {
  const { t } = useTranslation('bundles')
  if (questions.length === 0) return null
  const open = questions.filter((question) => question.answer === null)
  const proposed = open.filter((question) => question.proposed !== '')
  const proposeAll = () => onAnswer(proposed.map(({ kind, subject, proposed: answer }) => ({ kind, subject, answer })))
  return (
    <section className="nc-book-questions">
      <h3 className="nc-bundle-heading">{t('reorganise.questions')}</h3>
      <p role="status">
        {open.length === 0 ? t('reorganise.allAnswered') : t('reorganise.left', { count: open.length })}
      </p>
      {proposed.length === 0 ? null : (
        <div className="nc-bundle-actions">
          <Button size="xs" variant="default" loading={saving} onClick={proposeAll}>
            {t('reorganise.proposeAll')}
          </Button>
        </div>
      )}
      {questions.map((question) => (
        <Question
          key={`${question.kind} ${question.subject}`}
          question={question}
          unitNames={unitNames}
          onAnswer={(answer) => onAnswer([{ kind: question.kind, subject: question.subject, answer }])}
        />
      ))}
    </section>
  )
}

interface QuestionProps {
  question: BookQuestion
  unitNames: ReadonlyMap<string, string> | undefined
  onAnswer: (answer: string) => void
}

function Question({ question, unitNames, onAnswer }: QuestionProps) {
  const { t } = useTranslation('bundles')
  const label = `${t(`reorganise.asks.${question.kind}`)}: ${useQuestionText(question)}`
  if (question.kind === 'series') return <SeriesQuestion label={label} question={question} onAnswer={onAnswer} />
  const wordOf = (choice: string) => {
    if (choice === 'same' || choice === 'different') return t(`reorganise.answers.${choice}`)
    return unitNames?.get(choice) ?? t('reorganise.newName', { name: choice })
  }
  const choices = new Set([...question.choices, question.proposed, question.answer ?? ''].filter(Boolean))
  return (
    <Select
      label={label}
      placeholder={t('reorganise.answer')}
      data={[...choices].map((value) => ({ value, label: wordOf(value) }))}
      value={question.answer}
      onChange={(value) => (value === null ? undefined : onAnswer(value))}
    />
  )
}

function useQuestionText({ kind, theirs, mine }: BookQuestion): string {
  const { t } = useTranslation('bundles')
  if (kind === 'keeper') return t('reorganise.keeperAsk')
  return mine === '' ? theirs : t('reorganise.question', { theirs, mine })
}

/** The wording of a series is the office's own; it is kept when the field is left. */
function SeriesQuestion({ label, question, onAnswer }: Omit<QuestionProps, 'unitNames'> & { label: string }) {
  const [typed, setTyped] = useState(question.answer ?? question.proposed)
  return (
    <TextInput
      label={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => (typed.trim() === '' || typed === question.answer ? undefined : onAnswer(typed))}
    />
  )
}
