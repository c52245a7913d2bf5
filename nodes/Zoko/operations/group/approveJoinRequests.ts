import { answering } from './joinRequests';

export const approveJoinRequests = answering('approve', {
	name: 'Approve Join Requests',
	value: 'approveJoinRequests',
	action: 'Approve join requests of group',
	description: 'Let people in who ask to join a group',
});
