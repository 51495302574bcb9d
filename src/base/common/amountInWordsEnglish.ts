const UP_TO_NINETEEN = [
  'zero one two three four five six seven eight nine ten',
  'eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
].flatMap((words) => words.split(' '))
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const SCALES = [
  { value: 1e15, word: 'quadrillion' },
  { value: 1e12, word: 'trillion' },
  { value: 1e9, word: 'billion' },
  { value: 1e6, word: 'million' },
  { value: 1e3, word: 'thousand' },
] as const

/** A whole number from zero up in British English words: "one thousand and five", "two hundred and thirty-four". */
export function numberInEnglishWords(value: number): string {
  const parts: string[] = []
  let rest = value
  for (const scale of SCALES) {
    const count = Math.floor(rest / scale.value)
    if (count > 0) parts.push(`${belowThousand(count)} ${scale.word}`)
    rest %= scale.value
  }
  if (rest > 0 && rest < 100 && parts.length > 0) parts.push(`and ${belowThousand(rest)}`)
  else if (rest > 0 || parts.length === 0) parts.push(belowThousand(rest))
  return parts.join(' ')
}

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  if (hundreds === 0) return belowHundred(rest)
  const hundredWords = `${UP_TO_NINETEEN[hundreds]} hundred`
  return rest === 0 ? hundredWords : `${hundredWords} and ${belowHundred(rest)}`
}

function belowHundred(value: number): string {
  const small = UP_TO_NINETEEN[value]
  if (small !== undefined) return small
  const unit = value % 10
  const ten = TENS[Math.floor(value / 10)] ?? ''
  return unit === 0 ? ten : `${ten}-${UP_TO_NINETEEN[unit]}`
}
