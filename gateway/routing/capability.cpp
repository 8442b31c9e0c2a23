#include "capability.h"

#include <QtGlobal>

namespace gateway::routing {

Sentence lackOf(const providers::CatalogModel& model, RequestTraits& traits)
{
    if (!model.toolCall && traits.hasTools())
        return QT_TRANSLATE_NOOP("Error", "does not support tools");
    if (!model.images && traits.hasImages())
        return QT_TRANSLATE_NOOP("Error", "does not support images");
    return {};
}

bool isTooLong(const providers::CatalogModel& model, RequestTraits& traits)
{
    // No text has more tokens than bytes, and an estimate may be a quarter too high.
    return model.context > 0 && traits.bytes() > static_cast<std::size_t>(model.context)
        && traits.inputTokens() * 4 / 5 > model.context;
}

bool mayMissSchema(const providers::CatalogModel& model, RequestTraits& traits)
{
    return !model.structuredOutput && traits.wantsSchema();
}

} // namespace gateway::routing
