#pragma once

#include "model_answer.h"

#include "gateway/protocol/format.h"
#include "gateway/protocol/tokenizer/said_text.h"

#include <utility>
#include <vector>

namespace gateway::protocol {

/// Puts together what the events of an answer say. One per answer; one thread.
class SaidListener {
public:
    /// `said` must outlive it. `format` is that in which the model answers.
    SaidListener(SaidText& said, Format format) : m_said(said), m_hasCallText(formatInfo(format).hasCallText) { }
    void hear(const AnswerEvent& event);

private:
    void hear(const PartBegun& begun);
    void hear(const PartGrew& grew);

    SaidText& m_said;
    const bool m_hasCallText;
    std::vector<std::pair<int, SaidText::What>> m_open; // what the part is that each choice is in
};

/// Of a whole answer the same.
SaidText saidIn(const ModelAnswer& answer, Format format);

} // namespace gateway::protocol
