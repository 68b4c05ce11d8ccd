/**
 * Files of the machine, for Node and what resembles it.
 * @module
 */
import { constants, openAsBlob } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import mime from 'mime/lite'

export { fileStore } from '@typefed/core/node'

/**
 * A file to upload, by its path. It is read while it is sent. Its name is the last part of the path; its type goes by
 * the ending, unless one is given.
 *
 * Throws as `node:fs` does if there is no such file, or none that may be read.
 *
 * @param type a MIME type: `image/webp`
 */
export async function fileFromPath(path: string, { type }: { type?: string } = {}): Promise<File> {
  // To open it as a blob would fail too, without a reason and a path.
  await access(path, constants.R_OK)
  const mimeType = type ?? mime.getType(path) ?? 'application/octet-stream'
  const blob = await openAsBlob(path, { type: mimeType })
  return new File([blob], basename(path), { type: mimeType })
}
