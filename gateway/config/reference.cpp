#include "reference.h"

#include "schema.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <utility>

namespace gateway::config {

namespace {

std::string pathWithin(const std::string& section, const std::string& path)
{
    return section.empty() || path.empty() ? section + path : section + '.' + path;
}

/// Unlike `json::fieldOf`, tells a default of null from none.
std::string memberOf(const Json& schema, const char* name)
{
    const auto member = schema.find(name);
    return member == schema.end() ? std::string() : gateway::toText(*member);
}

/// The text of a predicate, for example, is explained as a whole.
bool isExplained(const Json& object)
{
    const Json& fields = object.at("properties");
    return !fields.empty() && std::all_of(fields.begin(), fields.end(), [](const Json& field) { return field.contains("description"); });
}

/// The inner schema of an array, a map or a choice of forms, with the addition to its path; null: a plain value.
const Json* insideOf(const Json& schema, std::string& step)
{
    if (schema.contains("properties")) return isExplained(schema) ? &schema : nullptr;
    if (const Json* const items = json::findField(schema, "items")) {
        step += "[]";
        return insideOf(*items, step);
    }
    if (const Json* const values = json::findObject(schema, "additionalProperties")) {
        step += ".NAME";
        return insideOf(*values, step);
    }
    return nullptr;
}

class Walk {
public:
    void into(const Json& object, const std::string& section, const std::string& path)
    {
        for (const auto& [key, schema] : object.at("properties").items()) {
            std::string step = path;
            if (!step.empty()) step += '.';
            step += key;
            std::string within = step;
            if (const Json* const inside = insideOf(schema, within)) {
                if (section.empty()) into(*inside, within, {});
                else into(*inside, section, within);
            } else {
                add(schema, section, step);
            }
        }
    }

    std::vector<ReferenceField> fields;

private:
    void add(const Json& schema, const std::string& section, const std::string& path)
    {
        ReferenceField field{section, path, pathWithin(section, path), json::textOf(schema, "description"),
            memberOf(schema, "default"), {}, memberOf(schema, "minimum"), memberOf(schema, "maximum")};
        for (const Json& choice : json::listOf(schema, "enum")) field.choices.push_back(gateway::toText(choice));
        fields.push_back(std::move(field));
    }
};

} // namespace

std::vector<ReferenceField> referenceFields()
{
    Walk walk;
    walk.into(jsonSchema(), {}, {});
    return std::move(walk.fields);
}

} // namespace gateway::config
