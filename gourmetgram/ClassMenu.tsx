import type { ShownAnswer } from './shown-answer.ts'

type Props = Readonly<{ answer: ShownAnswer; onChoose: (name: string) => void; onClose: () => void }>

/** All classes but the one the model answered, in the model’s order. They come with the answer: same model, same classes. */
export function ClassMenu({ answer, onChoose, onClose }: Props) {
  const names = answer.probabilities.map((one) => one.class).filter((name) => name !== answer.class)
  return (
    <fieldset
      className="class-menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <legend>What is it really?</legend>
      {names.map((name) => (
        <button
          type="button"
          key={name}
          className="chip"
          aria-pressed={name === answer.correctedClass}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
