import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { resources } from '../../../src/app/common/resources.ts'
import { LANGUAGES } from '../../../src/base/common/language.ts'
import { html } from '../../../src/base/core/pdfHtml.ts'
import { unknownNames } from '../../../src/features/papers/common/checkTemplate.ts'
import { PAPER_KINDS } from '../../../src/features/papers/common/paperKinds.ts'
import { PAPER_SHAPES, type PaperShape } from '../../../src/features/papers/common/paperShapes.ts'
import type { PaperTemplate } from '../../../src/features/papers/common/paperTemplate.ts'
import { defaultTemplate } from '../../../src/features/papers/core/defaultTemplates.ts'
import { inlineText, paragraphs } from '../../../src/features/papers/core/paperText.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { lookAt, markupWordsOf, printMarkup } from './paperDesk.ts'

describe.each(PAPER_KINDS)('the shipped wording of %s', (kind) => {
  test.each(LANGUAGES)('in %s names only values its paper has', (language) => {
    expect(unknownNames(kind, defaultTemplate(kind, language))).toEqual([])
  })

  test('has the same blocks, tables and values in every language', () => {
    const [vietnamese, ...others] = LANGUAGES.map((language) => skeleton(defaultTemplate(kind, language)))
    for (const other of others) expect(other).toEqual(vietnamese)
  })
})

test('every value a wording may name has its words in three languages', () => {
  const names = [...new Set(PAPER_KINDS.flatMap((kind) => namesOf(PAPER_SHAPES[kind])))]
  expect(names.length).toBeGreaterThan(80)
  for (const language of LANGUAGES) {
    const words: Record<string, string> = resources[language].papers.fields
    expect(names.filter((name) => words[name] === undefined)).toEqual([])
  }
})

describe('a text with values', () => {
  const scope = (fields: Record<string, string>) => [{ fields, lists: {} }]
  const plain = (markup: string) => markup.replaceAll(/<[^>]+>/g, '')

  it('leaves out a line whose values are all missing, and leaves room to write where it is told to', () => {
    const { markup } = paragraphs(
      'Tên: {name}\nThuế: {tax}\nĐiện thoại: {phone...}',
      scope({ name: 'Mai', tax: '', phone: '' }),
    )
    expect(plain(markup)).toBe('Tên: MaiĐiện thoại: ')
    expect(markup.match(/class="dots"/g)).toHaveLength(1)
  })

  it('writes values as they are: no braces, stars or tags in them mean anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { markup } = inlineText('**{name}** {other}', scope({ name: value, other: 'x' }))
        expect(markup).toBe(
          html`${value !== '' && html`<span class="strong">${value}</span>`}<span class="as-is"> </span><span class="as-is">x</span>`
            .markup,
        )
      }),
    )
  })

  it('whatever the office types, nothing of it becomes a tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const { markup } = paragraphs(typed, scope({ name: '<b>' }))
        const tags = markup.match(/<[^>]*>/g) ?? []
        expect(tags.filter((tag) => !/^<\/?(p|h2|span)( class="[a-z -]+")?>$/.test(tag))).toEqual([])
      }),
    )
  })
})

describe.each(['sqlite', 'postgres'] as const)('the office words its papers itself on %s', (dialect) => {
  const key = { kind: 'officerHandover', language: 'vi' } as const

  test('its wording prints beside the shipped one, and the shipped one comes back', async () => {
    const office = await openTestApp({ dialect, printPdf: printMarkup })
    const { templates } = office.client.papers
    const shipped = await templates.get(key)
    expect(shipped).toMatchObject({ own: false, version: 0 })
    const template: PaperTemplate = [
      ...shipped.template,
      { type: 'text', text: 'Lập tại **{branch}** <i>ngày</i> {day}' },
    ]
    const { version } = await templates.save({ ...key, template, version: 0 })
    expect(await templates.list({})).toEqual({ own: [key] })
    const own = markupWordsOf((await lookAt(office, { kind: 'officerHandover' })).bytes)
    expect(own).toContain('Lập tại Hội Chữ thập đỏ xã Na Mèo <i>ngày</i> 21')
    await templates.reset(key)
    expect((await templates.get(key)).template).toEqual(shipped.template)
    expect((await templates.get({ ...key, language: 'en' })).own).toBe(false)
    // Worded again after a reset, from the version the page now sees.
    const again = await templates.get(key)
    expect(again.version).toBeGreaterThan(version)
    await templates.save({ ...key, template, version: again.version })
    expect((await templates.get(key)).own).toBe(true)
  })

  test('two who word the same paper do not overwrite each other', async () => {
    const { client } = await openTestApp({ dialect })
    const { template } = await client.papers.templates.get(key)
    const { version } = await client.papers.templates.save({ ...key, template, version: 0 })
    await client.papers.templates.save({ ...key, template: template.slice(1), version })
    await expect(client.papers.templates.save({ ...key, template, version })).rejects.toMatchObject({
      code: 'common.changedElsewhere',
    })
  })

  test('a name the paper does not have is refused with that name, in texts, columns and lists', async () => {
    const { client } = await openTestApp({ dialect })
    const wordings: [PaperTemplate[number], string][] = [
      [{ type: 'text', text: 'Kính gửi {nguoiNhan}' }, 'nguoiNhan'],
      [{ type: 'table', list: 'books', columns: [{ field: 'idNumber', title: 'CCCD' }] }, 'idNumber'],
      [{ type: 'table', list: 'people', columns: [{ field: 'name', title: 'Tên' }] }, 'people'],
      [{ type: 'qr', field: 'vietQr', text: '' }, 'vietQr'],
      [{ type: 'title', text: '{  donor ... }', under: '' }, 'donor'],
    ]
    for (const [block, names] of wordings) {
      await expect(client.papers.templates.save({ ...key, template: [block], version: 0 })).rejects.toMatchObject({
        code: 'papers.unknownField',
        data: { names },
      })
    }
    // A neighbour's list can never be made to show what the shape of its rows does not have.
    expect(unknownNames('signatureList', [listWith('category')])).toEqual(['category'])
  })
})

test('the wording can be looked at before it is kept, with the names of its values', async () => {
  const office = await openTestApp({ printPdf: printMarkup })
  const template: PaperTemplate = [
    { type: 'text', text: 'Kính gửi {donor}' },
    ...defaultTemplate('thankYouLetter', 'vi'),
  ]
  const { ticket } = await office.client.papers.templates.preview({ kind: 'thankYouLetter', language: 'vi', template })
  const { file } = await office.client.files.take({ ticket })
  const words = markupWordsOf(new Uint8Array(await file.arrayBuffer()))
  expect(words).toContain('Kính gửi ‹Nhà hảo tâm›')
  await expect(office.client.papers.printed({ ticket })).rejects.toMatchObject({ code: 'papers.previewGone' })
})

test('who may not change the settings of the office may not change its papers or its account', async () => {
  const office = await openTestApp()
  const client = office.clientAs(['treasurer'])
  const template = defaultTemplate('receipt', 'vi')
  const { letterhead } = await client.papers.letterhead.get({})
  await expect(
    client.papers.templates.save({ kind: 'receipt', language: 'vi', template, version: 0 }),
  ).rejects.toMatchObject({
    code: 'common.notAllowed',
  })
  await expect(client.papers.letterhead.save({ letterhead, version: 0 })).rejects.toMatchObject({
    code: 'common.notAllowed',
  })
})

function listWith(field: string): PaperTemplate[number] {
  const table = { type: 'table' as const, list: 'lines', columns: [{ field, title: '' }] }
  return { type: 'each', list: 'villages', blocks: [table] }
}

function namesOf(shape: PaperShape): string[] {
  return [...shape.fields, ...Object.values(shape.lists).flatMap(namesOf)]
}

/** A wording without its words: what must not differ between languages. */
function skeleton(template: PaperTemplate): unknown {
  return template.map((block) => {
    if (block.type === 'each') return { ...block, blocks: skeleton(block.blocks) }
    if (block.type === 'table') {
      const columns = block.columns.map(({ title: _words, ...column }) => column)
      return { ...block, columns, ...(block.total ? { total: Object.keys(block.total.values) } : {}) }
    }
    return { type: block.type, signers: block.type === 'signatures' ? block.signers.length : 0 }
  })
}
