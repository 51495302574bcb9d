export const ROW_HEIGHTS = ['compact', 'regular', 'large'] as const
export type RowHeight = (typeof ROW_HEIGHTS)[number]

/** Text sizes in percent of the 14-px base. */
export const TEXT_SCALES = [100, 110, 125, 150] as const
export type TextScale = (typeof TEXT_SCALES)[number]

export interface DisplaySettings {
  rowHeight: RowHeight
  textScale: TextScale
}

/** Writes the settings on <html>, where theme.css reads them: rows of 30, 36 or 44 px, text of 100–150 %. */
export function applyDisplaySettings(settings: DisplaySettings, root: HTMLElement = document.documentElement): void {
  root.dataset.rowHeight = settings.rowHeight
  root.dataset.textScale = String(settings.textScale)
}
