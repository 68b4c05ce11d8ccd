import type { Follow } from '../../../stream.ts'
import { signingKeys } from '../../stream/frames.ts'
import { followWith } from './follow.ts'

export const follow: Follow = async (server, take) =>
  followWith(server, take, { unauthenticatedHandles: true }, await signingKeys())
