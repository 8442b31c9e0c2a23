#pragma once

#include "continued_chunks.h"
#include "reported_searches.h"

#include "gateway/core/error.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/protocol/tokenizer/said_text.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Reads a streamed answer while it is relayed, and returns what goes to the client: the received bytes or the same in
/// another format. One per stream; one thread.
///
///     out = meter.feed(piece);   // send `out`; until meter.meaningful(), hold it
///     ...
///     out = meter.finish();      // the body has ended, successfully or not
class StreamMeter {
public:
    virtual ~StreamMeter() = default;

    /// Takes a piece, split anywhere, and returns what goes to the client; may be empty. Valid until the next call.
    virtual std::string_view feed(std::string_view piece) = 0;
    /// The reader of a stream with long events, which can be lent to a worker.
    class Reading {
    public:
        virtual ~Reading() = default;
        virtual void read(std::string_view piece) = 0;
    };
    /// Whether reading `size` more bytes may take long, because a long event is in progress. Then, instead of `feed()`:
    ///     auto reading = meter.lend();    // do not use the meter while it reads
    ///     reading->read(piece);           // in any thread
    ///     out = meter.takeBack(std::move(reading), piece);
    ///     while (meter.hasMore())         // with pauses in between
    ///         out = meter.more();
    virtual bool isLong(std::size_t /*size*/) const { return false; }
    virtual std::unique_ptr<Reading> lend() { return nullptr; }
    virtual std::string_view takeBack(std::unique_ptr<Reading> /*reading*/, std::string_view /*piece*/) { return {}; }
    virtual bool hasMore() const { return false; }
    virtual std::string_view more() { return {}; }
    /// Bytes of an incomplete event.
    virtual std::size_t openBytes() const { return 0; }

    /// The stream has ended, successfully or not: processes what was held back and returns the client's part of it.
    /// Further calls do nothing.
    virtual std::string_view finish() = 0;
    /// Whether what the client has received stops inside an event, so that an event of our own must begin with a blank
    /// line.
    virtual bool stopsInsideEvent() const = 0;
    /// An error as the last event of an interrupted stream.
    virtual std::string interruption(const Error& error) const = 0;
    /// Whether the stream ended as its format requires and without an error.
    virtual bool isWhole() const = 0;

    /// Whether more than roles, framing events and comments has arrived: content, reasoning, a tool call, a finish
    /// reason or an error.
    bool meaningful() const { return m_meaningful; }
    /// Whether content (including a tool call) or reasoning has arrived: the first token.
    bool hasToken() const { return m_hasContent || m_hasReasoning; }
    /// Whether the client may see the stream, so that there is no fallback from here on: with the first token, or
    /// earlier for answers that have begun before it.
    bool hasBegun() const { return m_hasBegun || hasToken(); }
    bool hasContent() const { return m_hasContent; }
    bool hasReasoning() const { return m_hasReasoning; }
    /// Whether an error object arrived inside the stream.
    bool failedInStream() const { return m_failed; }
    const std::string& errorMessage() const { return m_errorMessage; } ///< as the upstream wrote it
    const std::string& errorType() const { return m_errorType; } ///< "server_error"; may be empty
    const std::string& errorCode() const { return m_errorCode; } ///< "502"; may be empty
    /// OpenAI's finish reason: "stop", "length", "tool_calls" ...; empty if none has arrived.
    const std::string& finishReason() const { return m_finishReason; }
    /// The id of audio that the provider stores, for chat that is relayed unchanged; empty if none has arrived.
    const std::string& soundId() const { return m_soundId; }
    /// Whether the format's own end mark has arrived.
    bool done() const { return m_done; }
    /// Whether the data of some event did not match the format.
    bool malformed() const { return m_malformed; }

    std::int64_t outputTokensSoFar() const { return m_outputTokens; } ///< estimate
    std::int64_t reasoningTokensSoFar() const { return m_reasoningTokens; } ///< estimate
    /// As reported; otherwise estimated from what was seen, if possible; otherwise unknown.
    TokenUsage usage() const;

    /// Keeps the text from here on, for its tokens to be counted. To be called before the first piece.
    void keepSaid() { m_isSaidKept = true; }
    /// The text; null if it is not kept or empty.
    const SaidText* said() const { return m_isSaidKept && hasToken() ? &m_said : nullptr; }
    /// What was done here to the answer because its provider does not support it: see
    /// conversation/adaptation/answer_duties.h.
    struct Work {
        bool isStopped = false; ///< stopped here, because the rest of the stream is not needed
        bool lacksJson = false; ///< JSON was requested, and it is not JSON
        std::size_t droppedCalls = 0; ///< dropped tool calls, if only one was wanted
        std::vector<std::string> lost = {}; ///< what the client's format cannot express, in the terms of x-signalbox-dropped
    };
    virtual Work work() const { return {}; }
    /// Whether usage, or part of it, was reported at the end.
    bool hasReport() const;

    // ---- continuing an interrupted stream, if the format allows it: see OpenAiChatMeter
    virtual bool keepsText() const { return false; }
    /// Whether the kept text is all content so far: one text, no calls.
    virtual bool textIsWhole() const { return false; }
    const std::string& text() const { return m_text; }
    /// Of the stream that the client sees, if the text is kept.
    const ChunkIdentity& identity() const { return m_identity; }

protected:
    /// The last report counts, but zeros do not replace numbers.
    void report(const TokenUsage& usage);
    void takeError(std::string_view message, std::string_view type, std::string_view code);

    /// Without the searches that are reported elsewhere.
    TokenUsage reportedOrSeen() const;

    bool m_meaningful = false;
    bool m_hasContent = false;
    bool m_hasReasoning = false;
    bool m_hasBegun = false;
    bool m_isEstimated = true; ///< the content is text, and all of its tokens were generated for this answer
    bool m_failed = false;
    bool m_done = false;
    bool m_malformed = false;
    std::int64_t m_outputTokens = 0;
    std::int64_t m_reasoningTokens = 0;
    bool m_isSaidKept = false;
    SaidText m_said;
    std::string m_text;
    ChunkIdentity m_identity;
    std::string m_finishReason;
    std::string m_soundId;
    std::string m_errorMessage;
    std::string m_errorType;
    std::string m_errorCode;
    std::string m_tier; ///< as the stream names it; empty: it named none outside its usage
    ReportedSearches m_searches;
    std::optional<TokenUsage> m_reported;
    std::optional<TokenUsage> m_reportedInput; ///< reported at the beginning, before the rest is known
};

} // namespace gateway::protocol
