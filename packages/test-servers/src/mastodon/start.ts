import { Application } from './application.ts'
import { scopesAt } from './auth.ts'
import { loadDocument } from './document.ts'
import { exampleCall } from './example.ts'
import { HANDLERS } from './handlers/index.ts'
import { listen } from './server.ts'
import type { MastodonSandbox, MastodonSandboxOptions, SandboxUser } from './types.ts'
import { Streaming } from './streaming/streaming.ts'
import { existsIn } from './version.ts'
import { addAccount } from './world/accounts.ts'
import { addStatus } from './world/statuses.ts'
import { World } from './world/world.ts'

const NEWEST = '4.6.0'
const USUAL_RATE = { limit: 300, windowSeconds: 300 }

/** Starts a sandbox on 127.0.0.1. The first start of a process reads the document, which takes about a second. */
export async function startMastodonSandbox(options: MastodonSandboxOptions = {}): Promise<MastodonSandbox> {
  const {
    version = NEWEST,
    software,
    rateLimits,
    pageSize,
    mediaProcessing = 0,
    backgroundWork = 300,
  } = options
  const document = loadDocument()
  let application: Application | undefined
  let streaming: Streaming | undefined
  const server = await listen(options.port ?? 0, {
    handle: async (request, response) => {
      if (!streaming?.refusePlain(request, response)) await application?.handle(request, response)
    },
    upgrade: (request, duplex, head) => streaming?.upgrade(request, duplex, head),
  })
  const world = new World({ document, url: server.url, mediaProcessing, backgroundWork, version })
  if (options.streamingUrl !== undefined) world.streamingUrl = options.streamingUrl
  streaming = new Streaming({ world, document, version })
  application = new Application({
    document,
    world,
    handlers: HANDLERS,
    streaming,
    identity: { version, software },
    pageSize,
    rateLimits: rateLimits === true ? USUAL_RATE : rateLimits || undefined,
  })
  return sandbox(application, world, version, server, streaming)
}

function sandbox(
  application: Application,
  world: World,
  version: string,
  server: { url: string; close(): Promise<void> },
  streaming: Streaming,
): MastodonSandbox {
  const close = (): Promise<void> => {
    streaming.close()
    return server.close()
  }
  const createUser = (name: string, owner = false): SandboxUser => {
    if ([...world.accounts.values()].some(({ username }) => username === name)) {
      throw new Error(`There is a user ${name} already.`)
    }
    const { id, username } = addAccount(world, name, owner)
    const scopes = scopesAt(world.document, version)
    const value = `sandbox-token-${name}-${id}`
    const createdAt = Math.floor(Date.now() / 1000)
    world.tokens.set(value, { value, scopes, clientId: 'sandbox', accountId: id, createdAt })
    return { id, acct: username, token: value }
  }
  const user = createUser('alice', true)
  const operationIds = [...world.document.operations.values()]
    .filter((operation) => existsIn(version, operation))
    .map(({ id }) => id)
  return {
    url: server.url,
    token: user.token,
    user,
    requests: application.requests,
    violations: application.violations,
    faults: application.faults,
    operationIds,
    createUser: (name) => createUser(name),
    seedTimeline: ({ statuses }) => {
      const author = createUser(`author${world.accounts.size}`)
      world.follows.put(user.id, author.id, { reblogs: true, notify: false, languages: null })
      const start = Date.now() - statuses * 60_000
      const ids = Array.from({ length: statuses }, (_, index) => {
        const createdAt = new Date(start + index * 60_000).toISOString()
        return addStatus(world, { accountId: author.id, text: `Post ${index + 1} #sandbox`, createdAt }).id
      })
      return { author, ids: ids.toReversed() }
    },
    exampleCall: (operationId) => {
      const operation = world.document.operations.get(operationId)
      const account = world.accounts.get(user.id)
      if (!operation || !account) throw new Error(`There is no operation ${operationId}.`)
      return exampleCall(world, account, operation, version)
    },
    clear: () => {
      for (const list of [application.requests, application.violations, application.faults]) list.length = 0
    },
    streaming: streaming.control,
    close,
    [Symbol.asyncDispose]: close,
  }
}
