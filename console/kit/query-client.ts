import { QueryClient } from '@tanstack/react-query'
import { problemOf } from './problem.ts'

/** Asks again only where the problem body says that it may help. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => problemOf(error).retry && failures < 2,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
