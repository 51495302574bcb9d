import { foldForSearch } from '../../../base/common/foldForSearch.ts'

/** How a donor is named to others than the office: `hiddenName` ("Nhà hảo tâm giấu tên") when the donor wishes it. */
export function donorNameForOthers(donor: { name: string; anonymous: boolean }, hiddenName: string): string {
  return donor.anonymous ? hiddenName : donor.name
}

/** Words that say what a donor is, not who: offices write or leave them out as they please. */
const LEGAL_FORMS = /\b(cong ty|cty|tnhh|mtv|mot thanh vien|co phan|tap doan|doanh nghiep|dntn)\b/g
const TITLES = /^(ong|ba|anh|chi|co|chu|bac) (?=\S)/

/** Whether the name says what the donor is ("Công ty TNHH …") beside who. */
export function hasLegalForm(name: string): boolean {
  return foldForSearch(name).search(LEGAL_FORMS) >= 0
}

/** The folded words by which two spellings of one donor's name meet ("Cty TNHH Hoàng Anh", "Công ty Hoàng Anh"). */
export function donorNameCore(name: string): string {
  const folded = foldForSearch(name)
  const core = folded.replace(LEGAL_FORMS, ' ').replace(/ +/g, ' ').trim().replace(TITLES, '')
  return core === '' ? folded : core
}
