import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'

/** Which form, with the record it is about: `addresses.edit:<id>`. */
const formSchema = z.string().min(1).max(120)
/** One filled-in form, from its first key until it is written. */
const draftIdSchema = z.string().min(1).max(200)
/** Which list: `addresses`. */
const listSchema = z.string().min(1).max(40)
/** What the page wrote, as JSON text: only the page that wrote it reads it. */
const contentSchema = z.string().max(200_000)

export const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  content: contentSchema,
  shared: z.boolean(),
  /** Only its maker changes or drops it. */
  mine: z.boolean(),
  /** My list opens with it. */
  isDefault: z.boolean(),
})
export type SavedView = z.infer<typeof savedViewSchema>

/** Half-typed forms and named views of lists: what one user leaves on the desk. Not records: no history, no bundle. */
export const deskContract = {
  /** My unfinished form, or null. `savedAt` is a UTC moment. */
  findDraft: query('signedIn')
    .input(z.object({ form: formSchema }))
    .output(
      z.object({ draft: z.object({ id: draftIdSchema, content: contentSchema, savedAt: z.string() }).nullable() }),
    ),

  /** Keeps the form as it stands, over what was kept before; `savedAt` is null when it was written meanwhile and nothing was kept. */
  keepDraft: command('signedIn')
    .input(z.object({ form: formSchema, id: draftIdSchema, content: contentSchema }))
    .output(z.object({ savedAt: z.string().nullable() })),

  /** The draft is not wanted. Dropping what is not there is no failure. */
  dropDraft: command('signedIn')
    .input(z.object({ form: formSchema }))
    .output(z.object({})),

  /** My views of a list and those shared in the office, by name. */
  listViews: query('signedIn')
    .input(z.object({ list: listSchema }))
    .output(z.object({ views: z.array(savedViewSchema) })),

  /** Keeps a view; mine of the same name is written over. */
  saveView: command('signedIn')
    .input(
      z.object({
        list: listSchema,
        name: z.string().trim().min(1).max(60),
        content: contentSchema,
        shared: z.boolean(),
      }),
    )
    .output(z.object({ id: z.string() })),

  /** Drops a view of mine. */
  dropView: command('signedIn')
    .input(z.object({ id: z.string() }))
    .output(z.object({}))
    .errors(failures('desk.notYours')),

  /** The view of mine that the list opens with; null for none. */
  openWith: command('signedIn')
    .input(z.object({ list: listSchema, id: z.string().nullable() }))
    .output(z.object({}))
    .errors(failures('desk.notYours')),
}
