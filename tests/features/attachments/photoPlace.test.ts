import { expect, test } from 'vitest'
import { readPhotoPlace } from '../../../src/features/attachments/common/photoPlace.ts'
import { TINY_JPEG, withCameraNotes } from './testPhotos.ts'

/** A JPEG whose camera noted a place, in either byte order. */
function taken(little: boolean, [south, west] = ['N', 'E']): Buffer {
  const tiff = Buffer.alloc(160)
  const short = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  const long = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at))
  const entry = (at: number, [tag, type, count, value]: [number, number, number, number]) => {
    short(tag, at)
    short(type, at + 2)
    long(count, at + 4)
    long(value, at + 8)
  }
  const parts = (at: number, values: [number, number][]) => {
    for (const [index, [over, under]] of values.entries()) {
      long(over, at + index * 8)
      long(under, at + index * 8 + 4)
    }
  }
  tiff.write(little ? 'II' : 'MM', 0, 'latin1')
  short(42, 2)
  long(8, 4)
  short(1, 8)
  entry(10, [0x8825, 4, 1, 26])
  short(4, 26)
  entry(28, [1, 2, 2, 0])
  entry(40, [2, 5, 3, 80])
  entry(52, [3, 2, 2, 0])
  entry(64, [4, 5, 3, 104])
  tiff.write(south ?? 'N', 36, 'latin1')
  tiff.write(west ?? 'E', 60, 'latin1')
  // 20° 11′ 36.2″, 105° 1′ 19.6″
  parts(80, [
    [20, 1],
    [11, 1],
    [3620, 100],
  ])
  parts(104, [
    [105, 1],
    [1, 1],
    [1960, 100],
  ])
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([TINY_JPEG.subarray(0, 2), head, body, TINY_JPEG.subarray(2)])
}

test.each([true, false])(
  'row 8: where a photo was taken is read before it is forgotten (little-endian: %s)',
  (little) => {
    expect(readPhotoPlace(taken(little))).toEqual({ latitude: 20.193389, longitude: 105.022111 })
    expect(readPhotoPlace(taken(little, ['S', 'W']))).toEqual({ latitude: -20.193389, longitude: -105.022111 })
  },
)

test('a photo that says nothing of its place, or is cut anywhere, gives none and breaks nothing', () => {
  expect(readPhotoPlace(TINY_JPEG)).toBeUndefined()
  expect(readPhotoPlace(withCameraNotes(TINY_JPEG, 6))).toBeUndefined()
  expect(readPhotoPlace(Buffer.from('PNG'))).toBeUndefined()
  const whole = taken(true)
  for (let end = 0; end < 150; end += 1) expect(readPhotoPlace(whole.subarray(0, end))).toBeUndefined()
})
