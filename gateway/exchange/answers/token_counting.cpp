#include "token_counting.h"

#include "gateway/core/json.h"
#include "gateway/core/text/bytes.h"
#include "gateway/protocol/anthropic/anthropic_codec.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"
#include "gateway/protocol/gemini/gemini_codec.h"
#include "gateway/routing/matching/request_traits.h"

namespace gateway::exchange {

namespace {

/// Without the whole of it being right there is nothing to be counted.
Result<void> checked(const ClientRequest& request)
{
    auto tree = parseJson(viewOf(request.body));
    if (!tree)
        return failure(ErrorKind::InvalidRequest, "The request body is not valid JSON: " + tree.error().message + '.');
    const auto said = request.ask.format == protocol::Format::Gemini
        ? protocol::readGeminiCount(std::move(*tree), request.ask.place)
        : protocol::readAnthropicCountRequest(std::move(*tree));
    if (!said)
        return failure(said.error());
    return {};
}

} // namespace

Result<std::string> tokenCount(const ClientRequest& request)
{
    if (auto right = checked(request); !right)
        return failure(std::move(right.error()));
    routing::RequestFacts facts;
    facts.request = &request.outline;
    facts.body = viewOf(request.body);
    const std::int64_t tokens = routing::RequestTraits(facts).inputTokens();
    return toText(request.ask.format == protocol::Format::Gemini ? protocol::geminiCount(tokens)
                                                                 : protocol::anthropicTokenCount(tokens));
}

bool isTokenCount(const ClientRequest& request, const std::string& body)
{
    const auto tree = parseJson(body);
    const char* const field = request.ask.format == protocol::Format::Gemini ? "totalTokens" : "input_tokens";
    return tree && tree->is_object() && tree->contains(field) && (*tree)[field].is_number_integer();
}

bool namesOtherModel(const ClientRequest& request, std::string_view model)
{
    const auto whole = parseJson(request.outline.valueOf("generateContentRequest", viewOf(request.body)));
    return whole && whole->is_object() && whole->value("model", std::string()) != "models/" + std::string(model);
}

std::string askedModel(const ClientRequest& request)
{
    const std::string_view body = viewOf(request.body);
    for (const std::string_view key : {"model", "name"})
        if (const auto name = parseJson(request.outline.valueOf(key, body)); name && name->is_string())
            return name->get<std::string>();
    return {};
}

} // namespace gateway::exchange
