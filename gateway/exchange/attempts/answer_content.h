#pragma once

#include "answer_reader.h"
#include "thought_listener.h"

#include "gateway/protocol/metering/passing_chat.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// The content of an answer as far as it was read: a whole one, a stream so far, or one that was passed through.
/// Gateway thread.
class AnswerContent {
public:
    // ---- a stream
    /// From now on the answer is a stream; its meter writes its id into `owedOfStream()`.
    void readWith(std::unique_ptr<protocol::StreamMeter> meter) { m_meter = std::move(meter); }
    std::string& owedOfStream() { return m_owed; }
    protocol::StreamMeter* meter() { return m_meter.get(); } ///< null: not a stream
    const protocol::StreamMeter* meter() const { return m_meter.get(); }
    /// Whether the stream was stopped here because the rest of it is not needed.
    bool isStopped() const { return m_meter && m_meter->work().isStopped; }
    /// Remembers the model's reasoning from now on; `begun`: what has arrived so far.
    void listen(protocol::ReasoningScope thoughts, std::string_view begun);

    // ---- a whole answer
    void take(WholeAnswer& whole);
    void take(const protocol::ChatFacts& facts);
    /// The answer as a part of several answers that the client gets as one. Once.
    std::optional<protocol::ModelAnswer> takePart() { return std::exchange(m_part, std::nullopt); }
    /// The usage that this answer reports for an earlier exchange; empty if none.
    const std::optional<LateReport>& late() const { return m_late; }

    // ---- an answer that is too long to be held
    void passBy(std::string_view begun) { m_passing.emplace().feed(begun); }
    const std::optional<protocol::PassingChat>& passing() const { return m_passing; }

    // ---- any of them
    /// A piece of a relayed answer was sent to the client.
    void relayed(std::string_view piece);
    /// The usage in a whole answer or in a stream so far; estimated if it cannot be counted.
    protocol::TokenUsage usage() const;
    /// The text so far, for its tokens to be counted; null if there is none or too much.
    const protocol::SaidText* said() const;
    /// Its id at the provider, if that is known and usage is still to be reported; otherwise empty.
    const std::string& owed() const { return m_owed; }
    /// Whether it is created in the background, so that its usage is reported when it is retrieved. `isInBackground`:
    /// the client asked for that.
    bool isReportedLater(bool isInBackground) const { return m_isUnderWay || (m_meter && !m_meter->hasReport() && isInBackground); }
    /// What was removed here from a whole answer.
    const std::vector<std::string>& losses() const { return m_losses; }
    /// The same for a stream, if it became known only after the stream's start.
    std::vector<std::string> lateLosses() const;

private:
    std::unique_ptr<protocol::StreamMeter> m_meter;
    std::string m_owed; // the meter writes into it
    std::unique_ptr<ThoughtListener> m_thoughts; // for plain chat, once it reasons
    std::optional<protocol::PassingChat> m_passing;
    std::optional<protocol::TokenUsage> m_usage;
    std::optional<protocol::SaidText> m_said; // of a whole answer that reports no usage
    std::optional<protocol::ModelAnswer> m_part;
    std::optional<LateReport> m_late;
    std::vector<std::string> m_losses;
    bool m_isUnderWay = false; // in the background
};

} // namespace gateway::exchange
