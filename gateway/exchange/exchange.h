#pragma once

#include "answer_search.h"
#include "client_reply.h"
#include "exchange_state.h"
#include "failures.h"
#include "live_entry.h"
#include "local_handlers.h"
#include "relay.h"
#include "request_admission.h"
#include "request_planning.h"
#include "request_understanding.h"
#include "settlement.h"

#include "gateway/http/server/server_connection.h"
#include "gateway/loop/task.h"

#include <optional>

namespace gateway::exchange {

/// One client request, from its head to its record. `run()` shows the steps up to the end of the answer; `ended()`
/// follows however it ended, and settles. The exchange lives as long as its connection's handler, its coroutine until
/// the answer is sent or the client is gone. Gateway thread.
class Exchange final : public http::Handler, public usage::Endable, private Scope {
public:
    /// Both must outlive this object.
    Exchange(http::ClientConnection& client, Services& services);
    ~Exchange() override;

    void start() override;
    void clientGone() override;
    void stopNow() override;
    void cancelHere() override;

private:
    Task<> run();
    Task<> awaitKeys();
    Task<bool> passes(policy::Stage stage, routing::Plan* plan = nullptr);
    Task<> answerByTargets();
    void noteRequest();
    void noteSession();
    void endHere(const Error& error);
    void noteEnd();
    bool hasLeftInVain() const;
    void release();
    bool finished() const override { return m_task.done(); }
    void ended() override;

    struct Parts {
        Parts(ExchangeState& state, usage::Endable& exchange, std::function<void()> meanwhile);

        Failures failures;
        ClientReply reply;
        LiveEntry live;
        Settlement settlement;
        RequestAdmission admission;
        RequestUnderstanding understanding;
        RequestPlanning planning;
        LocalHandlers handlers;
        Relay relay;
        std::optional<AnswerSearch> search; ///< once the request is planned
    };

    ExchangeState m_state;
    Parts m_parts;
    bool m_isSessionNoted = false;
    bool m_isEnded = false;
    Task<> m_task; // last member: it uses all others
};

} // namespace gateway::exchange
