import { EvalloopError } from '#contract/errors.ts'
import type { ModelManifest, ModelVersion } from '#contract/registry.ts'
import type { Database } from '#ports/database.ts'

export type NewModelVersion = Readonly<{
  id: string
  artifactSha256: string
  manifest: ModelManifest
  embeddingSize: number | undefined
}>

type Row = {
  id: string
  name: string
  classes: string[]
  artifact_sha256: string
  stage: ModelVersion['stage']
  registered_at: Date
  embedding_size: number | null
}

type Stage = { id: string; stage: ModelVersion['stage'] }

/** The only SQL that writes `model_version` and `model_version_stage`. */
export function registryStore(database: Database) {
  return {
    /** Registers the version if it is new and lets it serve. [RE1, RE2] */
    async serve({ id, artifactSha256, manifest, embeddingSize }: NewModelVersion, now: Date): Promise<void> {
      await database.transaction(async (sql) => {
        await sql.query('lock table model_version in share row exclusive mode')
        await sql.query(
          `insert into model_version (id, name, artifact_sha256, classes, manifest, embedding_size, stage, registered_at)
           values ($1, $2, $3, $4, $5, $6, 'archived', $7) on conflict (id) do nothing`,
          [
            id,
            manifest.name,
            artifactSha256,
            JSON.stringify(manifest.classes),
            JSON.stringify(manifest),
            embeddingSize ?? null,
            now,
          ],
        )
        const archived = await sql.query<Stage>(
          `update model_version set stage = 'archived' where stage = 'production' and id <> $1 returning id, stage`,
          [id],
        )
        const started = await sql.query<Stage>(
          `update model_version set stage = 'production' where stage <> 'production' and id = $1 returning id, stage`,
          [id],
        )
        for (const { id: version, stage } of [...archived, ...started]) {
          await sql.query(
            'insert into model_version_stage (model_version, stage, since) values ($1, $2, $3)',
            [version, stage, now],
          )
        }
      })
    },

    async list(): Promise<ModelVersion[]> {
      const rows = await database.query<Row>('select * from model_version order by registered_at desc, id')
      return rows.map(versionOf)
    },

    /** Throws MODEL_VERSION_MISSING. */
    async get(id: string): Promise<ModelVersion> {
      const [row] = await database.query<Row>('select * from model_version where id = $1', [id])
      if (!row) throw new EvalloopError('MODEL_VERSION_MISSING', { modelVersion: id })
      return versionOf(row)
    },
  }
}

export type RegistryStore = ReturnType<typeof registryStore>

function versionOf(row: Row): ModelVersion {
  return {
    id: row.id,
    name: row.name,
    classes: row.classes,
    artifactSha256: row.artifact_sha256,
    stage: row.stage,
    registeredAt: row.registered_at.toISOString(),
    serving: row.stage === 'production',
    ...(row.embedding_size !== null && { embeddingSize: row.embedding_size }),
  }
}
