import { readFileSync } from 'node:fs'
import { type AnyContractRouter, isContractProcedure } from '@orpc/contract'
import { expect, test } from 'vitest'
import { contract } from '../../../../src/app/common/contract.ts'
import { failureOf } from '../../../../src/base/common/failures.ts'
import type { ProcedureMeta } from '../../../../src/base/common/procedure.ts'
import { ROLES, type Role } from '../../../../src/base/common/rights.ts'
import { clientWith, openTestApp, type TestClient } from '../../../support/openTestApp.ts'

/** Letters of the roles in the fixture; `everybody` needs no session, `signedIn` any. */
const LETTERS: Record<Role, string> = {
  head: 'H',
  officer: 'O',
  treasurer: 'T',
  volunteer: 'V',
  auditor: 'A',
  provinceOfficer: 'P',
}

/**
 * Who may call what, every procedure of the contract on a line of its own, decided by a person: a new procedure is not allowed
 * to anybody until its line is written here.
 */
const MATRIX: Record<string, string> = JSON.parse(readFileSync(new URL('roleMatrix.json', import.meta.url), 'utf8'))

interface Listed {
  path: string
  meta: ProcedureMeta
}

const PROCEDURES = listProcedures(contract)

test('row 61: every procedure of the contract has its line in the matrix, and no line is without a procedure', () => {
  expect(Object.keys(MATRIX).sort()).toEqual(PROCEDURES.map(({ path }) => path).sort())
})

test('row 61: each role may call what its cell says and nothing else', async () => {
  const office = await openTestApp()
  const unlike: string[] = []
  for (const { path } of PROCEDURES.filter(({ meta }) => meta.right !== 'anyone')) {
    for (const role of ROLES) {
      const code = await answerTo(office.clientAs([role]), path)
      const allowed = code !== 'common.notAllowed' && code !== 'common.sessionEnded'
      if (allowed !== isAllowed(path, role)) unlike.push(`${path} for ${role}: ${code}`)
    }
  }
  expect(unlike).toEqual([])
})

test('row 61: nobody calls anything but the door without a session', async () => {
  const office = await openTestApp()
  const stranger = clientWith(office.app, undefined)
  const open: string[] = []
  for (const { path, meta } of PROCEDURES) {
    if (meta.right !== 'anyone' && (await answerTo(stranger, path)) !== 'common.sessionEnded') open.push(path)
  }
  expect(open).toEqual([])
  const doors = PROCEDURES.filter(({ meta }) => meta.right === 'anyone').map(({ path }) => path)
  expect(doors.every((path) => MATRIX[path] === 'everybody')).toBe(true)
})

function isAllowed(path: string, role: Role): boolean {
  const cell = MATRIX[path]
  return cell === 'everybody' || cell === 'signedIn' || (cell ?? '').includes(LETTERS[role])
}

/** Called with input that no procedure takes: what comes before the input is read is the right. */
async function answerTo(client: TestClient, path: string): Promise<string> {
  try {
    const answer: unknown = await procedureAt(client, path)(NO_INPUT)
    return typeof answer === 'object' && answer !== null && 'next' in answer ? 'answered with a stream' : 'answered'
  } catch (error) {
    return failureOf(error).code
  }
}

const NO_INPUT = { 'not an input': true, ids: 7, id: 7, filter: 7, ticket: 7, place: 7, passphrase: 7 }

function procedureAt(client: TestClient, path: string): (input: unknown) => Promise<unknown> {
  // Safe: the paths come from the contract the client was made of.
  const found = path.split('.').reduce((at: unknown, name) => (at as Record<string, unknown>)[name], client)
  return found as (input: unknown) => Promise<unknown>
}

function listProcedures(router: AnyContractRouter, at: string[] = []): Listed[] {
  if (isContractProcedure(router)) {
    // Safe: every contract is built by query() or command(), which set ProcedureMeta.
    return [{ path: at.join('.'), meta: router['~orpc'].meta as ProcedureMeta }]
  }
  return Object.entries(router).flatMap(([name, inner]) => listProcedures(inner as AnyContractRouter, [...at, name]))
}
