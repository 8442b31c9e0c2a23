#include "ask.h"
#include "request_target.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

struct Verb {
    std::string_view name;
    Operation operation;
    bool isStream = false;
    protocol::EmbeddingFormat embedding = protocol::EmbeddingFormat::GeminiOne;
};

constexpr std::array kVerbs{
    Verb{"generateContent", Operation::Converse},   Verb{"streamGenerateContent", Operation::Converse, true},
    Verb{"countTokens", Operation::CountTokens},    Verb{"embedContent", Operation::Embed},
    Verb{"batchEmbedContents", Operation::Embed, false, protocol::EmbeddingFormat::GeminiBatch},
};

} // namespace

Ask askOf(const EndpointMatch& match, const http::RequestHead& head)
{
    Ask ask;
    ask.operation = match.endpoint->operation;
    ask.format = match.endpoint->format;
    ask.embedding = match.endpoint->embedding;
    ask.rest = match.rest;
    ask.path = match.path;
    if (ask.operation == Operation::PassThrough || ask.operation == Operation::StoredResponse)
        ask.query = queryForProvider(head.query);
    if (ask.operation != Operation::GeminiModel)
        return ask;
    if (head.method != "POST") {
        ask.operation = Operation::ShowModel;
        return ask;
    }
    const std::size_t colon = match.rest.rfind(':'); // names of models hold some, too: "qwen:7b"
    ask.place.model = match.rest.substr(0, colon);
    ask.verb = colon == std::string::npos ? std::string() : match.rest.substr(colon + 1);
    const auto verb = std::ranges::find(kVerbs, ask.verb, &Verb::name);
    ask.operation = verb == kVerbs.end() ? Operation::NotServed : verb->operation;
    ask.place.isStream = verb != kVerbs.end() && verb->isStream;
    if (verb != kVerbs.end())
        ask.embedding = verb->embedding;
    ask.asArray = ask.place.isStream && head.queryParameter("alt") != "sse";
    return ask;
}

} // namespace gateway::exchange
