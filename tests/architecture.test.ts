import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The rules of docs/architecture.md, read off the imports of every source file. */

const ROOT = resolve(import.meta.dirname, '..')
const ZONES = ['base', 'db', 'features', 'app', 'shell'] as const
type Zone = (typeof ZONES)[number]
type Runtime = 'common' | 'core' | 'ui'

interface Place {
  path: string
  zone: Zone
  /** Undefined where a zone has only one runtime (db, shells). */
  runtime: Runtime | undefined
  feature: string | undefined
  /** Which shell: host, cli or electron. */
  shell: string | undefined
}

interface Import {
  from: Place
  /** A file of ours, or the name of a package. */
  to: Place | string
}

const imports = listSources().flatMap(readImports)
const inside = imports.filter((one): one is Import & { to: Place } => typeof one.to !== 'string')
const packages = imports.filter((one): one is Import & { to: string } => typeof one.to === 'string')

describe('zones', () => {
  test('a zone imports only zones before it', () => {
    const wrong = inside.filter(({ from, to }) => ZONES.indexOf(to.zone) > ZONES.indexOf(from.zone))
    expect(wrong.map(show)).toEqual([])
  })

  test('shells see only the app and the base', () => {
    const wrong = inside.filter(
      ({ from, to }) => from.shell !== undefined && from.shell !== to.shell && !['app', 'base'].includes(to.zone),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('features meet only in the common folder of another feature', () => {
    const wrong = inside.filter(
      ({ from, to }) =>
        from.feature !== undefined &&
        to.feature !== undefined &&
        from.feature !== to.feature &&
        to.runtime !== 'common' &&
        // The page of one feature may show a component another feature offers.
        !(from.runtime === 'ui' && to.runtime === 'ui'),
    )
    expect(wrong.map(show)).toEqual([])
  })
})

describe('runtimes', () => {
  test('common runs anywhere: it imports only common', () => {
    const wrong = inside.filter(({ from, to }) => from.runtime === 'common' && to.runtime !== 'common')
    expect(wrong.map(show)).toEqual([])
  })

  test('core never imports ui, and ui never imports core or the database', () => {
    const wrong = inside.filter(
      ({ from, to }) =>
        (isNode(from) && to.runtime === 'ui') || (from.runtime === 'ui' && (to.runtime === 'core' || to.zone === 'db')),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('common and ui use no module of Node', () => {
    const wrong = packages.filter(({ from, to }) => !isNode(from) && to.startsWith('node:'))
    expect(wrong.map(show)).toEqual([])
  })

  test('the core knows no shell and no page: electron, hono and react stay outside', () => {
    const outside = /^(electron|hono|@hono\/.*|react|react-dom|react-router|@mantine\/.*|@tanstack\/.*)$/
    const wrong = packages.filter(({ from, to }) => from.shell === undefined && isNode(from) && outside.test(to))
    expect(wrong.map(show)).toEqual([])
  })

  test("only the desktop shell imports 'electron'", () => {
    const wrong = packages.filter(({ from, to }) => to === 'electron' && from.shell !== 'electron')
    expect(wrong.map(show)).toEqual([])
  })
})

test('there are no files named utils, helpers, types or index', () => {
  const vague = listSources().filter(({ path }) => /(^|\/)(utils?|helpers?|types|index)\.tsx?$/.test(path))
  // The list of migrations is an index in the plain sense.
  expect(vague.map(({ path }) => path)).toEqual(['src/db/migrations/index.ts'])
})

function isNode(place: Place): boolean {
  return place.runtime === 'core' || (place.runtime === undefined && place.path !== 'electron/preload.ts')
}

function listSources(): Place[] {
  return ['src', 'electron'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => placeOf(join(entry.parentPath, entry.name))),
  )
}

function placeOf(file: string): Place {
  const path = relative(ROOT, file).replaceAll('\\', '/')
  const [top, zone = '', third = '', fourth = ''] = path.split('/')
  if (top === 'electron') return { path, zone: 'shell', runtime: undefined, feature: undefined, shell: 'electron' }
  if (zone === 'host' || zone === 'cli') {
    return { path, zone: 'shell', runtime: undefined, feature: undefined, shell: zone }
  }
  const feature = zone === 'features' ? third : undefined
  const runtime = zone === 'features' ? fourth : third
  return {
    path,
    // Safe: a folder that is no zone fails the zone test, since its index is -1 … which the next test forbids.
    zone: zone as Zone,
    runtime: ['common', 'core', 'ui'].includes(runtime) ? (runtime as Runtime) : undefined,
    feature,
    shell: undefined,
  }
}

test('every source lies in a zone, and every file of base, features and app in a runtime', () => {
  const lost = listSources().filter(
    ({ zone, runtime }) =>
      !ZONES.includes(zone) || (['base', 'features', 'app'].includes(zone) && runtime === undefined),
  )
  expect(lost.map(({ path }) => path)).toEqual([])
})

function readImports(from: Place): Import[] {
  const text = readFileSync(join(ROOT, from.path), 'utf8')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|\bimport\s+'([^']+)'/g,
  )
  return [...found].flatMap(([, stated, lazy, bare]) => {
    const name = stated ?? lazy ?? bare ?? ''
    if (name.endsWith('.json') || name.endsWith('.css')) return []
    const to = name.startsWith('.') ? placeOf(resolve(dirname(join(ROOT, from.path)), name)) : name
    return [{ from, to }]
  })
}

function show({ from, to }: Import): string {
  return `${from.path} → ${typeof to === 'string' ? to : to.path}`
}
