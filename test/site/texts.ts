/** A long report, as a company would write it after its worst half hour of the year. */
export const catalogueReport = `On the morning of our new catalogue nobody could open the shop from 10:02 to 10:32. One setting on one machine was wrong. The mistake was ours, we could have found it before, and we are sorry.

# In short

We opened the catalogue at 10:00. Within two minutes there were four times as many people in the shop as on a usual morning. Our servers had room for all of them, but the machine in front that shares them out let nobody in: a limit on open connections still stood at its factory value. We raised it at 10:29, and the shop was back at 10:32.

# Who was affected

Everybody who came to the shop in those 30 minutes: about 18,400 people and 61 bookshops. 1,312 orders were under way. 1,174 of these were finished later that day from the saved basket; we have written to the other 138 customers. Deliveries, pick-up points and the telephone worked all the time.

No order, payment or personal data was lost, and nobody else has seen any.

# What happened

| When | What |
| --- | --- |
| 10:00 | The catalogue opens; visitors rise from 1,900 to 7,600 at a time. |
| 10:02 | **The shop stops answering.** |
| 10:04 | Our monitoring wakes the engineer on duty. |
| 10:09 | The first notice on this page, seven minutes after the start. We aim for five. |
| 10:11 | We suspect the catalogue and switch it off. That changes nothing, and costs ten minutes. |
| 10:21 | We see that the servers are idle, and look at the machine in front of them. |
| 10:29 | We raise the limit from 1,024 to 65,536 connections. |
| 10:32 | **The shop is open again.** |
| 11:15 | The catalogue is back, the numbers have been steady for forty minutes. |

# Why it happened

In August we replaced the machine in front of our servers. The old one had been set up by hand six years ago, with a higher limit. That line was written down nowhere, so the new machine did not get it.

Two things let this pass:

- Our load test before the catalogue went straight to the servers, around this machine. It tested everything but the part that failed.
- Our monitoring watched how busy the servers were, not how many visitors were turned away at the door. While nobody could get in, every light was green.

# What we have changed

1. The limit is set, written down, and checked whenever the machine changes.
2. We hear within a minute when visitors are turned away, wherever that happens.
3. We wrote to the 138 customers, and kept the launch price for them.

> We keep a list of what is still to be done, with names and dates, and will write here when it is finished.

# We are sorry

Many of you had kept the morning free, and bookshops had staff waiting. You met an error page, and for seven minutes not a word from us. That is not what you pay for.
`

/** What an attacker types into every field. */
export const hostile =
  '<img src=x onerror="document.title=1"><script>document.title=2</script>{{7*7}} "quoted" \'single\' & </title>'
