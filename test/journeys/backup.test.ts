import { expect, test } from 'vitest'
import { proveBackup } from '../prove/backup.ts'

test('backups taken while others write are sound, of one moment, and mail nobody when restored elsewhere', async () => {
  const { ok, ...figures } = await proveBackup(3, 300, 60)
  expect(figures.goals).toEqual({
    rate: true,
    sound: true,
    oneMoment: true,
    sameJson: true,
    noMail: true,
    tellsNewOnes: true,
  })
  expect(figures.faults).toEqual([])
  expect(ok).toBe(true)
})
