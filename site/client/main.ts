import { startLive } from './live.ts'
import { startOffer } from './offer.ts'
import { startReadOuts } from './readOuts.ts'
import { startThemes } from './themes.ts'
import { startTimes } from './times.ts'

startThemes()
startReadOuts()
startOffer()
const line = document.getElementById('live')
if (line) startLive(line, startTimes)
else startTimes()
