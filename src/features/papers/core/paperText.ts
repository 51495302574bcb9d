import { type Html, html } from '../../../base/core/pdfHtml.ts'
import { fieldValue, type PaperValue, type ValueScope } from './paperValues.ts'

const MARK = /\{\s*([^{}]*?)\s*(\.\.\.|…)?\s*\}|(\*\*)|(\*)|(\.{4,}|…{2,})|(\[ \])/g
/** Letters of a line whose dots still find room beside its words. */
const LONGEST_DOTTED = 105
const DOTS = html`<span class="dots"></span>`
const BOX = html`<span class="box"></span>`

/** The paragraphs of a text with its values; a line whose values are all missing is left out. */
export function paragraphs(text: string, scope: ValueScope): Html {
  return html`${text.split('\n').map((line) => paragraph(line, scope))}`
}

/** A text that stands in one place (a title, a cell, a name): its lines are broken, not set as paragraphs. */
export function inlineText(text: string, scope: ValueScope): Html {
  const lines = text.split('\n').flatMap((line) => writeLine(line, scope) ?? [])
  return html`${lines.map(({ parts }, index) => html`${index > 0 && html`<br>`}${parts}`)}`
}

function paragraph(text: string, scope: ValueScope): Html | null {
  const heading = text.startsWith('# ')
  const line = writeLine(heading ? text.slice(2) : text, scope)
  if (line === undefined) return null
  if (heading) return html`<h2>${line.parts}</h2>`
  // In a short line the dots fill what is left of the row; within a sentence they stand among its words.
  return html`<p class="${line.dotted && text.length <= LONGEST_DOTTED ? 'dotted' : 'plain'}">${line.parts}</p>`
}

interface WrittenLine {
  parts: Html[]
  dotted: boolean
}

/** One line with its values, or undefined where it names values and every one of them is missing. */
function writeLine(text: string, scope: ValueScope): WrittenLine | undefined {
  const line = new LineWriter(scope)
  let at = 0
  for (const match of text.matchAll(MARK)) {
    line.addText(text.slice(at, match.index))
    line.addMark(match)
    at = match.index + match[0].length
  }
  line.addText(text.slice(at))
  line.end()
  return line.isEmpty ? undefined : line
}

class LineWriter implements WrittenLine {
  readonly parts: Html[] = []
  dotted = false
  readonly #scope: ValueScope
  #strong = false
  #slanted = false
  #box = false
  #present = 0
  #missing = 0

  constructor(scope: ValueScope) {
    this.#scope = scope
  }

  get isEmpty(): boolean {
    return this.#missing > 0 && this.#present === 0
  }

  addText(value: PaperValue): void {
    if (value === '') return
    if (this.#box && typeof value === 'string') {
      // What a box is for stays on its line; two spaces or more part it from the next.
      const [label = '', ...others] = value.split(/(?= {2})/)
      this.#box = false
      this.parts.push(html`<span class="option">${BOX}${this.#styled(label)}</span>`)
      this.addText(others.join(''))
      return
    }
    this.#dropBox()
    this.parts.push(this.#styled(value))
  }

  addMark([, name, orDots, strong, slanted, dots, box]: RegExpExecArray): void {
    if (name !== undefined) this.#addField(name, orDots !== undefined)
    else if (strong !== undefined) this.#strong = !this.#strong
    else if (slanted !== undefined) this.#slanted = !this.#slanted
    else if (dots !== undefined) this.#addDots()
    else if (box !== undefined) this.#box = true
  }

  /** A missing value leaves room to write it, or counts as missing. */
  #addField(name: string, orDots: boolean): void {
    const value = fieldValue(this.#scope, name)
    if (value === '' && !orDots) {
      this.#missing += 1
      return
    }
    this.#present += 1
    if (value === '') this.#addDots()
    else this.addText(value)
  }

  end(): void {
    this.#dropBox()
  }

  /** A box with no words of its own. */
  #dropBox(): void {
    if (this.#box) this.parts.push(BOX)
    this.#box = false
  }

  #styled(value: PaperValue): Html {
    const style = [this.#strong && 'strong', this.#slanted && 'italic'].filter(Boolean).join(' ')
    return html`<span class="${style || 'as-is'}">${value}</span>`
  }

  #addDots(): void {
    this.#dropBox()
    this.dotted = true
    this.parts.push(DOTS)
  }
}
