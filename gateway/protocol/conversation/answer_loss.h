#pragma once

#include "codec.h"
#include "model_answer.h"

#include "gateway/protocol/dialect.h"

namespace gateway::protocol {

// What of an answer a client of another format gets nothing of. It is named as what is lost of a request is: pieces that
// only their own format has ("answer: web_search_call"), which those of a later version are, and a reason to stop that the
// client's format has no word for ("finish_reason: tired"). Of a stream, the record alone names it.

void addAnswerLoss(Losses& losses, const AnswerEvent& event, Dialect client);
void addAnswerLosses(Losses& losses, const ModelAnswer& answer, Dialect client);

} // namespace gateway::protocol
