#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/model_answer.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Finds the first of several stop sequences in a text that comes in pieces.
class StopWatch {
public:
    /// `sequences` must outlive this object; none is empty.
    explicit StopWatch(const std::vector<std::string>& sequences) : m_sequences(&sequences) { }

    /// The part of the text so far that is certainly before any stop sequence. An end that may be the beginning of one
    /// is held back.
    std::string take(std::string_view text);
    /// The held-back text; to be called at the end of the text.
    std::string rest();
    /// The stop sequence that was found; null if none. The text ends before it.
    const std::string* met() const { return m_met; }

private:
    bool meet(std::string& before);

    const std::vector<std::string>* m_sequences;
    std::string m_held;
    const std::string* m_met = nullptr;
};

/// A stream whose texts end before the first of `sequences`. `choices`: how many it has. The stream ends once all
/// choices have ended, at least one of them here. Tool calls and reasoning are not searched.
std::unique_ptr<AnswerDecoder> stoppingAt(std::unique_ptr<AnswerDecoder> decoder, std::vector<std::string> sequences, int choices,
                                          std::shared_ptr<StreamMeter::Work> work);

/// The same for a whole answer. Returns whether it was cut.
bool stopAt(const std::vector<std::string>& sequences, ModelAnswer& answer);

} // namespace gateway::protocol
