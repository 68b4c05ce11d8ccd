/**
 * Files of the machine, for Node and what resembles it.
 * @module
 */
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import mime from 'mime/lite'

/**
 * A file to upload, by its path. It is read while it is sent. Its name is the last part of the path; its type goes by the
 * ending, unless one is given.
 *
 * Throws as `node:fs` does if there is no such file.
 *
 * @param type a MIME type: `image/webp`
 */
export async function fileFromPath(path: string, { type }: { type?: string } = {}): Promise<File> {
  const mimeType = type ?? mime.getType(path) ?? 'application/octet-stream'
  const blob = await openAsBlob(path, { type: mimeType })
  return new File([blob], basename(path), { type: mimeType })
}
