// OpenAI chat answers: one body or chunk, and a stream with the meter beside it.

#include "input.h"
#include "meter_said.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/sse.h"
#include "gateway/protocol/metering/openai_chat_meter.h"

#include <tuple>

using fuzz::Input;
using fuzz::require;
using namespace gateway::protocol;

namespace {

constexpr std::size_t kPadding = 64;

/// `ChatFacts` that stay.
struct Facts {
    bool isJson = false;
    int choices = 0;
    bool hasContent = false;
    bool hasReasoning = false;
    std::int64_t tokens = 0;
    std::string words; ///< finish reason and error
    std::optional<TokenUsage> usage;
    bool operator==(const Facts&) const = default;
};

Facts factsOf(const ChatFacts& facts)
{
    std::string words(facts.finishReason);
    if (facts.error)
        words += '\n' + std::string(facts.error->message) + '\n' + std::string(facts.error->type) + '\n'
            + std::string(facts.error->code);
    require(
        facts.outputTokens >= 0 && facts.reasoningTokens >= 0 && facts.choices >= 0, "nothing is counted below zero");
    return {facts.isJson, facts.choices, facts.hasContent, facts.hasReasoning,
        facts.outputTokens + facts.reasoningTokens, std::move(words), facts.usage};
}

/// The same with bytes behind the text and without, and JSON is JSON.
void checkBody(OpenAiChatReader& reader, const std::string& text)
{
    const std::vector<char> own = fuzz::exactly(text);
    const Facts facts = factsOf(reader.read(fuzz::viewOf(own)));
    // As in a stream, a line feed first: whether malformed JSON goes on into it is simdjson's affair.
    const std::vector<char> padded = fuzz::exactly(text + '\n' + std::string(kPadding, '}'));
    const std::string_view front = fuzz::viewOf(padded).substr(0, text.size());
    require(factsOf(reader.read(front, padded.size())) == facts, "what stands behind a text does not matter");
    if (const auto tree = gateway::parseJson(text); tree && tree->is_object() && text.size() < 4096)
        require(facts.isJson, "what is JSON is read");
}

/// Everything that a meter says at the end, and what the client got.
struct Seen : tests::MeterSaid {
    std::string sent;

    bool operator==(const Seen&) const = default;
};

Seen play(OpenAiChatReader& reader, const std::vector<std::string_view>& pieces, UsageChunk usageChunk)
{
    OpenAiChatMeter meter(reader, usageChunk);
    Seen seen;
    for (const std::string_view piece : pieces) {
        const std::vector<char> own = fuzz::exactly(piece);
        const std::size_t before = seen.sent.size();
        seen.sent += meter.feed(fuzz::viewOf(own));
        if (usageChunk == UsageChunk::Keep)
            require(std::string_view(seen.sent).substr(before) == piece, "what passes is what came");
    }
    seen.sent += meter.finish();
    static_cast<tests::MeterSaid&>(seen) = tests::saidBy(meter);
    return seen;
}

std::vector<std::string> eventsOf(std::string_view stream)
{
    gateway::SseReader reader;
    gateway::SseReader::Event event;
    std::vector<std::string> events;
    reader.feed(stream);
    while (reader.next(event))
        events.emplace_back(event.data);
    return events;
}

/// What was taken out of `all`, which had those events, is usage and nothing else.
void checkRemoved(OpenAiChatReader& reader, std::string_view all, std::string_view sent)
{
    if (all.find('\r') != std::string_view::npos)
        return; // the two readers see other ends of lines in a stray one
    const std::vector<std::string> left = eventsOf(sent);
    std::size_t at = 0;
    for (const std::string& event : eventsOf(all)) {
        if (at < left.size() && left[at] == event)
            ++at;
        else
            require(reader.read(event).isUsageOnly(), "only usage is taken out");
    }
    require(at == left.size(), "nothing is added");
}

void checkStream(OpenAiChatReader& reader, const Input& input, const std::string& text)
{
    const Seen kept = play(reader, {text}, UsageChunk::Keep);
    require(kept.sent == text, "a stream passes as it is");
    require(play(reader, input.pieces(text), UsageChunk::Keep) == kept, "a stream says the same however it comes");
    const Seen removed = play(reader, {text}, UsageChunk::Remove);
    require(
        play(reader, input.pieces(text), UsageChunk::Remove) == removed, "what is left is the same however it comes");
    const auto words = [](const Seen& seen) {
        return std::tie(seen.finish, seen.error, seen.errorType, seen.errorCode);
    };
    require(removed.usage == kept.usage && words(removed) == words(kept), "a reader sees what the client does not");
    checkRemoved(reader, text, removed.sent);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static OpenAiChatReader reader; // keeps its buffers, as that of the gateway's thread does
    const Input input(data, size);
    const std::string text = input.unfolded();
    checkBody(reader, text);
    if (text.size() < 65536)
        checkStream(reader, input, text);
    return 0;
}
