const tcvn3Letters = new Map<string, string>()
const tcvn3Table: readonly (readonly [first: number, letters: string])[] = [
  [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
]
for (const [first, letters] of tcvn3Table) {
  for (const [index, letter] of [...letters].entries()) tcvn3Letters.set(String.fromCharCode(first + index), letter)
}

const tcvn3Any = /[\u00a1-\u00fe]/
const tcvn3All = /[\u00a1-\u00fe]/g

/** Letters that are capitals in Unicode and small letters in TCVN3, which has no capital with a tone. */
const capitalAtWordStart = /(?<![\p{L}\u00a1-\u00fe])[ÈÉÒÓÔÕÌÝ](?=[\p{L}\u00a1-\u00fe]*)/gu
const tcvn3ZeroOnset = /^(ẩ[mnuy]|ề$|ềnh|ễnh|ế$|ếch|ếm|èo|í[tc]|ính|íu|ý$)/u

/**
 * Text typed with a TCVN3 (.VnTime) font as Unicode; letters of other scripts stay. A half-converted file writes "Ón"
 * with a Unicode capital; as TCVN3 that word would begin with a small "ể", which no Vietnamese word does, so it is kept.
 */
export function decodeTcvn3(text: string): string {
  if (!tcvn3Any.test(text)) return text
  const kept = new Set<number>()
  for (const match of text.matchAll(capitalAtWordStart)) {
    const word = /^[\p{L}\u00a1-\u00fe]+/u.exec(text.slice(match.index))?.[0] ?? ''
    if (!tcvn3ZeroOnset.test(word.replace(tcvn3All, toTcvn3Letter))) kept.add(match.index)
  }
  return text.replace(tcvn3All, (letter: string, at: number) => (kept.has(at) ? letter : toTcvn3Letter(letter)))
}

function toTcvn3Letter(letter: string): string {
  return tcvn3Letters.get(letter) ?? letter
}

const vniPairs = new Map<string, string>()
const vniTones = 'øùûõï'
const vniVowels: readonly (readonly [base: string, marks: string, letters: string])[] = [
  ['a', `${vniTones}âàáåãäêèéúüë`, 'àáảãạâầấẩẫậăằắẳẵặ'],
  ['e', `${vniTones}âàáåãä`, 'èéẻẽẹêềếểễệ'],
  ['o', `${vniTones}âàáåãä`, 'òóỏõọôồốổỗộ'],
  ['u', vniTones, 'ùúủũụ'],
  ['y', vniTones, 'ỳýỷỹỵ'],
  ['ô', vniTones, 'ờớởỡợ'],
  ['ö', vniTones, 'ừứửữự'],
]
for (const [base, marks, letters] of vniVowels) {
  for (const [index, letter] of [...letters].entries()) {
    const mark = marks.charAt(index)
    vniPairs.set(base + mark, letter)
    vniPairs.set(base.toUpperCase() + mark, letter.toUpperCase())
    vniPairs.set(base.toUpperCase() + mark.toUpperCase(), letter.toUpperCase())
  }
}
const vniSingles = new Map([...'ñđÑĐôơÔƠöưÖƯæỉÆỈóĩÓĨòịÒỊîỵÎỴ'.matchAll(/(.)(.)/gu)].map(([, from, to]) => [from, to]))
const vniParts = /[aeouyôöAEOUYÔÖ][øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË]|[ñÑôÔöÖæÆóÓòÒîÎ]/gu

/** Text typed with a VNI-Windows (VNI-Times) font as Unicode. */
export function decodeVni(text: string): string {
  return text.replace(vniParts, (part) => vniPairs.get(part) ?? vniSingles.get(part) ?? decodePair(part))
}

/** A pair VNI does not know: its letters stand alone. */
function decodePair(part: string): string {
  return part.length === 2 ? [...part].map((letter) => vniSingles.get(letter) ?? letter).join('') : part
}
