#include "schema_reference.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_members.h"
#include "gateway/core/json/json_pointer.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

/// Members with values, in which keywords have no meaning.
bool holdsValues(std::string_view key)
{
    return key == "enum" || key == "const" || key == "default" || key == "examples" || key == "example" || key == "required";
}

bool holdsNames(std::string_view key)
{
    return key == "properties" || key == "$defs" || key == "definitions" || key == "patternProperties" || key == "dependentSchemas";
}

/// Calls `visit` for all schemas in `value`. `areNames`: its keys are not keywords.
template <class Value, class Visit> void eachObject(Value& value, const Visit& visit, bool areNames = false)
{
    if (value.is_array())
        for (Value& each : value)
            eachObject(each, visit);
    if (!value.is_object())
        return;
    if (!areNames)
        visit(value);
    for (auto member = value.begin(); member != value.end(); ++member)
        if (areNames || !holdsValues(member.key()))
            eachObject(*member, visit, !areNames && holdsNames(member.key()));
}

} // namespace

const Json* SchemaReferences::find(std::string_view reference)
{
    const std::size_t mark = std::min(reference.find('#'), reference.size());
    const std::string_view place = reference.substr(0, mark);
    const std::string_view fragment = reference.substr(std::min(mark + 1, reference.size()));
    const Json* base = &m_root;
    if (!place.empty() && place != json::textOf(m_root, "$id")) {
        collect();
        const auto known = m_named.find(std::string(place));
        base = known == m_named.end() ? nullptr : known->second;
    }
    if (!base || fragment.empty() || fragment.front() == '/')
        return base ? json::pointedTo(*base, fragment) : nullptr;
    collect();
    const auto named = m_named.find('#' + json::fragmentText(fragment));
    return named == m_named.end() ? nullptr : named->second;
}

void SchemaReferences::collect()
{
    if (std::exchange(m_isCollected, true))
        return;
    eachObject(m_root, [this](const Json& schema) {
        for (const char* const key : {"$anchor", "$dynamicAnchor"})
            if (std::string name = json::textOf(schema, key); !name.empty())
                m_named.emplace('#' + name, &schema);
        for (const char* const key : {"$id", "id"})
            if (std::string id = json::textOf(schema, key); id.starts_with('#') && id.size() > 1) // as in draft 4
                m_named.emplace(std::move(id), &schema);
            else if (!id.empty())
                m_named.emplace(id.ends_with('#') ? id.substr(0, id.size() - 1) : id, &schema);
    });
}

namespace {

void join(Json& there, Json value)
{
    if (there.is_object() && value.is_object())
        JsonMembers(there).update(std::move(value));
    else if (there.is_array() && value.is_array())
        there.insert(there.end(), value.begin(), value.end());
    else
        there = std::move(value);
}

} // namespace

void openRoot(Json& schema)
{
    constexpr int kMostSteps = 16;
    for (int step = 0; step < kMostSteps && schema.is_object(); ++step) {
        const std::string reference = json::textOf(schema, "$ref");
        const Json* const target = reference.empty() ? nullptr : SchemaReferences(schema).find(reference);
        if (!target || target == &schema || !target->is_object())
            return;
        Json opened = *target;
        schema.erase("$ref");
        for (auto& [key, value] : schema.get_ref<Json::object_t&>())
            join(opened[key], std::move(value));
        schema = std::move(opened);
    }
}

namespace {

constexpr std::array<const char*, 2> kReferenceKeys{"$ref", "$dynamicRef"};

/// Calls `visit` with each reference in `value`, which `visit` may change.
template <class Visit> void eachReference(Json& value, const Visit& visit)
{
    eachObject(value, [&visit](Json& schema) {
        for (const char* const key : kReferenceKeys)
            if (const auto found = schema.find(key); found != schema.end() && found->is_string())
                visit(found->get_ref<std::string&>());
    });
}

/// References that are invalid in `schema` but valid in what `earlier` searches; each once.
std::vector<std::string> lostReferences(Json& schema, SchemaReferences& earlier)
{
    SchemaReferences now(schema);
    std::vector<std::string> lost;
    eachReference(schema, [&](const std::string& reference) {
        if (std::ranges::find(lost, reference) == lost.end() && !now.find(reference) && earlier.find(reference))
            lost.push_back(reference);
    });
    return lost;
}

/// A name that is unused in `definitions`.
std::string freeName(const Json& definitions)
{
    std::size_t number = definitions.size() + 1;
    while (definitions.contains("part" + std::to_string(number)))
        ++number;
    return "part" + std::to_string(number);
}

} // namespace

bool keepReferences(Json& schema, const Json& before)
{
    constexpr std::size_t kMost = 1000; // copies, which may contain further references
    SchemaReferences earlier(before);
    std::size_t kept = 0;
    for (auto lost = schema.is_object() ? lostReferences(schema, earlier) : std::vector<std::string>(); !lost.empty() && kept < kMost;
         lost = lostReferences(schema, earlier)) {
        for (const std::string& reference : lost) {
            Json& definitions = schema["$defs"];
            if (!definitions.is_object())
                definitions = Json::object();
            const std::string name = freeName(definitions);
            definitions[name] = *earlier.find(reference);
            eachReference(schema, [&](std::string& each) {
                if (each == reference)
                    each = "#/$defs/" + name;
            });
            ++kept;
        }
    }
    return kept > 0;
}

bool moveReferences(Json& schema, const std::string& place)
{
    bool isFound = false;
    eachReference(schema, [&](std::string& each) {
        if (each != "#" && !each.starts_with("#/"))
            return;
        each.replace(0, 1, place);
        isFound = true;
    });
    if (isFound)
        for (const char* const key : {"$id", "id", "$schema"})
            schema.erase(key);
    return isFound;
}

bool hasPlainReferences(const Json& schema)
{
    bool isPlain = true;
    eachObject(schema, [&](const Json& each) {
        const auto found = each.find("$ref");
        if (found == each.end() || !found->is_string())
            return;
        const std::string& reference = found->get_ref<const std::string&>();
        const std::string_view name = std::string_view(reference).substr(std::min(reference.size(), reference.rfind('/') + 1));
        const bool isDefinition = reference == "#/$defs/" + std::string(name) || reference == "#/definitions/" + std::string(name);
        isPlain = isPlain && each.size() == 1 && (reference == "#" || isDefinition);
    });
    return isPlain;
}

} // namespace gateway::protocol
