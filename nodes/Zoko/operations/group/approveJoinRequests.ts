import { answering } from './joinRequests';

export const approveJoinRequests = answering('approve', {
	name: 'Approve Join Requests',
	value: 'approveJoinRequests',
	action: 'Approve join requests of group',
	description: 'Let people into a group who ask to join',
});
