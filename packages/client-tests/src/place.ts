import type { ServerResponse } from 'node:http'
import { type Loopback, type Received, sendJson, startLoopback } from './loopback.ts'
import type { Api, Subject } from './subjects.ts'
import type { CommonOptions } from './clients.ts'

/** The addresses of the client's own server and of another origin. */
export interface Hosts {
  readonly home: string
  readonly elsewhere: string
}

/** A client that is logged in at a hostile server, and a second server that should never hear of it. */
export interface Place extends AsyncDisposable {
  readonly api: Api
  readonly home: Loopback
  readonly elsewhere: Loopback
}

export type Script = (request: Received, response: ServerResponse, hosts: Hosts) => void

/** Opens two servers and connects a client to one of them, which from then on responds as the script says. */
export async function openPlace(subject: Subject, script: Script, options?: CommonOptions): Promise<Place> {
  const elsewhere = await startLoopback((_, response) => sendJson(response, {}))
  const home = await startLoopback(subject.setUp)
  const api = await subject.connect(home.url, options)
  const hosts = { home: home.url, elsewhere: elsewhere.url }
  home.use((request, response) => script(request, response, hosts))
  return {
    api,
    home,
    elsewhere,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]()
      await elsewhere[Symbol.asyncDispose]()
    },
  }
}
