import accounts from '../../../locales/en/accounts.json' with { type: 'json' }
import addresses from '../../../locales/en/addresses.json' with { type: 'json' }
import app from '../../../locales/en/app.json' with { type: 'json' }
import attachments from '../../../locales/en/attachments.json' with { type: 'json' }
import audit from '../../../locales/en/audit.json' with { type: 'json' }
import backups from '../../../locales/en/backups.json' with { type: 'json' }
import bundles from '../../../locales/en/bundles.json' with { type: 'json' }
import cli from '../../../locales/en/cli.json' with { type: 'json' }
import clusters from '../../../locales/en/clusters.json' with { type: 'json' }
import common from '../../../locales/en/common.json' with { type: 'json' }
import consents from '../../../locales/en/consents.json' with { type: 'json' }
import cooperation from '../../../locales/en/cooperation.json' with { type: 'json' }
import desk from '../../../locales/en/desk.json' with { type: 'json' }
import donors from '../../../locales/en/donors.json' with { type: 'json' }
import duplicates from '../../../locales/en/duplicates.json' with { type: 'json' }
import files from '../../../locales/en/files.json' with { type: 'json' }
import history from '../../../locales/en/history.json' with { type: 'json' }
import houses from '../../../locales/en/houses.json' with { type: 'json' }
import imports from '../../../locales/en/imports.json' with { type: 'json' }
import lan from '../../../locales/en/lan.json' with { type: 'json' }
import ledger from '../../../locales/en/ledger.json' with { type: 'json' }
import map from '../../../locales/en/map.json' with { type: 'json' }
import pairings from '../../../locales/en/pairings.json' with { type: 'json' }
import papers from '../../../locales/en/papers.json' with { type: 'json' }
import practice from '../../../locales/en/practice.json' with { type: 'json' }
import province from '../../../locales/en/province.json' with { type: 'json' }
import reports from '../../../locales/en/reports.json' with { type: 'json' }
import sheets from '../../../locales/en/sheets.json' with { type: 'json' }
import today from '../../../locales/en/today.json' with { type: 'json' }
import units from '../../../locales/en/units.json' with { type: 'json' }
import visits from '../../../locales/en/visits.json' with { type: 'json' }

export const wordsEn = {
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
