import { useEffect, useState } from 'react'
import { api } from '#contract/api.ts'
import type { ModelVersion } from '#contract/registry.ts'

/** Classes of the model that answers now; empty until the server has told. */
export function useKnownClasses(): readonly string[] {
  const [classes, setClasses] = useState<readonly string[]>([])
  useEffect(() => {
    const controller = new AbortController()
    servingClasses(controller.signal).then(setClasses, () => {
      // The list is a courtesy: without it the page still works.
    })
    return () => controller.abort()
  }, [])
  return classes
}

async function servingClasses(signal: AbortSignal): Promise<readonly string[]> {
  const response = await fetch(api.servingModel, { signal })
  if (!response.ok) return []
  return ((await response.json()) as ModelVersion).classes
}
