/**
 * A double of a Jetstream server, which has none on npm: https://github.com/bluesky-social/jetstream-legacy
 * @module
 */
export { DICTIONARY, type JetstreamServer, type PublishedEvent, startJetstream } from './server.ts'
