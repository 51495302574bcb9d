import { type Day, daysBetween, type PartialDay } from '../../../../base/common/day.ts'
import { checkIdentityAgainst } from '../../../../base/common/identityNumber.ts'
import { ask, type Finding, refused } from './finding.ts'

/** R12: a day inside its window, and not before the agreement it rests on. */
export function judgeDay(day: Day, within: { from: Day; to: Day; agreedOn?: Day }): Finding[] {
  if (day < within.from || day > within.to) return [refused('R12', { day, from: within.from, to: within.to })]
  const { agreedOn } = within
  return agreedOn !== undefined && day < agreedOn ? [refused('R12', { day, from: agreedOn, to: within.to })] : []
}

/** R13: a citizen's number says sex and year of birth. */
export function judgeIdentity(person: {
  number: string
  sex: 'M' | 'F' | null
  birthDay: PartialDay | null
}): Finding[] {
  const warnings = checkIdentityAgainst(person.number, {
    sex: person.sex === null ? undefined : person.sex === 'M' ? 'male' : 'female',
    birthDay: person.birthDay ?? undefined,
  })
  return warnings.length === 0 ? [] : [ask('R13', { number: person.number })]
}

/** Years in which one family is not given a second house. */
const HOUSE_YEARS = 10

/** R14: two monthly pairings in force for one person, or a second house within ten years. */
export function judgeDoubleHelp(help: { monthlyPairings: number; houseYears: readonly number[] }): Finding[] {
  const findings = help.monthlyPairings > 1 ? [ask('R14', { pairings: help.monthlyPairings })] : []
  const years = [...help.houseYears].sort((one, other) => one - other)
  const second = years.find((year, index) => index > 0 && year - (years[index - 1] ?? 0) < HOUSE_YEARS)
  return second === undefined ? findings : [...findings, ask('R14', { houseYear: second })]
}

/** R15: the total that is signed, in figures and in words, is the sum of its rows. `words` is made from the figure elsewhere. */
export function judgeSigned(paper: {
  total: number
  words: string
  wordsOfTotal: string
  rows: readonly number[]
}): Finding[] {
  const sum = paper.rows.reduce((all, row) => all + row, 0)
  if (sum !== paper.total) return [refused('R15', { total: paper.total, sum })]
  const spoken = (text: string) => text.normalize('NFC').trim().toLocaleLowerCase('vi')
  return spoken(paper.words) === spoken(paper.wordsOfTotal) ? [] : [refused('R15', { total: paper.total, sum })]
}

/** R16: an amount has a currency; one from across the border also its rate and the day of the rate. */
export function judgeCurrency(amount: {
  currency: string | null
  crossBorder: boolean
  rate?: number
  rateDay?: Day
}): Finding[] {
  if (amount.currency === null || amount.currency === '') return [refused('R16')]
  if (!amount.crossBorder || amount.currency === 'VND') return []
  const isComplete = (amount.rate ?? 0) > 0 && amount.rateDay !== undefined
  return isComplete ? [] : [refused('R16', { currency: amount.currency })]
}

/** Decree 93/2021: what comes in after an appeal closed, and how long handing it out may take. */
const APPEAL_DAYS = 90
const HAND_OUT_DAYS = 20

/** R18: money of an appeal after its closing day (90 days at most), or handed out more than 20 days after that. */
export function judgeAppeal(appeal: { openedOn: Day; closedOn?: Day; receivedOn?: Day; handedOutOn?: Day }): Finding[] {
  const findings: Finding[] = []
  const open = appeal.closedOn === undefined ? undefined : daysBetween(appeal.openedOn, appeal.closedOn)
  if (open !== undefined && open > APPEAL_DAYS) findings.push(ask('R18', { days: open }))
  const { closedOn, receivedOn, handedOutOn } = appeal
  if (closedOn === undefined) return findings
  if (receivedOn !== undefined && receivedOn > closedOn) findings.push(ask('R18', { day: receivedOn }))
  if (handedOutOn === undefined) return findings
  const after = daysBetween(closedOn, handedOutOn)
  return after > HAND_OUT_DAYS ? [...findings, ask('R18', { days: after })] : findings
}
