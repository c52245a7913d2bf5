// Points that are seen by reading agents, teams and what does not exist.
import { chosen, faithful, openWords, seenBy, wire } from './table.mjs';

const TYPES = 'types of errors';

export const ERROR_POINTS = [
	...seenBy('GET /agent/teams with a wrong key', [
		{
			id: 'error.401',
			assumed: 'A wrong key is answered with 401.',
			is: [401],
			relies: chosen(TYPES),
		},
		{
			id: 'error.401.type',
			assumed: 'The error type of a wrong key is authentication_error.',
			is: ['authentication_error'],
			key: 'type',
			relies: chosen(TYPES),
		},
	]),
	...seenBy('every answer of 400 and above', [
		{
			id: 'error.body',
			assumed: 'Error bodies have status, type, message and timestamp.',
			shape: {
				status: 'integer|string',
				type: 'string',
				message: 'string',
				timestamp: 'integer|string',
			},
			relies: wire('export interface ErrorBody'),
		},
		{
			id: 'error.status',
			assumed: 'The status in an error body is a number, the HTTP code.',
			is: ['the HTTP code'],
			relies: faithful('string codes in success bodies and numbers in error bodies'),
		},
		{
			id: 'error.timestamp',
			assumed: 'The timestamp of an error body is a number, milliseconds since 1970.',
			shape: 'integer',
			relies: wire('timestamp: number | string'),
		},
	]),
	...seenBy('GET of a message, a webhook, a template and a path that do not exist', [
		{
			id: 'error.404.message',
			assumed: 'An unknown message is 404.',
			is: [404],
			relies: chosen(TYPES),
		},
		{
			id: 'error.404.webhook',
			assumed: 'An unknown webhook is 404.',
			is: [404],
			relies: chosen(TYPES),
		},
		{
			id: 'error.404.template',
			assumed: 'There is no request for one template: 404.',
			is: [404],
			relies: ['emulator/api/templates.ts', 'a bare array without paging'],
		},
		{ id: 'error.404.path', assumed: 'An unknown path is 404.', is: [404], relies: chosen(TYPES) },
		{
			id: 'error.404.type',
			assumed: 'The error type of an unknown message or webhook is data_missing_error.',
			is: ['data_missing_error'],
			key: 'type',
			relies: chosen(TYPES),
		},
	]),
	...seenBy('a 429 that comes by itself; never provoked', [
		{
			id: 'limit.retryAfter',
			assumed: 'A 429 has no header Retry-After.',
			is: ['absent'],
			relies: chosen('general rate limit'),
		},
		{
			id: 'limit.type',
			assumed: 'The error type of a 429 is rate_limit_error.',
			is: ['rate_limit_error'],
			key: 'type',
			relies: chosen(TYPES),
		},
	]),
];

const AGENT = {
	id: 'uuid',
	firstName: 'string',
	lastName: 'string|null',
	email: 'string',
	role: openWords('owner', 'admin', 'salesman', 'Salesman (Limited)'),
	active: 'boolean',
	available: 'boolean',
	'teams?': 'array',
};
const TEAM = {
	id: 'uuid',
	name: 'string',
	description: 'string',
	active: 'boolean',
	memberCount: 'integer',
	'agents?': 'array',
};
const NESTED = chosen('`includeTeams`, `includeAgents`');

export const PEOPLE_POINTS = [
	...seenBy('GET /agent/agents and /agent/teams', [
		{
			id: 'agents.status',
			assumed: 'The agents come with 200.',
			is: [200],
			relies: wire('export interface Agent '),
		},
		{
			id: 'agents.shape',
			assumed: 'Agents are a bare list of id, names, email, role, active, available.',
			shape: [AGENT],
			relies: wire('export interface Agent '),
		},
		{
			id: 'teams.status',
			assumed: 'The teams come with 200.',
			is: [200],
			relies: wire('export interface Team '),
		},
		{
			id: 'teams.shape',
			assumed: 'Teams are a bare list of id, name, description, active, memberCount.',
			shape: [TEAM],
			relies: wire('export interface Team '),
		},
		{
			id: 'agents.nested',
			assumed: 'includeTeams nests under teams.',
			is: ['teams'],
			relies: NESTED,
		},
		{
			id: 'teams.nested',
			assumed: 'includeAgents nests under agents.',
			is: ['agents'],
			relies: NESTED,
		},
		{
			id: 'agent.byEmail',
			assumed: 'An agent is found by e-mail address, encoded for the path.',
			is: ['the same agent'],
			relies: faithful('agents found by id or e-mail'),
		},
	]),
];
