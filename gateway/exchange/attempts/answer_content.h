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

/// What an answer says, as far as it was read: a whole one, a stream so far, or one that went by. Gateway thread.
class AnswerContent {
public:
    // ---- a stream
    /// From here on it is one; `owed` is what its meter writes its id into.
    void readWith(std::unique_ptr<protocol::StreamMeter> meter) { m_meter = std::move(meter); }
    std::string& owedOfStream() { return m_owed; }
    protocol::StreamMeter* meter() { return m_meter.get(); } ///< null: no stream
    const protocol::StreamMeter* meter() const { return m_meter.get(); }
    /// It was ended here: nobody wants the rest of its stream.
    bool isStopped() const { return m_meter && m_meter->work().isStopped; }
    /// What its model thinks is remembered from here on; `begun`: what has come so far.
    void listen(protocol::ReasoningScope thoughts, std::string_view begun);

    // ---- a whole answer
    void take(WholeAnswer& whole);
    void take(const protocol::ChatFacts& facts);
    /// It is one of several answers that the client gets as one: what of that it is. Once.
    std::optional<protocol::ModelAnswer> takePart() { return std::exchange(m_part, std::nullopt); }
    /// What it tells of an exchange of before; empty: nothing.
    const std::optional<LateReport>& late() const { return m_late; }

    // ---- one that is too long to be held
    void passBy(std::string_view begun) { m_passing.emplace().feed(begun); }
    const std::optional<protocol::PassingChat>& passing() const { return m_passing; }

    // ---- any of them
    /// What the client gets of one that is relayed.
    void relayed(std::string_view piece);
    /// The usage in a whole answer, or of a stream so far; estimated where nobody can count it.
    protocol::TokenUsage usage() const;
    /// What it says, as far as it came, for its tokens to be counted; null: it says nothing, or too much.
    const protocol::SaidText* said() const;
    /// Its id at the provider, where that is known and not all is told yet; else empty.
    const std::string& owed() const { return m_owed; }
    /// It is made in the background: who fetches it hears what it has used. `isInBackground`: that was asked for.
    bool isReportedLater(bool isInBackground) const { return m_isUnderWay || (m_meter && !m_meter->hasReport() && isInBackground); }
    /// What was left out here of a whole answer.
    const std::vector<std::string>& losses() const { return m_losses; }
    /// That, where a stream told of it behind its beginning.
    std::vector<std::string> lateLosses() const;

private:
    std::unique_ptr<protocol::StreamMeter> m_meter;
    std::string m_owed; // the meter writes into it
    std::unique_ptr<ThoughtListener> m_thoughts; // of plain chat, once it thinks
    std::optional<protocol::PassingChat> m_passing;
    std::optional<protocol::TokenUsage> m_usage;
    std::optional<protocol::SaidText> m_said; // of a whole answer without a report
    std::optional<protocol::ModelAnswer> m_part;
    std::optional<LateReport> m_late;
    std::vector<std::string> m_losses;
    bool m_isUnderWay = false; // in the background
};

} // namespace gateway::exchange
