#pragma once

#include "codec.h"
#include "model_answer.h"

#include "gateway/protocol/dialect.h"

namespace gateway::protocol {

// The parts of an answer that a client of another format does not receive. They are named like the losses of a request:
// parts that exist only in their own format ("answer: web_search_call"), including those of later versions, and a stop
// reason that the client's format lacks ("finish_reason: tired"). For a stream, only the record contains them.

void addAnswerLoss(Losses& losses, const AnswerEvent& event, Dialect client);
void addAnswerLosses(Losses& losses, const ModelAnswer& answer, Dialect client);

} // namespace gateway::protocol
