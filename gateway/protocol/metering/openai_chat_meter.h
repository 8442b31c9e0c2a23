#pragma once

#include "line_ends.h"
#include "openai_chat_reader.h"
#include "stream_meter.h"

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

/// The meter of a streamed OpenAI chat answer (SSE) whose bytes pass as they are. Cheap: a
/// few tenths of a microsecond an event, no allocation once its buffer has grown.
class OpenAiChatMeter final : public StreamMeter {
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
    std::string_view feed(std::string_view piece) override;
    /// The stream has ended, well or not: takes in what was held back and returns
    /// it, unless it breaks off inside a chunk or is the usage chunk. Once is enough.
    std::string_view finish() override;
    bool stopsInsideEvent() const override { return m_clientInside; }
    std::string interruption(const Error& error) const override;
    /// A finish reason or `[DONE]` has come, and no error.
    bool isWhole() const override { return !m_failed && (m_done || !m_finishReason.empty()); }

    /// The text of the answer is kept, up to `kMostText`, and an error inside the
    /// stream is not passed on: somebody may go on from there. Before the first piece.
    void keepText();
    bool keepsText() const override { return m_keepsText; }
    /// This stream goes on another one: the client gets its chunks as those of that one.
    /// Behind `keepText()`, before the first piece.
    void continueAs(const ChunkIdentity& identity);
    bool textIsWhole() const override { return m_keepsText && !m_hasMoreThanText && !m_text.empty(); }

private:
    bool findEnd(std::string_view piece, LineEnds& ends, std::size_t& position);
    void hold(std::string_view part);
    void give(std::string_view bytes);
    void endEvent();
    bool takeEvent(std::string_view event, std::size_t readable);
    bool takeData(std::string_view data, std::size_t readable, bool isError);
    void noteText(const ChatFacts& facts, std::string_view data);

    OpenAiChatReader& m_reader;
    const bool m_removesUsage;
    bool m_removes; // some events: only whole ones go to the client

    std::string m_event; // what came before this piece of an event that is not whole
    std::size_t m_released = 0; // bytes of m_event that the client has
    enum class Line { Empty, EmptyReturn, Filled, FilledReturn };
    Line m_line = Line::Empty; // the one that the search is in, so far
    bool m_hasReturn = false; // in what came of the event so far
    bool m_isFirst = true; // no event was read yet
    bool m_skipping = false; // the rest of an event that is too long
    bool m_clientInside = false;
    std::string m_data; // of an event with several data lines
    std::string_view m_given; // what goes to the client: part of the piece, or m_out
    std::string m_out;

    bool m_keepsText = false;
    bool m_hasMoreThanText = false;
    bool m_hasIdentity = false;
    std::unique_ptr<ContinuedChunks> m_continued;
};

} // namespace gateway::protocol
