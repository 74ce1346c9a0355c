// SARIF 2.1.0 (OASIS, section 3), as far as it is written here: each object with the members that the specification gives it and that are used, each
// required one required, and none beside them. What hangs on more than one member is in the tests.

type Schema = Record<string, unknown>;

const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: Schema): Schema => ({ type: 'array', items, uniqueItems: true });
const text: Schema = { type: 'string', minLength: 1 };
const uri: Schema = { type: 'string', format: 'uri' };
const index: Schema = { type: 'integer', minimum: 0 };
const moment: Schema = { type: 'string', format: 'date-time' };
const message = object({ text }, ['text']);
const bag: Schema = { type: 'object', properties: { tags: list(text) } };
const level: Schema = { enum: ['none', 'note', 'warning', 'error'] };

const component = (more: Schema, required: readonly string[]): Schema =>
  object(
    {
      name: text,
      version: text,
      organization: text,
      informationUri: uri,
      shortDescription: message,
      isComprehensive: { type: 'boolean' },
      ...more,
    },
    ['name', ...required],
  );

const componentReference = object({ name: text, index }, ['name', 'index']);

const descriptor = object(
  {
    id: text,
    name: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: uri,
    defaultConfiguration: object({ level }, ['level']),
    properties: bag,
  },
  ['id'],
);

const location = object({
  physicalLocation: object({ artifactLocation: object({ uri }, ['uri']) }, ['artifactLocation']),
  logicalLocations: list(object({ name: text, fullyQualifiedName: text, kind: text })),
});

const result = object(
  {
    ruleId: text,
    ruleIndex: index,
    kind: { enum: ['pass', 'fail', 'review', 'open', 'informational', 'notApplicable'] },
    level,
    message,
    locations: { ...list(location), minItems: 1 },
    partialFingerprints: { type: 'object', additionalProperties: text },
    hostedViewerUri: uri,
    occurrenceCount: { type: 'integer', minimum: 1 },
    taxa: list(object({ id: text, index, toolComponent: componentReference }, ['id', 'index', 'toolComponent'])),
    suppressions: list(
      object(
        {
          kind: { enum: ['inSource', 'external'] },
          status: { enum: ['accepted', 'underReview', 'rejected'] },
          justification: text,
        },
        ['kind'],
      ),
    ),
    provenance: object({ firstDetectionTimeUtc: moment, lastDetectionTimeUtc: moment }),
    properties: bag,
  },
  ['ruleId', 'ruleIndex', 'message', 'locations', 'partialFingerprints'],
);

const run = object(
  {
    tool: object(
      { driver: component({ rules: list(descriptor), supportedTaxonomies: list(componentReference) }, []) },
      ['driver'],
    ),
    automationDetails: object({ id: text, description: message }),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    taxonomies: list(component({ taxa: list(descriptor) }, ['version', 'taxa'])),
    properties: bag,
    results: { type: 'array', items: result },
  },
  ['tool', 'results'],
);

export const SARIF: Schema = object(
  { $schema: uri, version: { const: '2.1.0' }, runs: { type: 'array', items: run, minItems: 1 } },
  ['$schema', 'version', 'runs'],
);
