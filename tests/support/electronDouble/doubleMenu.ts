import { record } from './record.ts'

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (template: unknown) => record('Menu.setApplicationMenu', template),
}
