import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice.tsx'
import { isMissing } from './problem.ts'
import { Waiting } from './Waiting.tsx'

type Props<T> = {
  query: UseQueryResult<T>
  skeleton?: ReactNode
  /** Stands where nothing has the id that was asked for; without it that is a problem like any other. */
  missing?: ReactNode
  children: (data: T) => ReactNode
}

/** Skeleton, problem or content. Content that was there stays while a refresh fails, with the problem above it. */
export function Loaded<T>({ query, skeleton, missing, children }: Props<T>) {
  const problem = query.error ? (
    <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
  ) : null
  if (query.data !== undefined)
    return (
      <>
        {problem}
        {children(query.data)}
      </>
    )
  if (missing && isMissing(query.error)) return missing
  return problem ?? skeleton ?? <Waiting />
}
