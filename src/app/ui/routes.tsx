import type { RouteObject } from 'react-router'
import { lazyPage } from '../../base/ui/lazyPage.tsx'
import { accountRoutes } from '../../features/accounts/ui/routes.tsx'
import { addressesRoutes } from '../../features/addresses/ui/routes.tsx'
import { auditRoutes } from '../../features/audit/ui/routes.tsx'
import { bundlesRoutes } from '../../features/bundles/ui/routes.tsx'
import { clusterRoutes } from '../../features/clusters/ui/routes.tsx'
import { consentRoutes } from '../../features/consents/ui/routes.tsx'
import { cooperationRoutes } from '../../features/cooperation/ui/routes.tsx'
import { donorRoutes } from '../../features/donors/ui/routes.tsx'
import { duplicateRoutes } from '../../features/duplicates/ui/routes.tsx'
import { historyRoutes } from '../../features/history/ui/routes.tsx'
import { houseRoutes } from '../../features/houses/ui/routes.tsx'
import { importRoutes } from '../../features/imports/ui/routes.tsx'
import { ledgerRoutes } from '../../features/ledger/ui/routes.tsx'
import { mapRoutes } from '../../features/map/ui/routes.tsx'
import { pairingRoutes } from '../../features/pairings/ui/routes.tsx'
import { paperRoutes } from '../../features/papers/ui/routes.tsx'
import { provinceRoutes } from '../../features/province/ui/routes.tsx'
import { reportsRoutes } from '../../features/reports/ui/routes.tsx'
import { todayRoutes } from '../../features/today/ui/routes.tsx'
import { unitsRoutes } from '../../features/units/ui/routes.tsx'
import { visitRoutes } from '../../features/visits/ui/routes.tsx'
import { StartPage } from './StartPage.tsx'

/** The pages of every feature. */
export const officeRoutes: RouteObject[] = [
  { index: true, element: <StartPage /> },
  ...cooperationRoutes,
  ...donorRoutes,
  ...pairingRoutes,
  { path: 'settings', element: lazyPage(async () => (await import('./SettingsPage.tsx')).SettingsPage) },
  ...addressesRoutes,
  ...mapRoutes,
  ...unitsRoutes,
  ...todayRoutes,
  ...duplicateRoutes,
  ...houseRoutes,
  ...visitRoutes,
  ...consentRoutes,
  ...ledgerRoutes,
  ...bundlesRoutes,
  ...paperRoutes,
  ...clusterRoutes,
  ...provinceRoutes,
  ...reportsRoutes,
  ...importRoutes,
  ...accountRoutes,
  ...auditRoutes,
  ...historyRoutes,
  { path: '*', element: <StartPage /> },
]
