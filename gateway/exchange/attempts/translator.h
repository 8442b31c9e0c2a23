#pragma once

#include "access_choice.h"
#include "answer_reader.h"
#include "client_conversation.h"
#include "request_writer.h"
#include "response_saver.h"
#include "services.h"
#include "stream_reader.h"

#include <memory>

namespace gateway::exchange {

/// Translates between a client's format and those of its exchange's targets, from the request to the answer. Each part
/// uses only the parts before it. Gateway thread.
struct Translator {
    /// All must outlive this object.
    Translator(Services& services, const std::shared_ptr<const Snapshot>& snapshot, const ClientRequest& request, const usage::ExchangeRecord& record);
    /// Has a worker free the parts of a long request, too.
    ~Translator();
    Translator(const Translator&) = delete;
    Translator& operator=(const Translator&) = delete;

    AccessChoice access;
    ClientConversation conversation;
    RequestWriter requests;
    ResponseSaver saver;
    AnswerReader answers;
    StreamReader streams;
    const ClientRequest& request;
};

} // namespace gateway::exchange
