import accounts from '../../../locales/vi/accounts.json' with { type: 'json' }
import addresses from '../../../locales/vi/addresses.json' with { type: 'json' }
import app from '../../../locales/vi/app.json' with { type: 'json' }
import attachments from '../../../locales/vi/attachments.json' with { type: 'json' }
import audit from '../../../locales/vi/audit.json' with { type: 'json' }
import backups from '../../../locales/vi/backups.json' with { type: 'json' }
import bundles from '../../../locales/vi/bundles.json' with { type: 'json' }
import cli from '../../../locales/vi/cli.json' with { type: 'json' }
import clusters from '../../../locales/vi/clusters.json' with { type: 'json' }
import common from '../../../locales/vi/common.json' with { type: 'json' }
import consents from '../../../locales/vi/consents.json' with { type: 'json' }
import cooperation from '../../../locales/vi/cooperation.json' with { type: 'json' }
import desk from '../../../locales/vi/desk.json' with { type: 'json' }
import donors from '../../../locales/vi/donors.json' with { type: 'json' }
import duplicates from '../../../locales/vi/duplicates.json' with { type: 'json' }
import files from '../../../locales/vi/files.json' with { type: 'json' }
import history from '../../../locales/vi/history.json' with { type: 'json' }
import houses from '../../../locales/vi/houses.json' with { type: 'json' }
import imports from '../../../locales/vi/imports.json' with { type: 'json' }
import lan from '../../../locales/vi/lan.json' with { type: 'json' }
import ledger from '../../../locales/vi/ledger.json' with { type: 'json' }
import map from '../../../locales/vi/map.json' with { type: 'json' }
import pairings from '../../../locales/vi/pairings.json' with { type: 'json' }
import papers from '../../../locales/vi/papers.json' with { type: 'json' }
import practice from '../../../locales/vi/practice.json' with { type: 'json' }
import province from '../../../locales/vi/province.json' with { type: 'json' }
import reports from '../../../locales/vi/reports.json' with { type: 'json' }
import sheets from '../../../locales/vi/sheets.json' with { type: 'json' }
import today from '../../../locales/vi/today.json' with { type: 'json' }
import units from '../../../locales/vi/units.json' with { type: 'json' }
import visits from '../../../locales/vi/visits.json' with { type: 'json' }

export const wordsVi = {
  accounts,
  addresses,
  app,
  attachments,
  audit,
  backups,
  bundles,
  cli,
  clusters,
  common,
  consents,
  cooperation,
  desk,
  donors,
  duplicates,
  files,
  history,
  houses,
  imports,
  lan,
  ledger,
  map,
  pairings,
  papers,
  practice,
  province,
  reports,
  sheets,
  today,
  units,
  visits,
}
