#pragma once

#include "continued_chunks.h"
#include "openai_chat_reader.h"
#include "token_usage.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// What becomes of the last chunk of a stream, which holds nothing but usage.
/// `Remove` where only the gateway asked for it (`stream_options.include_usage`).
enum class UsageChunk { Keep, Remove };

/// Reads along a streamed OpenAI chat answer (SSE) while its bytes pass, however
/// they are cut. Cheap: a few tenths of a microsecond an event, no allocation
/// once its buffer has grown. One per stream; one thread.
///
///     out = meter.feed(piece);   // send `out`; until meter.meaningful(), hold it
///     ...
///     out = meter.finish();      // the body has ended, well or not
class OpenAiChatMeter {
public:
    /// Of an event that is longer than this the rest goes on unread.
    static constexpr std::size_t kMaxEvent = 16 * 1024 * 1024;
    /// A chunk of nothing but usage is never as long: bytes of a longer event are not held back.
    static constexpr std::size_t kMaxUsageChunk = 64 * 1024;
    static constexpr std::size_t kMostText = 1024 * 1024;

    /// `reader` must outlive the meter; meters of one thread share it.
    OpenAiChatMeter(OpenAiChatReader& reader, UsageChunk usageChunk);

    /// Takes in a piece and returns what goes to the client: with `Keep`, `piece`
    /// itself; with `Remove`, whole events only, without the usage chunk (may be
    /// empty). Valid until the next call and no longer than `piece`.
    std::string_view feed(std::string_view piece);
    /// The stream has ended, well or not: takes in what was held back and returns
    /// it, unless it breaks off inside a chunk or is the usage chunk. Once is enough.
    std::string_view finish();
    /// What the client has got stops inside an event: an event of our own must
    /// begin with a blank line.
    bool stopsInsideEvent() const { return m_clientInside; }

    /// Something more than roles, life-cycle frames and comments has come: content,
    /// reasoning, a tool call, a finish reason or an error.
    bool meaningful() const { return m_meaningful; }
    /// Content (a tool call counts) or reasoning has come: the first token.
    bool hasToken() const { return m_hasContent || m_hasReasoning; }
    bool hasContent() const { return m_hasContent; }
    /// An error object came inside the stream.
    bool failedInStream() const { return m_failed; }
    const std::string& errorMessage() const { return m_errorMessage; } ///< the upstream's words
    const std::string& errorType() const { return m_errorType; } ///< "server_error"; may be empty
    const std::string& errorCode() const { return m_errorCode; } ///< "502"; may be empty
    /// "stop", "length", "tool_calls" ...; empty: none has come.
    const std::string& finishReason() const { return m_finishReason; }
    /// `[DONE]` has come.
    bool done() const { return m_done; }
    /// The stream ended as it should: a finish reason or `[DONE]`, and no error.
    bool isWhole() const { return !m_failed && (m_done || !m_finishReason.empty()); }
    /// Some event's data was no JSON.
    bool malformed() const { return m_malformed; }

    /// The text of the answer is kept, up to `kMostText`, and an error inside the
    /// stream is not passed on: somebody may go on from there. Before the first piece.
    void keepText();
    bool keepsText() const { return m_keepsText; }
    /// This stream goes on another one: the client gets its chunks as those of that one.
    /// Behind `keepText()`, before the first piece.
    void continueAs(const ChunkIdentity& identity);
    /// Of the stream that the client sees, where the text is kept.
    const ChunkIdentity& identity() const { return m_identity; }
    const std::string& text() const { return m_text; }
    /// What is kept is all that the answer has said so far: one text, no calls.
    bool textIsWhole() const { return m_keepsText && !m_hasMoreThanText && !m_text.empty(); }

    std::int64_t outputTokensSoFar() const { return m_outputTokens; } ///< estimated
    std::int64_t reasoningTokensSoFar() const { return m_reasoningTokens; } ///< estimated
    /// What was reported; else what was seen, estimated; else unknown.
    TokenUsage usage() const;

private:
    bool findEnd(std::string_view piece, std::size_t& position);
    void hold(std::string_view part);
    void give(std::string_view bytes);
    void endEvent();
    bool takeEvent(std::string_view event, std::size_t readable);
    bool takeData(std::string_view data, std::size_t readable, bool isError);
    void takeError(const ChatError& error);

    OpenAiChatReader& m_reader;
    const bool m_removesUsage;
    bool m_removes; // some events: only whole ones go to the client

    std::string m_event; // what came before this piece of an event that is not whole
    std::size_t m_released = 0; // bytes of m_event that the client has
    enum class Line { Empty, Return, Filled };
    Line m_line = Line::Empty; // the one that the search is in, so far
    bool m_skipping = false; // the rest of an event that is too long
    bool m_clientInside = false;
    std::string m_data; // of an event with several data lines
    std::string_view m_given; // what goes to the client: part of the piece, or m_out
    std::string m_out;

    bool m_meaningful = false;
    bool m_hasContent = false;
    bool m_hasReasoning = false;
    bool m_failed = false;
    bool m_done = false;
    bool m_malformed = false;
    std::int64_t m_outputTokens = 0;
    std::int64_t m_reasoningTokens = 0;
    bool m_keepsText = false;
    bool m_hasMoreThanText = false;
    std::string m_text;
    bool m_hasIdentity = false;
    ChunkIdentity m_identity;
    std::unique_ptr<ContinuedChunks> m_continued;
    std::string m_finishReason;
    std::string m_errorMessage;
    std::string m_errorType;
    std::string m_errorCode;
    std::optional<TokenUsage> m_reported;
};

} // namespace gateway::protocol
