export interface MapPoint {
  /** Degrees, WGS 84. */
  latitude: number
  longitude: number
}

/** Metres, and well below what a phone can tell. */
const DECIMALS = 6

/**
 * Reads a place as people paste it: "20.1934, 105.0221", "20,1934 105,0221", "20°11'36.2"N 105°01'19.5"E", or a map's link.
 * Undefined when it is no place on earth. Two plain numbers are latitude then longitude, as every phone shows them; written
 * the other way round they are turned when only that can be a place.
 */
export function readPoint(text: string): MapPoint | undefined {
  const pair = readLink(text) ?? readDegrees(text) ?? readPlain(text)
  if (pair === undefined) return undefined
  const [first, second] = pair
  if (isPlace(first, second)) return rounded(first, second)
  return isPlace(second, first) ? rounded(second, first) : undefined
}

export function writePoint({ latitude, longitude }: MapPoint): string {
  return `${latitude}, ${longitude}`
}

type Pair = [first: number, second: number]

function readLink(text: string): Pair | undefined {
  const found = /[@=/](-?\d+\.\d+),\s*(-?\d+\.\d+)/.exec(text)
  return found === null ? undefined : [Number(found[1]), Number(found[2])]
}

const DEGREES =
  /(\d+(?:[.,]\d+)?)\s*°\s*(?:(\d+(?:[.,]\d+)?)\s*['′’]\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:["″”]|'')\s*)?([NSEWBĐDT])?/giu

/** B, N (nam), Đ, T are the Vietnamese letters; N is north on every map people paste from. */
function readDegrees(text: string): Pair | undefined {
  const found = [...text.matchAll(DEGREES)]
  const [first, second] = found.map(([, degrees, minutes, seconds, side]) => {
    const size = number(degrees) + number(minutes) / 60 + number(seconds) / 3600
    return side !== undefined && /[SW]/i.test(side) ? -size : size
  })
  return found.length !== 2 || first === undefined || second === undefined ? undefined : [first, second]
}

function number(text: string | undefined): number {
  return text === undefined ? 0 : Number(text.replace(',', '.'))
}

function readPlain(text: string): Pair | undefined {
  const points = /^\s*\(?(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\)?\s*$/.exec(text)
  const commas = /^\s*\(?(-?\d+(?:,\d+)?)(?:\s*;\s*|\s+)(-?\d+(?:,\d+)?)\)?\s*$/.exec(text)
  const found = points ?? commas
  return found === null ? undefined : [number(found[1]), number(found[2])]
}

function isPlace(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
}

function rounded(latitude: number, longitude: number): MapPoint {
  return { latitude: Number(latitude.toFixed(DECIMALS)), longitude: Number(longitude.toFixed(DECIMALS)) }
}
