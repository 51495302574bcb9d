import { lazy, type ReactNode, Suspense } from 'react'
import { ActionButton, type ActionButtonProps, type PageAction } from './ActionButton.tsx'

const ChoicesButton = lazy(async () => ({ default: (await import('./ChoicesButton.tsx')).ChoicesButton }))

export interface PageHeaderProps {
  title: string
  /** How many, in words with the unit: “186 người”. */
  count?: string
  /** Saved views or tabs, between the title and the actions. */
  views?: ReactNode
  actions?: readonly PageAction[]
  /** The one thing this page is mostly opened for. */
  mainAction?: PageAction
}

/** Title, views (where they are whatever the count says), count, quiet actions and the one main action of a page. */
export function PageHeader({ title, count, views, actions = [], mainAction }: PageHeaderProps) {
  return (
    <div className="nc-page-header">
      <h1>{title}</h1>
      {views ? <div className="nc-page-views">{views}</div> : null}
      {count ? <span className="nc-soft num">{count}</span> : null}
      <div className="nc-page-actions">
        {actions.map((action) => (
          <ActionOrChoices key={action.label} action={action} variant="default" />
        ))}
        {mainAction ? <ActionOrChoices action={mainAction} variant="filled" /> : null}
      </div>
    </div>
  )
}

/** The menu comes when a page first has one: the first screen has none. */
function ActionOrChoices({ action, variant }: ActionButtonProps) {
  const { choices } = action
  if (choices === undefined) return <ActionButton action={action} variant={variant} />
  return (
    <Suspense fallback={<ActionButton action={action} variant={variant} opens />}>
      <ChoicesButton action={action} variant={variant} choices={choices} />
    </Suspense>
  )
}
