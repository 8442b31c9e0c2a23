#include "row.h"

#include "canonical_json.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>

namespace gateway::evaluation {

namespace {

std::string contentText(const Json& message)
{
    const Json& content = json::fieldOf(message, "content");
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    for (const Json& part : content.is_array() ? content : Json::array()) {
        text += text.empty() ? "" : "\n";
        const std::string* words = json::findText(part, "text");
        text += words ? *words : '[' + json::textOf(part, "type") + ']';
    }
    return text;
}

} // namespace

std::string canonicalText(const Row& row)
{
    Json json{{"id", row.id}, {"messages", row.messages}};
    if (!row.tags.empty())
        json["tags"] = row.tags;
    for (const Assertion& assertion : row.assertions)
        json["assert"].push_back(toJson(assertion));
    if (!row.references.empty() && std::ranges::find(row.assertions, AssertionType::Judge, &Assertion::type) != row.assertions.end())
        json["reference"] = row.references;
    return canonicalJson(json);
}

std::string questionText(const Row& row)
{
    if (row.messages.size() == 1)
        return contentText(row.messages.front());
    std::string text;
    for (const Json& message : row.messages)
        text += (text.empty() ? "" : "\n\n") + json::textOf(message, "role") + ": " + contentText(message);
    return text;
}

} // namespace gateway::evaluation
