// The schema of structured answers, as zod and as JSON Schema.
import { z } from 'zod';

export const CITY = z.object({
    city: z.string(),
    population: z.number().int(),
    isCapital: z.boolean(),
    tags: z.array(z.enum(['old', 'new'])),
});

export const CITY_SCHEMA = {
    type: 'object',
    properties: {
        city: { type: 'string' },
        population: { type: 'integer' },
        isCapital: { type: 'boolean' },
        tags: { type: 'array', items: { type: 'string', enum: ['old', 'new'] } },
    },
    required: ['city', 'population', 'isCapital', 'tags'],
    additionalProperties: false,
};

/// The fakes' answer to it.
export const CITY_SAMPLE = { city: 'Größe "1"', population: 42, isCapital: true, tags: ['new'] };
