#include "loose_fields.h"

namespace gateway::protocol {

std::string looseText(const Json& object, std::string_view key)
{
    const Json& value = looseField(object, key);
    return value.is_string() ? value.get_ref<const std::string&>() : std::string();
}

const Json& looseField(const Json& object, std::string_view key)
{
    static const Json kNull;
    if (!object.is_object())
        return kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

} // namespace gateway::protocol
