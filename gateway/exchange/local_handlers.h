#pragma once

#include "client_reply.h"
#include "exchange_state.h"
#include "request_admission.h"
#include "request_planning.h"
#include "request_understanding.h"
#include "settlement.h"

#include "gateway/loop/task.h"

namespace gateway::exchange {

/// The operations that are answered here, without a provider or in addition to conversations: one handler for each
/// operation of the endpoint table. Gateway thread.
class LocalHandlers {
public:
    /// All must outlive this object.
    struct Parts {
        ExchangeState& state;
        ClientReply& reply;
        RequestAdmission& admission;
        RequestUnderstanding& understanding;
        RequestPlanning& planning;
        Settlement& settlement;
    };
    explicit LocalHandlers(const Parts& parts);

    /// False if the operation needs the body or a target.
    Task<bool> answerByHead();
    /// To be called once the body is read. False if a target is needed.
    Task<bool> answerByBody();

private:
    enum class RequestPart { Head, Body };
    struct Row {
        Operation operation;
        RequestPart part;
        Task<> (LocalHandlers::*answer)();
    };
    static const std::vector<Row>& table();

    Task<bool> answer(RequestPart part);
    void answerOptions();
    Task<> tellStored();
    Task<> tellMetrics();
    Task<> tellHere();
    Task<> showOllamasModel();
    Task<> countTokens();

    Parts m_parts;
};

} // namespace gateway::exchange
