import { setImmediate as otherMessages } from 'node:timers/promises'
import type { Job } from '../../../base/core/jobs.ts'
import { pairsToCompare } from '../common/blockingKeys.ts'
import { likenessOf, preparePerson } from '../common/rules.ts'
import type { KnownFile } from './duplicateFacts.ts'

export interface ScanInput {
  /** How many files the book holds, for the progress. */
  total: number
  worthALook: number
}

export interface FoundPair {
  firstId: string
  secondId: string
  score: number
}

/** What the job asks the core for: the files whose ids follow; an empty answer is the end of the book. */
export interface AskForFiles {
  after: string
}

/** More than anybody looks through; a book that has more has another problem. */
const MOST_PAIRS = 5000
/** Files between two looks at whether somebody cancelled. */
const FILES_AT_ONCE = 250

/**
 * Reads every file of the book through the core, then compares those that may meet; gives the likeliest pairs. Progress
 * counts every file twice: read, compared.
 */
export const scanBook: Job<ScanInput, FoundPair[]> = async ({ total, worthALook }, control) => {
  const files: KnownFile[] = []
  for (;;) {
    control.signal.throwIfAborted()
    const page = await control.emit<KnownFile[]>({ after: files.at(-1)?.id ?? '' } satisfies AskForFiles)
    if (page.length === 0) break
    files.push(...page)
    control.progress(files.length, 2 * total)
  }
  const people = files.map(preparePerson)
  const found: FoundPair[] = []
  let reached = 0
  for (const [first, second] of pairsToCompare(people)) {
    if (second >= reached + FILES_AT_ONCE) {
      reached = second
      control.progress(total + second, 2 * total)
      await otherMessages()
      control.signal.throwIfAborted()
    }
    const pair = compare(first, second)
    if (pair !== undefined) found.push(pair)
  }
  return found
    .sort((one, other) => other.score - one.score || (one.firstId < other.firstId ? -1 : 1))
    .slice(0, MOST_PAIRS)

  function compare(first: number, second: number): FoundPair | undefined {
    const [one, other, mine, theirs] = [people[first], people[second], files[first], files[second]]
    if (one === undefined || other === undefined || mine === undefined || theirs === undefined) return undefined
    const { score } = likenessOf(one, other)
    // Read in the order of the ids: the smaller stands first.
    return score < worthALook ? undefined : { firstId: mine.id, secondId: theirs.id, score }
  }
}
