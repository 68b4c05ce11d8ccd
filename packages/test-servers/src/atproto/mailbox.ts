import type { PDS } from '@atproto/pds'

/** A message that the PDS would have sent. */
export interface Mail {
  to: string
  subject: string
  /** The plain text. */
  text: string
  /** The confirmation code in it (`ABCDE-12345`), for confirming, resetting, deleting and PLC operations. */
  token?: string
}

/** Puts every message of the PDS into `mails`. Without SMTP settings the PDS composes its mail and drops it. */
export function collectMail(server: PDS, mails: Mail[]): void {
  const { transporter } = server.ctx.mailer
  const { sendMail } = transporter
  transporter.sendMail = async (options: Record<'to' | 'subject' | 'html' | 'text', unknown>) => {
    const sent: unknown = await sendMail.call(transporter, options)
    const text = plainText(String(options.html ?? options.text ?? ''))
    const token = /\b[A-Z0-9]{5}-[A-Z0-9]{5}\b/.exec(text)?.[0]
    mails.push({
      to: String(options.to),
      subject: String(options.subject ?? ''),
      text,
      ...(token === undefined ? {} : { token }),
    })
    return sent
  }
}

function plainText(html: string): string {
  return (
    html
      .replace(/<style[\s\S]*?(?:<\/style>|$)|<head[\s\S]*?(?:<\/head>|$)/gi, '')
      .replace(/<[^>]*(?:>|$)/g, ' ')
      // The templates pad the preview line with invisible characters.
      .replace(/[\s\p{Cf}\u034f]+/gu, ' ')
      .trim()
  )
}
