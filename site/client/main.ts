import { startLive } from './live.ts'
import { startReadOuts } from './readOuts.ts'
import { startThemes } from './themes.ts'
import { startTimes } from './times.ts'

startThemes()
startReadOuts()
startLive(startTimes)
