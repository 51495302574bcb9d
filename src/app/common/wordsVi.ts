import accounts from '../../../locales/vi/accounts.json' with { type: 'json' }
import addresses from '../../../locales/vi/addresses.json' with { type: 'json' }
import app from '../../../locales/vi/app.json' with { type: 'json' }
import backups from '../../../locales/vi/backups.json' with { type: 'json' }
import bundles from '../../../locales/vi/bundles.json' with { type: 'json' }
import cli from '../../../locales/vi/cli.json' with { type: 'json' }
import common from '../../../locales/vi/common.json' with { type: 'json' }
import consents from '../../../locales/vi/consents.json' with { type: 'json' }
import donors from '../../../locales/vi/donors.json' with { type: 'json' }
import files from '../../../locales/vi/files.json' with { type: 'json' }
import history from '../../../locales/vi/history.json' with { type: 'json' }
import houses from '../../../locales/vi/houses.json' with { type: 'json' }
import imports from '../../../locales/vi/imports.json' with { type: 'json' }
import ledger from '../../../locales/vi/ledger.json' with { type: 'json' }
import pairings from '../../../locales/vi/pairings.json' with { type: 'json' }
import practice from '../../../locales/vi/practice.json' with { type: 'json' }
import reports from '../../../locales/vi/reports.json' with { type: 'json' }
import today from '../../../locales/vi/today.json' with { type: 'json' }
import units from '../../../locales/vi/units.json' with { type: 'json' }

export const wordsVi = {
  accounts,
  addresses,
  app,
  backups,
  bundles,
  cli,
  common,
  consents,
  donors,
  files,
  history,
  houses,
  imports,
  ledger,
  pairings,
  practice,
  reports,
  today,
  units,
}
