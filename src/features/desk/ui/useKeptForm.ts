import { useState } from 'react'
import { keptText, readKeptText } from './keptText.ts'
import { type Draft, useDraft } from './useDraft.ts'

/** The fields of a record while it is being written: any of them may not stand there yet. */
export type Unfilled<Values> = { [Name in keyof Values]?: Values[Name] | undefined }

export interface KeptFormOptions<Values> {
  /** Which form, with the record it is about: `addresses.edit:<id>`. */
  form: string
  /** The form is on screen. */
  active?: boolean
  /** What the form starts with; of a record being changed, the record as it stands. */
  start: Values
  /** A record is being changed: what is typed lies over it, also when it changes elsewhere meanwhile. */
  editing?: boolean
}

export interface KeptForm<Values> {
  values: Values
  change: (changes: Partial<Values>) => void
  /** Something else stands in it than at the start. */
  touched: boolean
  draft: Draft
  /** The record was written: the draft goes and the form starts again. */
  written: () => void
}

/** The fields of a form that is typed into for minutes: what stands in them outlives the drawer, the window and a power cut. */
export function useKeptForm<Values extends object>(options: KeptFormOptions<Values>): KeptForm<Values> {
  const { form, active = true, start, editing = false } = options
  const [typed, setTyped] = useState<Partial<Values>>({})
  const values = { ...start, ...typed }
  const text = keptText({ start, values, editing })
  const draft = useDraft({ form, active, text, onUse: (kept) => setTyped(readKeptText<Values>(kept)) })
  return {
    values,
    change: (changes) => setTyped((before) => ({ ...before, ...changes })),
    touched: text !== null,
    draft,
    written: () => {
      draft.drop()
      setTyped({})
    },
  }
}
