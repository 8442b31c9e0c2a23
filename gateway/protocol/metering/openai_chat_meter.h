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

/// What happens to a stream's last chunk, which contains only usage. `Remove` if only the gateway requested it
/// (`stream_options.include_usage`).
enum class UsageChunk { Keep, Remove };

/// The meter of a streamed OpenAI chat answer (SSE) that is relayed unchanged. Cheap: a few tenths of a microsecond per
/// event, no allocation once its buffer has grown.
class OpenAiChatMeter final : public StreamMeter {
public:
    /// The rest of a longer event is relayed unread. Bytes.
    static constexpr std::size_t kMaxEvent = 16 * 1024 * 1024;
    /// The maximum size of a chunk with only usage: bytes of a longer event are not held back.
    static constexpr std::size_t kMaxUsageChunk = 64 * 1024;
    static constexpr std::size_t kMostText = 1024 * 1024;

    /// `reader` must outlive the meter; meters of one thread share it.
    OpenAiChatMeter(OpenAiChatReader& reader, UsageChunk usageChunk);

    /// Takes a piece and returns what goes to the client: with `Keep`, `piece` itself; with `Remove`, only complete
    /// events without the usage chunk (may be empty). Valid until the next call and no longer than `piece`.
    std::string_view feed(std::string_view piece) override;
    /// The stream has ended, successfully or not: processes what was held back and returns it, unless it breaks off
    /// inside a chunk or is the usage chunk. Further calls do nothing.
    std::string_view finish() override;
    bool stopsInsideEvent() const override { return m_clientInside; }
    std::string interruption(const Error& error) const override;
    /// Whether `[DONE]` or the finish reasons of all choices have arrived, and no error. Content after its finish reason
    /// begins a choice again.
    bool isWhole() const override { return !m_failed && (m_done || (m_endedChoices != 0 && m_openChoices == 0)); }

    /// Keeps the text of the answer, up to `kMostText`, and holds back an error inside the stream, because another
    /// target may continue it. To be called before the first piece.
    void keepText();
    bool keepsText() const override { return m_keepsText; }
    /// Makes this stream continue another one: the client gets its chunks with the identity of that one. To be called
    /// after `keepText()` and before the first piece.
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
    bool m_removes; // some events are removed: only complete ones go to the client

    std::string m_event; // the earlier pieces of an incomplete event
    std::size_t m_released = 0; // bytes of m_event that were sent to the client
    enum class Line { Empty, EmptyReturn, Filled, FilledReturn };
    Line m_line = Line::Empty; // the line in which the search is, so far
    bool m_hasReturn = false; // in the part of the event so far
    bool m_isFirst = true; // no event was read yet
    bool m_skipping = false; // the rest of an event that is too long
    bool m_clientInside = false;
    std::string m_data; // of an event with several data lines
    std::string_view m_given; // what goes to the client: a part of the piece, or m_out
    std::string m_out;

    std::uint64_t m_openChoices = 0; // as in ChatFacts: begun, and without a finish reason
    std::uint64_t m_endedChoices = 0;
    bool m_keepsText = false;
    bool m_hasMoreThanText = false;
    bool m_hasIdentity = false;
    std::unique_ptr<ContinuedChunks> m_continued;
};

} // namespace gateway::protocol
