#include "schema.h"

#include "gateway/config/fields/fields.h"

namespace gateway::config {

Json jsonSchema()
{
    Json schema{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"$id", kSchemaId},
        {"title", "Signalbox configuration"},
        {"description", "config.json of Signalbox. Unknown fields are kept, and reported as warnings."},
    };
    schema.update(settingsShape().schema());
    return schema;
}

} // namespace gateway::config
