import accounts from '../../../locales/en/accounts.json' with { type: 'json' }
import addresses from '../../../locales/en/addresses.json' with { type: 'json' }
import app from '../../../locales/en/app.json' with { type: 'json' }
import backups from '../../../locales/en/backups.json' with { type: 'json' }
import bundles from '../../../locales/en/bundles.json' with { type: 'json' }
import cli from '../../../locales/en/cli.json' with { type: 'json' }
import common from '../../../locales/en/common.json' with { type: 'json' }
import consents from '../../../locales/en/consents.json' with { type: 'json' }
import donors from '../../../locales/en/donors.json' with { type: 'json' }
import files from '../../../locales/en/files.json' with { type: 'json' }
import history from '../../../locales/en/history.json' with { type: 'json' }
import houses from '../../../locales/en/houses.json' with { type: 'json' }
import imports from '../../../locales/en/imports.json' with { type: 'json' }
import ledger from '../../../locales/en/ledger.json' with { type: 'json' }
import pairings from '../../../locales/en/pairings.json' with { type: 'json' }
import practice from '../../../locales/en/practice.json' with { type: 'json' }
import reports from '../../../locales/en/reports.json' with { type: 'json' }
import today from '../../../locales/en/today.json' with { type: 'json' }
import units from '../../../locales/en/units.json' with { type: 'json' }

export const wordsEn = {
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
