import { camelCase } from 'change-case'
import { transformKeys } from 'masto/adapters/serializers/transform-keys.js'
import type { Validation } from '../../contract.ts'

/** As its serializer does with the value of every answer. */
export const validation: Validation = {
  lenient: (body) => Array.isArray(transformKeys(body, camelCase)),
}
