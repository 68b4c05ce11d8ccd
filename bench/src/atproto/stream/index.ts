import type { RecordedStream } from '../../stream.ts'
import { numberedFrames } from './frames.ts'

export const stream: RecordedStream = { frames: numberedFrames }
