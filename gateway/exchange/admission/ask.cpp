#include "ask.h"
#include "request_target.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::exchange {

namespace {

constexpr std::array<std::string_view, 6> kPassedKinds{"images", "audio", "rerank", "moderations", "files", "batches"};

OwnedUse ownedUse(const Ask& ask, std::string_view method)
{
    for (const std::string_view folder : {"files", "batches"}) {
        if (ask.path == folder)
            return method == "GET" ? OwnedUse::List : method == "POST" ? OwnedUse::Create : OwnedUse::None;
        if (ask.path.starts_with(folder) && ask.path[folder.size()] == '/')
            return OwnedUse::One;
    }
    return OwnedUse::None;
}

} // namespace

std::string_view operationKind(const Ask& ask)
{
    if (ask.operation == Operation::Embed)
        return "embeddings";
    if (ask.operation == Operation::CountTokens)
        return "token_counts";
    if (ask.operation != Operation::PassThrough)
        return {};
    const auto* const kind = std::ranges::find(kPassedKinds, std::string_view(ask.path).substr(0, ask.path.find('/')));
    return kind == kPassedKinds.end() ? std::string_view("other") : *kind;
}

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
    if (ask.operation == Operation::PassThrough)
        ask.owned = ownedUse(ask, head.method);
    if (ask.operation != Operation::GeminiModel)
        return ask;
    if (head.method != "POST") {
        ask.operation = Operation::ShowModel;
        return ask;
    }
    const std::size_t colon = match.rest.rfind(':'); // model names may contain colons, too: "qwen:7b"
    ask.place.model = match.rest.substr(0, colon);
    ask.verb = colon == std::string::npos ? std::string() : match.rest.substr(colon + 1);
    if (const GeminiVerb* const verb = geminiVerb(ask.verb)) {
        ask.operation = verb->operation;
        ask.place.isStream = verb->isStream;
        ask.embedding = verb->embedding;
    } else {
        ask.operation = Operation::NotServed;
    }
    ask.asArray = ask.place.isStream && head.queryParameter("alt") != "sse";
    return ask;
}

} // namespace gateway::exchange
