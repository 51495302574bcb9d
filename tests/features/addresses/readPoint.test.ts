import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPoint, writePoint } from '../../../src/features/addresses/common/readPoint.ts'

test.each([
  ['20.1934, 105.0221', 20.1934, 105.0221],
  ['20.1934 105.0221', 20.1934, 105.0221],
  ['20,1934 105,0221', 20.1934, 105.0221],
  ['20,1934; 105,0221', 20.1934, 105.0221],
  ['105.0221, 20.1934', 20.1934, 105.0221],
  ['20°11\'36.2"N 105°01\'19.6"E', 20.193389, 105.022111],
  ['20° 11′ N, 105° 1′ E', 20.183333, 105.016667],
  ['-16.5, 105', -16.5, 105],
  ['https://maps.example/place/@20.1934,105.0221,15z', 20.1934, 105.0221],
  ['https://maps.example/?q=20.1934,105.0221', 20.1934, 105.0221],
])('row 8: %s is a point on the map', (text, latitude, longitude) => {
  expect(readPoint(text)).toEqual({ latitude, longitude })
})

test.each(['', 'Bản Ón', '20.1934', '200, 300', '105.0221', '20.1, 105.2, 7'])('%s is no point', (text) => {
  expect(readPoint(text)).toBeUndefined()
})

test('a point that was written is read as itself', () => {
  const degrees = (most: number) =>
    fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((millionths) => millionths / 1e6)
  fc.assert(
    fc.property(degrees(90), degrees(180), (latitude, longitude) => {
      // Numbers nobody writes out: JavaScript would print an exponent.
      fc.pre(Math.abs(latitude) >= 0.001 && Math.abs(longitude) >= 0.001)
      expect(readPoint(writePoint({ latitude, longitude }))).toEqual({ latitude, longitude })
    }),
  )
})
