#include "field_table.h"

#include "closest_name.h"

#include <algorithm>

namespace gateway::config {

namespace {

std::string unknownFieldText(std::string_view name, const std::vector<std::string_view>& known)
{
    const bool hasKeys = std::find(known.begin(), known.end(), "keys") != known.end();
    if (hasKeys && soundsLikeSecret(name))
        return "unknown field; keys are kept outside of this file and referred to:"
               " \"keys\": [{\"name\": \"main\", \"secret\": \"keychain:NAME\"}]";
    const std::string_view meant = closestName(name, known);
    if (meant.empty())
        return "unknown field; it is kept and has no effect";
    return "unknown field; did you mean \"" + std::string(meant) + "\"?";
}

} // namespace

void reportUnknownFields(const Json& node, const std::vector<std::string_view>& known, const Place& place)
{
    for (const auto& [name, value] : node.items())
        if (std::find(known.begin(), known.end(), name) == known.end())
            place.field(name).warning(unknownFieldText(name, known));
}

void reportPlanned(const Place& place) { place.warning("has no effect yet"); }

void insertField(Json& node, std::string_view key, Json value, const std::vector<std::string_view>& order)
{
    std::string_view before;
    for (const std::string_view known : order) {
        if (known == key)
            break;
        if (node.contains(known))
            before = known;
    }
    if (before.empty() && !node.empty()) { // behind what the table does not know, such as a comment on top
        node[std::string(key)] = std::move(value);
        return;
    }
    Json next = Json::object();
    if (before.empty())
        next[std::string(key)] = value;
    for (auto& [name, field] : node.items()) {
        next[name] = std::move(field);
        if (name == before)
            next[std::string(key)] = std::move(value);
    }
    node = std::move(next);
}

} // namespace gateway::config
