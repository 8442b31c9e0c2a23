#include "token_counting.h"

#include "stored_responses.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/bytes.h"
#include "gateway/protocol/anthropic/anthropic_codec.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"
#include "gateway/protocol/gemini/gemini_codec.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/responses/store/earlier_input.h"
#include "gateway/protocol/token_estimate.h"
#include "gateway/routing/matching/request_traits.h"

namespace gateway::exchange {

namespace {

/// Validates the whole request before it is counted.
Result<void> checked(const ClientRequest& request)
{
    const auto tree = treeOf(request);
    if (!tree)
        return failure(tree.error());
    const auto said = request.ask.format == protocol::Format::Gemini
        ? protocol::readGeminiCount(*tree, request.ask.place)
        : protocol::readAnthropicCountRequest(*tree);
    if (!said)
        return failure(said.error());
    return {};
}

/// Gemini's clients may send a complete request instead of `contents`.
std::string_view wholeRequest(const ClientRequest& request)
{
    for (const std::string_view key : {"generateContentRequest", "generate_content_request"})
        if (const auto text = request.outline.valueOf(key, viewOf(request.body)); !text.empty())
            return text;
    return {};
}

/// Estimate for a request that is not the client's body itself.
std::int64_t estimatedWhole(std::string_view text, protocol::Format format)
{
    const std::string padded = std::string(text) + std::string(protocol::kJsonPadding, ' ');
    const std::string_view body = std::string_view(padded).substr(0, text.size());
    const protocol::RequestShape shape{protocol::formatInfo(format).shape.messages, protocol::ModelPlace::MaybeBody};
    const auto outline = protocol::RequestOutlineReader().read(body, shape);
    return outline ? estimatedInput(*outline, body) : 0;
}

/// OpenAI also counts instructions and tools alone.
Result<Json> responsesTree(const ClientRequest& request, protocol::KeptHistory& history)
{
    auto tree = treeOf(request);
    if (tree && !tree->contains("input"))
        (*tree)["input"] = "";
    if (tree)
        tree = withHistory(std::move(*tree), history);
    return tree;
}

Result<std::int64_t> responsesTokens(const ClientRequest& request, protocol::KeptHistory& history)
{
    const auto tree = responsesTree(request, history);
    if (!tree)
        return failure(tree.error());
    if (const auto said = protocol::openAiResponsesCodec().readRequest(*tree, request.ask.place); !said)
        return failure(said.error());
    return estimatedWhole(toText(*tree), protocol::Format::OpenAiResponses);
}

} // namespace

std::int64_t estimatedInput(const protocol::RequestOutline& outline, std::string_view body)
{
    routing::RequestFacts facts;
    facts.request = &outline;
    facts.body = body;
    return routing::RequestTraits(facts).inputTokens();
}

std::int64_t earlierInput(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store)
{
    if (request.ask.format != protocol::Format::OpenAiResponses || store.count() == 0)
        return 0;
    protocol::KeptHistory history = historyFor(request, consumer, store);
    std::int64_t tokens = 0;
    if (const auto* const previous = previousOf(request, consumer, store); previous && previous->isElsewhere()) {
        tokens = previous->tokens;
    } else if (previous) {
        if (const auto chain = history.chain(previous->id)) // otherwise the request is refused
            for (const protocol::KeptTurn& turn : *chain)
                tokens += protocol::estimateTokens(toText(*turn.input)) + protocol::estimateTokens(toText(*turn.output));
    }
    if (!mayHoldIds(request))
        return tokens;
    if (auto tree = treeOf(request); tree && protocol::hasReferences(*tree))
        (void)protocol::withItems(std::move(*tree), [&](std::string_view id) -> const Json* {
            const Json* const item = history.item(id);
            tokens += item ? protocol::estimateTokens(toText(*item)) : 0;
            return nullptr;
        });
    return tokens;
}

Result<std::string> tokenCount(const ClientRequest& request, protocol::KeptHistory& history)
{
    if (request.ask.format == protocol::Format::OpenAiResponses) {
        const auto tokens = responsesTokens(request, history);
        return tokens ? Result<std::string>(countAnswer(request, *tokens)) : failure(tokens.error());
    }
    if (auto right = checked(request); !right)
        return failure(std::move(right.error()));
    const std::string_view whole = wholeRequest(request);
    return countAnswer(request, whole.empty() ? estimatedInput(request.outline, viewOf(request.body))
                                              : estimatedWhole(whole, protocol::Format::Gemini));
}

protocol::CountJob countJob(const ClientRequest& request, protocol::KeptHistory& history)
{
    protocol::CountJob job;
    job.messages = request.outline.shape.messages;
    if (request.ask.format == protocol::Format::OpenAiResponses) {
        const auto tree = responsesTree(request, history);
        job.request = tree ? QByteArray::fromStdString(toText(*tree)) : request.body;
    } else if (const std::string_view whole = wholeRequest(request); !whole.empty()) {
        job.request = QByteArray(whole.data(), static_cast<qsizetype>(whole.size()));
        job.messages = protocol::formatInfo(protocol::Format::Gemini).shape.messages;
    } else {
        job.request = request.body;
    }
    return job;
}

std::string countAnswer(const ClientRequest& request, std::int64_t tokens)
{
    if (request.ask.format == protocol::Format::OpenAiResponses)
        return toText(protocol::responsesTokenCount(tokens));
    return toText(request.ask.format == protocol::Format::Gemini ? protocol::geminiCount(tokens)
                                                                 : protocol::anthropicTokenCount(tokens));
}

bool isTokenCount(const ClientRequest& request, const std::string& body)
{
    constexpr std::size_t kLongest = 64 * 1024;
    if (body.size() > kLongest)
        return false;
    const auto tree = parseJsonLeniently(body);
    const char* const field = request.ask.format == protocol::Format::Gemini ? "totalTokens" : "input_tokens";
    return tree && tree->is_object() && tree->contains(field) && (*tree)[field].is_number_integer();
}

bool namesOtherModel(const ClientRequest& request, std::string_view model)
{
    const std::string_view text = wholeRequest(request);
    if (text.empty())
        return false;
    if (isLongWork(text)) // too long to be parsed for this
        return true;
    const auto whole = treeOf(text);
    if (!whole || !whole->is_object())
        return false;
    const auto named = whole->find("model");
    return named != whole->end() && *named != "models/" + std::string(model) && *named != std::string(model);
}

std::string askedModel(const ClientRequest& request)
{
    const std::string_view body = viewOf(request.body);
    constexpr std::size_t kLongest = 4096;
    for (const std::string_view key : {"model", "name"}) {
        const std::string_view text = request.outline.valueOf(key, body);
        if (const auto name = parseJson(text.size() <= kLongest ? text : std::string_view()); name && name->is_string())
            return name->get<std::string>();
    }
    return {};
}

} // namespace gateway::exchange
