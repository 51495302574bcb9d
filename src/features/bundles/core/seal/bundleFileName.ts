import { quarterOf, quarterWindow } from '../../../../base/common/day.ts'
import { BUNDLE_FILE_EXTENSION } from '../../common/bundleHeader.ts'
import type { Period } from '../../common/bundleSchemas.ts'

/** `NaMeo-lan-42-2026Q3.rcb`: for people only, the content decides. Plain letters, since it travels by Zalo and old sticks. */
export function bundleFileName({ unitName, seq, period }: { unitName: string; seq: number; period: Period }): string {
  return `${plainName(unitName)}-lan-${seq}-${periodName(period)}.${BUNDLE_FILE_EXTENSION}`
}

/** A name in plain letters without spaces. */
export function plainName(name: string): string {
  const words = name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .split(/[^A-Za-z0-9]+/)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function periodName(period: Period): string {
  const quarter = quarterOf(period.from)
  const window = quarterWindow(quarter)
  const whole = window.from === period.from && window.to === period.to
  return whole ? `${quarter.year}Q${quarter.quarter}` : `${period.from}-${period.to}`
}
