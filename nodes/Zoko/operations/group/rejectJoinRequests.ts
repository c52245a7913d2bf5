import { answering } from './joinRequests';

export const rejectJoinRequests = answering('reject', {
	name: 'Reject Join Requests',
	value: 'rejectJoinRequests',
	action: 'Reject join requests of group',
	description: 'Turn down people who ask to join a group',
});
