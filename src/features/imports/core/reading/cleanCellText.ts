const zeroWidth = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const needsCleaning = /[^\u0020-\u007e\u00c0-\u024f\u1ea0-\u1ef9]|^ | $| {2}/

/**
 * Cell text as we keep it: NFC, line breaks kept as one, every other white space one plain space, no invisible marks.
 * Only for text that is Unicode already: in TCVN3 the soft hyphen is the letter ư.
 */
export function cleanCellText(text: string): string {
  if (!needsCleaning.test(text)) return text
  return text
    .normalize('NFC')
    .replace(zeroWidth, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}
