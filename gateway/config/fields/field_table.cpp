#include "field_table.h"

#include "gateway/config/settings/key_names.h"
#include "gateway/core/text/closest_names.h"

#include <algorithm>
#include <iterator>

namespace gateway::config {

namespace {

std::string unknownFieldText(std::string_view name, const std::vector<std::string_view>& known)
{
    const bool hasKeys = std::find(known.begin(), known.end(), "keys") != known.end();
    if (hasKeys && soundsLikeSecret(name))
        return "unknown field; keys are kept outside of this file and referred to:"
               " \"keys\": [{\"name\": \"main\", \"secret\": \"keychain:NAME\"}]";
    const std::string meant = didYouMean(name, {known.begin(), known.end()});
    return "unknown field" + (meant.empty() ? "; it is kept and has no effect" : meant);
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
    const auto own = std::find(order.begin(), order.end(), key);
    const auto isThere = [&](std::string_view known) { return node.contains(known); };
    const auto before = std::find_if(std::make_reverse_iterator(own), order.rend(), isThere);
    const auto after = std::find_if(own, order.end(), isThere);
    Json next = Json::object();
    for (auto& [name, field] : node.items()) {
        if (before == order.rend() && after != order.end() && name == *after)
            next[std::string(key)] = value;
        next[name] = std::move(field);
        if (before != order.rend() && name == *before)
            next[std::string(key)] = value;
    }
    if (!next.contains(key))
        next[std::string(key)] = std::move(value);
    node = std::move(next);
}

} // namespace gateway::config
