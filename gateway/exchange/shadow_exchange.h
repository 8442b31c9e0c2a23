#pragma once

#include "answer_search.h"
#include "client_reply.h"
#include "exchange_state.h"
#include "failures.h"
#include "live_entry.h"
#include "relay.h"
#include "request_planning.h"
#include "settlement.h"
#include "shadow_choice.h"

#include "gateway/http/server/client_connection.h"
#include "gateway/loop/task.h"
#include "gateway/policy/policy_chains.h"

#include <functional>
#include <optional>
#include <string>

namespace gateway::exchange {

/// The place of a client: gives the head of its request, and takes the answer without keeping it. Gateway thread.
class NoClient final : public http::ClientConnection {
public:
    explicit NoClient(http::RequestHead head)
        : m_head(std::move(head))
    {
    }

    const http::RequestHead& request() const override { return m_head; }
    WaitPoint& waitPoint() override { return m_point; }
    bool bodyReady() override { return true; }
    Result<QByteArray> takeBody() override { return QByteArray(); }
    void chargeTo(std::string_view /*caller*/) override { }
    http::BodyBudget::Share takeShare() override { return {}; }
    void writeHead(int /*status*/, const http::Headers& /*headers*/, std::int64_t /*contentLength*/) override { }
    void hold(std::string_view /*piece*/) override { }
    void write(std::string_view /*piece*/) override { }
    void write(const QByteArray& /*piece*/) override { }
    void finish(const http::Headers& /*trailers*/ = {}) override { }
    void respond(int /*status*/, const http::Headers& /*headers*/, const QByteArray& /*body*/) override { }
    void breakOff() override { }
    bool hasLost() const override { return false; }
    bool drained() const override { return true; }
    void watchDrain(bool /*on*/) override { }
    void handlerEnded() override { }
    http::ConnectionEnds ends() const override { return {}; }
    bool hasClientLeft() const override { return false; }
    const std::shared_ptr<void>& note() const override { return m_note; }
    void setNote(std::shared_ptr<void> note) override { m_note = std::move(note); }

private:
    http::RequestHead m_head;
    WaitPoint m_point;
    std::shared_ptr<void> m_note;
};

/// A copy of a request that a client has got its answer to, sent to the shadow target of its route: one attempt, no
/// fallback, and a record of its own. Gateway thread.
class ShadowExchange final : public usage::Endable, private Scope {
public:
    /// What is copied, and where it goes.
    struct Order {
        std::shared_ptr<const Snapshot> snapshot;
        http::RequestHead head;
        ClientRequest request;
        Caller caller;
        const config::RouteSettings* route = nullptr; ///< of the snapshot
        routing::Candidate target;
        http::BodyBudget::Share share; ///< of the body
        std::shared_ptr<const usage::ExchangeRecord> original;
    };

    /// `ended` is called once at the end, when this object is not on the stack any more; it may destroy it. `services`
    /// must outlive this object.
    ShadowExchange(Order order, Services& services, std::function<void()> ended);
    /// After the end or `abandon()`.
    ~ShadowExchange() = default;
    ShadowExchange(const ShadowExchange&) = delete;
    ShadowExchange& operator=(const ShadowExchange&) = delete;

    void start();
    void cancelHere() override;
    /// Settles what is under way, without calling `ended`. After that this object may be destroyed.
    void abandon();

private:
    Task<> run();
    Task<bool> reserve();
    void begin(const usage::ExchangeRecord& original);
    bool finished() const override { return m_task.done(); }
    void ended() override;
    void settle();

    struct Parts {
        Parts(ExchangeState& state, usage::Endable& exchange);

        Failures failures;
        ClientReply reply;
        LiveEntry live;
        Settlement settlement;
        RequestPlanning planning;
        Relay relay;
        std::optional<AnswerSearch> search; ///< once the request is planned
    };

    NoClient m_client;
    ExchangeState m_state;
    Parts m_parts;
    const config::RouteSettings* m_route;
    routing::Candidate m_target;
    http::BodyBudget::Share m_share;
    policy::PolicyChain m_observers;
    std::function<void()> m_ended;
    routing::RequestFacts m_facts{};
    bool m_isSettled = false;
    Task<> m_task; // last member: it uses all others
};

} // namespace gateway::exchange
