/**
 * The practice branch: one known office with made-up people, kept beside the real one. Its passphrase is no secret, so that
 * a trainer can write it on the board; every screen and paper of it is marked.
 */
export const PRACTICE_OFFICE = {
  /** Na Mèo, a commune of Thanh Hóa on the Lao border. */
  unitCode: '15013',
  kind: 'branch',
  userName: 'Tập huấn',
  passphrase: 'ruong bac thang mua lua chin',
} as const

export interface PracticeSize {
  addresses: number
  donors: number
  pairings: number
  houses: number
}

/** Beyond this an office has mostly people waiting for a sponsor. */
const MANY_ADDRESSES = 3000
const MOST_DONORS = 2000
const MOST_HOUSES = 400

/** How much of everything goes with so many addresses: 300 have 120 sponsors, 200 pairings and 20 houses. */
export function practiceSize(addresses: number): PracticeSize {
  const crowd = Math.max(0, addresses - MANY_ADDRESSES)
  const pairings = Math.round((Math.min(addresses, MANY_ADDRESSES) * 2) / 3 + crowd / 10)
  return {
    addresses,
    donors: Math.min(MOST_DONORS, Math.round(addresses * 0.4)),
    pairings,
    houses: Math.min(MOST_HOUSES, Math.round(addresses / 15)),
  }
}
