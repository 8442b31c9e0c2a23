#include "answer_fields.h"

#include <cstdint>

namespace gateway::protocol::fields {

const Json& at(const Json& object, const char* key)
{
    static const Json kNone;
    if (!object.is_object())
        return kNone;
    const auto found = object.find(key);
    return found == object.end() ? kNone : *found;
}

std::string textAt(const Json& object, const char* key)
{
    const Json& value = at(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<Tokens> countAt(const Json& object, const char* key)
{
    const Json& value = at(object, key);
    constexpr double kMost = 1e10;
    const double count = value.is_number() ? value.get<double>() : -1;
    if (!(count >= 0 && count <= kMost))
        return std::nullopt;
    return Tokens{static_cast<std::int64_t>(count)};
}

} // namespace gateway::protocol::fields
