import { safeParse } from 'valibot'
import { vGetHomeTimelineResponse } from '../../../../generated/hey-api/output/valibot.gen.ts'
import type { Check, Validation } from '../../contract.ts'

const check: Check = (body) => safeParse(vGetHomeTimelineResponse, body).success

export const validation: Validation = { strict: check, lenient: check }
