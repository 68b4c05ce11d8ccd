import type { CallOptions } from '@typefed/core'
import { orAbort } from '@typefed/core/internal'
import type { BinaryBody, BlobRef } from '@typefed/core/lexicon'
import { uploadBlob as uploadEndpoint } from '../generated/lexicons/com.atproto.repo.uploadBlob.ts'
import { type Caller, requireDid } from '../caller.ts'
import { beginningOf, mimeTypeOf } from './mime-type.ts'
import { callOptions } from './options.ts'

/**
 * Uploads a file to the account's server. Answers with the reference that goes into a record; a file that no record refers
 * to is deleted after a while.
 *
 * The type is `contentType`, else that of the `Blob`, else what the first bytes tell. A stream goes out while it is read,
 * and only once: it is not sent again if that fails.
 */
export async function uploadBlob(
  client: Caller,
  data: BinaryBody,
  options: CallOptions = {},
): Promise<BlobRef> {
  requireDid(client, 'uploadBlob')
  const { bytes, body } = await orAbort(beginningOf(data), options.signal)
  const declared = data instanceof Blob ? data.type : ''
  const contentType =
    options.contentType || declared || (await mimeTypeOf(bytes)) || 'application/octet-stream'
  const { blob } = await client.call(uploadEndpoint, body, { ...callOptions(options), contentType })
  return blob
}
