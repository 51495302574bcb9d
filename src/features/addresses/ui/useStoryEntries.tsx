import {
  IconArrowMerge,
  IconGift,
  IconHome2,
  IconLink,
  IconPaperclip,
  IconSignature,
  IconWalk,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TimelineEntry } from '../../../base/ui/Timeline.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { goodsWords } from '../../ledger/common/goodsWords.ts'
import { monthRange } from '../../ledger/common/monthRange.ts'
import { usePairingWords } from '../../pairings/ui/usePairingWords.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { StoryEvent } from '../common/storySchemas.ts'

type EventOf<Kind extends StoryEvent['kind']> = Extract<StoryEvent, { kind: Kind }>
/** What one event says, without its day and key, which every event has. */
type Told = Omit<TimelineEntry, 'key' | 'when'>

/** The words of everything that happened to an address, with the way to where it is written. */
export function useStoryEntries(): (event: StoryEvent) => TimelineEntry {
  const { formatDay } = useFormat()
  const file = useFileEvents()
  const help = useHelpEvents()
  const told = (event: StoryEvent): Told => {
    switch (event.kind) {
      case 'delivery':
        return help.delivery(event)
      case 'pairing':
        return help.pairing(event)
      case 'house':
        return help.house(event)
      case 'survey':
        return file.survey(event)
      case 'visit':
        return file.visit(event)
      case 'consent':
        return file.consent(event)
      case 'attachment':
        return file.attachment(event)
      case 'merged':
        return file.merged(event)
    }
  }
  return (event) => ({ key: event.key, when: formatDay(event.onDay), ...told(event) })
}

/** Money, goods, sponsors and houses. */
function useHelpEvents() {
  const { t } = useTranslation(['addresses', 'ledger', 'houses'])
  const { formatMoney, formatNumber } = useFormat()
  const { perKy } = usePairingWords()
  const endReasons = useVocabulary('endReason')
  const kyWords = ({ firstMonth, lastMonth }: EventOf<'delivery'>) =>
    firstMonth === null || lastMonth === null ? null : monthRange(firstMonth, lastMonth)
  const wayWords = ({ round, channel }: EventOf<'delivery'>) =>
    round === null ? t(`ledger:channels.${channel}`) : linkTo(`/rounds/${round.id}`, round.name)
  return {
    delivery: (event: EventOf<'delivery'>): Told => {
      const { amount, currency, proxyName, reversed } = event
      const what = [amount === 0 ? null : formatMoney({ amount, currency }), goodsWords(event, formatNumber)]
      const said = t('addresses:story.received', { what: what.filter(Boolean).join(', ') })
      return {
        icon: IconGift,
        tone: reversed ? 'neutral' : 'green',
        title: <span className="num">{reversed ? <del>{said}</del> : said}</span>,
        source: joined([
          reversed ? t('ledger:deliveries.reversed') : null,
          kyWords(event),
          event.donors.join('; ') || event.purpose,
          wayWords(event),
          proxyName === null ? null : t('addresses:story.proxy', { name: proxyName }),
        ]),
      }
    },
    pairing: ({ pairingId, happened, donorName, reason, endReason, ...rate }: EventOf<'pairing'>): Told => ({
      icon: IconLink,
      tone: happened === 'begun' || happened === 'resumed' ? 'accent' : 'paused',
      title: linkTo(`/pairings/${pairingId}`, t(`addresses:story.${happened}`, { donor: donorName })),
      source: joined([
        happened === 'begun' ? perKy(rate) : null,
        endReason === null ? null : endReasons.nameOf(endReason),
      ]),
      body: reason,
    }),
    house: ({ houseId, stage }: EventOf<'house'>): Told => ({
      icon: IconHome2,
      title: linkTo(`/houses/${houseId}`, t('addresses:story.house', { stage: t(`houses:stages.${stage}`) })),
    }),
  }
}

/** What was asked, seen and signed. */
function useFileEvents() {
  const { t } = useTranslation(['addresses', 'attachments', 'consents'])
  const results = useVocabulary('visitResult')
  return {
    survey: ({ byName, note }: EventOf<'survey'>): Told => ({
      icon: IconWalk,
      title: t('addresses:file.survey'),
      source: byName,
      body: note,
    }),
    visit: ({ byName, result, note }: EventOf<'visit'>): Told => ({
      icon: IconWalk,
      title: t('addresses:story.visit', { result: results.nameOf(result) }),
      source: byName,
      body: note,
    }),
    consent: ({ withdrawn, purposes, signedBy, guardian }: EventOf<'consent'>): Told => ({
      icon: IconSignature,
      title: t(withdrawn ? 'addresses:story.withdrawn' : 'addresses:story.consent', {
        purposes: purposes.map((purpose) => t(`consents:purposes.${purpose}`)).join('; '),
      }),
      source: guardian ? t('addresses:story.guardian', { name: signedBy }) : signedBy,
    }),
    attachment: ({ attachmentKind, title, count }: EventOf<'attachment'>): Told => ({
      icon: IconPaperclip,
      title: [title ?? t(`attachments:${attachmentKind}`), count === 1 ? null : `× ${count}`].filter(Boolean).join(' '),
    }),
    merged: ({ name }: EventOf<'merged'>): Told => ({
      icon: IconArrowMerge,
      title: t('addresses:story.merged', { name }),
    }),
  }
}

function linkTo(path: string, words: string): ReactNode {
  return (
    <Link className="nc-link" to={path}>
      {words}
    </Link>
  )
}

/** Parts with a dot between them; undefined when there is nothing to say. */
function joined(parts: readonly ReactNode[]): ReactNode {
  const said = parts.filter((part) => part !== null && part !== '')
  if (said.length === 0) return undefined
  return said.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, always in this order
    <span key={index}>
      {index === 0 ? null : ' · '}
      {part}
    </span>
  ))
}
