import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import { readCategories } from '../../common/readCategories.ts'
import type { RegisterField } from '../../common/registerFields.ts'

/** What a header text means and how sure that is: 3 = the usual words, 2 = likely, 1 = a guess to be asked about. */
export interface HeaderMeaning {
  field: RegisterField
  sureness: 1 | 2 | 3
}

type Rule = readonly [field: RegisterField, sureness: 1 | 2 | 3, words: RegExp]

/** In this order: a narrower word stands before the wider one it contains. Texts are folded: lower case, no marks. */
const rules: readonly Rule[] = [
  ['ordinal', 3, /^(stt|s tt|tt|so tt|so thu tu|thu tu|no)$/],
  ['householdHead', 3, /chu ho\b/],
  ['guardian', 3, /giam ho|nuoi duong|cham soc|dai dien gia dinh|(ho ten|ten) (cha|me|bo)\b|^(cha|bo) me|cha hoac me/],
  ['note', 3, /^ghi chu|^gc$/],
  // The last column of our own file of refused rows.
  ['ignored', 3, /^loi can sua$/],
  [
    'ignored',
    3,
    /^tong (so )?(tien|kinh phi|cong|gia tri)|thanh tien|^ky (nhan|ten)|chu ky|^quan he|^tuoi$|^trinh do|^lop$/,
  ],
  ['idNumber', 3, /cccd|cmnd|cmtnd|\bcmt\b|can cuoc|chung minh|dinh danh/],
  ['birth', 3, /ngay (thang )?(nam )?sinh|nam sinh|nam, ?sinh|^sinh (ngay|nam)|^ns$|^ntns$|thang nam sinh/],
  ['sex', 3, /^gioi( tinh)?\b|^nam nu$|^nam hay nu$|^phai$|^nu nam$|^gt$/],
  ['ethnicity', 3, /^dan toc/],
  ['phone', 3, /dien thoai|\bsdt\b|so dt|^dt$|^(so )?lien he|^zalo/],
  [
    'fromMonth',
    3,
    /^(tu|bat dau|thang bat dau|(ho tro |giup |do dau )?tu) ?(thang|ngay|nam|tu)?( thang)?( nam)?$|bat dau/,
  ],
  ['toMonth', 3, /^den( het)? ?(thang|ngay|nam)?( nam)?$|ket thuc/],
  ['months', 3, /^so thang|\bso thang (ho tro|giup)|^thang ho tro$/],
  ['period', 3, /^thoi (gian|han)|^ky (ho tro|han)|giai doan/],
  [
    'monthly',
    3,
    /^muc\b|so tien|tien ho tro|kinh phi|tri gia|^ho tro( hang thang| thang)?$|hang thang|(dong|d|vnd) thang$|^tien$/,
  ],
  [
    'name',
    3,
    /^(ho|ho va) (ten|chu dem)|^ho dem|^ten (nguoi|doi tuong|tre|hoc sinh|chau|em|dia chi|nan nhan|thanh vien)|ho (va )?ten/,
  ],
  [
    'name',
    2,
    /(nguoi|tre|doi tuong|chau|em|dia chi nhan dao) duoc (giup|tro giup|ho tro|nhan|do dau)|^ten$|^nguoi huong/,
  ],
  [
    'donor',
    3,
    /do dau|tai tro|hao tam|manh thuong quan|(don vi|ca nhan|to chuc|tap the|nguoi|noi) .*(nhan|giup|ho tro|ung ho)|(don vi|nguoi) (nhan|giup|ho tro)/,
  ],
  ['donor', 2, /^(nguon|don vi|noi) (ho tro|giup|tai tro|luc)|^nguon$/],
  [
    'village',
    3,
    /^(ten )?(thon|ban|xom|ap|lang|buon|khu pho|khoi|to dan pho|tdp|to dp)\b|\b(thon|khu pho|to dan pho)$/,
  ],
  ['commune', 3, /^(ten )?(xa|phuong|thi tran)\b/],
  ['name', 1, /^dia chi nhan dao$/],
  ['address', 3, /dia chi|noi (o|cu tru|thuong tru|sinh song)|thuong tru|ho khau|^cho o|que quan|tru quan/],
  ['category', 3, /hoan canh|doi tuong|^dien\b|thuoc dien|phan loai|^loai\b|nhom doi tuong/],
  ['category', 2, /tinh trang|ly do/],
]

/** The field a column header names, or `undefined` when its words are not known. `header` is the text of its cells. */
export function recogniseHeader(header: string): HeaderMeaning | undefined {
  const folded = foldForSearch(header.replace(/\(.*$/s, '')) || foldForSearch(header)
  if (folded === '' || folded.length > 80) return undefined
  for (const [field, sureness, words] of rules) {
    if (words.test(folded)) return { field, sureness }
  }
  const [category, another] = readCategories(header)
  return category && !another ? { field: `category:${category}`, sureness: 2 } : undefined
}

/** `male` or `female` for a header cell that is only "Nam" or "Nữ". Marks count: "Năm" is a year. */
export function recogniseSexHeader(header: string): 'male' | 'female' | undefined {
  const word = header.trim().toLowerCase()
  if (word === 'nam') return 'male'
  return word === 'nữ' || word === 'nu' ? 'female' : undefined
}

/** Dong per 1 when a header or the line above the table says "nghìn đồng", "1.000 đ" or "triệu đồng"; 1 otherwise. */
export function readAmountUnit(text: string): 1 | 1000 | 1_000_000 {
  const folded = foldForSearch(text)
  if (/\btrieu\b|\btr d|1 000 000 ?d/.test(folded)) return 1_000_000
  return /\b(nghin|ngan)\b|\b1 000 ?d|\b1000 ?d/.test(folded) ? 1000 : 1
}
