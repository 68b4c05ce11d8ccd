import { AppBskyFeedGetTimeline } from '@atcute/bluesky'
import { type BaseSchema, safeParse } from '@atcute/lexicons/validations'
import { ToolsOzoneModerationQueryEvents } from '@atcute/ozone'
import type { Validation } from '../../contract.ts'

const output: BaseSchema = AppBskyFeedGetTimeline.mainSchema.output.schema
const parameters: BaseSchema = ToolsOzoneModerationQueryEvents.mainSchema.params

export const validation: Validation = {
  strict: (body) => safeParse(output, body).ok,
  ozoneParameters: (value) => safeParse(parameters, value).ok,
}
