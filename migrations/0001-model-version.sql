-- 0001 registry: which model versions there are.
-- Room: registry. Undo: drop table model_version. Locks: none on existing tables.
create table model_version (
  -- name@first 12 hexadecimal digits of the artifact's SHA-256: the same file is the same version.
  id              text primary key,
  name            text not null,
  artifact_sha256 text not null,
  -- In the order of the model's outputs; a prediction's class_index points into it.
  classes         jsonb not null check (jsonb_typeof(classes) = 'array'),
  manifest        jsonb not null,
  embedding_size  integer check (embedding_size > 0),
  stage           text not null check (stage in ('production', 'archived')),
  registered_at   timestamptz not null
);

-- One version serves at a time until roll-out brings shares of traffic.
create unique index model_version_one_in_production on model_version (stage) where stage = 'production';

-- Append-only: who served when is asked long after the fact.
create table model_version_stage (
  model_version text not null references model_version,
  stage         text not null check (stage in ('production', 'archived')),
  since         timestamptz not null,
  primary key (model_version, since)
);
