import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { RegisterCategory } from './registerFields.ts'

/** Tried in this order, and what one matched the next no longer sees: "bệnh hiểm nghèo" is not "nghèo". */
const categoryWords: readonly (readonly [RegisterCategory, RegExp])[] = [
  ['seriousIllness', /(mac |bi |benh )*(benh )?(hiem ngheo|nan y|ung thu|suy than|benh tim|benh nang|trong benh)/],
  ['nearPoor', /(ho |gd |gia dinh )?can ngheo|\bhcn\b/],
  ['poorPupil', /(hoc sinh|sinh vien|\bhs\b|\bsv\b|hssv)( [a-z]+){0,2}? (ngheo|kho khan|vuot kho)( vuot kho)?/],
  ['poor', /(ho |gd |gia dinh )?\bngheo\b|\bhn\b/],
  ['agentOrange', /(nan nhan )?(chat doc|cd)? ?(da cam|dioxin)|(nan nhan )?\bcdd?c\b|nhiem chat doc|\bnnc[dđ]d?c\b/],
  ['orphan', /mo coi|khong (noi )?nuong tua|\btmc\b/],
  ['disability', /khuyet tat|tan tat|\bn?kt\b|\btkt\b/],
  [
    'elderlyAlone',
    /(nct|nguoi cao tuoi|cao tuoi|nguoi gia|gia ca?|gia)( ca)? (co don|neo don|don than)|neo don|co don|song mot minh/,
  ],
  ['disaster', /thien tai|lu lut|bao lu|bao lut|lu quet|sat lo|hoa hoan|chay nha/],
  ['policyFamily', /chinh sach|liet s[iy]|thuong binh|benh binh|co cong|thanh nien xung phong|\btnxp\b/],
  ['hardship', /kho khan|\bdbkk\b|hoan canh dac biet|don than|\bngat ngheo\b/],
  ['other', /^(doi tuong |dien |hoan canh )?khac$/],
]

/**
 * Category codes in a text an office typed ("Hộ nghèo, trẻ mồ côi", "NCT neo đơn"), in the order the text names them.
 * Empty when no word is known.
 */
export function readCategories(text: string): RegisterCategory[] {
  let rest = foldForSearch(text)
  const found: { code: RegisterCategory; at: number }[] = []
  for (const [code, words] of categoryWords) {
    const match = words.exec(rest)
    if (!match) continue
    found.push({ code, at: match.index })
    rest = rest.slice(0, match.index) + '.'.repeat(match[0].length) + rest.slice(match.index + match[0].length)
  }
  return found.sort((one, other) => one.at - other.at).map(({ code }) => code)
}
