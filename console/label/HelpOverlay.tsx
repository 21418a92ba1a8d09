import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import classes from './HelpOverlay.module.css'
import { keyOfClass } from './key-map.ts'

type Props = { opened: boolean; onClose: () => void; classNames: readonly string[] }

const others = [
  ['0', 'None of these: the image shows none of the classes'],
  ['?', 'Cannot tell: the image is too poor to say'],
  ['s', 'Skip: leave it unanswered and go on'],
  ['z', 'Undo, ten answers deep'],
  ['space', 'Zoom, where the pointer is'],
  ['p', 'Show the model’s answer; your annotation will say that you saw it'],
  ['h', 'This help'],
] as const

export function HelpOverlay({ opened, onClose, classNames }: Props) {
  const last = keyOfClass(Math.min(classNames.length, 31) - 1)
  return (
    <Modal centered onClose={onClose} opened={opened} title="Keys">
      <div className={classes.help}>
        <dl className={classes.keys}>
          <dt>
            <kbd>1</kbd>
            {' – '}
            <kbd>{last}</kbd>
          </dt>
          <dd>The classes, as shown on the buttons</dd>
          {others.map(([key, meaning]) => (
            <Fragment key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </Fragment>
          ))}
        </dl>
        <p className={classes.note}>
          Say what you see, not what the model may have meant. Answers are saved in the background; you may go
          offline for a while and even reload the page.
        </p>
      </div>
    </Modal>
  )
}
