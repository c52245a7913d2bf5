import type { DeleteResponse } from '../../nodes/Zoko/api/types';

/** A "204" inside an HTTP 200; the spelling is Zoko's. */
export const deleted = (count: number): DeleteResponse => ({
	status: '204',
	message: 'items(s) deleted',
	details: `deleted items count - ${count}`,
});
