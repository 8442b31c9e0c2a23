#pragma once

#include "reported_searches.h"

#include "gateway/protocol/token_usage.h"
#include "gateway/protocol/tokenizer/said_text.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// An error in an upstream's body. Views as in `ChatFacts`.
struct ChatError {
    std::string_view message; ///< may be empty
    std::string_view type; ///< "server_error"; may be empty
    std::string_view code; ///< as text, also if it was a number: "502"; may be empty
};

/// A piece of an answer's text. Views as below.
struct SaidPiece {
    int choice = 0;
    int part = 0;
    SaidText::What what = SaidText::What::Plain;
    std::string_view text;
};

/// What the gateway needs from one chunk of a stream or one whole answer. The views are valid until the reader reads
/// again.
struct ChatFacts {
    bool isJson = false; ///< false: everything that could not be read has its default
    int choices = 0;
    std::uint64_t seenChoices = 0; ///< one bit for each index, the last one for all from 63
    std::uint64_t answeringChoices = 0; ///< those of `seenChoices` with content or reasoning
    std::uint64_t endedChoices = 0; ///< those of `seenChoices` with a finish reason
    bool hasContent = false; ///< text, refusal, tool call, image or audio
    bool hasReasoning = false;
    std::string_view text;      ///< of the content of the last choice, if it is a single text
    bool hasMoreThanText = false; ///< a tool call, a refusal, an image, audio, content in parts, another choice
    bool hasMedia = false; ///< an image or audio
    bool hasFound = false; ///< it lists the results of a web search
    std::vector<SaidPiece>* said = nullptr; ///< owned by the reader: the texts in their order
    bool isEstimated = true; ///< otherwise the next two stay 0
    std::int64_t outputTokens = 0; ///< estimate for content and tool calls
    std::int64_t reasoningTokens = 0; ///< estimate
    std::string_view finishReason; ///< of the last choice that has one; empty: none
    std::optional<TokenUsage> usage; ///< as reported, with disjoint parts; includes web searches reported here
    std::optional<ChatError> error;
    std::string_view soundId; ///< of audio that the provider stores; empty: none
    std::string_view serviceTier; ///< as named in the answer; empty: not specified

    /// Whether there is more than framing: content, reasoning, a tool call, a finish reason or an error.
    bool isMeaningful() const { return hasContent || hasReasoning || !finishReason.empty() || error; }
    /// Whether it contains only usage, as OpenAI's last chunk of a stream with `include_usage` does.
    bool isUsageOnly() const { return usage && choices == 0 && !error; }
};

void addSaid(const ChatFacts& facts, SaidText& said);
void addSearches(const ChatFacts& facts, ReportedSearches& searches);
/// The text of a whole answer.
SaidText saidIn(const ChatFacts& facts);

/// Reads OpenAI chat answers and chunks of the many providers that speak this format. Keeps its buffers between calls:
/// one per thread is enough.
class OpenAiChatReader {
public:
    enum class Estimates { Made, LeftOut };

    OpenAiChatReader();
    ~OpenAiChatReader();
    OpenAiChatReader(const OpenAiChatReader&) = delete;
    OpenAiChatReader& operator=(const OpenAiChatReader&) = delete;

    /// `json`: one chunk of a stream or a whole body (also embeddings and legacy completions, for their usage).
    /// `readable`: the number of bytes readable from the beginning of `json`, if more than its size; saves a copy if 64
    /// bytes follow it. Estimates take time proportional to the texts. Never fails: see `ChatFacts::isJson`.
    ChatFacts read(std::string_view json, std::size_t readable = 0, Estimates estimates = Estimates::Made);

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace gateway::protocol
