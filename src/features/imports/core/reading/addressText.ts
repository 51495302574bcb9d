import { foldForSearch } from '../../../../base/common/foldForSearch.ts'

export interface AddressParts {
  villageName: string | null
  communeName: string | null
  /** House number, street, district: what is neither village nor commune. */
  detail: string | null
}

const village =
  /^(thon|ban|xom|ap|lang|buon|bon|plei|khu pho|khu|kp|khoi pho|khoi|to dan pho|tdp|to|pho|tieu khu|doi)\b/
const commune = /^(xa|phuong|thi tran|tt)\b/
const communeWord = /^(xã|phường|thị trấn|tt\.?|xa|phuong|thi tran|x\.|p\.)\s*/i
const wider = /^(huyen|quan|tinh|thanh pho|tp|thi xa|tx)\b/

/** "Thôn 1, xã Na Mèo" → its village as typed and its commune without the word xã; names keep the office's spelling. */
export function splitAddress(text: string): AddressParts {
  const parts = text.split(/\s*[,;\n]\s*|\s+[-–]\s+/).filter((part) => part !== '')
  const rest: string[] = []
  let villageName: string | null = null
  let communeName: string | null = null
  for (const part of parts) {
    const folded = foldForSearch(part)
    if (!villageName && village.test(folded)) villageName = part
    else if (!communeName && commune.test(folded)) communeName = communeNameOf(part)
    else rest.push(part)
  }
  if (!villageName || !communeName) return guessByPlace(rest, { villageName, communeName })
  return { villageName, communeName, detail: rest.join(', ') || null }
}

/** The commune's own name: "xã Na Mèo" → "Na Mèo"; a name with a number keeps the word ("Phường 3"). */
export function communeNameOf(text: string): string {
  const name = text.replace(communeWord, '').trim()
  return name === '' || /^\d+$/.test(name) ? text.trim() : name
}

export function isVillageText(text: string): boolean {
  return village.test(foldForSearch(text))
}

export function isCommuneText(text: string): boolean {
  return commune.test(foldForSearch(text))
}

/** Without the words thôn or xã the order tells: village first, commune next, then district and province. */
function guessByPlace(rest: string[], known: { villageName: string | null; communeName: string | null }): AddressParts {
  const narrow = rest.filter((part) => !wider.test(foldForSearch(part)))
  const villageName = known.villageName ?? narrow.shift() ?? null
  const communeName = known.communeName ?? (known.villageName || narrow.length > 0 ? (narrow.shift() ?? null) : null)
  const used = [villageName, communeName]
  return { villageName, communeName, detail: rest.filter((part) => !used.includes(part)).join(', ') || null }
}
