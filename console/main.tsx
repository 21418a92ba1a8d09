import './kit/layers.css'
import './kit/mantine.css'
import './kit/theme.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { queryClient } from './kit/query-client.ts'
import { theme } from './kit/theme.ts'
import { resumeAnswers } from './label/resume-answers.ts'
import { router } from './routes.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('console/index.html has lost its #root')

createRoot(root).render(
  <MantineProvider defaultColorScheme="auto" theme={theme}>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Notifications autoClose={6000} limit={3} position="bottom-center" />
    </QueryClientProvider>
  </MantineProvider>,
)

resumeAnswers()
