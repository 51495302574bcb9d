import type { MapFrame, Spot } from './mapFrame.ts'
import { isShown, type MapView, shownAt } from './mapView.ts'

export interface PointCluster<Point> {
  /** Where it is drawn: at the first of its points. */
  at: Spot
  points: Point[]
}

/** Nearer than this two marks could not be told apart or hit. */
const NEAREST = 22

/** Points that are in sight, those that would lie on one another as one; no two marks touch. */
export function clusterPoints<Point extends { latitude: number; longitude: number }>(
  points: readonly Point[],
  { frame, view }: { frame: MapFrame; view: MapView },
): PointCluster<Point>[] {
  const cells = new Map<string, PointCluster<Point>[]>()
  for (const point of points) {
    const spot = frame.spotOf(point)
    if (!isShown(view, spot, frame)) continue
    const at = shownAt(view, spot)
    const near = nearby(cells, at).find((cluster) => Math.hypot(cluster.at[0] - at[0], cluster.at[1] - at[1]) < NEAREST)
    if (near !== undefined) near.points.push(point)
    else cells.set(cellOf(at), [...(cells.get(cellOf(at)) ?? []), { at, points: [point] }])
  }
  return [...cells.values()].flat()
}

function cellOf([x, y]: Spot): string {
  return `${Math.floor(x / NEAREST)}:${Math.floor(y / NEAREST)}`
}

/** What stands in the cell of a spot and in those around it. */
function nearby<Point>(cells: Map<string, PointCluster<Point>[]>, [x, y]: Spot): PointCluster<Point>[] {
  const steps = [-NEAREST, 0, NEAREST]
  return steps.flatMap((right) => steps.flatMap((down) => cells.get(cellOf([x + right, y + down])) ?? []))
}
