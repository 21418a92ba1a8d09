-- 0003 sample: every draw, and every prediction's chance of being drawn.
-- Room: sample. Undo: drop table draw_unit, then draw. Locks: share row exclusive on model_version and prediction, for
-- the foreign keys: they wait for writers that are under way, and scan nothing.
create table draw (
  id             uuid primary key,
  model_version  text not null references model_version,
  -- [start, end): the epoch. Two draws of one model version never overlap unless one was withdrawn: an estimate that
  -- adds up draws would count the shared predictions twice. The drawing transaction checks it under an advisory lock,
  -- because an exclusion constraint over a text and a range needs an extension (SPEC SA10).
  interval_start timestamptz not null,
  interval_end   timestamptz not null,
  design         text not null check (design in ('recommended', 'simple-random')),
  budget         integer not null check (budget >= 1),
  -- Share of the budget that is spread evenly. Below 0.05 a silent failure among confident answers stays unseen.
  even_share     double precision not null check (even_share >= 0.05 and even_share <= 1),
  seed           text not null,
  epoch_size     integer not null,
  -- The draw is made from a hash-chosen part of the epoch; an empty one has nothing to draw.
  frame_size     integer not null check (frame_size between 1 and epoch_size),
  -- How often each class was answered in the epoch, in the order of the model's classes. Predictions that reach the
  -- index later do not change what was drawn from, so a later count would not fit the estimate.
  epoch_classes  jsonb not null check (jsonb_typeof(epoch_classes) = 'array'),
  -- Per stratum: name, size, drawn, meanProxy, sum of the inclusion probabilities.
  strata         jsonb not null check (jsonb_typeof(strata) = 'array'),
  frame_filter   text not null,
  frame_filter_sha256 text not null,
  -- Name of the rules that made the draw; the same name, rows and parameters give the same draw, bit for bit.
  algorithm      text not null,
  code_version   text not null,
  -- Flags and corrections count as they stood at this moment; later ones never change a chance.
  flags_as_of    timestamptz not null,
  drawn_at       timestamptz not null,
  withdrawn_at   timestamptz,
  check (interval_start < interval_end)
);

create index draw_of_model_version on draw (model_version, interval_start);

-- One row for every prediction that could have been drawn, chosen or not: without the others' chances an unfinished
-- queue cannot be weighted.
create table draw_unit (
  draw_id        uuid not null references draw,
  prediction_id  uuid not null references prediction,
  stratum        text not null check (stratum in ('all', 'certainty', 'remainder')),
  -- Estimates divide by this, so it can never be zero.
  inclusion_probability double precision not null check (inclusion_probability > 0 and inclusion_probability <= 1),
  -- The permanent random number that decided; fixed by the draw's seed and the prediction's id.
  uniform        double precision not null check (uniform >= 0 and uniform < 1),
  -- The confidence at the freeze: what the estimate is adjusted to.
  proxy          double precision not null check (proxy >= 0 and proxy <= 1),
  flagged        boolean not null,
  corrected      boolean not null,
  reasons        text[] not null check (cardinality(reasons) >= 1),
  -- Place among the chosen ones of the stratum, and in the whole queue; null when the unit was not chosen.
  rank           integer check (rank >= 0),
  position       integer check (position >= 0),
  primary key (draw_id, prediction_id),
  check ((rank is null) = (position is null))
);

create unique index draw_unit_queue on draw_unit (draw_id, position) where position is not null;
create index draw_unit_of_prediction on draw_unit (prediction_id);
