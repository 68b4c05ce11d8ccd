import type { SeenRequest } from './log.ts'

/** What can go wrong with a request, or with the handshake and the traffic of a WebSocket. */
export type Fault =
  /** Answer at once; the server behind never hears of it. An object is sent as JSON. */
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string | object }
  /** Pass it on, `ms` milliseconds later. */
  | { kind: 'delay'; ms: number }
  /** Never answer. Ends with {@link FaultyFront.clear}, which resets the connection. */
  | { kind: 'hang' }
  /** Reset the connection; the server behind never hears of it. */
  | { kind: 'reset' }
  /** The server behind handles it in full; then the connection is reset without an answer. */
  | { kind: 'loseResponse' }
  /** Pass on this many bytes of the answer's body, or of a socket's frames, then close the connection. */
  | { kind: 'cutBody'; afterBytes: number }
  /**
   * Pass on this many bytes of the answer's body, or of a socket's frames (default: none), then nothing more,
   * leaving the connection open. {@link FaultyFront.clear} lets the rest through.
   */
  | { kind: 'stall'; afterBytes?: number }

/** When which fault happens. The rule that was injected first and still applies wins. */
export interface FaultRule {
  /**
   * Which requests: an NSID (`com.atproto.server.refreshSession`), a prefix of the path that starts with a
   * slash, or a function. Default: all.
   */
  match?: string | ((request: SeenRequest) => boolean)
  /** How many requests it happens to. Default: every one, until it is removed. */
  times?: number
  /** How many matching requests pass unharmed before. Default: 0. */
  after?: number
  fault: Fault
}

/** The rules in force. */
export class FaultRules {
  #rules: (FaultRule & { left: number; waits: number })[] = []

  /** Adds a rule; the returned function takes it back. */
  add(rule: FaultRule): () => void {
    const active = { ...rule, left: rule.times ?? Number.POSITIVE_INFINITY, waits: rule.after ?? 0 }
    this.#rules.push(active)
    return () => {
      this.#rules = this.#rules.filter((other) => other !== active)
    }
  }

  clear(): void {
    this.#rules = []
  }

  /** The fault for `request`, which counts as one of the rule's times. */
  take(request: SeenRequest): Fault | undefined {
    for (const rule of this.#rules) {
      if (rule.left <= 0 || !matches(rule.match, request)) continue
      if (rule.waits > 0) {
        rule.waits -= 1
        continue
      }
      rule.left -= 1
      return rule.fault
    }
    return undefined
  }
}

function matches(match: FaultRule['match'], request: SeenRequest): boolean {
  if (match === undefined) return true
  if (typeof match === 'function') return match(request)
  if (match.startsWith('/')) return request.path.startsWith(match)
  return request.path === `/xrpc/${match}`
}
