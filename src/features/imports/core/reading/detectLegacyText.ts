import { decodeTcvn3, decodeVni } from './legacyText.ts'
import type { Cell, TextEncodingFound } from './rawSheet.ts'
import { isVietnameseSyllable } from './vietnameseSyllable.ts'

const word = /[\p{L}\p{M}\u00a1-\u00ff\ufffd]+/gu
const latinWithMark = /[\u0080-\u024f\u1ea0-\u1ef9\ufffd]|[a-z]\p{Mn}/iu
const notLatin = /[^\p{Script=Latin}\p{Mn}\u0021-\u00ff\ufffd]/u
/** Latin signs and letters Vietnamese never uses, and what a failed decoding leaves behind. */
const foreignSign =
  /[\u0080-\u009f\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe-\u0101\u0104-\u010f\u0112-\u0127\u012a-\u0167\u016a-\u019f\u01a2-\u01ae\u01b1-\u024f\ufffd]/

/** The old encodings know no other letters. */
const oneByte = /^[\u0021-\u00ff]+$/

const mostWords = 4000
const sure = 0.85

type Reading = 'unicode' | 'tcvn3' | 'vni'

/** Gathers the distinct marked words of a sheet and says in which of the old encodings they make sense. */
export class EncodingEvidence {
  readonly #words = new Set<string>()

  addRow(row: readonly Cell[]): void {
    for (const cell of row) if (typeof cell === 'string') this.add(cell)
  }

  add(text: string): void {
    if (this.#words.size >= mostWords || !latinWithMark.test(text)) return
    for (const [found] of text.matchAll(word)) {
      if (latinWithMark.test(found) && !notLatin.test(found)) this.#words.add(found)
    }
  }

  /** `undefined` = neither Unicode nor an encoding we know: the text must not be stored. */
  verdict(): TextEncodingFound | undefined {
    const words = [...this.#words]
    if (words.length === 0) return 'unicode'
    const share = (reading: Reading) => words.filter((each) => isValid(each, reading)).length / words.length
    const shares = { unicode: share('unicode'), tcvn3: share('tcvn3'), vni: share('vni') }
    if (shares.unicode >= sure && shares.unicode >= shares.tcvn3) return 'unicode'
    const foreign = words.filter((each) => foreignSign.test(each)).length
    const best = shares.tcvn3 >= shares.vni ? 'tcvn3' : 'vni'
    if (shares[best] >= sure && shares[best] > shares.unicode && foreign > words.length / 5) return best
    const known = words.filter((each) => isValid(each, 'unicode') || isValid(each, 'tcvn3')).length / words.length
    const onlyTcvn3 = words.filter((each) => isValid(each, 'tcvn3') && !isValid(each, 'unicode')).length
    if (known >= sure && onlyTcvn3 >= 3 && shares.unicode > 0.1) return 'mixed'
    return foreign >= 3 && foreign / words.length > 0.1 ? undefined : 'unicode'
  }
}

/** In a sheet that mixes both: whether this row's words make more sense as TCVN3 than as Unicode. */
export function isRowTcvn3(texts: readonly string[]): boolean {
  const words = texts.flatMap((text) => text.match(word) ?? []).filter((each) => latinWithMark.test(each))
  const count = (reading: Reading) => words.filter((each) => isValid(each, reading)).length
  return count('tcvn3') > count('unicode')
}

function isValid(text: string, reading: Reading): boolean {
  if (reading === 'unicode') return isVietnameseSyllable(text)
  if (!oneByte.test(text)) return false
  const decoded = reading === 'tcvn3' ? decodeTcvn3(text) : decodeVni(text)
  return !foreignSign.test(decoded) && isVietnameseSyllable(decoded)
}
