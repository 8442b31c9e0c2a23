#include "field_kind.h"

#include "gateway/config/schema.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace ui::fields {

using gateway::Json;

namespace {

const Json& wholeSchema()
{
    static const Json schema = gateway::config::jsonSchema();
    return schema;
}

bool hasType(const Json& schema, std::string_view name)
{
    const auto type = schema.find("type");
    if (type == schema.end()) return false;
    return type->is_array() ? std::find(type->begin(), type->end(), name) != type->end() : *type == name;
}

bool takesWordOrList(const Json& alternatives)
{
    return std::ranges::any_of(alternatives, [](const Json& each) { return hasType(each, "array"); });
}

FieldKind kindOfList(const Json& items)
{
    if (items.contains("enum")) return FieldKind::Flags;
    const auto properties = items.find("properties");
    if (properties == items.end()) return FieldKind::Lines;
    if (properties->contains("all")) return FieldKind::NamedMatches;
    return properties->contains("exact") ? FieldKind::Matches : FieldKind::Entries;
}

FieldKind kindOfObject(const Json& schema)
{
    if (schema.contains("properties")) return takesNull(schema) ? FieldKind::OptionalGroup : FieldKind::Group;
    const auto values = schema.find("additionalProperties");
    return values != schema.end() && !values->contains("properties") ? FieldKind::Pairs : FieldKind::Other;
}

/// The index in "[2]"; npos for other steps.
std::size_t indexOf(const std::string& step)
{
    std::size_t index = 0;
    if (step.size() < 3 || step.front() != '[') return std::string::npos;
    const auto [end, error] = std::from_chars(step.data() + 1, step.data() + step.size() - 1, index);
    return error == std::errc() && end == step.data() + step.size() - 1 ? index : std::string::npos;
}

std::string within(const std::string& pattern, std::string_view between, const std::string& key)
{
    std::string inner = pattern;
    if (!pattern.empty()) inner.append(between);
    return inner.append(key);
}

void addLeaves(const Json& schema, const std::string& pattern, std::vector<std::string>& leaves)
{
    switch (kindOf(schema)) {
    case FieldKind::Group:
        for (const auto& [key, field] : schema["properties"].items()) addLeaves(field, within(pattern, ".", key), leaves);
        return;
    case FieldKind::OptionalGroup:
        leaves.push_back(pattern);
        for (const auto& [key, field] : schema["properties"].items()) addLeaves(field, within(pattern, ".", key), leaves);
        return;
    case FieldKind::Entries:
        leaves.push_back(pattern);
        for (const auto& [key, field] : schema["items"]["properties"].items()) addLeaves(field, within(pattern, "[].", key), leaves);
        return;
    default: leaves.push_back(pattern);
    }
}

} // namespace

const Json* schemaOf(std::string_view pattern)
{
    const Json* schema = &wholeSchema();
    for (const std::string& step : stepsOf(pattern)) {
        if (step == "[]") {
            const auto items = schema->find("items");
            if (items == schema->end()) return nullptr;
            schema = &*items;
            continue;
        }
        const auto properties = schema->find("properties");
        if (properties == schema->end() || !properties->contains(step)) return nullptr;
        schema = &(*properties)[step];
    }
    return schema;
}

std::vector<std::string> leavesOf(std::string_view pattern)
{
    std::vector<std::string> leaves;
    if (const Json* schema = schemaOf(pattern)) addLeaves(*schema, std::string(pattern), leaves);
    return leaves;
}

bool takesNull(const Json& schema)
{
    if (const auto words = schema.find("enum"); words != schema.end()) return std::find(words->begin(), words->end(), nullptr) != words->end();
    return hasType(schema, "null");
}

FieldKind kindOf(const Json& schema)
{
    if (schema.contains("enum")) return FieldKind::Choice;
    if (schema.contains("anyOf")) return takesWordOrList(schema["anyOf"]) ? FieldKind::WordOrLines : FieldKind::Proxy;
    if (hasType(schema, "boolean")) return takesNull(schema) ? FieldKind::OptionalFlag : FieldKind::Flag;
    if (hasType(schema, "integer") || hasType(schema, "number")) return FieldKind::Number;
    if (hasType(schema, "string")) return FieldKind::Text;
    if (hasType(schema, "array")) return kindOfList(schema["items"]);
    return hasType(schema, "object") ? kindOfObject(schema) : FieldKind::Other;
}

bool isOrdered(std::string_view pattern)
{
    constexpr std::string_view kOrdered[] = {"usage.prices", "usage.prices[].hours", "routes[].targets", "routes[].experiment.arms"};
    return std::ranges::find(kOrdered, pattern) != std::end(kOrdered);
}

bool isByteSize(std::string_view pattern) { return pattern.ends_with("_bytes"); }

std::string_view namedList(std::string_view pattern)
{
    constexpr std::pair<std::string_view, std::string_view> kNaming[] = {{"usage.budgets[].provider", "providers"}, {"usage.budgets[].consumer", "consumers"},
        {"usage.prices[].provider", "providers"}, {"routes[].targets[].provider", "providers"}};
    const auto found = std::ranges::find(kNaming, pattern, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(kNaming) ? std::string_view() : found->second;
}

bool isFilePath(std::string_view pattern)
{
    constexpr std::string_view kFiles[] = {"listen.tls.certificate", "listen.tls.key", "providers[].ca_file"};
    return std::ranges::find(kFiles, pattern) != std::end(kFiles);
}

Steps stepsOf(std::string_view path)
{
    Steps steps;
    while (!path.empty()) {
        if (path.front() == '.') path.remove_prefix(1);
        const std::size_t end = path.find_first_of(".[", 1);
        steps.emplace_back(path.substr(0, end));
        path = end == std::string_view::npos ? std::string_view() : path.substr(end);
    }
    return steps;
}

std::string pathOf(const Steps& steps)
{
    std::string path;
    for (const std::string& step : steps) {
        if (!path.empty() && step.front() != '[') path += '.';
        path += step;
    }
    return path;
}

const Json* lookUp(const Json& tree, const Steps& steps)
{
    const Json* node = &tree;
    for (const std::string& step : steps) {
        const std::size_t index = indexOf(step);
        if (index != std::string::npos) {
            if (!node->is_array() || index >= node->size()) return nullptr;
            node = &(*node)[index];
        } else {
            if (!node->is_object() || !node->contains(step)) return nullptr;
            node = &(*node)[step];
        }
    }
    return node;
}

void putIn(Json& tree, const Steps& steps, Json value)
{
    Json* node = &tree;
    for (const std::string& step : steps) {
        const std::size_t index = indexOf(step);
        if (index != std::string::npos) {
            if (!node->is_array()) *node = Json::array();
            if (index >= node->size()) node->push_back(Json::object());
            node = &(*node)[std::min(index, node->size() - 1)];
        } else {
            if (!node->is_object()) *node = Json::object();
            node = &(*node)[step];
        }
    }
    *node = std::move(value);
}

void takeOut(Json& tree, const Steps& steps)
{
    if (steps.empty()) return;
    Json* owner = &tree;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        const std::size_t index = indexOf(steps[i]);
        const bool isThere = index == std::string::npos ? owner->is_object() && owner->contains(steps[i]) : owner->is_array() && index < owner->size();
        if (!isThere) return;
        owner = index == std::string::npos ? &(*owner)[steps[i]] : &(*owner)[index];
    }
    if (owner->is_object()) owner->erase(steps.back());
}

bool isSame(const Json& a, const Json& b)
{
    if (a.is_object() && b.is_object()) {
        for (const auto& [key, value] : a.items())
            if (!b.contains(key) || !isSame(value, b[key])) return false;
        return a.size() == b.size();
    }
    if (a.is_array() && b.is_array()) return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSame);
    return a == b;
}

bool isWithin(std::string_view path, std::string_view place)
{
    if (!path.starts_with(place)) return false;
    return path.size() == place.size() || place.empty() || path[place.size()] == '.' || path[place.size()] == '[';
}

} // namespace ui::fields
