import { type CommuneMatch, communeMatcher } from '../../units/common/matchCommune.ts'
import { unitFullName } from '../../units/common/unitNames.ts'
import type { OpenCommune } from '../common/importSchemas.ts'
import type { CommuneSource } from './communeSource.ts'

export interface FoundPlace {
  id: string
  name: string
  /** The file names a commune that ended in July 2025. */
  former: boolean
}

export type CommuneAnswer =
  | { outcome: 'found'; place: FoundPlace }
  | { outcome: 'unknown' | 'ambiguous'; choices: { id: string; name: string }[] }

const MOST_CHOICES = 8

export type Country = Pick<CommuneSource, 'communes' | 'oldCommunes'>

/**
 * Finds the communes a register names: in the office's own province first, then in the whole country, which is fetched when
 * a name first needs it (`learn`). Every text is looked up once; what could not be settled is kept to be asked.
 */
export class CommuneFinder {
  readonly #source: CommuneSource
  readonly #answers: Record<string, string>
  readonly #byId: Map<string, CommuneSource['communes'][number]>
  readonly #fetchCountry: () => Promise<Country>
  readonly #known = new Map<string, CommuneAnswer>()
  readonly #open = new Map<string, OpenCommune>()
  readonly #inProvince: (text: string) => CommuneMatch
  #anywhere: ((text: string) => CommuneMatch) | undefined

  constructor(source: CommuneSource, answers: Record<string, string>, fetchCountry: () => Promise<Country>) {
    this.#source = source
    this.#answers = answers
    this.#fetchCountry = fetchCountry
    this.#byId = new Map(source.communes.map((commune) => [commune.id, commune]))
    this.#inProvince = matcherOf(source)
  }

  /** The office's own commune, for a register that names none. */
  get own(): FoundPlace | undefined {
    return this.#source.ownId === null ? undefined : this.#place(this.#source.ownId, false)
  }

  /** Settles the names of the next rows; `find` answers for these. */
  async learn(texts: ReadonlySet<string>): Promise<void> {
    for (const text of texts) if (!this.#known.has(text)) this.#known.set(text, await this.#look(text))
  }

  find(text: string): CommuneAnswer {
    const known = this.#known.get(text)
    if (known === undefined) throw new Error('a commune that was not learnt')
    if (known.outcome !== 'found') this.#ask(text, known.choices)
    return known
  }

  /** Names that are to be asked, with the number of rows that wait for the answer. */
  get open(): OpenCommune[] {
    return [...this.#open.values()]
  }

  async #look(text: string): Promise<CommuneAnswer> {
    const answered = this.#answers[text]
    if (answered !== undefined && !this.#byId.has(answered)) await this.#inCountry()
    const match = await this.#match(text)
    if (answered !== undefined && this.#byId.has(answered))
      return this.#found(answered, isReachedByOldName(match, answered))
    return this.#answerOf(match)
  }

  async #match(text: string): Promise<CommuneMatch> {
    const near = this.#inProvince(text)
    if (near.outcome !== 'none') return near
    const anywhere = await this.#inCountry()
    return anywhere(text)
  }

  async #inCountry(): Promise<(text: string) => CommuneMatch> {
    if (this.#anywhere !== undefined) return this.#anywhere
    const country = await this.#fetchCountry()
    for (const commune of country.communes) this.#byId.set(commune.id, commune)
    this.#anywhere = matcherOf(country)
    return this.#anywhere
  }

  #answerOf(match: CommuneMatch): CommuneAnswer {
    if (match.outcome === 'none') return { outcome: 'unknown', choices: [] }
    if (match.outcome === 'exact') return this.#found(match.communeCode, match.oldCommuneCode !== undefined)
    // A branch's register that could mean its own commune means it.
    const own = match.choices.find(({ communeCode }) => communeCode === this.#source.ownId)
    if (own !== undefined) return this.#found(own.communeCode, own.oldCommuneCode !== undefined)
    const choices = match.choices.slice(0, MOST_CHOICES).map(({ communeCode }) => this.#choice(communeCode))
    return { outcome: 'ambiguous', choices }
  }

  #found(id: string, former: boolean): CommuneAnswer {
    return { outcome: 'found', place: this.#place(id, former) }
  }

  #place(id: string, former: boolean): FoundPlace {
    return { id, name: this.#byId.get(id)?.name ?? '', former }
  }

  #choice(id: string): { id: string; name: string } {
    const commune = this.#byId.get(id)
    if (commune === undefined) return { id, name: '' }
    return { id, name: [unitFullName(commune, 'vi'), commune.province].filter(Boolean).join(', ') }
  }

  #ask(text: string, choices: { id: string; name: string }[]): void {
    const known = this.#open.get(text)
    if (known === undefined) this.#open.set(text, { text, rows: 1, choices })
    else known.rows += 1
  }
}

/** What was written stays with the address when the commune a person chose took over the one that was written. */
function isReachedByOldName(match: CommuneMatch, id: string): boolean {
  const choices = match.outcome === 'ambiguous' ? match.choices : match.outcome === 'exact' ? [match] : []
  return choices.some(({ communeCode, oldCommuneCode }) => communeCode === id && oldCommuneCode !== undefined)
}

function matcherOf({ communes, oldCommunes }: Country): (text: string) => CommuneMatch {
  const ids = new Set(communes.map(({ id }) => id))
  return communeMatcher({
    communes: communes.map(({ id, type, name, province }) => ({
      code: id,
      type,
      name,
      province: province ?? undefined,
    })),
    oldCommunes: oldCommunes.map(({ id, type, name, formerPlace, successorIds }) => {
      const [district = '', province] = formerPlace.split(', ')
      return {
        code: id,
        type,
        name,
        district,
        province,
        successorCodes: successorIds.filter((each) => ids.has(each)),
      }
    }),
  })
}
