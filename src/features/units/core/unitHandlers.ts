import { implement } from '@orpc/server'
import { setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { unitContract } from '../common/contract.ts'
import { cancelReorganisation } from './cancelReorganisation.ts'
import { searchCommunes } from './communeSearch.ts'
import { listWords, resetOwnWord, saveOwnWord } from './ownWordRepo.ts'
import { listReorganisations } from './reorganisationRepo.ts'
import { recordReorganisation } from './reorganise.ts'
import { addVillage, listVillages, readVillageOrThrow, removeVillage, updateVillage } from './villageRepo.ts'
import { listVocabulary } from './vocabularyRepo.ts'

const os = implement(unitContract).$context<DoorContext>().use(requireRight)

export const unitHandlers = {
  vocabulary: os.vocabulary.handler(async ({ input, context }) => ({
    words: await listVocabulary(context.db, input.kind),
  })),

  searchCommunes: os.searchCommunes.handler(async ({ input, context }) => ({
    communes: await searchCommunes(context.db, { ...input, office: context.office }),
  })),

  reorganisations: {
    list: os.reorganisations.list.handler(async ({ context }) => ({
      reorganisations: await listReorganisations(context.db),
    })),

    record: os.reorganisations.record.handler(({ input, context }) =>
      context.write(async (db, { now }) => {
        const written = { by: context.session.displayName, now, today: context.services.clock.today() }
        return { id: await recordReorganisation(db, input, written) }
      }),
    ),

    cancel: os.reorganisations.cancel.handler(({ input, context }) =>
      context.write(async (db, { now }) => {
        const by = context.session.displayName
        await cancelReorganisation(db, { ...input, by, now, ownUnit: context.office.unitId })
        return { id: input.id }
      }),
    ),
  },

  words: {
    list: os.words.list.handler(async ({ context }) => ({ words: await listWords(context.db) })),
    save: os.words.save.handler(({ input, context }) =>
      context.write(async (db) => {
        await saveOwnWord(db, input)
        return {}
      }),
    ),
    reset: os.words.reset.handler(({ input, context }) =>
      context.write(async (db) => {
        await resetOwnWord(db, input)
        return {}
      }),
    ),
  },

  villages: {
    list: os.villages.list.handler(({ input, context }) =>
      listVillages(context.db, { ...input, communeId: input.communeId ?? ownCommune(context.office) }),
    ),

    add: os.villages.add.handler(async ({ input, context }) => {
      const communeId = input.communeId ?? ownCommune(context.office)
      const id = await context.write((db, writer) => addVillage(db, writer, { ...input, communeId }))
      return readVillageOrThrow(context.db, id)
    }),

    update: os.villages.update.handler(async ({ input, context }) => {
      await context.write((db, writer) => updateVillage(db, writer, input))
      return readVillageOrThrow(context.db, input.id)
    }),

    remove: os.villages.remove.handler(({ input, context }) =>
      context.write(async (db, writer) => {
        await removeVillage(db, writer, input.id)
        return {}
      }),
    ),

    restore: os.villages.restore.handler(({ input, context }) =>
      context.write(async (db, writer) => {
        await setDeleted(db, writer, { table: 'village', id: input.id, deleted: false })
        return {}
      }),
    ),
  },
}

/** A branch works in the commune it is the branch of; a province has none of its own. */
function ownCommune(office: { kind: string; unitId: string }): string | undefined {
  return office.kind === 'branch' ? office.unitId : undefined
}
