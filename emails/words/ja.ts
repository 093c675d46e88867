import { pluralIn } from '../plural.ts'
import type { Words } from './words.ts'

const plural = pluralIn('ja')

export const ja: Words = {
  times: {
    dayAndClock: (day, clock) => `${day} ${clock}`,
    inZone: (clock, zone) => `${clock} (${zone})`,
    span: (from, to) => `${from} 〜 ${to}`,
    minutes: (count) => `${count}分`,
    hours: (count) => `${count}時間`,
    days: (count) => `${count}日`,
    both: (larger, smaller) => `${larger}${smaller}`,
  },
  colon: (word, text) => `${word}：${text}`,
  between: '',
  states: {
    operational: '正常',
    under_maintenance: 'メンテナンス中',
    degraded_performance: 'パフォーマンス低下',
    partial_outage: '一部で障害',
    major_outage: '重大な障害',
  },
  statesWithin: {
    operational: '正常',
    under_maintenance: 'メンテナンス中',
    degraded_performance: 'パフォーマンス低下',
    partial_outage: '一部で障害',
    major_outage: '重大な障害',
  },
  statuses: {
    investigating: '調査中',
    identified: '原因を特定',
    monitoring: '経過観察中',
    resolved: '解決済み',
    postmortem: '報告書',
    scheduled: '予定',
    in_progress: '実施中',
    verifying: '確認中',
    completed: '完了',
    cancelled: '中止',
  },
  andMore: (count) => plural(count, { other: `ほか${count}件` }),

  incident: {
    began: (when) => `${when} 発生`,
    after: (duration) => `発生から${duration}`,
    update: (number) => `第${number}報`,
    nextUpdateBy: (when) => `次のお知らせ：${when} まで`,
    advice: '当面の対処方法',
    affected: '影響あり',
    notAffected: '影響なし',
    readAll: (count) =>
      plural(count, { other: count > 1 ? `全${count}件のお知らせを読む` : 'ステータスページで確認する' }),
    writtenIn: (language) => `このお知らせは${language}で書かれています。`,
  },
  maintenance: {
    notice: (number) => `お知らせ ${number}`,
    moved: '日程変更',
    when: '日時',
    beforeItMoved: '変更前の日時',
    see: 'ステータスページで確認する',
  },
  ours: {
    begun: '予定していたメンテナンスを開始しました。',
    complete: '予定していたメンテナンスが完了しました。',
    moved: 'このメンテナンスの日程を変更しました。新しい日時で実施します。',
  },
  postmortem: {
    word: '障害報告書',
    published: (when) => `${when} 公開`,
    about: (incident, when) => `${when}に発生した「${incident}」について`,
    read: '報告書の全文を読む',
    writtenIn: (language) => `この報告書は${language}で書かれています。`,
  },
  promise: {
    overdue: '予定時刻を超過',
    since: (when) => `${when} から`,
    update: (by) => `次のお知らせは ${by} までにお届けする予定でした。`,
    postmortem: (by) => `障害報告書は ${by} までに公開する予定でした。`,
    notYet: 'まだ公開されていません。',
    came: (when) => `予定より遅れて公開されました（${when}）。`,
    state: '現在の状況',
    asked: '予定時刻を過ぎたときに通知を受け取る設定です。',
  },
  components: {
    changed: (state, before) => `${state}（変更前：${before}）`,
    see: 'ステータスページを見る',
  },
  footer: {
    sentTo: (address) => `送信先：${address}`,
    follows: {
      everything: 'このステータスページのすべての情報を受け取る設定です。',
      choice: 'このステータスページで選択した情報を受け取る設定です。',
      incident: 'この件についてのみ情報を受け取る設定です。',
    },
    change: '受け取る情報を変更する',
    leave: '配信を停止する',
    page: 'ステータスページ',
  },
  confirm: {
    subject: (page) => `${page} の配信登録のご確認`,
    state: 'ご確認ください',
    title: (page) => `${page} からのメールを受け取りますか`,
    asked: (page) =>
      `${page} で障害が起きたときやメンテナンスの予定があるときに、このアドレスへお知らせするよう依頼がありました。ご本人からのご依頼でしたら、登録を確定してください。`,
    askedOther: (page) =>
      `${page} について、下記の種類のお知らせだけをこのアドレスへお送りするよう依頼がありました。ご本人からのご依頼でしたら、登録を確定してください。`,
    about: '対象',
    everything: 'ステータスページのすべて',
    which: 'お知らせの種類',
    kinds: {
      incidents: '障害',
      maintenance: 'メンテナンスの予定',
      postmortems: '障害後の報告書',
      promises: '守られなかったお約束',
    },
    act: '登録を確定する',
    otherwise:
      'お心当たりのない場合は、何もする必要はありません。確定されない限りお知らせは送らず、アドレスは7日後に削除します。',
  },
  link: {
    subject: (page) => `${page} の配信設定`,
    state: 'ご依頼の件',
    title: '配信設定のページはこちらです',
    said: (page) =>
      `専用ページで、${page} から受け取る情報を確認できます。内容の変更、一時停止、送信履歴の確認、配信の停止もこのページで行えます。`,
    add: '追加できる情報',
    act: '専用ページを開く',
    otherwise:
      'このリンクを知っている人は誰でも設定を変更できます。他の人には渡さないでください。お心当たりのない場合は、何もする必要はありません。設定は変わっていません。',
  },
  address: {
    subject: (page) => `${page} の新しいアドレスのご確認`,
    title: '今後はこのアドレスにお送りしますか',
    asked: (page) =>
      `${page} からのお知らせを、これまでのアドレスに代えてこのアドレスへ送るよう依頼がありました。ご本人からのご依頼でしたら、変更を確定してください。`,
    act: 'このアドレスを使う',
    otherwise: 'お心当たりのない場合は、何もする必要はありません。確定されない限り、これまでどおりの設定が続きます。',
  },
  endpoint: {
    kinds: {
      webhook: 'Webhook',
      slack: 'Slack',
      teams: 'Microsoft Teams',
      discord: 'Discord',
      google_chat: 'Google Chat',
    },
    endpoint: '送信先',
    host: 'ホスト',
    confirmSubject: (page) => `${page} の送信先のご確認`,
    confirmTitle: (page, kind) => `${page} のお知らせをこの送信先（${kind}）へ送りますか`,
    asked: (page) =>
      `${page} のお知らせを下記の送信先へ送り、届かなくなったときはこのアドレスへ連絡するよう依頼がありました。ご本人からのご依頼でしたら、送信先を確定してください。`,
    act: '送信先を確定する',
    otherwise:
      'お心当たりのない場合は、何もする必要はありません。確定されない限り何も送らず、どちらのアドレスも7日後に削除します。',
    failingSubject: (page) => `${page} の送信先に届いていません`,
    failingState: '送信先に届いていません',
    failingTitle: '送信先にお知らせが届いていません',
    failing: 'お知らせが拒否されているか、応答がありません。間隔を空けながら送信を続けています。',
    nextUntil: (when) => `${when} までに一度も届かない場合は、送信を停止してご連絡します。`,
    next: 'この状態がさらに続く場合は、送信を停止してご連絡します。',
    since: '発生日時',
    answer: '最後の応答',
    see: '送信先を確認する',
    offSubject: (page) => `${page} の送信先への送信を停止しました`,
    offState: '送信を停止',
    offTitle: 'この送信先への送信を停止しました',
    off: '今後、この送信先には何も送りません。復旧したら、ご自身で送信を再開できます。停止中の出来事はステータスページでご覧いただけます。',
    on: '送信を再開する',
    testState: 'テストメッセージ',
    testTitle: (page) => `${page}からのメッセージはここに届きます`,
    test: '何も起きていません。お知らせはこのような形で届きます。',
    why: (page) => `${page} のお知らせの送信先の管理者としてお送りしています。`,
  },
}
