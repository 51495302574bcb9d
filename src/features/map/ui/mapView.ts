import type { MapFrame, Size, Spot } from './mapFrame.ts'

/** How the sheet is looked at: a spot of it shows at `spot × zoom + shift`. */
export interface MapView {
  zoom: number
  shift: Spot
}

export const WHOLE: MapView = { zoom: 1, shift: [0, 0] }

const LEAST_ZOOM = 0.25

export function shownAt({ zoom, shift }: MapView, [x, y]: Spot): Spot {
  return [x * zoom + shift[0], y * zoom + shift[1]]
}

export function spotUnder({ zoom, shift }: MapView, [x, y]: Spot): Spot {
  return [(x - shift[0]) / zoom, (y - shift[1]) / zoom]
}

/** Nearer or farther, with what lies under `at` staying there. */
export function zoomed(view: MapView, { by, at, most }: { by: number; at: Spot; most: number }): MapView {
  const zoom = Math.min(most, Math.max(LEAST_ZOOM, view.zoom * by))
  const [x, y] = spotUnder(view, at)
  return { zoom, shift: [at[0] - x * zoom, at[1] - y * zoom] }
}

export function moved({ zoom, shift }: MapView, [right, down]: Spot): MapView {
  return { zoom, shift: [shift[0] + right, shift[1] + down] }
}

/** The same zoom with a spot of the sheet in the middle. */
export function centred({ zoom }: MapView, [x, y]: Spot, { width, height }: Size): MapView {
  return { zoom, shift: [width / 2 - x * zoom, height / 2 - y * zoom] }
}

export function isShown(view: MapView, spot: Spot, { width, height }: Size): boolean {
  const [x, y] = shownAt(view, spot)
  return x >= 0 && y >= 0 && x <= width && y <= height
}

/** A round length for the scale bar: what it stands for and how long it is drawn. */
export function scaleBar(metres: number, longest: number): { metres: number; pixels: number } {
  const most = metres * longest
  const power = 10 ** Math.floor(Math.log10(most))
  const round = [5, 2, 1].find((each) => each * power <= most) ?? 1
  return { metres: round * power, pixels: (round * power) / metres }
}

export interface GridLine {
  degrees: number
  /** Pixels from the left (meridians) or from the top (parallels). */
  at: number
}

/** Lines of whole steps of degrees through what is shown, a handful each way. */
export function gridLines(frame: MapFrame, view: MapView): { meridians: GridLine[]; parallels: GridLine[] } {
  const upperLeft = frame.placeAt(spotUnder(view, [0, 0]))
  const lowerRight = frame.placeAt(spotUnder(view, [frame.width, frame.height]))
  const step = gridStep(lowerRight.longitude - upperLeft.longitude)
  const middle = frame.placeAt(spotUnder(view, [frame.width / 2, frame.height / 2]))
  const across = (longitude: number) => shownAt(view, frame.spotOf({ ...middle, longitude }))[0]
  const down = (latitude: number) => shownAt(view, frame.spotOf({ ...middle, latitude }))[1]
  return {
    meridians: stepsBetween(upperLeft.longitude, lowerRight.longitude, step).map((degrees) => ({
      degrees,
      at: across(degrees),
    })),
    parallels: stepsBetween(lowerRight.latitude, upperLeft.latitude, step).map((degrees) => ({
      degrees,
      at: down(degrees),
    })),
  }
}

function gridStep(span: number): number {
  const rough = Math.max(span, 1e-6) / 8
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5].find((each) => each * power >= rough) ?? 10) * power
}

function stepsBetween(from: number, to: number, step: number): number[] {
  const lines: number[] = []
  for (let index = Math.ceil(from / step); index * step <= to && lines.length < 40; index += 1) {
    lines.push(Number((index * step).toFixed(8)))
  }
  return lines
}
