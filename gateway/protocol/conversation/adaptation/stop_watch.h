#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/model_answer.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Looks for the first of some sequences in a text that comes in pieces.
class StopWatch {
public:
    /// `sequences` must outlive it; none is empty.
    explicit StopWatch(const std::vector<std::string>& sequences) : m_sequences(&sequences) { }

    /// What of the text so far surely stands before a sequence. The end that may be the beginning of one is held back.
    std::string take(std::string_view text);
    /// What was held back, at the end of the text.
    std::string rest();
    /// The sequence that was met; null: none. The text ends before it.
    const std::string* met() const { return m_met; }

private:
    bool meet(std::string& before);

    const std::vector<std::string>* m_sequences;
    std::string m_held;
    const std::string* m_met = nullptr;
};

/// A stream whose texts end before the first of `sequences`. `choices`: how many it has. Once all have ended, one of them here, so
/// has the stream. Tool calls and thoughts are not searched.
std::unique_ptr<AnswerDecoder> stoppingAt(std::unique_ptr<AnswerDecoder> decoder, std::vector<std::string> sequences, int choices,
                                          std::shared_ptr<StreamMeter::Work> work);

/// The same for a whole answer. Whether it was cut.
bool stopAt(const std::vector<std::string>& sequences, ModelAnswer& answer);

} // namespace gateway::protocol
