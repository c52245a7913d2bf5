interface Socket {
	write(text: string): boolean;
	end(text?: string): void;
	destroy(): void;
}

export function serve(answer: (socket: Socket, attempt: number) => void): Promise<{
	baseUrl: string;
	requests: string[];
	close(): Promise<void>;
}>;
export function trickle(socket: Socket, piece: string, milliseconds: number): void;
export function flood(socket: Socket, piece: string): { bytes: number };
