import { answering } from './joinRequests';

export const rejectJoinRequests = answering('reject', {
	name: 'Reject Join Requests',
	value: 'rejectJoinRequests',
	action: 'Reject join requests of group',
	description: 'Keep people out of a group who ask to join',
});
