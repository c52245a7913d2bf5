export interface Ended {
	/** Null when it was ended by `until`. */
	code: number | null;
	output: string;
}

export function exists(path: string): boolean;
export function onThePath(program: string): boolean;
export function run(line: string, options?: { cwd?: string; until?: RegExp }): Promise<Ended>;
export function runAmong(files: string[], line: string): Promise<Ended>;
