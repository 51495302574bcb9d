import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useMay } from '../../../base/ui/useMay.ts'
import type { OpenNeed, OpenOffer } from '../common/matchingSchemas.ts'
import { HoldDrawer } from './HoldDrawer.tsx'
import { NeedColumn } from './NeedColumn.tsx'
import { OfferColumn } from './OfferColumn.tsx'
import { PairingDrawer } from './PairingDrawer.tsx'
import { PairingViews } from './PairingViews.tsx'
import './pairings.css'

/** Open needs beside donors: choose one of each, Enter pairs them. */
export function MatchingPage() {
  const { t } = useTranslation('pairings')
  const [need, setNeed] = useState<OpenNeed | undefined>(undefined)
  const [offer, setOffer] = useState<OpenOffer | undefined>(undefined)
  const [pairing, setPairing] = useState(false)
  const [holding, setHolding] = useState<OpenNeed | undefined>(undefined)
  const mayWrite = useMay('records.write')
  const navigate = useNavigate()
  const pair = () => {
    // A promise on file is started where its terms can be seen, not written a second time.
    if (need && offer?.intendedPairingId) void navigate(`/pairings/${offer.intendedPairingId}`)
    else setPairing(true)
  }
  const finish = () => {
    if (need && offer) notifications.show({ message: t('toast.added', { donor: offer.name, address: need.name }) })
    setPairing(false)
    setNeed(undefined)
    setOffer(undefined)
  }
  return (
    <>
      <PageHeader title={t('title')} views={<PairingViews />} />
      <div className="nc-match">
        <NeedColumn chosen={need} onChoose={setNeed} onHold={setHolding} />
        <OfferColumn addressId={need?.addressId} chosen={offer} onChoose={setOffer} />
      </div>
      <div className="nc-match-bar">
        <span aria-live="polite">{useBarWords(need, offer)}</span>
        <Button
          leftSection={<IconLink size="1rem" stroke={1.5} />}
          disabled={!need || !offer || !mayWrite}
          onClick={pair}
        >
          {t('match.pair')}
        </Button>
      </div>
      {holding === undefined ? null : (
        <HoldDrawer
          need={holding}
          donor={offer ? { id: offer.donorId, label: offer.name } : undefined}
          onClose={() => setHolding(undefined)}
        />
      )}
      <PairingDrawer
        opened={pairing}
        {...(need ? { address: { id: need.addressId, label: need.name, state: need.state } } : {})}
        {...(offer ? { donor: { id: offer.donorId, label: offer.name } } : {})}
        {...firstAmount(need, offer)}
        onClose={() => setPairing(false)}
        onSaved={finish}
      />
    </>
  )
}

function useBarWords(need: OpenNeed | undefined, offer: OpenOffer | undefined): string {
  const { t } = useTranslation('pairings')
  if (need && offer) return t('match.ready', { donor: offer.name, address: need.name })
  if (need) return t('match.chooseDonor', { address: need.name })
  return offer ? t('match.chooseAddress', { donor: offer.name }) : t('match.choose')
}

/** What is still missing, or what the donor usually gives. */
function firstAmount(need: OpenNeed | undefined, offer: OpenOffer | undefined): { amount?: number } {
  const usual = offer?.usualFrequency === 'monthly' ? offer.usualAmount : null
  const amount = need?.missing ?? usual
  return amount === null || amount === undefined ? {} : { amount }
}
