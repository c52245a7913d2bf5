// The customers of the checks, all of them fictional; see the test numbers of the emulator.
export const ASHA = '919876543201';
export const TEAM = '919876543202';
export const WINDOW_CLOSED = '919876543209';
export const PHONE_OFF = '919876543211';
export const NOT_ON_WHATSAPP = '919876543226';
export const REFUSED = '919876543240';
/** Zoko takes the message, and answers as if it had not. */
export const UNCLEAR = '919876543250';
export const LONDON = '447700900123';
