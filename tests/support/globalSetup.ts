import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildForNode, JOB_WORKER } from './buildForNode.ts'
import { makeOfficeTemplate } from './officeTemplate.ts'
import { startPostgres } from './postgresServer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder with a ready office, copied for each test. */
    officeTemplate: string
    /** Connection to the PostgreSQL server's `postgres` database. */
    postgresUrl: string
    /** Folder of the built job worker. */
    coreDir: string
  }
}

const NO_POSTGRES = { url: '', stop: async () => {} }

let tearDownAll = async () => {}

/** Made once for all test files: the built job worker, a template office, and a PostgreSQL server with a template database. */
export async function setup(project: TestProject): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-tests-'))
  // PostgreSQL drops root's rights and still has to reach its own folder.
  chmodSync(dir, 0o711)
  // Inside the project, so that the built worker finds node_modules.
  const coreDir = resolve(`node_modules/.cache/nhip-cau-tests-${process.pid}`)
  await buildForNode({ jobWorker: JOB_WORKER }, coreDir)
  const officeTemplate = join(dir, 'office')
  await makeOfficeTemplate(officeTemplate, coreDir)
  // Whoever runs the tests of SQLite alone, a hundred times over, need not wait for it.
  const without = process.env.NHIP_CAU_TESTS_WITHOUT === 'postgres'
  const postgres = without ? NO_POSTGRES : await startPostgres(join(dir, 'postgres'))
  project.provide('officeTemplate', officeTemplate)
  project.provide('postgresUrl', postgres.url)
  project.provide('coreDir', coreDir)
  tearDownAll = async () => {
    await postgres.stop()
    for (const made of [dir, coreDir]) rmSync(made, { recursive: true, force: true })
  }
}

export async function teardown(): Promise<void> {
  await tearDownAll()
}
