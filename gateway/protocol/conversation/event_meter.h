#pragma once

#include "codec.h"
#include "said_listener.h"

#include "gateway/protocol/metering/stream_meter.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// The finish_reason of OpenAI's chat for it, which records and routing use: "stop", "length", "tool_calls" ...
std::string_view openAiWord(StopReason reason);

/// Whether an answer has content.
struct AnswerFacts {
    bool hasContent = false; ///< text, a refusal, a tool call, media
    bool hasReasoning = false;
    std::string_view finishReason; ///< of the first choice that has one; empty: none
    std::string failure; ///< a description, if a choice ended with an error
};
/// `client`: the dialect that the answer is written for, if any: a call that this dialect cannot express is a failure.
AnswerFacts factsOf(const ModelAnswer& answer, std::optional<Dialect> client = {});

/// The meter for a stream of any format, using its decoder. With an encoder the client gets the stream in the encoder's
/// format, without one the received bytes. A stream that the model or its host interrupted (for example by an invalid
/// tool call) then ends with the format's error instead of a stop reason unknown to clients, so that they retry or
/// another target is tried. Sources: google-gemini/gemini-cli pull request 12965, coder/coder pull request 28470 (such
/// an end is an error that is retried); envoyproxy/ai-gateway pull request 2118 (neither content_filter nor stop); read
/// 2026-11-22.
class EventMeter final : public StreamMeter {
public:
    struct Parts {
        std::unique_ptr<AnswerDecoder> decoder;
        Format format = Format::OpenAiChat; ///< of the decoder
        std::unique_ptr<AnswerEncoder> encoder; ///< null: bytes are relayed unchanged
        Dialect dialect = Dialect::OpenAi; ///< of the client
        /// The client may retrieve the answer later: it has begun once it has an id, its stream may end before the
        /// answer does, and usage is reported only at its end.
        bool isBackground = false;
        std::int64_t inputTokens = 0; ///< estimate for a client that wants usage when the provider reports none
        std::function<std::string(const std::string&)> redact; ///< for an error's message; may be empty
        std::shared_ptr<const Work> work = {}; ///< what the decoder does; null: nothing
        std::function<void(AnswerEvent&)> watch; ///< receives each event and may change it; may be empty
    };
    explicit EventMeter(Parts parts);

    /// A longer event counts as long: every two bytes of it may be a JSON value. Bytes.
    static constexpr std::size_t kLongEvent = 32 * 1024;
    /// Bytes of a long event's text that are processed at a time.
    static constexpr std::size_t kSlice = 256 * 1024;

    std::string_view feed(std::string_view piece) override;
    std::string_view finish() override;
    bool isLong(std::size_t size) const override { return m_open + size > kLongEvent; }
    std::unique_ptr<Reading> lend() override;
    std::string_view takeBack(std::unique_ptr<Reading> reading, std::string_view piece) override;
    bool hasMore() const override { return !m_later.empty(); }
    std::string_view more() override;
    std::size_t openBytes() const override { return m_open; }
    bool stopsInsideEvent() const override;
    std::string interruption(const Error& error) const override;
    Work work() const override;
    bool isWhole() const override { return !m_failed && (m_done || (m_isAtEnd && m_parts.isBackground && m_hasBegun)); }

private:
    class LentDecoder;
    void take();
    void take(AnswerEvent& event);
    void noteOpen(std::size_t size, bool hasEvents) { m_open = hasEvents ? size : m_open + size; }
    std::string_view passed(std::string_view piece);
    void addSliced(AnswerEvent event);
    void takeSome();
    void note(const AnswerBegun& begun);
    void note(const PartBegun& begun);
    void note(const PartGrew& grew);
    void noteCall(const AnswerEvent& event);
    void refuseUnreadable(AnswerEvent& event);
    bool isThinking(int choice) const;
    void fail(AnswerFailed& failed);
    void tellUsage();

    Parts m_parts;
    SaidListener m_saidListener{m_said, m_parts.format};
    std::vector<AnswerEvent> m_events;
    std::deque<AnswerEvent> m_later; // rest of a long event
    std::size_t m_open = 0; // bytes since the last complete event
    std::string m_out;
    std::vector<int> m_thinking; // choices whose open part is reasoning
    std::optional<ToolCall> m_call; // the open one, if clients get its arguments as an object
    std::vector<int> m_unreadable; // choices with an invalid call
    bool m_isAtEnd = false; // of the body
    bool m_hasReported = false; // something other than the open call
    Losses m_lost; // if it is translated
    std::string m_tail; // the last relayed bytes, to detect the end of an event
};

} // namespace gateway::protocol
