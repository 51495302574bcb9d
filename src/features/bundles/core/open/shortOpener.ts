import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { UnitKeyTable } from '../../../../db/tables/exchangeTables.ts'
import type { BundleKind } from '../../common/bundleManifest.ts'
import type { FileFacts, InspectedFile, OpenedFile, ShortFile } from '../../common/fileSchemas.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import type { Acceptance } from './openBundle.ts'
import { judgeShort, readLines } from './readLines.ts'
import type { ReadLines } from './readLinesJob.ts'

/** Opens files of one kind. `inspect` writes nothing and refuses what `open` would refuse. */
export interface Opener {
  inspect(context: OfficeContext, bytes: Uint8Array): Promise<InspectedFile>
  open(context: OfficeContext, bytes: Uint8Array, accept: Acceptance): Promise<OpenedFile>
}

/** What a short file says: facts for its sentence, lines to be read one by one. */
export interface ShortContent {
  facts: FileFacts
  lines: { code: string; facts: FileFacts }[]
}

interface ShortKind {
  kind: Exclude<BundleKind, 'report'>
  /** Whose signature counts. */
  roles: readonly UnitKeyTable['role'][]
  /** Reads every line through its schema; writes nothing. */
  look(context: OfficeContext, read: ReadLines): Promise<ShortContent>
  /** Applies it in one transaction; a file opened before changes nothing. */
  take(context: OfficeContext, opened: { read: ReadLines; bytes: Uint8Array }): Promise<void>
}

/** The opener of a kind whose bundles are short and whole in themselves (core/seal/sealShort.ts). */
export function shortOpener({ kind, roles, look, take }: ShortKind): Opener {
  const read = (context: OfficeContext, bytes: Uint8Array) => readLines(context, { bytes, kinds: [kind], roles })
  const seenAs = async (context: OfficeContext, file: ReadLines, bytes: Uint8Array): Promise<ShortFile> => {
    const alreadyOpened = await judgeShort(context.db, { read: file, roles })
    const { unit, seq, createdAt: madeAt } = file.manifest
    const from = await getUnitNames(context.db, unit)
    return { kind, from, seq, madeAt, bytes: bytes.length, alreadyOpened, ...(await look(context, file)) }
  }
  return {
    inspect: async (context, bytes) => seenAs(context, await read(context, bytes), bytes),
    open: async (context, bytes) => {
      const file = await read(context, bytes)
      const seen = await seenAs(context, file, bytes)
      await take(context, { read: file, bytes })
      return seen
    },
  }
}
