import {
  IconAddressBook,
  IconBuildingCommunity,
  IconChecklist,
  IconEye,
  IconFileImport,
  IconHeartHandshake,
  IconHome2,
  IconLink,
  IconListDetails,
  IconMap2,
  IconPrinter,
  IconReceipt,
  IconReportAnalytics,
  IconSend,
  IconSettings,
  IconSitemap,
  IconTable,
  IconTrophy,
  IconUsers,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react'
import type { Right } from '../../base/common/rights.ts'
import type { NavigationIcon } from '../../base/ui/FrameNavigation.tsx'

export interface Place {
  /** Path and key of its words: `app:navigation.<key>`. */
  key: string
  path: string
  /** Other pages that belong to this place and stand beside its own. */
  also?: readonly string[]
  icon: NavigationIcon
  right: Right
  group: 'work' | 'exchange' | 'office'
  /** Only for offices that others report to. */
  above?: true
  /** For a Lao partner's office too, which needs little of the rest. */
  partner?: true
}

/** Everything the navigation offers, in the order of an office's day. */
export const PLACES: readonly Place[] = [
  { key: 'today', path: '/today', icon: IconChecklist, right: 'records.read', group: 'work' },
  {
    key: 'addresses',
    path: '/addresses',
    also: ['/visits', '/consents'],
    icon: IconAddressBook,
    right: 'records.read',
    group: 'work',
  },
  { key: 'map', path: '/map', icon: IconMap2, right: 'records.read', group: 'work' },
  { key: 'donors', path: '/donors', icon: IconHeartHandshake, right: 'records.read', group: 'work' },
  { key: 'pairings', path: '/pairings', icon: IconLink, right: 'records.read', group: 'work' },
  {
    key: 'receipts',
    path: '/receipts',
    also: ['/deliveries', '/books'],
    icon: IconReceipt,
    right: 'money.read',
    group: 'work',
  },
  { key: 'rounds', path: '/rounds', icon: IconListDetails, right: 'money.read', group: 'work' },
  { key: 'houses', path: '/houses', icon: IconHome2, right: 'records.read', group: 'work' },
  { key: 'papers', path: '/papers', icon: IconPrinter, right: 'paper.print', group: 'exchange' },
  { key: 'duplicates', path: '/duplicates', icon: IconUsersGroup, right: 'records.read', group: 'work' },
  { key: 'quarter', path: '/reports/quarter', icon: IconReportAnalytics, right: 'records.read', group: 'exchange' },
  { key: 'province', path: '/province', icon: IconTable, right: 'bundles.open', group: 'exchange', above: true },
  {
    key: 'cooperation',
    path: '/cooperation',
    icon: IconWorld,
    right: 'records.read',
    group: 'exchange',
    partner: true,
  },
  { key: 'clusters', path: '/clusters', icon: IconTrophy, right: 'money.read', group: 'exchange', above: true },
  { key: 'bundles', path: '/bundles', icon: IconSend, right: 'records.read', group: 'exchange', partner: true },
  { key: 'import', path: '/import', icon: IconFileImport, right: 'data.import', group: 'exchange' },
  { key: 'villages', path: '/villages', icon: IconBuildingCommunity, right: 'records.read', group: 'office' },
  { key: 'reorganise', path: '/reorganise', icon: IconSitemap, right: 'records.read', group: 'office' },
  { key: 'users', path: '/users', icon: IconUsers, right: 'users.manage', group: 'office', partner: true },
  { key: 'audit', path: '/audit', icon: IconEye, right: 'audit.read', group: 'office', partner: true },
  { key: 'settings', path: '/settings', icon: IconSettings, right: 'records.read', group: 'office', partner: true },
]
