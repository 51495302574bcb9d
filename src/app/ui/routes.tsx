import { Navigate, type RouteObject } from 'react-router'
import { SettingsPage } from './SettingsPage.tsx'

/** The pages of every feature. */
export const officeRoutes: RouteObject[] = [
  { index: true, element: <Navigate to="/today" replace /> },
  { path: 'settings', element: <SettingsPage /> },
  { path: '*', element: <Navigate to="/today" replace /> },
]
