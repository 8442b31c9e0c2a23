#include "sentence_json.h"

#include <utility>

namespace gateway::json {

namespace {

// Our sentences are not deeper; a damaged file may be.
constexpr int kMostNested = 16;

Sentence sentenceAt(const Json& json, int depth)
{
    if (json.is_string())
        return asIs(json.get<std::string>());
    if (!json.is_array() || json.empty() || !json.front().is_string() || depth > kMostNested)
        return {};
    std::vector<Sentence> values;
    for (std::size_t i = 1; i < json.size(); ++i)
        values.push_back(sentenceAt(json[i], depth + 1));
    return Sentence::read(json.front().get<std::string>(), std::move(values));
}

} // namespace

Json fromSentence(const Sentence& sentence)
{
    if (sentence.pattern.empty())
        return sentence.text;
    Json parts = Json::array({sentence.pattern});
    for (const Sentence& value : sentence.values)
        parts.push_back(fromSentence(value));
    return parts;
}

Sentence sentenceIn(const Json& json) { return sentenceAt(json, 0); }

} // namespace gateway::json
