#pragma once

#include "stream_meter.h"

#include "gateway/core/text/sse.h"
#include "gateway/protocol/dialect.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// The meter of a relayed stream of events (SSE) other than a conversation: images, speech, transcriptions or anything
/// else. It has begun with its first event, and is complete with the last event of its kind, if that is known, or with
/// the end of its body. Its tokens are the sum over its last events, or those reported last. Sources: openai-node
/// src/resources/images.ts, ImageGenStreamEvent and ImageEditStreamEvent; src/resources/audio/transcriptions.ts,
/// TranscriptionStreamEvent; OpenAI API reference, "Create speech", stream_format. Read 2026-11-23.
class PassedMeter final : public StreamMeter {
public:
    /// `dialect` is the client's. `lastEvents`: the number of requested items, each of which ends with a last event.
    PassedMeter(Dialect dialect, std::size_t lastEvents);
    ~PassedMeter() override;

    /// Returns `piece`.
    std::string_view feed(std::string_view piece) override;
    std::string_view finish() override;
    bool stopsInsideEvent() const override;
    std::string interruption(const Error& error) const override;
    bool isWhole() const override { return !m_failed && (m_done || m_isAtEnd); }

private:
    class Parser;

    void take();
    void take(const SseReader::Event& event);
    void takeUsage(const TokenUsage& usage, bool isLast);

    const Dialect m_dialect;
    std::size_t m_lastEvents; // last events still to come
    TokenUsage m_ofLast; // the sum over the last events so far
    SseReader m_reader;
    std::unique_ptr<Parser> m_parser;
    std::string m_tail; // the last bytes, to detect the end of an event
    bool m_isAtEnd = false; // of the body
};

} // namespace gateway::protocol
