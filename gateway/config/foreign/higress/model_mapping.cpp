#include "model_mapping.h"

#include "gateway/config/foreign/reading/match_regex.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

std::string convertedReplacement(const std::string& text, char from, char to)
{
    std::string result = text;
    for (std::size_t i = 0; i + 1 < result.size(); ++i)
        if (result[i] == from && result[i + 1] >= '0' && result[i + 1] <= '9')
            result[i] = to;
    return result;
}

bool mayOverlap(const ModelMapping& mapping)
{
    const auto patterns = std::count_if(mapping.begin(), mapping.end(), [](const auto& each) {
        return each.first != "*" && (each.first.starts_with('~') || each.first.ends_with('*'));
    });
    return patterns > 1;
}

} // namespace

ModelMapping readModelMapping(ForeignObject mapping)
{
    ModelMapping result;
    for (const std::string& pattern : mapping.rest()) {
        const auto model = mapping.text(pattern);
        if (!model)
            continue;
        const bool isRegex = pattern.starts_with('~');
        const bool isRight = isRegex ? pattern.size() > 1 && isValidRegex(pattern.substr(1))
                                     : !pattern.empty() && pattern.find('*') >= pattern.size() - 1;
        if (isRight)
            result.emplace_back(pattern, isRegex ? convertedReplacement(*model, '$', '\\') : *model);
        else
            mapping.log().note(mapping.pathOf(pattern),
                "is not imported: it is neither a name, a prefix followed by *, nor ~ followed by a regular expression");
    }
    if (mayOverlap(result))
        mapping.log().note(mapping.path(),
            "has patterns that Higress tries in random order; Signalbox uses the longest prefix, then the expressions in this order",
            "check the order");
    return result;
}

Json writeModelMapping(const ModelMapping& mapping)
{
    Json node = Json::object();
    for (const auto& [pattern, model] : mapping)
        node[pattern] = pattern.starts_with('~') ? convertedReplacement(model, '\\', '$') : model;
    return node;
}

} // namespace gateway::config::foreign
