import type { MapPoint } from '../../addresses/common/readPoint.ts'

/** Islands and reefs of an archipelago, and where its name is written; degrees, rounded to about a kilometre. */
export interface Archipelago {
  key: 'hoangSa' | 'truongSa'
  middle: MapPoint
  islands: readonly (readonly [latitude: number, longitude: number])[]
}

/**
 * Every map of Viet Nam shows both (docs/decisions/0035): Hoàng Sa, special zone of Đà Nẵng, and Trường Sa, special zone of
 * Khánh Hòa (Decision 19/2025/QĐ-TTg, codes 20333 and 22736).
 */
export const ARCHIPELAGOS: readonly Archipelago[] = [
  {
    key: 'hoangSa',
    middle: { latitude: 16.4, longitude: 112 },
    islands: [
      [17.08, 111.51],
      [16.98, 112.27],
      [16.83, 112.34],
      [16.67, 112.73],
      [16.53, 111.61],
      [16.51, 111.58],
      [16.46, 111.71],
      [16.04, 112.52],
      [15.78, 111.2],
    ],
  },
  {
    key: 'truongSa',
    middle: { latitude: 9.8, longitude: 114 },
    islands: [
      [11.45, 114.36],
      [11.43, 114.33],
      [11.08, 115.02],
      [11.05, 114.28],
      [10.73, 115.8],
      [10.67, 114.42],
      [10.38, 114.48],
      [10.38, 114.37],
      [10.18, 114.37],
      [9.89, 114.33],
      [8.97, 113.7],
      [8.64, 111.92],
      [7.89, 112.92],
    ],
  },
]
