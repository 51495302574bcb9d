import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import { SHEET_TYPES } from '../../../base/core/sheetFile.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { clusterContract } from '../common/contract.ts'
import { basisOf, membersClash } from '../common/rules.ts'
import { listClusters, refuseUnknownUnits, removeCluster, saveCluster } from './clusterRepo.ts'
import { formSheet, standingSheet } from './clusterSheets.ts'
import {
  listForms,
  listIndicators,
  listTargets,
  nameColumns,
  removeCoded,
  saveCoded,
  saveTarget,
} from './measureRepo.ts'
import { readFormTable, readStanding } from './standing.ts'

const os = implement(clusterContract).$context<DoorContext>().use(requireRight)

export const clusterHandlers = {
  list: os.list.handler(async ({ context }) => ({
    clusters: await listClusters(context.db, context.services.clock.today()),
  })),

  save: os.save.handler(async ({ input, context }) => {
    if (membersClash(input.members)) refuse('clusters.membersClash')
    await refuseUnknownUnits(
      context.db,
      input.members.map(({ unitId }) => unitId),
    )
    return { id: await context.write((db) => saveCluster(db, input)) }
  }),

  remove: os.remove.handler(async ({ input, context }) => {
    if (!(await context.write((db) => removeCluster(db, input.id)))) refuse('common.notFound')
    return {}
  }),

  standing: os.standing.handler(({ input, context }) => readStanding(context, input)),

  standingXlsx: os.standingXlsx.handler(async ({ input, context }) => {
    const standing = await readStanding(context, input)
    const bytes = await standingSheet(standing, wording(context, input.language))
    return putSheet(context, { bytes, name: `${standing.cluster.names.vi} ${input.year}-Q${input.quarter}` })
  }),

  indicators: {
    list: os.indicators.list.handler(async ({ context }) => ({ indicators: await listIndicators(context.db) })),
    save: os.indicators.save.handler(async ({ input: { code, names, figures }, context }) => {
      if (basisOf(figures) === null) refuse('clusters.mixedFigures')
      const values = { ...nameColumns(names), figures: JSON.stringify(figures) }
      await context.write((db) => saveCoded(db, { table: 'indicator', code, values }))
      return { code }
    }),
    remove: os.indicators.remove.handler(({ input, context }) => takeBack(context, { table: 'indicator', ...input })),
  },

  targets: {
    list: os.targets.list.handler(async ({ input, context }) => ({
      targets: await listTargets(context.db, input.year),
    })),
    save: os.targets.save.handler(async ({ input: { year, targets }, context }) => {
      await refuseUnknownUnits(
        context.db,
        targets.map(({ unitId }) => unitId),
      )
      await refuseUnknownIndicators(
        context,
        targets.map(({ indicator }) => indicator),
      )
      await context.write(async (db) => {
        for (const target of targets) await saveTarget(db, { year, ...target })
      })
      return { saved: targets.length }
    }),
  },

  forms: {
    list: os.forms.list.handler(async ({ context }) => ({ forms: await listForms(context.db) })),
    save: os.forms.save.handler(async ({ input: { code, names, indicators }, context }) => {
      await refuseUnknownIndicators(context, indicators)
      const values = { ...nameColumns(names), indicators: JSON.stringify(indicators) }
      await context.write((db) => saveCoded(db, { table: 'report_form', code, values }))
      return { code }
    }),
    remove: os.forms.remove.handler(({ input, context }) => takeBack(context, { table: 'report_form', ...input })),
    table: os.forms.table.handler(({ input, context }) => readFormTable(context, input)),
    xlsx: os.forms.xlsx.handler(async ({ input, context }) => {
      const table = await readFormTable(context, input)
      const bytes = await formSheet(table, wording(context, input.language))
      return putSheet(context, { bytes, name: `${table.form.names.vi} ${input.year}-Q${input.quarter}` })
    }),
  },
}

function wording({ services }: OfficeContext, language: Language) {
  return { language, translate: services.translator(language) }
}

function putSheet({ services }: OfficeContext, { bytes, name: title }: { bytes: Uint8Array; name: string }) {
  const name = `${title.replaceAll(/[\\/:*?"<>|]/g, ' ')}.xlsx`
  return { ticket: services.tickets.put({ name, type: SHEET_TYPES.xlsx, bytes }), name }
}

async function takeBack(
  context: OfficeContext,
  row: Parameters<typeof removeCoded>[1],
): Promise<Record<string, never>> {
  if (!(await context.write((db) => removeCoded(db, row)))) refuse('common.notFound')
  return {}
}

async function refuseUnknownIndicators({ db }: OfficeContext, codes: readonly string[]): Promise<void> {
  const known = new Set((await listIndicators(db)).map(({ code }) => code))
  const unknown = codes.find((code) => !known.has(code))
  if (unknown !== undefined) refuse('clusters.unknownIndicator', { code: unknown })
}
