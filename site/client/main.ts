import { startLive } from './live.ts'
import { startReadOuts } from './readOuts.ts'
import { startThemes } from './themes.ts'
import { startTimes } from './times.ts'

startThemes()
startReadOuts()
const line = document.getElementById('live')
if (line) startLive(line, startTimes)
else startTimes()
