const IDS = 'ids as strings, where the real server sends numbers'

/** Operations whose responses differ from the real server's, each with the reason. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  createPushSubscription: IDS,
  getPushSubscription: IDS,
  updatePushSubscription: IDS,
  getNotificationGroup: IDS,
  listGroupedNotifications: IDS,
  connectStreaming:
    'the real server leads to another address; the sandbox streams itself, and says what is wrong',
  getHealth: 'text where the document has JSON',
  getInstance: 'the sandbox always has a contact, its first user',
  searchPeers: 'null for a call without the words that the document requires',
  uploadMedia: 'files are processed at once unless an option says otherwise',
}
