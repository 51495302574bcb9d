import { createContext } from 'react'

/** Whether the session is locked: what listens to keys of the whole window must then keep still. */
export const LockedContext = createContext(false)
