import { problemFromAnswer, retryAfterMs, zokoWords } from '../../nodes/Zoko/errors/answer';
import { faultOf, problemFromFault } from '../../nodes/Zoko/errors/fault';
import type { Effect } from '../../nodes/Zoko/errors/problem';

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

/** What Zoko itself answers when it takes nothing for the moment. */
const unavailable = (status: unknown = 503, type = 'api_error') => ({
	status,
	type,
	message: 'Service unavailable',
	timestamp: 1588654715977,
});

describe('an answer that is not a success', () => {
	it.each<[number, unknown, string, boolean]>([
		[400, says('recipient cannot be empty'), 'rejected', false],
		[401, says('bad key'), 'authentication', false],
		[403, '', 'authentication', false],
		[404, says('Message not found'), 'not_found', false],
		[404, '<html>Not Found</html>', 'not_found', false],
		[405, '', 'rejected', false],
		[409, says('New customer - please use template message'), 'window_closed', false],
		[409, says('already assigned'), 'rejected', false],
		[413, '', 'rejected', false],
		[422, says('no'), 'rejected', false],
		[429, says('slow down'), 'rate_limited', true],
		[503, unavailable(), 'server', true],
		[403, '<html>Request blocked</html>', 'rejected', false],
		[403, '\ufeff<!-- WAF --><h1>Forbidden</h1>', 'rejected', false],
		[401, '<center>Authorization Required</center>', 'rejected', false],
		[403, 'error code: 1020', 'rejected', false],
	])('%i with %j is %s for every effect', (status, body, category, retryable) => {
		for (const effect of ['sends', 'reads', 'changes'] as const) {
			expect(judged(status, body, effect)).toEqual([category, retryable, status]);
		}
	});

	it.each<[string, unknown]>([
		['nothing', ''],
		['the page of a proxy', '<html><body>503 Service Temporarily Unavailable</body></html>'],
		[
			'the words of a proxy',
			'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
		],
		['the JSON of a proxy', { message: 'Service Unavailable' }],
		['a status as text', unavailable('503')],
		['another status', unavailable(500)],
		['a type that is not one of Zoko', unavailable(503, 'overload')],
	])('a 503 with %s does not prove that a send was not taken', (_name, body) => {
		expect(judged(503, body, 'sends')).toEqual(['ambiguous', false, 503]);
		expect(judged(503, body, 'changes')).toEqual(['ambiguous', false, 503]);
		expect(judged(503, body, 'reads')).toEqual(['server', true, 503]);
		expect(problemFromAnswer(answer(503, body), 'sends').advice).toContain("'Max per Second'");
	});

	it.each([429, 503, 400, 409])(
		'a %i that names a message leaves open whether it goes out',
		(status) => {
			const body = { ...unavailable(status), messageId: 'm1' };
			expect(judged(status, body, 'sends')).toEqual(['ambiguous', false, status]);
			expect(judged(status, body, 'reads')[0]).not.toBe('ambiguous');
		},
	);

	// 444 and 460 are what nginx and load balancers say when somebody hung up; the last is none at all.
	it.each([301, 302, 303, 307, 308, 408, 499, 100, 102, 444, 460, 0, Number.NaN])(
		'%i leaves open what became of a send or a change',
		(status) => {
			expect(judged(status, '', 'sends')).toEqual(['ambiguous', false, status]);
			expect(judged(status, '', 'changes')).toEqual(['ambiguous', false, status]);
			expect(judged(status, '', 'reads')[0]).not.toBe('ambiguous');
		},
	);

	it('a first contact is told from a closed window', () => {
		const first = says('New customer - please use template message for first contact.');
		const { category, message } = problemFromAnswer(answer(409, first), 'sends');
		expect(category).toBe('window_closed');
		expect(message).toMatch(/^This customer has never been in contact/);
	});

	it('a send to an address without the version is no question of an ID', () => {
		const { message, advice } = problemFromAnswer(
			answer(404, { message: 'Cannot POST /message' }),
			'sends',
		);
		expect(message).toBe('There is no Zoko API at this address (404): Cannot POST /message');
		expect(advice).toContain("'Base URL'");
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

	it.each<[unknown, string, boolean]>([
		[400, 'rejected', false],
		['401', 'authentication', false],
		[404, 'not_found', false],
		[429, 'rate_limited', true],
		['503', 'server', true],
		[500, 'server', true],
	])('an error body of status %s inside a 200', (status, category, retry) => {
		const body = { status, type: 'api_error', message: 'no' };
		expect(judged(200, body, 'reads')).toEqual([category, retry, 200]);
		// A repeat of a change could be a second one.
		expect(judged(200, body, 'changes')[1]).toBe(false);
		// Whatever it says, it does not prove that a message was not taken.
		expect(judged(200, body, 'sends')).toEqual(['ambiguous', false, 200]);
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
		const headers = { 'retry-after': '4' };
		const problem = problemFromAnswer(answer(status, unavailable(), headers), 'sends');
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
	const judge = (error: unknown, effect: Effect = 'sends') => {
		const { category, retryable } = problemFromFault(faultOf(error), 'zoko.example.com', effect);
		return [category, retryable];
	};
	const systemError = (code: string, syscall?: string, message = `${syscall} ${code}`) =>
		Object.assign(new Error(message), { code, syscall });

	it.each([
		systemError('ECONNREFUSED', 'connect'),
		systemError('ETIMEDOUT', 'connect'),
		systemError('EHOSTUNREACH', 'connect'),
		systemError('ENETUNREACH', 'connect'),
		systemError('EADDRNOTAVAIL', 'connect'),
		systemError('ENOTFOUND', 'getaddrinfo'),
		systemError('EAI_AGAIN', 'getaddrinfo'),
		systemError('CERT_HAS_EXPIRED'),
		systemError('DEPTH_ZERO_SELF_SIGNED_CERT'),
		systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
		systemError('ERR_TLS_CERT_ALTNAME_INVALID'),
		systemError(
			'ECONNRESET',
			undefined,
			'Client network socket disconnected before secure TLS connection was established',
		),
		new AggregateError([systemError('ECONNREFUSED', 'connect')], 'all addresses'),
		new Error('wrapped', { cause: systemError('EHOSTUNREACH', 'connect') }),
		Object.assign(new Error('wrapped'), { reason: systemError('EAI_AGAIN', 'getaddrinfo') }),
	])('before the request could leave: %s', (error) => {
		for (const effect of ['sends', 'reads', 'changes'] as const) {
			expect(judge(error, effect)).toEqual(['unreachable', true]);
		}
		const { message } = problemFromFault(faultOf(error), 'zoko.example.com', 'sends');
		expect(message).toContain('zoko.example.com');
	});

	it.each([
		systemError('ECONNABORTED'),
		systemError('ETIMEDOUT', 'read'),
		systemError('ECONNRESET', 'read'),
		systemError('EPIPE', 'write'),
		systemError('EHOSTUNREACH', 'read'),
		systemError('ENETUNREACH', 'write'),
		systemError(
			'EPROTO',
			'write',
			'write EPROTO: SSL routines:ssl3_get_record:wrong version number',
		),
		systemError('ERR_SSL_WRONG_VERSION_NUMBER'),
		systemError('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
		systemError(
			'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
			'read',
			'SSL routines: tlsv1 alert internal error',
		),
		systemError('HPE_INVALID_CONSTANT', undefined, 'Parse Error: Expected HTTP/'),
		new Error('socket hang up'),
		new Error('boom'),
	])('once the connection stood a send is in doubt: %s', (error) => {
		expect(judge(error, 'sends')).toEqual(['ambiguous', false]);
		expect(judge(error, 'changes')).toEqual(['ambiguous', false]);
		expect(judge(error, 'reads')).toEqual(['unreachable', true]);
	});

	it.each([
		['a name', 'SsrfBlockedHostnameError'],
		['an address', 'SsrfBlockedIpError'],
	])('n8n itself blocks %s, and why', (_what, name) => {
		const blocked = Object.assign(new Error('The request was blocked because …'), { name });
		for (const error of [blocked, new Error('wrapped', { cause: blocked })]) {
			expect(judge(error)).toEqual(['unreachable', false]);
			const { message, advice } = problemFromFault(faultOf(error), 'zoko.example.com', 'sends');
			expect(message).toMatch(/at zoko\.example\.com: n8n blocks/);
			expect(advice).toMatch(/N8N_SSRF_ALLOWED_HOSTNAMES/);
		}
	});

	it('a stop is no reason to read again', () => {
		const error = Object.assign(new Error('canceled'), { name: 'CanceledError' });
		expect(judge(error, 'sends')).toEqual(['ambiguous', false]);
		expect(judge(error, 'reads')).toEqual(['unreachable', false]);
	});
});
