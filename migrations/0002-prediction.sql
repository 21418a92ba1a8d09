-- 0002 capture: the production index and what people said about it.
-- Room: capture. Undo: drop both tables. Locks: none on existing tables.
create table prediction (
  -- UUID version 7: the order of the ids is the order of the requests.
  id             uuid primary key,
  model_version  text not null references model_version,
  class_index    integer not null check (class_index >= 0),
  class          text not null,
  confidence     double precision not null check (confidence >= 0 and confidence <= 1),
  -- The whole vector: estimates, calibration and drift need more than the likeliest class.
  probabilities  double precision[] not null,
  -- float32, little-endian; null when the model has no embedding output.
  embedding      bytea,
  answered_at    timestamptz not null,
  bucket         text not null,
  object_key     text not null unique,
  media_type     text not null,
  bytes          integer not null,
  width          integer not null,
  height         integer not null,
  sha256         text not null,
  attributes     jsonb not null default '{}',
  -- A permanent random number: a sample by this column can be taken by index, and taken again.
  random_key     double precision not null check (random_key >= 0 and random_key < 1),
  -- The feedback table's latest word, kept here so that no filter has to look there.
  flagged        boolean not null default false,
  corrected_class text,
  settled_at     timestamptz not null default now()
);

create index prediction_epoch on prediction (model_version, answered_at);
create index prediction_class on prediction (class_index, id);
create index prediction_feedback on prediction (id) where flagged or corrected_class is not null;

-- Append-only: every word a person said, also the ones taken back.
create table feedback (
  id            uuid primary key,
  prediction_id uuid not null references prediction,
  kind          text not null check (kind in ('flag', 'unflag', 'correct', 'uncorrect')),
  class         text check ((kind = 'correct') = (class is not null)),
  said_at       timestamptz not null,
  client        text not null
);

create index feedback_of_prediction on feedback (prediction_id, said_at);
