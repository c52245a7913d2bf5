import { sleep } from 'n8n-workflow';
import nock from 'nock';

// nock takes over HTTP as soon as it is imported, for this test file and all that follow in the
// same process. A second nock on top of the first loses the errors of connections.
afterAll(async () => {
	// A broken connection reports its end a moment after the request; then somebody has to listen.
	await sleep(50);
	nock.enableNetConnect();
	nock.restore();
});

/** Keeps every test of a file off the network, and clears its expectations after each. */
export function useNock(): void {
	beforeAll(() => {
		if (!nock.isActive()) nock.activate();
		nock.disableNetConnect();
	});
	afterEach(() => {
		nock.abortPendingRequests();
		nock.cleanAll();
	});
}
