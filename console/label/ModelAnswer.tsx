import { useQuery } from '@tanstack/react-query'
import { percent } from '../kit/format.ts'
import { problemOf } from '../kit/problem.ts'
import { predictionDetail } from '../kit/queries.ts'
import classes from './Room.module.css'

/** Asked for on purpose only: it sways the annotator, and the annotation says that it was seen. */
export function ModelAnswer({ predictionId }: { predictionId: string }) {
  const { data, error } = useQuery({ ...predictionDetail(predictionId), gcTime: 0 })
  return (
    <span className={classes.notice}>
      {data ? (
        <>
          The model said <strong>{data.class}</strong>, {percent(data.confidence, 0)} sure
        </>
      ) : error ? (
        problemOf(error).title
      ) : (
        'Asking'
      )}
    </span>
  )
}
