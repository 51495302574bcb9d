import { type RefObject, useRef, useState } from 'react'
import { keptText, readKeptText } from './keptText.ts'
import { newSheet, type Sheet } from './sheet.ts'
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
  /** The record was written, and the draft with it: the form starts again. */
  written: () => void
  /** What stands in it is not wanted, nor its draft: the form starts again. */
  discard: () => void
  /** What stands in it as the text of its draft; null while it stands as it started. */
  text: string | null
  sheet: RefObject<Sheet>
}

/**
 * The fields of a form that is typed into for minutes: what stands in them outlives the drawer, the window and a power cut.
 * `useKeptWrite` writes it.
 */
export function useKeptForm<Values extends object>(options: KeptFormOptions<Values>): KeptForm<Values> {
  const { form, active = true, start, editing = false } = options
  const [typed, setTyped] = useState<Partial<Values>>({})
  const [firstSheet] = useState(newSheet)
  const sheet = useRef(firstSheet)
  const values = { ...start, ...typed }
  const text = keptText({ start, values, editing })
  const draft = useDraft({
    form,
    active,
    text,
    id: () => sheet.current.id,
    onUse: ({ id, content }) => {
      sheet.current = { id, unsure: [content] }
      setTyped(readKeptText<Values>(content))
    },
    onDrop: () => {
      sheet.current = newSheet()
    },
  })
  const startAgain = () => {
    sheet.current = newSheet()
    setTyped({})
  }
  return {
    values,
    change: (changes) => setTyped((before) => ({ ...before, ...changes })),
    touched: text !== null,
    draft,
    written: () => {
      draft.written()
      startAgain()
    },
    discard: () => {
      draft.drop()
      startAgain()
    },
    text,
    sheet,
  }
}
