/** The part of an Ajv error that the text is made from. */
export interface SchemaError {
	keyword: string;
	instancePath: string;
	params: Record<string, unknown>;
	message?: string;
}

/** Words for a broken schema rule, in the manner of Zoko's "recipient cannot be empty". */
export function validationMessage(error: SchemaError): string {
	const path = error.instancePath.slice(1).replaceAll('/', '.');
	const inside = (key: unknown) => (path === '' ? String(key) : `${path}.${String(key)}`);
	switch (error.keyword) {
		case 'required':
			return `${inside(error.params.missingProperty)} is required`;
		case 'additionalProperties':
			return `${inside(error.params.additionalProperty)} is not allowed`;
		case 'minLength':
		case 'minItems':
			if (error.params.limit === 1) return `${path} cannot be empty`;
			break;
		case 'false schema':
			return `${path} is not allowed with this type`;
		case 'enum':
			return `${path} must be one of ${(error.params.allowedValues as unknown[]).join(', ')}`;
	}
	return `${path === '' ? 'request' : path} ${error.message ?? 'is not valid'}`;
}
