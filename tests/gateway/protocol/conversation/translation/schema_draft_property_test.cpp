#include "gateway/protocol/conversation/translation/schema_draft.h"

#include "catch.h"

#include "gateway/protocol/conversation/translation/schema_reference.h"

#include "latest_schema.h"

#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using tests::problemIn2020;

namespace {

constexpr std::array kKeywords{"extends", "disallow", "id", "$id", "divisibleBy", "dependencies", "items", "type", "required", "$recursiveRef", "plain"};
constexpr std::array kTypes{"string", "number", "integer", "boolean", "object", "array", "null"};

/// Generates schemas in which each keyword is valid in some draft.
class SchemaMaker {
public:
    explicit SchemaMaker(std::uint32_t seed) : m_random(seed) { }

    Json schema(int depth)
    {
        Json made = Json::object();
        for (int i = 0; i < 4; ++i)
            add(made, depth);
        return made;
    }

    const std::vector<std::string>& values() const { return m_values; }

private:
    std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }
    bool maybe() { return below(2) == 0; }
    std::string name() { return kKeywords.at(below(kKeywords.size())); }
    std::string type() { return kTypes.at(below(kTypes.size())); }
    Json part(int depth) { return depth > 0 ? schema(depth - 1) : Json::object({{"type", type()}}); }

    Json parts(int depth)
    {
        Json all = Json::array();
        for (std::size_t i = below(3); i < 3; ++i)
            all.push_back(part(depth));
        return all;
    }

    Json named(int depth)
    {
        Json all = Json::object();
        for (int i = 0; i < 2; ++i)
            all[name()] = part(depth);
        return all;
    }

    /// Data, which must not change.
    Json value()
    {
        Json made = Json::object({{name(), below(2) == 0 ? Json(true) : Json("#" + std::to_string(m_values.size()))}, {name(), Json::array({"any"})}});
        m_values.push_back(toText(made));
        return made;
    }

    Json types(int depth)
    {
        Json all = Json::array({type()});
        all.push_back(maybe() ? Json("any") : part(depth));
        return all;
    }

    Json dependencies(int depth)
    {
        Json all = Json::object();
        all["a"] = name();
        all["b"] = Json::array({"c", "d"});
        all["c"] = part(depth);
        return all;
    }

    void add(Json& made, int depth)
    {
        const std::array<std::function<void()>, 20> all{
            [&] { made["properties"] = named(depth); }, [&] { made["items"] = maybe() ? parts(depth) : part(depth); },
            [&] { made["additionalItems"] = maybe() ? Json(false) : part(depth); }, [&] { made["exclusiveMinimum"] = maybe(); },
            [&] { made["minimum"] = 3; }, [&] { made["exclusiveMaximum"] = maybe() ? Json(maybe()) : Json(7); }, [&] { made["required"] = maybe(); },
            [&] { made["type"] = maybe() ? Json(type()) : types(depth); }, [&] { made["extends"] = maybe() ? parts(depth) : part(depth); },
            [&] { made["disallow"] = maybe() ? Json(type()) : types(depth); }, [&] { made["divisibleBy"] = 2; },
            [&] { made["dependencies"] = dependencies(depth); }, [&] { made["id"] = maybe() ? "http://x/" + std::to_string(below(9)) : "#1n" + std::to_string(below(9)); },
            [&] { made["$id"] = "#n" + std::to_string(below(9)); }, [&] { made["$recursiveRef"] = "#"; }, [&] { made["$recursiveAnchor"] = maybe(); },
            [&] { made[maybe() ? "enum" : "examples"] = Json::array({value()}); }, [&] { made[maybe() ? "const" : "default"] = value(); },
            [&] { made["definitions"] = named(depth); }, [&] { made["$ref"] = "#/properties/" + name(); }};
        all.at(below(all.size()))();
    }

    std::mt19937 m_random;
    std::vector<std::string> m_values; // including overwritten ones
};

void eachReferenceIn(const Json& value, const std::function<void(const std::string&)>& visit)
{
    if (value.is_object() && value.contains("$ref") && value["$ref"].is_string())
        visit(value["$ref"].get<std::string>());
    if (value.is_structured())
        for (const Json& each : value)
            eachReferenceIn(each, visit);
}

std::size_t lostReferences(Json schema)
{
    std::size_t lost = 0;
    SchemaReferences references(schema);
    eachReferenceIn(schema, [&](const std::string& reference) { lost += references.find(reference) ? 0 : 1; });
    return lost;
}

} // namespace

TEST_CASE("random schemas of older drafts become valid 2020-12 with equal names and references")
{
    const std::uint32_t seed = GENERATE(range(0U, 400U));
    SchemaMaker maker(seed);
    const Json before = maker.schema(3);
    Json after = before;
    Losses losses;
    const bool isChanged = takeLatestDraft(after, "tools", losses);
    const std::string text = toText(after);
    CAPTURE(seed, toText(before), text);
    CHECK(isChanged == (before != after));
    CHECK(problemIn2020(after) == "");
    CHECK_FALSE(isOfOlderDraft(after));
    CHECK(losses.list().empty());
    for (const std::string& value : maker.values())
        if (toText(before).find(value) != std::string::npos && before.find("$ref") == before.end())
            CHECK(text.find(value) != std::string::npos);
    if (lostReferences(before) == 0)
        CHECK(lostReferences(after) == 0);
}
