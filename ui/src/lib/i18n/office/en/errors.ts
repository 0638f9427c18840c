// What error codes say that only the office meets: what happened, then what to do.

export const errors = {
  error: {
    month_closed: 'This month is closed. Write it into the next one.',
    month_not_over: 'This month has not begun yet.',
    earlier_month_open: 'An earlier month is still open. Close that first.',
    receipt_needed: 'Please type the receipt number.',
    receipt_used: 'Another payment already has this receipt number. Look at it again.',
    nothing_owed: 'Nothing is owed that is not on a list already.',
    same_hand: 'Whoever prepared the list cannot approve it. Ask another coordinator.',
    not_approved: 'The list is not approved yet.',
    not_sent_yet: 'The approval has not reached the server. Sync, then try again.',
    run_fixed: 'The list is approved or cancelled. It does not change any more.',
    not_to_pay: 'This is not to be paid from this list: it is paid, on another list, or not owed any more.',
    file_too_large: 'This file is too large. The most is 5 MB.',
    not_coordinator: 'Only a coordinator may do that.',
    no_such: 'This is not at the server any more. Go back and look again.',
    name_taken: 'Somebody or something has this name already. Choose another.',
    bad_value: 'The server does not take this. Check what you entered.',
    not_yourself: 'You cannot do that to yourself. Ask another coordinator.',
    bad_phone: 'This is not a phone number. Write it like 0712 345 678, or with + and the code of another country.',
    bad_hours: 'A week does not have so many hours.',
    bad_skill: 'These are too many skills, or one of them is not a word.',
    has_left: 'This person has left. Take them back in first.',
    decided: 'Somebody has decided this otherwise meanwhile. Look again.',
  },
};
