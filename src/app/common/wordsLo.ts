import accounts from '../../../locales/lo/accounts.json' with { type: 'json' }
import addresses from '../../../locales/lo/addresses.json' with { type: 'json' }
import app from '../../../locales/lo/app.json' with { type: 'json' }
import backups from '../../../locales/lo/backups.json' with { type: 'json' }
import bundles from '../../../locales/lo/bundles.json' with { type: 'json' }
import cli from '../../../locales/lo/cli.json' with { type: 'json' }
import common from '../../../locales/lo/common.json' with { type: 'json' }
import consents from '../../../locales/lo/consents.json' with { type: 'json' }
import donors from '../../../locales/lo/donors.json' with { type: 'json' }
import files from '../../../locales/lo/files.json' with { type: 'json' }
import history from '../../../locales/lo/history.json' with { type: 'json' }
import houses from '../../../locales/lo/houses.json' with { type: 'json' }
import imports from '../../../locales/lo/imports.json' with { type: 'json' }
import ledger from '../../../locales/lo/ledger.json' with { type: 'json' }
import pairings from '../../../locales/lo/pairings.json' with { type: 'json' }
import practice from '../../../locales/lo/practice.json' with { type: 'json' }
import reports from '../../../locales/lo/reports.json' with { type: 'json' }
import today from '../../../locales/lo/today.json' with { type: 'json' }
import units from '../../../locales/lo/units.json' with { type: 'json' }

export const wordsLo = {
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
