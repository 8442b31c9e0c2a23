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

/// The word of OpenAI's chat for it, which records and routing use: "stop", "length", "tool_calls" ...
std::string_view openAiWord(StopReason reason);

/// Whether an answer says anything.
struct AnswerFacts {
    bool hasContent = false; ///< text, a refusal, a call, a medium
    bool hasReasoning = false;
    std::string_view finishReason; ///< of the first choice that has one; empty: none
    std::string failure; ///< words for it, where a choice ended with an error
};
/// `client`: what the answer is to be written for, where it is: a call that this one's format cannot say is a failure.
AnswerFacts factsOf(const ModelAnswer& answer, std::optional<Dialect> client = {});

/// The meter of a stream of any format, by its decoder. With an encoder the client gets
/// the stream in that one's format, without one the bytes as they come. What the model or its
/// host broke off (a call that is none, say) then ends with the format's own error, in place of a
/// reason to stop that clients do not know: they ask again, or another target is asked.
/// Sources: google-gemini/gemini-cli pull request 12965, coder/coder pull request 28470 (such an end is an error
/// that is tried again); envoyproxy/ai-gateway pull request 2118 (no filter, no stop); read 2026-11-22.
class EventMeter final : public StreamMeter {
public:
    struct Parts {
        std::unique_ptr<AnswerDecoder> decoder;
        Format format = Format::OpenAiChat; ///< of the decoder
        std::unique_ptr<AnswerEncoder> encoder; ///< null: bytes pass
        Dialect dialect = Dialect::OpenAi; ///< of the client
        /// The client may come back for it: it has begun once it has a name, its stream may end before it does, and what it
        /// has used is told at its end alone.
        bool isBackground = false;
        std::int64_t inputTokens = 0; ///< estimated: for a client that wants to hear of usage where none is told
        std::function<std::string(const std::string&)> redact; ///< of an error's words; may be empty
        std::shared_ptr<const Work> work = {}; ///< the decoder's; null: it does none
        std::function<void(AnswerEvent&)> watch; ///< hears of each event, and may change it; may be empty
    };
    explicit EventMeter(Parts parts);

    /// An event of so many bytes is long: each two of them may be a JSON value.
    static constexpr std::size_t kLongEvent = 32 * 1024;
    /// Of its text so much is taken in at a time.
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
    std::deque<AnswerEvent> m_later; // of a long event
    std::size_t m_open = 0; // bytes since the last that were an event
    std::string m_out;
    std::vector<int> m_thinking; // choices whose open part is reasoning
    std::optional<ToolCall> m_call; // the open one, where clients get its arguments as an object
    std::vector<int> m_unreadable; // choices that have called with what is none
    bool m_isAtEnd = false; // of the body
    bool m_hasReported = false; // text or thoughts, which no client waits for
    Losses m_lost; // where it is translated
    std::string m_tail; // the last bytes that passed, to tell where an event ends
};

} // namespace gateway::protocol
