import { type ComponentProps, type ComponentType, lazy } from 'react'

type Pages = typeof import('./doorPages.ts')

/** The pages of the door, there already or fetched when they are shown. */
export type DoorPages = { [Name in keyof Pages]: ComponentType<ComponentProps<Pages[Name]>> }

export const fetchDoor = (): Promise<Pages> => import('./doorPages.ts')

/** For whoever is in already: each page of the door when it is first shown. */
export const doorWhenShown: DoorPages = {
  FirstRunPage: lazy(async () => ({ default: (await fetchDoor()).FirstRunPage })),
  LockScreen: lazy(async () => ({ default: (await fetchDoor()).LockScreen })),
  UnlockPage: lazy(async () => ({ default: (await fetchDoor()).UnlockPage })),
  JoinPage: lazy(async () => ({ default: (await fetchDoor()).JoinPage })),
}
