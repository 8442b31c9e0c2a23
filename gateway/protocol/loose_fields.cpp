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

std::optional<ToldCost> costIn(const Json& usage)
{
    CostReading reading;
    if (!usage.is_object())
        return std::nullopt;
    for (const auto& [name, value] : usage.items()) {
        if (value.is_number())
            reading.take(name, value.get<double>());
        else if (name == "is_byok" && value.is_boolean())
            reading.takeOwnKey(value.get<bool>());
        else if ((name == "cost" || name == "cost_details") && value.is_object())
            for (const auto& [detail, number] : value.items())
                if (number.is_number())
                    reading.takeDetail(detail, number.get<double>());
    }
    return reading.cost();
}

} // namespace gateway::protocol
