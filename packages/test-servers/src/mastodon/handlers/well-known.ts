import { Answer, notFound } from '../answer.ts'
import { type Handlers, text } from '../call.ts'
import { accountByAcct } from '../world/accounts.ts'

export const wellKnown: Handlers = {
  getHostMeta: ({ world }) =>
    new Answer(
      200,
      `<?xml version="1.0" encoding="UTF-8"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="${world.url}/.well-known/webfinger?resource={uri}"/></XRD>`,
    ),
  getChangePasswordPage: ({ world }) => new Answer(302, undefined, { location: `${world.url}/auth/edit` }),
  lookupWebFinger: ({ world, query }) => {
    const account = accountByAcct(world, (text(query.resource) ?? '').replace(/^acct:/, ''))
    if (!account) throw notFound()
    const { username } = account
    return {
      subject: `acct:${username}@${new URL(world.url).host}`,
      aliases: [`${world.url}/@${username}`, `${world.url}/users/${username}`],
      links: [
        {
          rel: 'http://webfinger.net/rel/profile-page',
          type: 'text/html',
          href: `${world.url}/@${username}`,
        },
        { rel: 'self', type: 'application/activity+json', href: `${world.url}/users/${username}` },
        {
          rel: 'http://ostatus.org/schema/1.0/subscribe',
          template: `${world.url}/authorize_interaction?uri={uri}`,
        },
      ],
    }
  },
}
