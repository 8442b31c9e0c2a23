#include "answer_kind.h"

#include "native_form.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

using protocol::Framing;

struct FramingType {
    Framing framing;
    std::string_view contentType; ///< of a stream
};
constexpr std::array kFramings{
    FramingType{Framing::Sse, "text/event-stream"},
    FramingType{Framing::Lines, "application/x-ndjson"},
    FramingType{Framing::Array, "application/json"},
    FramingType{Framing::Binary, "application/vnd.amazon.eventstream"},
};

} // namespace

std::string_view typeOf(Framing framing) { return std::ranges::find(kFramings, framing, &FramingType::framing)->contentType; }

bool isBatch(const Ask& ask) { return ask.operation == Operation::PassThrough && (ask.path == kBatches || ask.path.starts_with("batches/")); }

bool isAskedStream(const ClientRequest& request, const Access& access, std::string_view contentType, bool isFiltered)
{
    if (request.ask.operation == Operation::PassThrough)
        return !isFiltered && startsIgnoringCase(contentType, typeOf(Framing::Sse));
    if (!request.outline.stream)
        return false;
    return startsIgnoringCase(contentType, typeOf(protocol::formatInfo(access.format).framing));
}

bool isUnaskedStream(const ClientRequest& request, const Access& access, std::string_view contentType)
{
    const Framing framing = protocol::formatInfo(access.format).framing;
    const bool isKnown = framing == Framing::Sse || framing == Framing::Lines;
    return isKnown && request.ask.operation == Operation::Converse && !request.outline.stream && !request.isLoad
        && startsIgnoringCase(contentType, typeOf(framing));
}

bool mayTellUsage(const ClientRequest& request, std::string_view contentType, bool isFiltered)
{
    const std::string_view essence = trimmed(contentType.substr(0, contentType.find(';')), " \t");
    return request.ask.operation != Operation::PassThrough || isFiltered || request.ask.owned == OwnedUse::Create || essence.empty()
        || equalsIgnoringCase(essence, "application/json") || essence.ends_with("+json");
}

std::string_view contentTypeFor(const ClientRequest& request)
{
    if (!request.outline.stream || request.ask.asArray)
        return "application/json";
    return typeOf(protocol::formatInfo(request.ask.format).framing);
}

bool isInBackground(const ClientRequest& request, const Access& access)
{
    return request.ask.format == protocol::Format::OpenAiResponses && request.ask.operation == Operation::Converse && isNative(request.ask, access)
        && request.outline.valueOf("background", viewOf(request.body)) == "true";
}

bool readsAsTree(const Ask& ask, const Access& access)
{
    const bool readsVectors = ask.operation == Operation::Embed;
    const bool hasOpenAis = !readsVectors || ask.embedding == protocol::EmbeddingFormat::OpenAi;
    const bool isOther = readsVectors || ask.operation == Operation::PassThrough;
    return !isOther || !isNative(ask, access) || !hasOpenAis || ask.owned == OwnedUse::Create || isBatch(ask);
}

} // namespace gateway::exchange
