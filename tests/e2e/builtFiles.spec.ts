import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { expect, test } from '@playwright/test'
import { builtIn } from '../../vite.packages.ts'

const CORE = new URL('../../out/core/', import.meta.url)
const IMPORTED = /^(?:import ?|(?:import|export)[^'"\n]*?from ?)["']([^."'][^"']*)["']/gm

test('the program opens no package file by file but those with a program of their own', () => {
  const files = readdirSync(CORE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjs'))
  const imported = files.flatMap((name) => [...readFileSync(new URL(name, CORE), 'utf8').matchAll(IMPORTED)])
  const packages = new Set(imported.map(([, name = '']) => name).filter((name) => !isBuiltin(name)))
  expect(packages).toContain('better-sqlite3')
  expect([...packages].filter((name) => !builtIn().external.includes(name))).toEqual([])
})
