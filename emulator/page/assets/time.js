const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const DAY_MS = 86_400_000;

const startOfDay = (at) => new Date(at).setHours(0, 0, 0, 0);

/** Hours and minutes. */
export const timeOf = (at) => clockTime.format(at);

/** `Today`, `Yesterday`, a weekday of the last week, else a date. */
export function dayOf(at, now) {
	const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
	if (days === 0) return 'Today';
	if (days === 1) return 'Yesterday';
	return days > 1 && days < 7 ? weekday.format(at) : date.format(at);
}

/** A short form for lists: the time of today's messages, else the day. */
export const whenOf = (at, now) => (dayOf(at, now) === 'Today' ? timeOf(at) : dayOf(at, now));

/** A span such as `23 h 10 min`. */
export function spanOf(ms) {
	const minutes = Math.max(1, Math.round(ms / 60_000));
	const hours = Math.floor(minutes / 60);
	if (hours === 0) return `${minutes} min`;
	return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
