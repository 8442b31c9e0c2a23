#include "proto_json.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <array>

namespace gateway::protocol::gemini {

namespace {

constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool isLower(char c) { return c >= 'a' && c <= 'z'; }

/// Whether `key` is the other spelling of `camel`.
bool isSnakeOf(std::string_view key, std::string_view camel)
{
    std::size_t at = 0;
    for (const char c : camel) {
        if (isUpper(c) && (at == key.size() || key[at++] != '_'))
            return false;
        if (at == key.size() || key[at++] != (isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c))
            return false;
    }
    return at == key.size();
}

} // namespace

std::string camelName(std::string_view name)
{
    std::string camel;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool joins = name[i] == '_' && i > 0 && i + 1 < name.size() && isLower(name[i + 1]);
        camel += joins ? static_cast<char>(name[++i] - 'a' + 'A') : name[i];
    }
    return camel;
}

namespace {

constexpr std::size_t kMostSpellings = 64; // enough for all known names

bool isClientsOwn(std::string_view camel)
{
    constexpr std::array<std::string_view, 7> kOwn{
        "parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema", "args", "response", "labels"};
    return std::ranges::find(kOwn, camel) != kOwn.end();
}

void collectSpellings(const Json& value, Spellings& all)
{
    for (auto each = value.begin(); each != value.end() && all.size() < kMostSpellings; ++each) {
        if (value.is_object()) {
            const std::string& key = each.key();
            const std::string camel = key.find('_') == std::string::npos ? key : camelName(key);
            if (camel != key && std::ranges::find(all, camel, &Spellings::value_type::first) == all.end())
                all.emplace_back(camel, key);
            if (isClientsOwn(camel))
                continue;
        }
        if (each->is_structured())
            collectSpellings(*each, all);
    }
}

} // namespace

Spellings spellingsIn(const Json& request)
{
    Spellings all;
    if (request.is_structured())
        collectSpellings(request, all);
    return all;
}

BodyNode field(const BodyNode& node, std::string_view camel)
{
    if (node.isObject() && !node.peek().contains(camel))
        for (const auto& [key, value] : node.peek().items())
            if (isSnakeOf(key, camel))
                return node[key];
    return node[camel];
}

const Json* field(const Json& object, std::string_view camel)
{
    if (object.is_object() && !object.contains(camel))
        for (const auto& [key, value] : object.items())
            if (isSnakeOf(key, camel))
                return json::findField(object, key);
    return json::findField(object, camel);
}

} // namespace gateway::protocol::gemini
