import { Link } from '@tanstack/react-router'
import type { Overview } from '#contract/overview.ts'
import { Icon } from '../kit/Icon.tsx'
import type { WindowSearch } from '../kit/window.ts'
import classes from './NextSteps.module.css'
import { type NextStep, nextSteps } from './next-steps.ts'

export function NextSteps({ overview, window }: { overview: Overview; window: WindowSearch }) {
  const steps = nextSteps(overview)
  if (steps.length === 0) return <p className={classes.none}>Nothing: all is captured, drawn and labelled.</p>
  return (
    <ol className={classes.steps}>
      {steps.map((step, index) => (
        <li className={`${classes.step} ${classes[step.meaning] ?? ''}`} key={step.text}>
          <span aria-hidden="true" className={classes.number}>
            {step.meaning === 'plain' ? index + 1 : <Icon name="alert" size={14} />}
          </span>
          <StepLink step={step} window={window} />
          <Icon className={classes.arrow} name="next" size={16} />
          <span className={classes.why}>{step.why}</span>
        </li>
      ))}
    </ol>
  )
}

function StepLink({ step: { text, to }, window }: { step: NextStep; window: WindowSearch }) {
  const className = classes.link
  switch (to.page) {
    case 'upload':
      return (
        <a {...{ className }} href="/">
          {text}
        </a>
      )
    case 'readiness':
      return (
        <a {...{ className }} href="/health/ready">
          {text}
        </a>
      )
    case 'new-draw':
      return (
        <Link {...{ className }} to="/draws/new">
          {text}
        </Link>
      )
    case 'label':
      return (
        <Link {...{ className }} params={{ drawId: to.drawId }} to="/label/$drawId">
          {text}
        </Link>
      )
    case 'flagged':
      return (
        <Link {...{ className }} search={{ ...window, flagged: true }} to="/predictions">
          {text}
        </Link>
      )
    case 'evaluate':
      return (
        <Link {...{ className }} to="/evaluate">
          {text}
        </Link>
      )
  }
}
