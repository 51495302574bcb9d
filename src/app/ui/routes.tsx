import { Navigate, type RouteObject } from 'react-router'
import { addressesRoutes } from '../../features/addresses/ui/routes.tsx'
import { bundlesRoutes } from '../../features/bundles/ui/routes.tsx'
import { consentRoutes } from '../../features/consents/ui/routes.tsx'
import { donorRoutes } from '../../features/donors/ui/routes.tsx'
import { houseRoutes } from '../../features/houses/ui/routes.tsx'
import { importRoutes } from '../../features/imports/ui/routes.tsx'
import { ledgerRoutes } from '../../features/ledger/ui/routes.tsx'
import { pairingRoutes } from '../../features/pairings/ui/routes.tsx'
import { reportsRoutes } from '../../features/reports/ui/routes.tsx'
import { todayRoutes } from '../../features/today/ui/routes.tsx'
import { unitsRoutes } from '../../features/units/ui/routes.tsx'
import { SettingsPage } from './SettingsPage.tsx'

/** The pages of every feature. */
export const officeRoutes: RouteObject[] = [
  { index: true, element: <Navigate to="/today" replace /> },
  ...donorRoutes,
  ...pairingRoutes,
  { path: 'settings', element: <SettingsPage /> },
  ...addressesRoutes,
  ...unitsRoutes,
  ...todayRoutes,
  ...houseRoutes,
  ...consentRoutes,
  ...ledgerRoutes,
  ...bundlesRoutes,
  ...reportsRoutes,
  ...importRoutes,
  { path: '*', element: <Navigate to="/today" replace /> },
]
