import type { Sql } from '#ports/database.ts'

/**
 * What this room reads of capture's table: select only. Nothing but the size of the picture, so that a page can keep
 * its place; never the model's answer. [LA13]
 */

export type PictureSize = Readonly<{ width: number; height: number }>

/** Sizes in pixels, by prediction id. */
export async function pictureSizes(
  sql: Sql,
  predictionIds: readonly string[],
): Promise<ReadonlyMap<string, PictureSize>> {
  const rows = await sql.query<PictureSize & { id: string }>(
    'select id, width, height from prediction where id = any($1::uuid[])',
    [predictionIds],
  )
  return new Map(rows.map(({ id, width, height }) => [id, { width, height }]))
}
