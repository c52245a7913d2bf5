export interface LiveOptions {
	baseUrl: string;
	args?: string[];
	key?: string;
	folder?: string;
	url?: string;
}

export class Live {
	constructor(options: LiveOptions);
	readonly folder: string;
	readonly output: string;
	readonly ended: Promise<number | null>;
	type(line: string): void;
	says(pattern: RegExp): Promise<void>;
	end(signal: 'SIGINT' | 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
	file(name: string): string | undefined;
	remove(): void;
}

export const KEY: string;
export const PHONE: string;
export const WRITTEN: string[];
export function control(url: string, path: string, body?: object): Promise<unknown>;
export function freePort(): Promise<number>;
