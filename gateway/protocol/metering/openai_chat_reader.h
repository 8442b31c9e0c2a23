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

/// An error that an upstream put into a body. Views as in `ChatFacts`.
struct ChatError {
    std::string_view message; ///< may be empty
    std::string_view type; ///< "server_error"; may be empty
    std::string_view code; ///< as text where it was a number: "502"; may be empty
};

/// A piece of a text of an answer. Views as below.
struct SaidPiece {
    int choice = 0;
    int part = 0;
    SaidText::What what = SaidText::What::Plain;
    std::string_view text;
};

/// What one chunk of a stream, or one whole answer, says that the gateway cares
/// about. The views are valid until the reader reads again.
struct ChatFacts {
    bool isJson = false; ///< false: what could not be read is as by default
    int choices = 0;
    bool hasContent = false; ///< text, refusal, tool call, image or audio
    bool hasReasoning = false;
    std::string_view text;      ///< of the content, where it is one text; of the last choice
    bool hasMoreThanText = false; ///< a call, a refusal, an image, sound, content in parts, another choice
    bool hasMedia = false; ///< an image, a sound
    bool hasFound = false; ///< it lists what a search of the web has found
    std::vector<SaidPiece>* said = nullptr; ///< the reader's: what is said, in its order
    bool isEstimated = true; ///< else the two below stay 0
    std::int64_t outputTokens = 0; ///< estimated, of content and tool calls
    std::int64_t reasoningTokens = 0; ///< estimated
    std::string_view finishReason; ///< of the last choice that has one; empty: none
    std::optional<TokenUsage> usage; ///< as reported; parts are disjoint; with the searches that are told here
    std::optional<ChatError> error;
    std::string_view soundId; ///< of a sound that the provider keeps; empty: there is none
    std::string_view serviceTier; ///< by the answer's word; empty: it says none

    /// More than life-cycle: content, reasoning, a tool call, the finish or an error.
    bool isMeaningful() const { return hasContent || hasReasoning || !finishReason.empty() || error; }
    /// Nothing but usage: OpenAI's last chunk of a stream with `include_usage`.
    bool isUsageOnly() const { return usage && choices == 0 && !error; }
};

void addSaid(const ChatFacts& facts, SaidText& said);
void addSearches(const ChatFacts& facts, ReportedSearches& searches);
/// Of a whole answer.
SaidText saidIn(const ChatFacts& facts);

/// Reads OpenAI chat answers and chunks as they come from the many providers
/// that speak it. Keeps its buffers between calls: one per thread is enough.
class OpenAiChatReader {
public:
    enum class Estimates { Made, LeftOut };

    OpenAiChatReader();
    ~OpenAiChatReader();
    OpenAiChatReader(const OpenAiChatReader&) = delete;
    OpenAiChatReader& operator=(const OpenAiChatReader&) = delete;

    /// `json`: one chunk of a stream or a whole body (embeddings and legacy
    /// completions too, for their usage). `readable`: bytes that may be read from
    /// the beginning of `json` on, if more than its own; saves a copy where 64
    /// follow it. Estimates take as long as the texts. Whatever comes, it never fails:
    /// see `ChatFacts::isJson`.
    ChatFacts read(std::string_view json, std::size_t readable = 0, Estimates estimates = Estimates::Made);

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace gateway::protocol
