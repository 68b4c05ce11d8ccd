import type { AtprotoNetworkOptions } from '../atproto/types.ts'
import type { AtprotoService } from '../atproto/types.ts'
import type { SeededTimeline, SeedOptions } from '../atproto/seed/index.ts'

/** What a network in another process is started with. */
export interface ServeOptions extends Omit<AtprotoNetworkOptions, 'front' | 'onProgress'> {
  /** Seed a timeline too. Default: false. */
  seed?: boolean | Omit<SeedOptions, 'onProgress'>
}

/** Where to reach the process that runs a network. Plain data, so that it can be handed on. */
export interface ControlAddress {
  url: string
  /** Without it the endpoint refuses: other users of the machine can reach the port too. */
  token: string
}

/** What the endpoint tells of its network. */
export interface NetworkDescription {
  pds: AtprotoService
  plc: { url: string }
  appView?: AtprotoService
  adminPassword: string
  seeded?: SeededTimeline
}

/** What can be done to the network only in its own process. */
export const CONTROLS = ['processAll', 'setAccessTokenLifetime', 'restartPds', 'mails'] as const

/** A name of {@link CONTROLS}. */
export type Control = (typeof CONTROLS)[number]

/** How the process of a network tells of a step, in a line on stdout. */
export function stepLine(step: string): string {
  return JSON.stringify({ networkStep: step })
}

/** The step that a line tells of, or undefined if it is another line. */
export function stepOf(line: string): string | undefined {
  if (!line.startsWith('{"networkStep":')) return undefined
  const { networkStep }: { networkStep: string } = JSON.parse(line)
  return networkStep
}
