#include "schema.h"

#include "gateway/config/fields/fields.h"

namespace gateway::config {

Json jsonSchema()
{
    Json schema{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"$id", kSchemaId},
        {"title", "Signalbox configuration"},
        {"description", "Configuration file of Signalbox (config.json). Unknown fields are kept and reported as warnings."},
    };
    schema.update(settingsShape().schema());
    return schema;
}

} // namespace gateway::config
