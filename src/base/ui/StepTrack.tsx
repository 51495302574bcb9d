import { UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export interface TrackStep {
  key: string
  label: string
  state: 'done' | 'current' | 'blocked' | 'ahead'
  /** The day it was passed, or what blocks it, in words. */
  note?: string
}

export interface StepTrackProps {
  label: string
  steps: readonly TrackStep[]
  onOpen?: (key: string) => void
}

/** Stages in their order: passed, present, what blocks the next, still ahead. */
export function StepTrack({ label, steps, onOpen }: StepTrackProps) {
  return (
    <ol className="nc-steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} data-state={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
          <StepMark step={step} />
          {onOpen ? (
            <UnstyledButton className="nc-step-label" onClick={() => onOpen(step.key)}>
              {step.label}
            </UnstyledButton>
          ) : (
            <span className="nc-step-label">{step.label}</span>
          )}
          {step.note ? <span className="nc-step-note num">{step.note}</span> : null}
        </li>
      ))}
    </ol>
  )
}

function StepMark({ step }: { step: TrackStep }) {
  const { t } = useTranslation('common')
  return (
    <span className="nc-step-mark">
      {step.state === 'done' ? <IconCheck size="0.75rem" stroke={2.5} aria-hidden="true" /> : null}
      {step.state === 'blocked' ? <span aria-hidden="true">!</span> : null}
      <span className="nc-visually-hidden">{t(`steps.${step.state}`)}</span>
    </span>
  )
}
