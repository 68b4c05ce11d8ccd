/** Responses of other software, whose properties were read in its source, as a client takes them. */
import {
  type ForkAnswer,
  gotosocialAnswers,
  misskeyAnswers,
  numberAnswers,
  phpAnswers,
  pleromaAnswers,
  smallAnswers,
} from '@typefed/test-servers/forks'
import { describe, expect, test } from 'vitest'
import { isValidationError, RestClient, type RestClientOptions, type ValidationError } from '../src/slim.ts'
import { failure } from './failure.ts'
import { OPERATIONS } from './support.ts'

/** Calls an operation of a server that gives this answer. */
async function ask({ operation, params, answer }: ForkAnswer, options: Partial<RestClientOptions> = {}) {
  const fetch = async () => Response.json(answer)
  const client = new RestClient({ url: 'https://server.test', accessToken: 'token', fetch, ...options })
  const endpoint = OPERATIONS.get(operation)
  if (!endpoint) throw new Error(`There is no operation ${operation}.`)
  const { data } = await client.send(endpoint, params && { params })
  return data
}

const pathsOf = (error: unknown) =>
  isValidationError(error) ? error.issues.map(({ path }) => path.join('.')).sort() : error

describe.each([
  ['Pleroma, Akkoma', pleromaAnswers],
  ['GoToSocial', gotosocialAnswers],
  ['Iceshrimp.NET', misskeyAnswers],
  ['Pixelfed, Friendica', phpAnswers],
  ['Takahē, Hollo, snac, Mitra', smallAnswers],
  ['several', numberAnswers],
])('%s:', (_, answers) => {
  const accepted = answers.filter(({ lenient }) => !lenient)
  const refused = answers.filter(({ lenient }) => lenient)

  test.each(accepted)('a lenient client takes $what as it is', async (fork) => {
    expect(await ask(fork)).toEqual(fork.answer)
  })

  test.each(refused)('a lenient client says where it cannot take $what', async (fork) => {
    expect(pathsOf(await failure(ask(fork)))).toEqual([...(fork.lenient ?? [])].sort())
  })

  test.each(answers.filter(({ strict }) => strict.length > 0))(
    'a strict client says where $what differs',
    async (fork) => {
      expect(pathsOf(await failure(ask(fork, { strictness: 'strict' })))).toEqual([...fork.strict].sort())
    },
  )

  test.each(answers.filter(({ strict }) => strict.length === 0))(
    'a strict client takes $what too',
    async (fork) => {
      expect(await ask(fork, { strictness: 'strict' })).toEqual(fork.answer)
    },
  )

  test.each(answers)('a client that warns hands over $what as it is', async (fork) => {
    const warnings: ValidationError[] = []
    const onWarning = (warning: ValidationError) => void warnings.push(warning)
    expect(await ask(fork, { validate: 'warn', onWarning })).toEqual(fork.answer)
    expect(warnings).toHaveLength(fork.lenient ? 1 : 0)
  })
})
