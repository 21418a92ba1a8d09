-- 0004 label: what waits for a person, what persons answered, and what was agreed.
-- Room: label. Undo: drop table label, annotation, task, in this order. Locks: share row exclusive on draw and
-- prediction, for the foreign keys: they wait for writers that are under way, and scan nothing.
create table task (
  id              uuid primary key,
  draw_id         uuid not null references draw,
  prediction_id   uuid not null references prediction,
  -- Place in the draw's queue. Answers come in this order, so that an unfinished queue is a valid smaller sample.
  position        integer not null check (position >= 0),
  -- Measured images never train: the purpose travels with the task, so that nobody has to guess it later.
  purpose         text not null check (purpose in ('measure', 'train')),
  state           text not null default 'waiting' check (state in ('waiting', 'leased', 'finished')),
  -- A lease that has run out is still written here until somebody takes or renews it.
  lease_annotator text,
  lease_until     timestamptz,
  outcome         text check (outcome in ('class', 'none-of-these', 'cannot-tell', 'skip')),
  finished_at     timestamptz,
  -- Tasks are made again after a crash between draw and tasks: these two make the second time harmless.
  unique (draw_id, position),
  unique (draw_id, prediction_id),
  check ((state = 'leased') = (lease_annotator is not null)),
  check ((state = 'leased') = (lease_until is not null)),
  check ((state = 'finished') = (outcome is not null)),
  check ((state = 'finished') = (finished_at is not null))
);

create index task_queue on task (draw_id, position) where state <> 'finished';
create index task_of_prediction on task (prediction_id);

-- Append-only: an answer that was taken back stays, with the time of its retraction.
create table annotation (
  id                 uuid primary key,
  task_id            uuid not null references task,
  annotator          text not null,
  kind               text not null check (kind in ('class', 'none-of-these', 'cannot-tell', 'skip')),
  class              text,
  milliseconds_spent integer not null check (milliseconds_spent >= 0),
  -- Whether the annotator had seen the model's answer, which sways people.
  prediction_shown   boolean not null,
  answered_at        timestamptz not null,
  retracted_at       timestamptz,
  check ((kind = 'class') = (class is not null))
);

create index annotation_of_task on annotation (task_id, answered_at);
-- A person has one opinion at a time about one task: a repeated request cannot count twice.
create unique index annotation_standing on annotation (task_id, annotator) where retracted_at is null;

-- The agreed truth. Superseded, never overwritten: an estimate of last month can be made again.
create table label (
  id             uuid primary key,
  prediction_id  uuid not null references prediction,
  -- The task that led to it: only labels of a draw's own tasks enter an estimate.
  task_id        uuid not null references task,
  kind           text not null check (kind in ('class', 'none-of-these')),
  class          text,
  -- How the annotations were agreed, and which ones they were.
  rule           text not null check (rule in ('one-annotator')),
  annotation_ids uuid[] not null check (cardinality(annotation_ids) >= 1),
  labelled_at    timestamptz not null,
  superseded_at  timestamptz,
  check ((kind = 'class') = (class is not null))
);

-- One truth at a time.
create unique index label_standing on label (prediction_id) where superseded_at is null;
create index label_of_task on label (task_id);
