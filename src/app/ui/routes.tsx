import { Navigate, type RouteObject } from 'react-router'

/** The pages of every feature. */
export const officeRoutes: RouteObject[] = [
  { index: true, element: <Navigate to="/today" replace /> },
  { path: '*', element: <Navigate to="/today" replace /> },
]
