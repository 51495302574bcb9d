import { judgeGrowth, readGrowth } from './countRules.ts'
import type { Finding } from './finding.ts'

/** "tăng 153 %", "gấp 2,5 lần": what may mean one of two figures. */
const PHRASE = /(?:tăng|giảm)\s+(?<percent>\d+(?:[.,]\d+)?)\s*%|(?:gấp|tăng)\s+(?<fold>\d+(?:[.,]\d+)?)\s*lần/giu
/** "từ 24.000 lên 60.000" says both figures, whatever stands around it. */
const FROM_TO = /từ\s+[\d.,]+.{0,40}?(?:lên|thành|đến|xuống)\s+[\d.,]+/iu

/** R11: growth told in a text without both figures, with what it may mean of last year's figure. */
export function judgeStatedGrowth(text: string, lastYear: number | null): Finding[] {
  if (FROM_TO.test(text)) return []
  return [...text.matchAll(PHRASE)].flatMap(({ 0: phrase, groups }) => {
    const amount = Number((groups?.percent ?? groups?.fold ?? '0').replace(',', '.'))
    const kind = groups?.percent === undefined ? 'fold' : 'percent'
    const from = lastYear ?? 0
    const [one, other] = readGrowth(from, { kind, amount })
    return judgeGrowth({ from }).map((finding) => ({
      ...finding,
      weight: 'ask' as const,
      params: { phrase, from, one: one.to, other: other.to },
    }))
  })
}
