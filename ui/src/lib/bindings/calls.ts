// Generated from crates/client/src/calls.rs by `make bindings`. Do not edit.

import type * as t from './types';

/** Every call that the core answers. */
export interface Calls {
  /** What the first screen needs: language and the people on this phone. */
  'phone.open': { scope: 'phone'; args: t.Nothing; reply: t.PhoneView };
  /** Changes the language of this phone. */
  'phone.set_language': { scope: 'phone'; args: t.SetLanguage; reply: t.Nothing };
  /** Enrols a person on this phone with an invitation. Needs the network. */
  'phone.enrol': { scope: 'phone'; args: t.Enrol; reply: t.PersonOnPhone };
  /** Takes a person of the demonstration off the network, or back. */
  'phone.set_network': { scope: 'phone'; args: t.SetNetwork; reply: t.Nothing };
  /** Somebody has read that the office took a person off this phone. */
  'phone.forget_left': { scope: 'phone'; args: t.ForgetLeft; reply: t.Nothing };
  /** A QR code as a drawing. */
  'qr.draw': { scope: 'phone'; args: t.QrOf; reply: t.QrDrawing };
  /** What the QR code says that a camera sees, if it sees one. */
  'qr.read': { scope: 'phone'; args: t.GreyPicture; reply: t.QrFound };
  /** Who the person is, and whom to call. */
  'person.me': { scope: 'person'; args: t.Nothing; reply: t.Me };
  /** What the badge on every screen shows. Does not touch the network. */
  'sync.status': { scope: 'person'; args: t.Nothing; reply: t.SyncView };
  /** Syncs until there is nothing more, and says how it went. */
  'sync.now': { scope: 'person'; args: t.Nothing; reply: t.SyncView };
  /** Edits that the server refused, newest first. */
  'sync.refused': { scope: 'person'; args: t.Nothing; reply: Array<t.RefusedRow> };
  /** Documents that came and that this app cannot read, newest first. */
  'sync.unread': { scope: 'person'; args: t.Nothing; reply: Array<t.UnreadRow> };
  /** The person's own assignments, open ones first, by due day. */
  'work.list': { scope: 'person'; args: t.Nothing; reply: Array<t.AssignmentRow> };
  /** One assignment with everything that happened to it. */
  'work.get': { scope: 'person'; args: t.OfAssignment; reply: t.AssignmentView };
  /** Accepts or declines an offered assignment. */
  'work.decide': { scope: 'person'; args: t.Decide; reply: t.AssignmentView };
  /** Logs pieces, minutes and scrap, or corrects an earlier log. */
  'work.log': { scope: 'person'; args: t.LogWork; reply: t.AssignmentView };
  /** Begins to measure the time of one's own work, on this phone only. */
  'timer.start': { scope: 'person'; args: t.OfAssignment; reply: t.AssignmentView };
  /** Stops measuring; what was measured waits to be logged. */
  'timer.stop': { scope: 'person'; args: t.OfAssignment; reply: t.AssignmentView };
  /** Throws away what was measured. */
  'timer.discard': { scope: 'person'; args: t.OfAssignment; reply: t.AssignmentView };
  /** Hands pieces in to the lead. */
  'work.hand_in': { scope: 'person'; args: t.HandIn; reply: t.AssignmentView };
  /** What the person holds and what waits to be received. */
  'material.holding': { scope: 'person'; args: t.Nothing; reply: t.HoldingView };
  /** Confirms an issue of material with what really came. */
  'material.receive': { scope: 'person'; args: t.Receive; reply: t.HoldingView };
  /** Uses held material for an assignment. */
  'material.use': { scope: 'person'; args: t.Use; reply: t.HoldingView };
  /** Gives held material back to the store. */
  'material.give_back': { scope: 'person'; args: t.Amount; reply: t.HoldingView };
  /** Writes held material off as spoilt. */
  'material.scrap': { scope: 'person'; args: t.Amount; reply: t.HoldingView };
  /** One material in a person's hands, with everything behind the number. */
  'material.stock': { scope: 'person'; args: t.OfHand; reply: t.StockView };
  /** The organisation's materials, by English name. */
  'material.list': { scope: 'person'; args: t.Nothing; reply: Array<t.MaterialRef> };
  /** A month's earnings, line by line. */
  'earnings.month': { scope: 'person'; args: t.OfMonth; reply: t.EarningsView };
  /** How a person's work turned out, as counts: for themselves, their lead and the office. */
  'quality.person': { scope: 'person'; args: t.QualityOf; reply: t.QualityView };
  /** Batches of the person's workshop, or of all for a coordinator: open ones first, by due day. */
  'batch.list': { scope: 'person'; args: t.Nothing; reply: Array<t.BatchRow> };
  /** One batch with its shares and completion. */
  'batch.get': { scope: 'person'; args: t.OfBatch; reply: t.BatchView };
  /** How many batches and assignments are late, at risk or waiting, and for what. */
  'board.counts': { scope: 'person'; args: t.Nothing; reply: t.BoardView };
  /** The batches and assignments behind one of those counts. */
  'board.rows': { scope: 'person'; args: t.OfBoard; reply: t.BoardRows };
  /** A lead's week: what is due in this one and the next, what happened on its days, whether people's hours reach. */
  'week.list': { scope: 'person'; args: t.Nothing; reply: t.WeekView };
  /** Offers shares of a batch to members. */
  'batch.split': { scope: 'person'; args: t.Split; reply: t.BatchView };
  /** Suggests who should make how many of the rest of a batch, with reasons. */
  'batch.suggest': { scope: 'person'; args: t.OfBatch; reply: t.SuggestedSplit };
  /** Lets pieces that are not begun go on to somebody else: instead of who had them, or as help. */
  'assignment.move': { scope: 'person'; args: t.Move; reply: t.BatchView };
  /** Takes back an assignment that has not been begun. */
  'assignment.withdraw': { scope: 'person'; args: t.Withdraw; reply: t.BatchView };
  /** Records the count and check of pieces handed in. */
  'check.record': { scope: 'person'; args: t.RecordCheck; reply: t.BatchView };
  /** Says that fewer pieces came than were written down as handed in. */
  'check.not_here': { scope: 'person'; args: t.NotHere; reply: t.BatchView };
  /** Takes a check back: its pieces wait to be checked again. */
  'check.take_back': { scope: 'person'; args: t.TakeCheckBack; reply: t.AssignmentView };
  /** Records that a batch is complete. */
  'batch.complete': { scope: 'person'; args: t.Complete; reply: t.BatchView };
  /** A workshop's store. */
  'store.list': { scope: 'person'; args: t.OfStores; reply: t.StoreView };
  /** Material came into the store. */
  'store.receive': { scope: 'person'; args: t.StoreReceive; reply: t.StoreView };
  /** Gives material to a member. */
  'store.issue': { scope: 'person'; args: t.Issue; reply: t.StoreView };
  /** Takes material back from a member. */
  'store.take_back': { scope: 'person'; args: t.TakeBack; reply: t.StoreView };
  /** One material in a store, with everything behind the number. */
  'store.material': { scope: 'person'; args: t.OfStore; reply: t.StockView };
  /** Material that runs short for accepted or planned work: of the person's workshop, or of all for a coordinator. */
  'store.low': { scope: 'person'; args: t.Nothing; reply: Array<t.LowRow> };
  /** Records what was found of a material in the store. */
  'store.count': { scope: 'person'; args: t.CountStore; reply: t.StockView };
  /** Records what was found of a material that a member holds. */
  'store.count_hand': { scope: 'person'; args: t.CountHand; reply: t.StockView };
  /** Members of the person's workshop, or of all for a coordinator. */
  'member.list': { scope: 'person'; args: t.Nothing; reply: Array<t.MemberRow> };
  /** Counts and fields that do not fit together, and what was decided about such. Empty for an artisan. */
  'agree.list': { scope: 'person'; args: t.Nothing; reply: t.AgreeView };
  /** Decides a matter. */
  'agree.decide': { scope: 'person'; args: t.DecideMatter; reply: t.AgreeView };
  /** Who did what with an assignment, when and from which phone, newest first. For leads and coordinators, and whose it is. */
  'trail.assignment': { scope: 'person'; args: t.OfAssignment; reply: Array<t.ActivityRow> };
  /** The same of the movements of material: of a person, or of the whole workshop. */
  'trail.material': { scope: 'person'; args: t.OfMaterialTrail; reply: Array<t.ActivityRow> };
  /** The same of one day of a lead's workshop: what was logged, handed in and checked. */
  'trail.day': { scope: 'person'; args: t.OfDay; reply: Array<t.ActivityRow> };
  /** The same of a month of somebody's pay: what was written into it, prepared, approved and paid. */
  'trail.payment': { scope: 'person'; args: t.OfPaymentTrail; reply: t.PaymentTrail };
  /** What is on this phone as a file for other programs. */
  'export.file': { scope: 'person'; args: t.ExportOf; reply: t.ExportFile };
  /** Customers' orders: those to plan first, by due day. */
  'order.list': { scope: 'person'; args: t.Nothing; reply: Array<t.OrderRow> };
  /** One order with its lines and batches. */
  'order.get': { scope: 'person'; args: t.OfOrder; reply: t.OrderView };
  /** All workshops with what they have to do. */
  'workshop.list': { scope: 'person'; args: t.Nothing; reply: Array<t.WorkshopRow> };
  /** Output, spread of income and lead time, of one workshop or of all. */
  'chart.office': { scope: 'person'; args: t.ChartOf; reply: t.ChartView };
  /** What a file of orders says against what is known: new, changed, cancelled, refused. Writes nothing. */
  'order.preview': { scope: 'person'; args: t.OrderFile; reply: t.ImportView };
  /** Takes in what the preview of that file shows. */
  'order.import': { scope: 'person'; args: t.OrderFile; reply: t.ImportView };
  /** Suggests which workshops should make how many of all that an order has left, and by when. */
  'plan.suggest': { scope: 'person'; args: t.OfOrder; reply: t.PlanView };
  /** Material for the batches of a plan against what the workshops have free, what is short first. */
  'plan.needs': { scope: 'person'; args: t.PlanNeeds; reply: Array<t.PlanNeedRow> };
  /** Makes the batches of a plan, all or none. */
  'plan.confirm': { scope: 'person'; args: t.ConfirmPlan; reply: t.OrderView };
  /** Changes a batch's pieces, day and note. */
  'batch.change': { scope: 'person'; args: t.ChangeBatch; reply: t.BatchView };
  /** Takes a batch back; what was made is still handed in, checked and paid. */
  'batch.cancel': { scope: 'person'; args: t.OfBatch; reply: t.BatchView };
  /** Plans pieces of an order line into a batch for a workshop. */
  'batch.create': { scope: 'person'; args: t.CreateBatch; reply: t.BatchView };
  /** Looks again at pieces that a lead accepted. */
  'check.office': { scope: 'person'; args: t.RecordOfficeCheck; reply: t.AssignmentView };
  /** A month of everybody's pay. */
  'pay.month': { scope: 'person'; args: t.OfMonth; reply: t.PayView };
  /** One person's month with everything behind it. */
  'pay.person': { scope: 'person'; args: t.PayOf; reply: t.PayPersonView };
  /** Writes a bonus, a deduction or an advance. */
  'pay.write': { scope: 'person'; args: t.WritePay; reply: t.PayPersonView };
  /** Takes back a bonus, deduction or advance that was wrong. */
  'pay.take_back': { scope: 'person'; args: t.TakeBackPay; reply: t.PayPersonView };
  /** Closes a month, and earlier ones that are open: what comes later belongs to the next. */
  'pay.close': { scope: 'person'; args: t.CloseMonth; reply: t.PayView };
  /** All runs of payouts. */
  'run.list': { scope: 'person'; args: t.Nothing; reply: t.RunsView };
  /** One run with its lines. */
  'run.get': { scope: 'person'; args: t.OfRun; reply: t.RunView };
  /** Prepares a run of all that is owed for closed months and in no run. */
  'run.prepare': { scope: 'person'; args: t.Nothing; reply: t.RunView };
  /** Leaves a line out of a run that is not approved. */
  'run.leave_out': { scope: 'person'; args: t.LineReason; reply: t.RunView };
  /** Approves a run that somebody else prepared. */
  'run.approve': { scope: 'person'; args: t.OfRun; reply: t.RunView };
  /** Cancels a run that is not approved. */
  'run.cancel': { scope: 'person'; args: t.CancelRun; reply: t.RunView };
  /** The list of what an approved run is still to pay, as CSV. */
  'run.csv': { scope: 'person'; args: t.OfRun; reply: t.FileView };
  /** Marks a line of an approved run as paid. */
  'run.paid': { scope: 'person'; args: t.LinePaid; reply: t.RunView };
  /** Marks a line of an approved run as failed: it is owed again. */
  'run.failed': { scope: 'person'; args: t.LineReason; reply: t.RunView };
  /** Everybody in the organisation, and its workshops. */
  'person.list': { scope: 'person'; args: t.Nothing; reply: t.PeopleView };
  /** Adds a person. */
  'person.add': { scope: 'person'; args: t.AddPerson; reply: t.Made };
  /** Gives a person another role or workshop, or takes somebody back who had left. */
  'person.move': { scope: 'person'; args: t.MovePerson; reply: t.Nothing };
  /** Changes what is known of a person: name, phone number, skills, hours. */
  'person.change': { scope: 'person'; args: t.ChangePerson; reply: t.Nothing };
  /** A person leaves the organisation. */
  'person.end': { scope: 'person'; args: t.OfPerson; reply: t.Nothing };
  /** Adds a workshop. */
  'workshop.add': { scope: 'person'; args: t.AddWorkshop; reply: t.Made };
  /** Invites a person to one more phone. */
  'invitation.create': { scope: 'person'; args: t.OfPerson; reply: t.InvitationView };
  /** Invitations that can still be used. */
  'invitation.list': { scope: 'person'; args: t.Nothing; reply: Array<t.InvitationRow> };
  /** Takes back an invitation that was not used. */
  'invitation.revoke': { scope: 'person'; args: t.OfInvitation; reply: t.Nothing };
  /** All devices. */
  'device.list': { scope: 'person'; args: t.Nothing; reply: Array<t.DeviceRow> };
  /** Closes a device. */
  'device.revoke': { scope: 'person'; args: t.OfDevice; reply: t.Nothing };
  /** Work that came too late and waits for a decision. */
  'held.list': { scope: 'person'; args: t.Nothing; reply: Array<t.HeldRow> };
  /** Takes it as if it had come in time. */
  'held.accept': { scope: 'person'; args: t.OfHeld; reply: t.Nothing };
  /** Drops it. */
  'held.discard': { scope: 'person'; args: t.OfHeld; reply: t.Nothing };
  /** Who did what, newest first, a page at a time. */
  'audit.list': { scope: 'person'; args: t.AuditBefore; reply: Array<t.AuditRow> };
}
