import type { RouteObject } from 'react-router'
import { MissingConsentsPage } from './MissingConsentsPage.tsx'

export const consentRoutes: RouteObject[] = [{ path: 'consents', element: <MissingConsentsPage /> }]
