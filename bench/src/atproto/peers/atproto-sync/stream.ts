import type { Follow } from '../../../stream.ts'
import { followWith } from './follow.ts'

export const follow: Follow = (server, take) =>
  followWith(server, take, { unauthenticatedCommits: true, unauthenticatedHandles: true })
