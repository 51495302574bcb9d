import { type Html, html } from '../../../../base/core/pdfHtml.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { readApproval, readSponsors } from './bookContents.ts'
import { readAddressFields, readMembers } from './readAddress.ts'
import { withMerged } from './readWords.ts'

/** One address on one sheet, with its portrait: for a meeting, or to take along. Without the number of a card. */
export async function profileContents(source: PaperSource): Promise<PaperContents<'profile'>> {
  const address = await readAddressFields(source, source.request.subjectId ?? '')
  const ids = await withMerged(source.db, 'address', address.id)
  const { fields, point, state, decisionId } = address
  return {
    label: `${source.t('papers:kinds.profile')} – ${fields.name}`,
    subjectId: address.id,
    format: { look: 'list' },
    fields: {
      ...fields,
      photo: await readPortrait(source, ids),
      point,
      state: source.t(`addresses:states.${state}`),
      approval: await readApproval(source, decisionId),
    },
    lists: { members: await readMembers(source, address), sponsors: await readSponsors(source, ids) },
  }
}

/** The portrait as it is kept beside the book; its bytes travel in the paper itself, nothing is fetched. */
async function readPortrait({ db, readPicture }: PaperSource, addressIds: readonly string[]): Promise<Html | string> {
  const photo = await db
    .selectFrom('attachment')
    .select(['type', 'content'])
    .where('table_name', '=', 'address')
    .where('row_id', 'in', addressIds)
    .where('kind', '=', 'photo')
    .where('deleted_at', 'is', null)
    .orderBy('main', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const bytes = photo === undefined ? undefined : await readPicture(photo.content)
  if (photo === undefined || bytes === undefined) return ''
  return html`<img alt="" src="data:${photo.type};base64,${Buffer.from(bytes).toString('base64')}">`
}
