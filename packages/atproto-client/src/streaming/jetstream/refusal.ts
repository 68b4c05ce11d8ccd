/** Why a server does not open a stream, as a plain request for it tells. */
export interface Refusal {
  readonly status: number
  /** The name of the error; '' if the response has none. */
  readonly error: string
  readonly message: string
}

/** Bytes. */
const MAX_BODY = 65_536
/** Characters. */
const MAX_MESSAGE = 300

/** Asks for a stream as for any address, since a WebSocket does not tell why it was refused. */
export async function askWhyRefused(url: URL, signal: AbortSignal): Promise<Refusal> {
  const address = new URL(url)
  address.protocol = address.protocol.replace('ws', 'http')
  const response = await fetch(address, { signal, redirect: 'manual' })
  const { error, message } = parse(await readBeginning(response))
  return {
    status: response.status,
    error: typeof error === 'string' ? error : '',
    message: typeof message === 'string' ? message.slice(0, MAX_MESSAGE) : '',
  }
}

async function readBeginning({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += decoder.decode(part.value, { stream: true })
    if (text.length > MAX_BODY) break
  }
  await reader?.cancel().catch(() => {})
  return text
}

function parse(text: string): { error?: unknown; message?: unknown } {
  try {
    return Object(JSON.parse(text)) as object
  } catch {
    return {}
  }
}
