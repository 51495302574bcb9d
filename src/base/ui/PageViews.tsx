import { NavLink } from 'react-router'

export interface PageViewsProps {
  /** What they are views of, for a screen reader. */
  label: string
  views: readonly { path: string; label: string }[]
}

/** Pages that look at the same thing, side by side under one place of the navigation. */
export function PageViews({ label, views }: PageViewsProps) {
  return (
    <nav className="nc-views" aria-label={label}>
      {views.map((view) => (
        <NavLink key={view.path} to={view.path} end>
          {view.label}
        </NavLink>
      ))}
    </nav>
  )
}
