#pragma once

#include "model_answer.h"

#include "gateway/protocol/format.h"
#include "gateway/protocol/tokenizer/said_text.h"

#include <utility>
#include <vector>

namespace gateway::protocol {

/// Collects the text of an answer's events. One per answer; one thread.
class SaidListener {
public:
    /// `said` must outlive this object. `format` is that of the model's answer.
    SaidListener(SaidText& said, Format format) : m_said(said), m_hasCallText(formatInfo(format).hasCallText) { }
    void hear(const AnswerEvent& event);

private:
    void hear(const PartBegun& begun);
    void hear(const PartGrew& grew);

    SaidText& m_said;
    const bool m_hasCallText;
    std::vector<std::pair<int, SaidText::What>> m_open; // kind of the open part of each choice
};

/// The same for a whole answer.
SaidText saidIn(const ModelAnswer& answer, Format format);

} // namespace gateway::protocol
