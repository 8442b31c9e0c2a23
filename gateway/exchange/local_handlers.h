#pragma once

#include "client_reply.h"
#include "exchange_state.h"
#include "request_admission.h"
#include "request_planning.h"
#include "request_understanding.h"
#include "settlement.h"

#include "gateway/loop/task.h"

namespace gateway::exchange {

/// Whether the gateway answers this itself, without a target.
bool isAnsweredHere(Operation operation);

/// Answers what needs no provider: one table has a handler for each such operation of the endpoint table. Gateway
/// thread.
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
    /// To be called once there is a plan, from which it removes targets that cannot answer. False if one of the others
    /// is to answer.
    bool answerByPlan(routing::Plan& plan);

private:
    /// What must be known before an operation is answered.
    enum class Need { Head, Body, Plan };
    struct Row {
        Operation operation;
        Need need;
        Task<> (LocalHandlers::*answer)() = nullptr;
        bool (LocalHandlers::*answerByPlan)(routing::Plan& plan) = nullptr; ///< false: a target is to answer
    };
    static const std::vector<Row>& table();
    static const Row* rowOf(Operation operation);
    friend bool isAnsweredHere(Operation operation);

    Task<bool> answer(Need need);
    void answerOptions();
    Task<> confirmLiveness();
    Task<> reportHealth();
    Task<> reportMetrics();
    Task<> listModels();
    Task<> showModel();
    Task<> showStoredResponse();
    Task<> countTokens();
    Task<> listLoadedModels();
    Task<> showOllamaModel();
    Task<> showOllamaVersion();
    bool loadOllamaModel(routing::Plan& plan);

    Parts m_parts;
};

} // namespace gateway::exchange
