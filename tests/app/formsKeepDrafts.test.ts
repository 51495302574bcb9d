import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FEATURES = new URL('../../src/features/', import.meta.url).pathname

const texts = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(FEATURES, path), 'utf8') }))

const FIELD =
  /<(?:LineField|ParagraphField|TextInput|Textarea|NameField|MoneyField|PhoneField|DayField|NumberInput|Select|WordSelect)\b/g
/** A drawer of fewer is a line off a paper that lies there still. */
const MANY_FIELDS = 9

/** The forms somebody types into for minutes. */
const KEPT = [
  'addresses.certificate',
  'addresses.edit',
  'addresses.member',
  'addresses.need',
  'addresses.new',
  'addresses.request',
  'addresses.requestStep',
  'addresses.survey',
  'cooperation.activity',
  'donors.donor',
  'houses.funding',
  'houses.house',
  'houses.payment',
  'houses.plan',
  'ledger.batch',
  'ledger.direct',
  'ledger.payout',
  'ledger.receipt',
  'ledger.round',
  'pairings.pairing',
  'pairings.schedule',
  'pairings.terms',
  'papers.letterhead',
  'papers.template',
  'visits.visit',
]

describe('a form that is typed into for minutes', () => {
  it.each(KEPT)('keeps its draft under a name of its own and lets it go when it was written: %s', (name) => {
    const forms = texts.filter(({ text }) => new RegExp(`form: ['\`]${name}['\`:]`).test(text))
    expect(forms.map(({ path }) => path.split('/')[0])).toEqual([name.split('.')[0]])
    expect(forms[0]?.text).toMatch(/\buseKeptForm\b/)
    // Its draft goes with the write; by another call it would be offered after a crash, and written twice.
    expect(forms[0]?.text).toMatch(/\buseKeptWrite\(\s*kept,/)
  })

  it('is on the list above', () => {
    const names = texts.flatMap(({ text }) =>
      [...text.matchAll(/form: ['`]([a-z]+\.[A-Za-z]+)['`:]/g)].map(([, name]) => name),
    )
    expect(names.sort()).toEqual(KEPT)
  })

  it('is every drawer of many fields', () => {
    const drawers = texts.filter(({ text }) => /<RecordDrawer\b/.test(text))
    const long = drawers.filter(({ text }) => (text.match(FIELD)?.length ?? 0) >= MANY_FIELDS)
    expect(drawers.length).toBeGreaterThan(20)
    expect(long.map(({ path }) => path)).toEqual([])
  })
})
