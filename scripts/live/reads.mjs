// What a run reads. Nothing here changes anything at Zoko.
import { randomUUID } from 'node:crypto';
import { Advice } from '../lib/advice.mjs';
import { say } from '../lib/progress.mjs';
import { kindOf } from './shape.mjs';
import { lookAtTemplates } from './templates.mjs';

/** Looks at every answer: bodies of errors, and limits that come by themselves. */
export function watchErrors(client, notes) {
	client.onAnswer = ({ status, body, headers }) => {
		if (status < 400) return;
		notes.see('error.body', body);
		const said = body?.status;
		notes.see('error.status', said === status ? 'the HTTP code' : `${kindOf(said)}`);
		notes.see('error.timestamp', body?.timestamp);
		if (status !== 429) return;
		notes.see('limit.retryAfter', headers.has('retry-after') ? 'present' : 'absent');
		notes.see('limit.type', body?.type);
	};
}

/** Checks the key with the first request. @throws {Advice} when Zoko does not take it */
export async function checkKey(client, notes) {
	const teams = await client.ask('GET', '/agent/teams');
	if (teams.status === 401 || teams.status === 403) {
		throw new Advice(
			`Zoko does not take this API key (${teams.status}). Copy it again from 'API & Webhooks' in Zoko, and give it in ZOKO_API_KEY.`,
		);
	}
	notes.see('teams.status', teams.status);
	if (teams.status === 200) notes.see('teams.shape', teams.body);
}

/** Agents, teams, answers to what does not exist. */
export async function readPeople(client, notes) {
	const wrong = await client.ask('GET', '/agent/teams', { key: 'not-a-key' });
	notes.see('error.401', wrong.status);
	notes.see('error.401.type', wrong.body?.type);

	const agents = await client.ask('GET', '/agent/agents');
	notes.see('agents.status', agents.status);
	if (agents.status === 200) notes.see('agents.shape', agents.body);
	const withTeams = await client.ask('GET', '/agent/agents?includeTeams=true');
	seeNested(notes, 'agents.nested', 'teams', withTeams.body);
	const teams = await client.ask('GET', '/agent/teams?includeAgents=true');
	seeNested(notes, 'teams.nested', 'agents', teams.body);

	const first = list(agents.body).find(({ email }) => typeof email === 'string' && email !== '');
	if (first) {
		const byEmail = await client.ask('GET', `/agent/${encodeURIComponent(first.email)}`);
		const same = byEmail.body?.id === first.id;
		notes.see('agent.byEmail', same ? 'the same agent' : `${byEmail.status}`);
	}

	const id = randomUUID();
	for (const [point, path] of [
		['message', `/message/${id}`],
		['webhook', `/webhook/${id}`],
		['template', `/account/templates/${id}`],
		['path', `/nothing-${id}`],
	]) {
		const { status, body } = await client.ask('GET', path);
		notes.see(`error.404.${point}`, status);
		if (status === 404 && (point === 'message' || point === 'webhook'))
			notes.see('error.404.type', body?.type);
	}
}

/** Under which key of a row a list came. Rows without any say nothing. */
function seeNested(notes, point, expected, body) {
	const lists = list(body).flatMap((row) =>
		Object.keys(row).filter((key) => Array.isArray(row[key])),
	);
	if (lists.length === 0) return;
	notes.see(point, lists.includes(expected) ? expected : 'another key');
}

/** The account's templates. @returns {Promise<object[]>} */
export async function readTemplates(client, notes) {
	const { status, body, tookMs } = await client.ask('GET', '/account/templates');
	notes.see('templates.status', status);
	if (status !== 200) return [];
	notes.see('templates.list', body);
	notes.measured.templatesTookMs = tookMs;
	const rows = list(body);
	say(`${rows.length} templates`);
	notes.measured.templates = lookAtTemplates(rows, notes);
	return rows;
}

/** The webhooks that are registered. @returns {Promise<object[]>} */
export async function readWebhooks(client, notes) {
	const { status, body } = await client.ask('GET', '/webhook');
	notes.see('webhooks.status', status);
	if (status === 200) notes.see('webhooks.shape', body);
	return list(body);
}

/** One page of customers, and its first customer. Zoko allows one such page in 300 seconds. */
export async function readCustomer(client, notes) {
	const query = 'channel=whatsapp&page=1&pageSize=10&includeAssign=true';
	const page = await client.ask('GET', `/customer?${query}`);
	if (page.status === 429) {
		say('Zoko gives one page of customers in 300 seconds, and this account had one: not seen');
		return;
	}
	notes.see('customers.status', page.status);
	if (page.status !== 200) return;
	notes.see('customers.shape', page.body);
	const id = list(page.body?.customers)[0]?.id;
	if (typeof id !== 'string') return;
	const path = `/customer/${encodeURIComponent(id)}`;
	for (const [point, suffix] of [
		['shape', ''],
		['tags', '/tags'],
		['properties', '/properties'],
	]) {
		const { status, body } = await client.ask('GET', `${path}${suffix}`);
		notes.see(`customer.${point}`, status === 200 ? body : null);
	}
	const messages = await client.ask('GET', `${path}/messages`);
	notes.see('customer.messages', messages.status);
	if (messages.status === 200) notes.see('customer.messages.shape', messages.body);
}

/** The groups, and what belongs to the first of them. An account that may have none says so. */
export async function readGroups(client, notes) {
	const base = '/channels/whatsapp/cloud/group';
	const { status, body } = await client.ask('GET', base);
	notes.see('groups.status', status);
	if (status !== 200) return;
	notes.see('groups.shape', body);
	const id = list(body)[0]?.id;
	if (typeof id !== 'string') return;
	const path = `${base}/${encodeURIComponent(id)}`;
	const group = await client.ask('GET', path);
	notes.see('group.shape', group.status === 200 ? group.body : null);
	notes.see('group.id', group.body?._id === id ? 'the same' : 'another');
	for (const member of list(group.body?.participants)) notes.see('group.participant', member);
	const customer = await client.ask('GET', `/customer/${encodeURIComponent(id)}`);
	notes.see('group.customer', customer.body?.id === id ? 'the same' : `${customer.status}`);
	for (const [point, suffix] of [
		['joinRequests', '/join-requests'],
		['link', '/invite-link'],
		['invitation', '/invitation-template'],
	]) {
		const answer = await client.ask('GET', `${path}${suffix}`);
		notes.see(`group.${point}`, answer.status === 200 ? answer.body : null);
	}
}

/** One message and its history. @param {string} id @param {string} [type] the type it was sent with */
export async function readMessage(client, notes, id, type) {
	const path = `/message/${encodeURIComponent(id)}`;
	const message = await client.ask('GET', path);
	notes.see('message.status', message.status);
	if (message.status === 200) {
		notes.see('message.shape', message.body);
		notes.see('message.sender', message.body?.platformSenderId);
		if (type !== undefined) notes.see('message.type', typeRead(type, message.body?.type));
	}
	const history = await client.ask('GET', `${path}/history`);
	notes.see('history.status', history.status);
	if (history.status !== 200) return [];
	notes.see('history.shape', history.body);
	const entries = list(history.body?.history);
	for (const entry of entries) {
		notes.see(
			'history.happendAt',
			['happendAt', 'happenedAt'].find((key) => key in entry) ?? 'neither',
		);
		notes.see('history.state', entry.state);
	}
	return entries;
}

function typeRead(sent, read) {
	if (/template/i.test(sent)) return read === 'template' ? 'template' : 'another word';
	return read === sent ? 'as sent' : 'another word';
}

/** The records of a list; of anything else, none. */
export const list = (value) =>
	Array.isArray(value) ? value.filter((row) => typeof row === 'object' && row !== null) : [];
