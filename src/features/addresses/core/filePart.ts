import { refuse } from '../../../base/common/failures.ts'
import { normaliseText } from '../../../base/common/foldForSearch.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'

/** A part of a file on its way in: with an id it is changed, without one it is new. */
export interface SavedPart<Fields> {
  addressId: string
  id?: string | undefined
  version?: number | undefined
  fields: Fields
}

/** Of a part that is changed; without one nobody saw what they change. @throws `common.changedElsewhere` */
export function versionOf(version: number | undefined): number {
  if (version === undefined) refuse('common.changedElsewhere')
  return version
}

/** @throws `addresses.notFound`, `common.notAllowed` for an address of another office */
export async function ownAddressOrRefuse(db: WriteDb, context: WriteContext, id: string): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select('owner_unit')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  if (address.owner_unit !== context.unitId) refuse('common.notAllowed')
}

/** @throws `addresses.unknownWord` */
export async function refuseUnknownWord(
  db: WriteDb,
  { kind, code }: { kind: string; code: string | null },
): Promise<void> {
  if (code === null) return
  const word = await db
    .selectFrom('vocabulary')
    .select('code')
    .where('kind', '=', kind)
    .where('code', '=', code)
    .executeTakeFirst()
  if (word === undefined) refuse('addresses.unknownWord', { code })
}

export function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
