import { record } from './record.ts'

interface MenuItem {
  role?: string
  accelerator?: string
  click?: (item: unknown, window: unknown) => void
  submenu?: MenuItem[]
}

let items: MenuItem[] = []

export const Menu = {
  buildFromTemplate: (template: MenuItem[]) => template,
  setApplicationMenu: (template: MenuItem[]) => {
    items = template.flatMap(({ submenu }) => submenu ?? [])
    record('Menu.setApplicationMenu', template)
  },
}

/** Stands for a person's key. */
export function pressMenuKey(accelerator: string, window: unknown): void {
  items.find((item) => item.accelerator === accelerator)?.click?.(undefined, window)
}

export function menuRoles(): string[] {
  return items.flatMap(({ role }) => (role === undefined ? [] : [role]))
}
