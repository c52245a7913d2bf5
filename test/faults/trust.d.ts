export function trust(certificate: string): () => void;
