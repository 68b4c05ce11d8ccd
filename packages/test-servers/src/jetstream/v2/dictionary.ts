/** Trained on messages of this double: zstd takes nothing else for a dictionary with an id. */
const TRAINED = [
  'N6Qw7MsnNQEjENBSqgP//////2OSbHfJdpdsd8l2F/5hlzLJlFIC+P/o/h+TBgAAAAAV4PMSAAAEgMIAAgJEyQBABgSGBsqCAgAA',
  'AAAAQApAAgCwIBAAAAACAAASn43EAAAAAPQxwQg1EigAAIQLAAiFBAAEDAAAAAAAAQAAAAQAAAAIAAAAIiR0eXBlIjoiZGV2LnR5',
  'cGVmZWQuZXhhbXBsZS5ub3RlIiwidGV4dCI6IjAuNzE4MzE4OTc0NTg3OTgxNiIsImNyZWF0ZWRBdCI6IjIwMjYtMDgtMTVUMTA6',
  'MjA6MzAuMDAwWiJ9LCJjaWQiOiJiYWZ5cmVpd3NpZHBoNDdvdWh0anIycWhiYXhsZHVrIn19eyIkdHlwZSI6Im1lc3NhZ2UiLCJw',
  'YXlsb2FkIjp7IiR0eXBlIjoibmV0d29yay5ic2t5LmpldHN0cmVhbS5zdWJzY3JpYmVFdmVudHMjYWNjb3VudCIsInNlcSI6Nzgw',
  'LCJkaWQiOiJkaWQ6cGxjOnV6aG5qaXRybWhuNGFpZGhwbXNncnpueSIsInRpbWUiOiIyMDI2LTA4LTE1VDEwOjIwOjMwLjE4MDAw',
  'NloiLCJhY2NvdW50Ijp7InNlcSI6MSwiZGlkIjoiZGlkOnBsYzp1emhuaml0cm1objRhaWRocG1zZ3J6bnkiLCJ0aW1lIjoiMjAy',
  'Ni0wOC0xNVQxMDoyMDozMC4xODAwMDZaIiwiYWN0aXZlIjp0cnVlfX19eyIkdHlwZSI6Im1lc3NhZ2UiLCJwYXlsb2FkIjp7IiR0',
  'eXBlIjoibmV0d29yay5ic2t5LmpldDVUMTA6MjA6MzAuMDg2NDY1WiIsImlkZW50aXR5Ijp7InNlcSI6MSwiZGlkIjoiZGlkOnBs',
  'Yzp4ZG9zYW1naW94cmprb2V0MzQ2bHdtM2UiLCJ0aW1lIjoiMjAyNi0wOC0xNVQxMDoyMDozMC4wODY0NjVaIiwiYWN0aXZlIjp0',
  'cnVlfX19eyIkdHlwZSI6Im1lc3NhZ2UiLCJwYXlsb2FkIjp7IiR0eXBlIjoibmV0d29yay5ic2t5LmpldHN0cmVhbS5zdWJzY3Jp',
  'YmVFdmVudHMjY29tbWl0Iiwic2VxIjoxMzQ2LCJkaWQiOiJkaWQ6cGxjOms0cmtnZDZ4b2NyYTRhd2ZteXVtYWpmdiIsInRpbWUi',
  'OiIyMDI2LTA4LTE1VDEwOjIwOjMwLjc5NDg5MFoiLCJyZXYiOiIzbDRod2QzeHhrbWRwIiwib3BlcmF0aW9uIjoiY3JlYXRlIiwi',
  'Y29sbGVjdGlvbiI6ImFwcC5ic2t5LmZlZWQubGlrZSIsInJrZXkiOiIzbDRod2QzeA==',
].join('')

/** A dictionary with the id in its bytes 4 to 7, little end first. */
export function dictionaryOf(id: number): Buffer {
  const dictionary = Buffer.from(TRAINED, 'base64')
  dictionary.writeUInt32LE(id, 4)
  return dictionary
}
