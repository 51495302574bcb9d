import { readFileSync } from 'node:fs'
import { type WriteSheet, writeXlsx } from 'hucre'
import { flatRegisterView } from '../../../../src/features/imports/common/flatRegisterView.ts'
import { parseRegister } from '../../../../src/features/imports/core/reading/parseRegister.ts'
import { proposeMapping } from '../../../../src/features/imports/core/reading/proposeMapping.ts'
import type { RawSheet } from '../../../../src/features/imports/core/reading/rawSheet.ts'
import { readWorkbook } from '../../../../src/features/imports/core/reading/readWorkbook.ts'

export const today = '2026-11-21'

type Rows = NonNullable<WriteSheet['rows']>

/** A workbook of one sheet as bytes. */
export function workbookOf(rows: Rows, sheet: Partial<WriteSheet> = {}): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: 'DS', ...sheet, rows }] })
}

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../fixtures/registers/${name}`, import.meta.url)))
}

export async function sheetsOf(bytes: Uint8Array) {
  const workbook = await readWorkbook(bytes)
  if (!workbook.ok) throw new Error(workbook.failure.code)
  return workbook.value.sheets
}

/** The proposal for the first sheet that has a table, and everything parsed by it. */
export async function readFirstRegister(bytes: Uint8Array) {
  for (const sheet of await sheetsOf(bytes)) {
    const proposal = proposeMapping(sheet)
    if (proposal) return { sheet, ...proposal, ...parseAll(sheet, proposal.mapping) }
  }
  throw new Error('no table found')
}

export function parseAll(sheet: RawSheet, mapping: Parameters<typeof parseRegister>[1]) {
  const parsed = parseRegister(sheet, mapping, { today })
  const rows = []
  let step = parsed.next()
  for (; !step.done; step = parsed.next()) rows.push(step.value)
  return { rows, summary: step.value, flat: rows.map(({ values }) => flatRegisterView(values)) }
}

export async function failureCode(bytes: Uint8Array): Promise<string> {
  const workbook = await readWorkbook(bytes)
  return workbook.ok ? `read as ${workbook.value.kind}` : workbook.failure.code
}
