import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { storedAnnotator } from './annotator.ts'
import classes from './LabelPage.module.css'
import { Leave } from './Leave.tsx'

/** Asked once; the browser remembers. */
export function AskName({ onName }: { onName: (name: string) => void }) {
  const [name, setName] = useState(() => storedAnnotator(localStorage) ?? '')
  const trimmed = name.trim()
  return (
    <form
      className={classes.name}
      onSubmit={(event) => {
        event.preventDefault()
        if (trimmed !== '') onName(trimmed)
      }}
    >
      <h1>Who is labelling?</h1>
      <p>
        Your name stands beside your answers, so that two people can work on one draw and agreement can be
        measured.
      </p>
      <div className={classes.row}>
        <TextInput
          autoComplete="nickname"
          label="Name"
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
          ref={(input) => input?.focus()}
          size="md"
          value={name}
        />
        <Button disabled={trimmed === ''} size="md" type="submit">
          Begin
        </Button>
      </div>
      <Leave />
    </form>
  )
}
