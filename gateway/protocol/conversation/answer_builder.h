#pragma once

#include "model_answer.h"

#include <optional>
#include <vector>

namespace gateway::protocol {

/// Assembles a stream into one answer. One thread.
class AnswerBuilder {
public:
    void take(const AnswerEvent& event);
    /// Whether an AnswerEnded has arrived.
    bool isWhole() const { return m_isWhole; }
    const std::optional<AnswerError>& error() const { return m_error; }
    ModelAnswer& answer() { return m_answer; }

private:
    Choice& choice(int index);
    Part* part(int choiceIndex, int partIndex);
    void grow(const PartGrew& grew);

    ModelAnswer m_answer;
    std::optional<AnswerError> m_error;
    bool m_isWhole = false;
};

/// The stream that would produce this whole answer, with one piece for each part.
std::vector<AnswerEvent> eventsOf(const ModelAnswer& answer);

} // namespace gateway::protocol
