import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Problem } from '#contract/errors.ts'
import { Icon } from './Icon.tsx'
import classes from './ProblemNotice.module.css'
import { problemOf } from './problem.ts'

type Props = { error: unknown; onRetry?: (() => void) | undefined; children?: ReactNode }

/** What went wrong, what to do about it, and the id under which the server’s log knows more. */
export function ProblemNotice({ error, onRetry, children }: Props) {
  const problem = problemOf(error)
  return (
    <div className={classes.problem} role="alert">
      <p className={classes.title}>
        <Icon name="alert" />
        <span>{problem.title}</span>
      </p>
      {problem.detail && problem.detail !== problem.title ? <p>{problem.detail}</p> : null}
      {problem.errors ? (
        <ul className={classes.list}>
          {problem.errors.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      ) : null}
      <p>{problem.remedy}</p>
      {children}
      <p className={classes.small}>
        <code>{problem.code}</code>
        {problem.requestId === '' ? null : (
          <>
            {' · request '}
            <code>{problem.requestId}</code>
          </>
        )}
      </p>
      {onRetry && mayHelp(problem) ? (
        <div className={classes.actions}>
          <Button onClick={onRetry} size="xs" variant="default">
            Try again
          </Button>
        </div>
      ) : null}
    </div>
  )
}

/** Asking again for what does not exist only annoys. */
function mayHelp({ retry, status }: Problem): boolean {
  return retry || status === 0 || status === 401 || status >= 500
}
