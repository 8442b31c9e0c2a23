#include "proto_json.h"

namespace gateway::protocol::gemini {

namespace {

constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool isLower(char c) { return c >= 'a' && c <= 'z'; }

std::string snakeName(std::string_view camel)
{
    std::string name;
    for (const char c : camel) {
        if (isUpper(c))
            name += '_';
        name += isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return name;
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

BodyNode field(const BodyNode& node, std::string_view camel)
{
    if (node.isObject() && !node.json().contains(camel)) {
        const std::string snake = snakeName(camel);
        if (node.json().contains(snake))
            return node[snake];
    }
    return node[camel];
}

const Json* field(const Json& json, std::string_view camel)
{
    if (!json.is_object())
        return nullptr;
    auto found = json.find(camel);
    if (found == json.end())
        found = json.find(snakeName(camel));
    return found == json.end() || found->is_null() ? nullptr : &*found;
}

} // namespace gateway::protocol::gemini
