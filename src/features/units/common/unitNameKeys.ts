const TONE_MARKS = /[\u0300\u0301\u0303\u0309\u0323]/g
const COMBINING_MARKS = /[\u0300-\u036f]/g
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{M}\p{N}]+/u

/**
 * The key under which two spellings of one Vietnamese place name are the same: letter case, Unicode form, punctuation,
 * spacing, leading zeros ("Phường 01") and the place of the tone mark (Hòa/Hoà, Thủy/Thuỷ) do not count; the marks
 * themselves do, because Ba Tơ and Ba Tô are two communes of one province.
 */
export function markedNameKey(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .split(NOT_LETTER_OR_DIGIT)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^0+(?=\d)/, '').replace(TONE_MARKS, '') + (word.match(TONE_MARKS) ?? []).join(''))
    .join(' ')
}

/** The key of a name typed without Vietnamese marks: đ becomes d and every mark is dropped. Folding twice changes nothing. */
export function foldedNameKey(text: string): string {
  return markedNameKey(text).replace(COMBINING_MARKS, '').replaceAll('đ', 'd')
}
