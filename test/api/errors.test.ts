import {
	problemFromAnswer,
	problemFromFault,
	retryAfterMs,
	zokoWords,
	type Effect,
} from '../../nodes/Zoko/api/errors';

const answer = (status: number, body: unknown = '', headers: Record<string, unknown> = {}) => ({
	status,
	body,
	headers,
});
const judged = (status: number, body: unknown = '', effect: Effect = 'sends') => {
	const { category, retryable, httpStatus } = problemFromAnswer(answer(status, body), effect);
	return [category, retryable, httpStatus];
};
const says = (message: string) => ({ status: 400, type: 'validation_error', message });

describe('an answer that is not a success', () => {
	it.each<[number, unknown, string, boolean]>([
		[400, says('recipient cannot be empty'), 'rejected', false],
		[401, says('bad key'), 'authentication', false],
		[403, '', 'authentication', false],
		[404, says('Message not found'), 'not_found', false],
		[404, '<html>Not Found</html>', 'not_found', false],
		[405, '', 'rejected', false],
		[408, '', 'rejected', false],
		[409, says('New customer - please use template message'), 'window_closed', false],
		[409, says('already assigned'), 'rejected', false],
		[413, '', 'rejected', false],
		[422, says('no'), 'rejected', false],
		[429, says('slow down'), 'rate_limited', true],
		[503, '', 'server', true],
		[301, '', 'rejected', false],
		[302, '', 'rejected', false],
		[307, '', 'rejected', false],
	])('%i with %j is %s for every effect', (status, body, category, retryable) => {
		for (const effect of ['sends', 'reads', 'changes'] as const) {
			expect(judged(status, body, effect)).toEqual([category, retryable, status]);
		}
	});

	it.each([500, 501, 502, 504, 520, 524, 599])(
		'%i leaves open what became of a send or a change, and can be read again',
		(status) => {
			expect(judged(status, '', 'sends')).toEqual(['ambiguous', false, status]);
			expect(judged(status, '', 'changes')).toEqual(['ambiguous', false, status]);
			expect(judged(status, '', 'reads')).toEqual(['server', true, status]);
		},
	);

	it('a closed window points to the templates', () => {
		const { message, advice } = problemFromAnswer(
			answer(409, says('New customer - please use template message')),
			'sends',
		);
		expect(message).toContain('24-hour window');
		expect(message).toContain('New customer - please use template message');
		for (const name of ['Send Template', 'Send Rich Template', 'Send Button Template']) {
			expect(advice).toContain(`'${name}'`);
		}
	});

	it('every problem says what to do, and ambiguous ones never to just send again', () => {
		for (const status of [302, 400, 401, 403, 404, 409, 418, 429, 500, 502, 503]) {
			for (const effect of ['sends', 'reads', 'changes'] as const) {
				const { advice, category } = problemFromAnswer(answer(status), effect);
				expect(advice).toMatch(/\.$/);
				if (category === 'ambiguous') expect(advice).toMatch(/^Look in Zoko/);
			}
		}
	});
});

describe('a success that is none', () => {
	it.each<[string, unknown]>([
		['nothing', ''],
		['an empty object', {}],
		['a web page', '<!DOCTYPE html><p>Welcome</p>'],
		['other data', { id: 'x' }],
		['a list', []],
	])('%s: a send is in doubt, a read has failed', (_name, body) => {
		expect(judged(200, body, 'sends')).toEqual(['ambiguous', false, 200]);
		expect(judged(200, body, 'reads')).toEqual(['server', false, 200]);
	});

	it.each<[number | string, string, boolean]>([
		[400, 'rejected', false],
		['401', 'authentication', false],
		[429, 'rate_limited', true],
		[500, 'ambiguous', false],
	])('an error body of status %s inside a 200 counts as that error', (status, category, retry) => {
		expect(judged(200, { status, type: 'api_error', message: 'no' })).toEqual([
			category,
			retry,
			200,
		]);
	});

	it('a web page where the API should be points to the base URL', () => {
		const { advice } = problemFromAnswer(answer(200, '<html></html>'), 'sends');
		expect(advice).toContain("'Base URL'");
		expect(advice).toContain('may have gone out');
	});
});

describe('retryAfterMs', () => {
	const NOW = Date.parse('2026-01-15T08:00:00Z');

	it.each<[unknown, number | undefined]>([
		['3', 3000],
		['0', 0],
		['1.5', 1500],
		[7, 7000],
		[['2', '9'], 2000],
		['Thu, 15 Jan 2026 08:00:30 GMT', 30_000],
		['Thu, 15 Jan 2026 07:00:00 GMT', 0],
		['', undefined],
		[undefined, undefined],
		[null, undefined],
		['soon', undefined],
	])('%j is %s ms', (value, expected) => {
		expect(retryAfterMs(value, NOW)).toBe(expected);
	});

	it.each([429, 503])('is taken from a %i', (status) => {
		const problem = problemFromAnswer(answer(status, '', { 'retry-after': '4' }), 'sends');
		expect(problem.retryAfter).toBe(4000);
		expect(problemFromAnswer(answer(status), 'sends')).not.toHaveProperty('retryAfter');
	});
});

describe('zokoWords', () => {
	it.each<[unknown, string]>([
		[{ message: 'a', statusText: 'b' }, 'a'],
		[{ message: '', statusText: 'b' }, 'b'],
		[{ details: 'c' }, 'c'],
		[{ error: 'd' }, 'd'],
		[{ error: { code: 5 } }, '{"error":{"code":5}}'],
		[{}, ''],
		['plain text', 'plain text'],
		['  two\n lines ', 'two lines'],
		['<html><body>Bad gateway</body></html>', ''],
		['<!doctype html>', ''],
		[undefined, ''],
		[null, ''],
		[[1], ''],
	])('%j says %j', (body, words) => expect(zokoWords(body)).toBe(words));

	it('cuts long texts', () => {
		expect(zokoWords('x'.repeat(1000)).length).toBeLessThanOrEqual(301);
	});
});

describe('no answer at all', () => {
	const fault = (code: string | undefined, effect: Effect = 'sends', detail = '') => {
		const { category, retryable } = problemFromFault(code, detail, 'zoko.example.com', effect);
		return [category, retryable];
	};

	it.each([
		'ECONNREFUSED',
		'ENOTFOUND',
		'EAI_AGAIN',
		'EHOSTUNREACH',
		'ENETUNREACH',
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_INVALID_URL',
		'EPROTO',
	])('%s: Zoko was never reached, nothing was sent', (code) => {
		for (const effect of ['sends', 'reads', 'changes'] as const) {
			expect(fault(code, effect)).toEqual(['unreachable', true]);
		}
		const { message } = problemFromFault(code, '', 'zoko.example.com', 'sends');
		expect(message).toContain('zoko.example.com');
		expect(message).toContain('Nothing was sent');
	});

	it.each(['ECONNABORTED', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE', 'ERR_CANCELED', undefined])(
		'%s: a send is in doubt',
		(code) => {
			expect(fault(code, 'sends')).toEqual(['ambiguous', false]);
			expect(fault(code, 'changes')).toEqual(['ambiguous', false]);
			expect(fault(code, 'reads')).toEqual(['unreachable', code !== 'ERR_CANCELED']);
		},
	);

	it('a broken handshake is told by its text', () => {
		const detail =
			'Client network socket disconnected before secure TLS connection was established';
		expect(fault('ECONNRESET', 'sends', detail)).toEqual(['unreachable', true]);
		expect(fault('ECONNRESET', 'sends', 'socket hang up')).toEqual(['ambiguous', false]);
	});
});
