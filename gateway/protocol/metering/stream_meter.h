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

/// Reads along a streamed answer while it passes, and says what of it goes to the client:
/// its bytes as they come, or the same in another format. One per stream; one thread.
///
///     out = meter.feed(piece);   // send `out`; until meter.meaningful(), hold it
///     ...
///     out = meter.finish();      // the body has ended, well or not
class StreamMeter {
public:
    virtual ~StreamMeter() = default;

    /// Takes in a piece, cut anywhere, and returns what goes to the client; may be empty.
    /// Valid until the next call.
    virtual std::string_view feed(std::string_view piece) = 0;
    /// What reads the pieces of a stream whose events are long: a worker may have it for a while.
    class Reading {
    public:
        virtual ~Reading() = default;
        virtual void read(std::string_view piece) = 0;
    };
    /// Whether to feed it `size` bytes more may take long, since a long event is under way. Then, instead:
    ///     auto reading = meter.lend();    // nothing else may be asked of the meter that reads
    ///     reading->read(piece);           // in any thread
    ///     out = meter.takeBack(std::move(reading), piece);
    ///     while (meter.hasMore())         // with pauses in between
    ///         out = meter.more();
    virtual bool isLong(std::size_t /*size*/) const { return false; }
    virtual std::unique_ptr<Reading> lend() { return nullptr; }
    virtual std::string_view takeBack(std::unique_ptr<Reading> /*reading*/, std::string_view /*piece*/) { return {}; }
    virtual bool hasMore() const { return false; }
    virtual std::string_view more() { return {}; }
    /// Bytes that wait for the end of their event.
    virtual std::size_t openBytes() const { return 0; }

    /// The stream has ended, well or not: takes in what was held back and returns what
    /// the client gets of it. Once is enough.
    virtual std::string_view finish() = 0;
    /// What the client has got stops inside an event: an event of our own must begin with a blank line.
    virtual bool stopsInsideEvent() const = 0;
    /// An error as the last event of this stream, for one that breaks off.
    virtual std::string interruption(const Error& error) const = 0;
    /// The stream ended as its format wants, and without an error.
    virtual bool isWhole() const = 0;

    /// Something more than roles, life-cycle frames and comments has come: content,
    /// reasoning, a tool call, a finish reason or an error.
    bool meaningful() const { return m_meaningful; }
    /// Content (a tool call counts) or reasoning has come: the first token.
    bool hasToken() const { return m_hasContent || m_hasReasoning; }
    /// The client may see it, and nobody else is asked from here on: with the first token, or sooner where an answer is
    /// one before that.
    bool hasBegun() const { return m_hasBegun || hasToken(); }
    bool hasContent() const { return m_hasContent; }
    bool hasReasoning() const { return m_hasReasoning; }
    /// An error object came inside the stream.
    bool failedInStream() const { return m_failed; }
    const std::string& errorMessage() const { return m_errorMessage; } ///< the upstream's words
    const std::string& errorType() const { return m_errorType; } ///< "server_error"; may be empty
    const std::string& errorCode() const { return m_errorCode; } ///< "502"; may be empty
    /// "stop", "length", "tool_calls" ... in OpenAI's words; empty: none has come.
    const std::string& finishReason() const { return m_finishReason; }
    /// Of a sound that the provider keeps, where chat passes as it is; empty: none has come.
    const std::string& soundId() const { return m_soundId; }
    /// The format's own end mark has come.
    bool done() const { return m_done; }
    /// Some event's data was not what the format has.
    bool malformed() const { return m_malformed; }

    std::int64_t outputTokensSoFar() const { return m_outputTokens; } ///< estimated
    std::int64_t reasoningTokensSoFar() const { return m_reasoningTokens; } ///< estimated
    /// What was reported; else what was seen, estimated where that can be; else unknown.
    TokenUsage usage() const;

    /// From here on what is said is kept, for its tokens to be counted. Before the first piece.
    void keepSaid() { m_isSaidKept = true; }
    /// What was said; null: it is not kept, or was nothing.
    const SaidText* said() const { return m_isSaidKept && hasToken() ? &m_said : nullptr; }
    /// What was done here to the answer, because its provider could not be asked for it: see conversation/adaptation/answer_duties.h.
    struct Work {
        bool isStopped = false; ///< it was ended here: nobody wants the rest of its stream
        bool lacksJson = false; ///< it was to be JSON, and is not
        std::size_t droppedCalls = 0; ///< of tools, where one was wanted
        std::vector<std::string> lost = {}; ///< that the client's format has no place for, in the terms of x-signalbox-dropped
    };
    virtual Work work() const { return {}; }
    /// Usage was told at the end, all of it or a part.
    bool hasReport() const;

    // ---- going on with a stream that broke off, where a format can: see OpenAiChatMeter
    virtual bool keepsText() const { return false; }
    /// What is kept is all that the answer has said so far: one text, no calls.
    virtual bool textIsWhole() const { return false; }
    const std::string& text() const { return m_text; }
    /// Of the stream that the client sees, where the text is kept.
    const ChunkIdentity& identity() const { return m_identity; }

protected:
    /// The last report counts, but for zeros behind numbers.
    void report(const TokenUsage& usage);
    void takeError(std::string_view message, std::string_view type, std::string_view code);

    /// But for the searches that it tells elsewhere.
    TokenUsage reportedOrSeen() const;

    bool m_meaningful = false;
    bool m_hasContent = false;
    bool m_hasReasoning = false;
    bool m_hasBegun = false;
    bool m_isEstimated = true; ///< what is said is text, and all of its tokens were made for this answer
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
    std::string m_tier; ///< the service tier, by the stream's word; empty: it told none beside its usage
    ReportedSearches m_searches;
    std::optional<TokenUsage> m_reported;
    std::optional<TokenUsage> m_reportedInput; ///< told at the beginning, before the rest is known
};

} // namespace gateway::protocol
