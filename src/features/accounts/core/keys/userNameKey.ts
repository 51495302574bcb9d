/** The form under which user names are compared: case and spacing do not matter, accents do (Hòa and Hoa are two people). */
export function userNameKey(userName: string): string {
  return userName.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
