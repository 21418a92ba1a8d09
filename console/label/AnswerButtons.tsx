import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Answer } from '#contract/label.ts'
import classes from './AnswerButtons.module.css'
import { keyOfClass } from './key-map.ts'

type Props = {
  classNames: readonly string[]
  undoable: boolean
  lastAnswer: string | undefined
  onAnswer: (answer: Answer, at: number) => void
  onUndo: () => void
  onZoom: () => void
  onReveal: () => void
}

/** More classes than keys: then a field narrows them down. */
const mostInSight = 31

export function AnswerButtons({
  classNames,
  undoable,
  lastAnswer,
  onAnswer,
  onUndo,
  onZoom,
  onReveal,
}: Props) {
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const give = (answer: Answer) => (at: number) => {
    setFilter('')
    onAnswer(answer, at)
  }
  return (
    <>
      {classNames.length > mostInSight ? (
        <TextInput
          aria-label="Find a class"
          className={classes.filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          placeholder="Find a class"
          value={filter}
        />
      ) : null}
      <div className={classes.classes}>
        {classNames.map((name, index) =>
          name.toLowerCase().includes(wanted) ? (
            <Choice key={name} keyName={keyOfClass(index)} onPress={give({ kind: 'class', class: name })}>
              {name}
            </Choice>
          ) : null,
        )}
      </div>
      <div className={classes.more}>
        <Choice keyName="0" onPress={give({ kind: 'none-of-these' })}>
          None of these
        </Choice>
        <Choice keyName="?" onPress={give({ kind: 'cannot-tell' })}>
          Cannot tell
        </Choice>
        <Choice keyName="s" onPress={give({ kind: 'skip' })}>
          Skip
        </Choice>
        <div className={classes.quiet}>
          <Choice disabled={!undoable} keyName="z" onPress={onUndo}>
            Undo{lastAnswer ? ` “${lastAnswer}”` : ''}
          </Choice>
          <Choice keyName="space" onPress={onZoom}>
            Zoom
          </Choice>
          <Choice keyName="p" onPress={onReveal}>
            Model’s answer
          </Choice>
        </div>
      </div>
    </>
  )
}

type ChoiceProps = {
  keyName: string | undefined
  disabled?: boolean
  onPress: (at: number) => void
  children: ReactNode
}

function Choice({ keyName, disabled = false, onPress, children }: ChoiceProps) {
  return (
    <button
      aria-keyshortcuts={keyName === 'space' ? 'Space' : keyName}
      className={classes.button}
      disabled={disabled}
      onClick={(event) => onPress(event.timeStamp)}
      type="button"
    >
      {keyName ? <kbd className={classes.key}>{keyName}</kbd> : null}
      <span>{children}</span>
    </button>
  )
}
