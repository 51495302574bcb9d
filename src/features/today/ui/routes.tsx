import type { RouteObject } from 'react-router'
import { TodayPage } from './TodayPage.tsx'

export const todayRoutes: RouteObject[] = [{ path: 'today', element: <TodayPage /> }]
