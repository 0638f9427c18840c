// Names by which tests find what people press and the numbers that people trust. Made from data where a
// list needs it: `person-Amina`, `share-Baraka`. A stepper `x` also has `x-minus`, `x-plus`,
// `x-minus-5`, `x-plus-5` for its other steps and `x-all`; its number is an input named `x`.
//
//  first screens   lang-sw lang-en person-<name> network-<name> add-person code scan camera no-camera stop-scan other-server server
//  every screen    title back menu sync-badge (data-state, data-unsent) unsent last-sync toast undo skip search clock error (data-code) retry tab-<feature>
//  menu            lang-sw lang-en call-lead switch-person network-<name> background pass-on passed-on remove-invitation
//  background      steps (data-maker) maker-<maker>  ask-to-notify notify-yes notify-no (in the list of work)
//  sync            sync-now sync-badge unsent refused-row unread-row clock
//  every form      save draft stay throw-away note reason-0…reason-3 reason-own reason-text
//  work            work-row accept decline log use-material hand-in state made handed-in waiting good rework rejected
//                  open earned history-row (data-what, data-sent, data-replaced) correct show-finished behalf
//  log, use …      log-pieces log-minutes log-scrap  hand-in-pieces  material-<code> quantity suggestion to-material
//  material        holding-<code> held-<code> to-receive receive-exact receive-other give-back-<code> scrap-<code>
//  earnings        month-<2026-12> earnings-row total waiting-pieces waiting-amount
//  pay             pay-row pay-close pay-close-yes pay-lists pay-write pay-bonus pay-deduction pay-advance pay-amount receipt take-back-line
//                  run-row run-prepare run-approve run-cancel run-csv run-line (data-state, data-phone) run-paid run-failed run-leave-out csv-text
//  batch           batch-row batch-state split check check-<person> complete issue withdraw-<person> withdraw-yes share-row
//                  share-<person> left evenly check-accepted check-rework check-rejected completion
//  board           board-<place> (data-batches, data-shares) board-share (data-name)
//  week            to-week week-days week-check (data-name) week-person (data-name)
//  chart           to-charts chart-output chart-income chart-lead-time chart-numbers month-<workshop>
//  member          member-row (data-name) member-quality quality
//  agree           agree-note (data-count) matter (data-question) offer-<choice> agree-decide agree-look agree-settled
//  store           store-receive store-issue store-<code> (data-low) take-back take-back-other member-<name> lot
//  stock           balance (data-tenths) count found lot-row (data-lot) hand-<name> (data-way) movement (data-what, data-tenths, data-counts,
//                  data-waits) more-<code> low-row on-the-way in-hands coming-back returning-row to-stock
//  planning        order-import import-file import-new import-changed import-cancelled import-problem (data-line, data-code) plan-all
//                  plan-<sku> (data-left) plan-<sku>-<workshop> plan-needs affected over suggest short change-batch change-pieces change-due
//                  cancel-batch cancel-yes move-<person> move-instead move-help move-pieces steps stop origin timer timer-start timer-stop
//  people          to-people person-row add-member person-name person-phone role-<role> workshop-<code> invite move-person end-person(-yes)
//                  change-person person-skills missing (data-what) more-of-person skill-<word> hours-known hours give-number phone-now phone-later
//                  to-devices to-held to-audit  device-row (data-name, data-closed) device-unsent close-device(-yes)
//  invitation      make-invitation invitation qr (data-text) invitation-row take-invitation-back
//  held, audit     held-row (data-name, data-kind) accept-held discard-held(-yes)  audit-row (data-act)
//  gone            gone (data-name, data-handed-over) gone-read
//  looking         to-trail trail (data-rows) activity-row (data-what, data-sent) trail-row (data-what, data-sent) to-waiting owed-elsewhere
//                  to-statement for-which takes-row (data-tenths, data-planned) need-row (data-way)  to-export export-<table> export-csv export-xlsx
//                  export-save exported (data-state, data-rows)
//  order           order-row filter-<state> search make-batch-<sku> workshop-<code> plan-pieces plan-due planned

export const ids = {
  addPerson: 'add-person',
  code: 'code',
  otherServer: 'other-server',
  scan: 'scan',
  camera: 'camera',
  noCamera: 'no-camera',
  stopScan: 'stop-scan',
  server: 'server',
  title: 'title',
  back: 'back',
  menu: 'menu',
  syncBadge: 'sync-badge',
  syncNow: 'sync-now',
  unsent: 'unsent',
  lastSync: 'last-sync',
  refusedRow: 'refused-row',
  unreadRow: 'unread-row',
  clock: 'clock',
  toast: 'toast',
  error: 'error',
  retry: 'retry',
  callLead: 'call-lead',
  switchPerson: 'switch-person',
  background: 'background',
  passOn: 'pass-on',
  passedOn: 'passed-on',
  removeInvitation: 'remove-invitation',
  skip: 'skip',
  undo: 'undo',
  steps: 'steps',
  askToNotify: 'ask-to-notify',
  notifyYes: 'notify-yes',
  notifyNo: 'notify-no',
  save: 'save',
  draft: 'draft',
  stay: 'stay',
  throwAway: 'throw-away',
  note: 'note',
  reason: 'reason',
  reasonText: 'reason-text',
  workRow: 'work-row',
  accept: 'accept',
  decline: 'decline',
  log: 'log',
  useMaterial: 'use-material',
  handIn: 'hand-in',
  state: 'state',
  made: 'made',
  handedIn: 'handed-in',
  waiting: 'waiting',
  good: 'good',
  rework: 'rework',
  rejected: 'rejected',
  open: 'open',
  earned: 'earned',
  historyRow: 'history-row',
  correct: 'correct',
  showFinished: 'show-finished',
  behalf: 'behalf',
  logPieces: 'log-pieces',
  logMinutes: 'log-minutes',
  logScrap: 'log-scrap',
  handInPieces: 'hand-in-pieces',
  quantity: 'quantity',
  suggestion: 'suggestion',
  toReceive: 'to-receive',
  receiveExact: 'receive-exact',
  receiveOther: 'receive-other',
  earningsRow: 'earnings-row',
  total: 'total',
  waitingPieces: 'waiting-pieces',
  waitingAmount: 'waiting-amount',
  owed: 'owed',
  paymentRow: 'payment-row',
  payRow: 'pay-row',
  payClose: 'pay-close',
  payCloseYes: 'pay-close-yes',
  payLists: 'pay-lists',
  payWrite: 'pay-write',
  payAmount: 'pay-amount',
  receipt: 'receipt',
  takeBackLine: 'take-back-line',
  trailRow: 'trail-row',
  runRow: 'run-row',
  runPrepare: 'run-prepare',
  runApprove: 'run-approve',
  runCancel: 'run-cancel',
  runCsv: 'run-csv',
  runLine: 'run-line',
  runPaid: 'run-paid',
  runFailed: 'run-failed',
  runLeaveOut: 'run-leave-out',
  csvText: 'csv-text',
  secondCheck: 'second-check',
  secondRejected: 'second-rejected',
  quality: 'quality',
  batchRow: 'batch-row',
  batchState: 'batch-state',
  split: 'split',
  check: 'check',
  complete: 'complete',
  issue: 'issue',
  withdrawYes: 'withdraw-yes',
  shareRow: 'share-row',
  left: 'left',
  evenly: 'evenly',
  checkAccepted: 'check-accepted',
  checkRework: 'check-rework',
  checkRejected: 'check-rejected',
  completion: 'completion',
  storeReceive: 'store-receive',
  storeIssue: 'store-issue',
  takeBack: 'take-back',
  takeBackOther: 'take-back-other',
  lot: 'lot',
  balance: 'balance',
  count: 'count',
  lotRow: 'lot-row',
  movement: 'movement',
  lowRow: 'low-row',
  onTheWay: 'on-the-way',
  inHands: 'in-hands',
  comingBack: 'coming-back',
  returningRow: 'returning-row',
  toStock: 'to-stock',
  toMaterial: 'to-material',
  toLow: 'to-low',
  memberRow: 'member-row',
  memberQuality: 'member-quality',
  orderRow: 'order-row',
  search: 'search',
  planPieces: 'plan-pieces',
  planDue: 'plan-due',
  planned: 'planned',
  workshopRow: 'workshop-row',
  toPeople: 'to-people',
  toDevices: 'to-devices',
  toHeld: 'to-held',
  toAudit: 'to-audit',
  personRow: 'person-row',
  addMember: 'add-member',
  personName: 'person-name',
  personPhone: 'person-phone',
  personSkills: 'person-skills',
  moreOfPerson: 'more-of-person',
  hoursKnown: 'hours-known',
  hours: 'hours',
  missing: 'missing',
  changePerson: 'change-person',
  giveNumber: 'give-number',
  phoneNow: 'phone-now',
  phoneLater: 'phone-later',
  invite: 'invite',
  movePerson: 'move-person',
  endPerson: 'end-person',
  deviceRow: 'device-row',
  deviceUnsent: 'device-unsent',
  closeDevice: 'close-device',
  makeInvitation: 'make-invitation',
  invitation: 'invitation',
  invitationRow: 'invitation-row',
  takeInvitationBack: 'take-invitation-back',
  heldRow: 'held-row',
  acceptHeld: 'accept-held',
  discardHeld: 'discard-held',
  auditRow: 'audit-row',
  gone: 'gone',
  goneRead: 'gone-read',
  agreeNote: 'agree-note',
  agreeSettled: 'agree-settled',
  agreeDecide: 'agree-decide',
  agreeLook: 'agree-look',
  matter: 'matter',
  boardShare: 'board-share',
  toWeek: 'to-week',
  weekDays: 'week-days',
  weekCheck: 'week-check',
  weekPerson: 'week-person',
  toCharts: 'to-charts',
  chartNumbers: 'chart-numbers',
  activityRow: 'activity-row',
  trail: 'trail',
  toTrail: 'to-trail',
  toWaiting: 'to-waiting',
  toStatement: 'to-statement',
  owedElsewhere: 'owed-elsewhere',
  forWhich: 'for-which',
  takesRow: 'takes-row',
  needRow: 'need-row',
  toExport: 'to-export',
  exportSave: 'export-save',
  exported: 'exported',
} as const;

export const langId = (language: string) => `lang-${language}`;
export const personId = (name: string) => `person-${name}`;
export const networkId = (name: string) => `network-${name}`;
export const tabId = (feature: string) => `tab-${feature}`;
export const materialId = (code: string) => `material-${code}`;
export const holdingId = (code: string) => `holding-${code}`;
export const heldId = (code: string) => `held-${code}`;
export const giveBackId = (code: string) => `give-back-${code}`;
export const scrapId = (code: string) => `scrap-${code}`;
export const monthId = (month: string) => `month-${month}`;
export const checkId = (name: string) => `check-${name}`;
export const withdrawId = (name: string) => `withdraw-${name}`;
export const shareId = (name: string) => `share-${name}`;
export const handId = (name: string) => `hand-${name}`;
export const moreId = (code: string) => `more-${code}`;
export const storeId = (code: string) => `store-${code}`;
export const memberId = (name: string) => `member-${name}`;
export const filterId = (state: string) => `filter-${state}`;
export const makeBatchId = (sku: string) => `make-batch-${sku}`;
export const workshopId = (code: string) => `workshop-${code}`;
export const chartId = (what: string) => `chart-${what}`;
export const boardId = (place: string) => `board-${place}`;
export const exportId = (what: string) => `export-${what}`;
export const skillId = (word: string) => `skill-${word}`;
export const roleId = (role: string) => `role-${role}`;
