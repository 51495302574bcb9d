import accounts from '../../../locales/lo/accounts.json' with { type: 'json' }
import addresses from '../../../locales/lo/addresses.json' with { type: 'json' }
import app from '../../../locales/lo/app.json' with { type: 'json' }
import attachments from '../../../locales/lo/attachments.json' with { type: 'json' }
import audit from '../../../locales/lo/audit.json' with { type: 'json' }
import backups from '../../../locales/lo/backups.json' with { type: 'json' }
import bundles from '../../../locales/lo/bundles.json' with { type: 'json' }
import cli from '../../../locales/lo/cli.json' with { type: 'json' }
import clusters from '../../../locales/lo/clusters.json' with { type: 'json' }
import common from '../../../locales/lo/common.json' with { type: 'json' }
import consents from '../../../locales/lo/consents.json' with { type: 'json' }
import cooperation from '../../../locales/lo/cooperation.json' with { type: 'json' }
import desk from '../../../locales/lo/desk.json' with { type: 'json' }
import donors from '../../../locales/lo/donors.json' with { type: 'json' }
import duplicates from '../../../locales/lo/duplicates.json' with { type: 'json' }
import files from '../../../locales/lo/files.json' with { type: 'json' }
import history from '../../../locales/lo/history.json' with { type: 'json' }
import houses from '../../../locales/lo/houses.json' with { type: 'json' }
import imports from '../../../locales/lo/imports.json' with { type: 'json' }
import lan from '../../../locales/lo/lan.json' with { type: 'json' }
import ledger from '../../../locales/lo/ledger.json' with { type: 'json' }
import map from '../../../locales/lo/map.json' with { type: 'json' }
import pairings from '../../../locales/lo/pairings.json' with { type: 'json' }
import papers from '../../../locales/lo/papers.json' with { type: 'json' }
import practice from '../../../locales/lo/practice.json' with { type: 'json' }
import province from '../../../locales/lo/province.json' with { type: 'json' }
import reports from '../../../locales/lo/reports.json' with { type: 'json' }
import sheets from '../../../locales/lo/sheets.json' with { type: 'json' }
import today from '../../../locales/lo/today.json' with { type: 'json' }
import units from '../../../locales/lo/units.json' with { type: 'json' }
import visits from '../../../locales/lo/visits.json' with { type: 'json' }

export const wordsLo = {
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
