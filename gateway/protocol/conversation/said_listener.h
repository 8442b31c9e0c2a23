#pragma once

#include "answer.h"

#include "gateway/protocol/tokenizer/said_text.h"

#include <utility>
#include <vector>

namespace gateway::protocol {

/// Puts together what the events of an answer say. One per answer; one thread.
class SaidListener {
public:
    /// `said` must outlive it.
    explicit SaidListener(SaidText& said) : m_said(said) { }
    void hear(const AnswerEvent& event);

private:
    void hear(const PartBegun& begun);
    void hear(const PartGrew& grew);

    SaidText& m_said;
    std::vector<std::pair<int, SaidText::What>> m_open; // what the part is that each choice is in
};

/// Of a whole answer the same.
SaidText saidIn(const ModelAnswer& answer);

} // namespace gateway::protocol
